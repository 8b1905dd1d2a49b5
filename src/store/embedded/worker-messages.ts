/** What the embedded Postgres and its worker thread say to each other. */

export interface PostgresWorkerData {
  readonly dataDir: string;
  readonly socketPath: string;
  readonly maxConnections: number;
  readonly idleInTransactionMs: number;
}

export type FromPostgresWorker =
  { readonly type: 'ready' } | { readonly type: 'broken'; readonly message: string } | { readonly type: 'closed' };

export interface ToPostgresWorker {
  readonly type: 'close';
}
