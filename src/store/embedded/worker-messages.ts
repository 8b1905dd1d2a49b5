/** What the embedded Postgres and its worker thread say to each other. */

import type { Durability } from './disk-syncs.js';

export interface PostgresWorkerData {
  readonly dataDir: string;
  readonly durability: Durability;
  readonly socketPath: string;
  readonly maxConnections: number;
  readonly idleInTransactionMs: number;
}

export type FromPostgresWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'broken'; readonly message: string }
  /** `failure` is empty when the copy is there. */
  | { readonly type: 'copied'; readonly to: string; readonly failure: string }
  | { readonly type: 'closed' };

export type ToPostgresWorker = { readonly type: 'close' } | { readonly type: 'copy'; readonly to: string };
