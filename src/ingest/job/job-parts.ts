/** What jobs are run with, and the times that workers keep. */
import type { DataSource } from 'typeorm';
import type { Embedder } from '../../embedding/embedder.js';
import type { Logger } from '../../logger.js';
import type { Store } from '../../store/open-store.js';
import type { JobHistory } from '../../store/writes/old-jobs.js';
import type { SourceParts } from '../source/open-source.js';
import type { ReadPool } from '../prepare/read-pool.js';

export interface IngestParts {
  readonly dataSource: DataSource;
  /** A server comes back when it went away, the embedded Postgres does not; its one session is shared with searches. */
  readonly storeMode: Store['mode'];
  readonly embedder: Embedder;
  /** Row of the embedding model that vectors are stored under. */
  readonly modelId: number;
  /** Lets the vector index adapt to new vectors; cheap when there is nothing to do. */
  readonly maintainVectors: () => Promise<void>;
  readonly readPool: Pick<ReadPool, 'read'>;
  readonly logger: Logger;
  /** Told of every document that was written. */
  readonly onWritten?: (chunks: number) => void;
  /** Names this process in jobs and leases; no other process ever has the same. */
  readonly owner: string;
  /** Workers of one group see the same files under the same paths. */
  readonly workerGroup: string;
  readonly sources: SourceParts;
  /** Done after a job that changed the library; never fails. */
  readonly afterChanges?: (signal: AbortSignal) => Promise<void>;
  /** Jobs that are kept. */
  readonly history: JobHistory;
}

/** A lease that is not renewed for this long is free again; so is the planning of a job. */
export const leaseSeconds = 45;
/** Between two renewals: two may be missed. */
export const renewEveryMs = 15_000;
/** Between two looks at a job: progress is booked, a cancellation noticed. */
export const tickMs = 1_000;
/** Between two times that old jobs and abandoned uploads are removed, where no job ends meanwhile. */
export const tidyEveryMs = 3_600_000;
/** Between two looks at documents that others hold. */
export const waitMs = 500;
/** Documents under way at once in a process: enough to keep the embedder fed while others are read or written. */
export const documentsAtOnce = 6;
/** New passages after which the vector index may want to adapt to what came in. */
export const maintainEvery = 2_000;
