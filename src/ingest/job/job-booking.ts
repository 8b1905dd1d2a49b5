/** Puts jobs in the queue. */
import type { Queryable, Repositories } from '../../store/queryable.js';
import { ensureSource, lockSource } from '../../store/writes/ingest-sources.js';
import { enqueueJob, openJobOf } from '../../store/writes/jobs.js';
import type { IngestRequest } from '../source/ingest-request.js';
import type { IngestParts } from './job-parts.js';

export interface BookOptions {
  /** Workers that see the files; those of this process unless given. */
  readonly group?: string;
  /** The job whose failures are tried again. */
  readonly retryOf?: string;
}

export interface JobBooking {
  /** @returns the id of a new job. */
  book(db: Repositories, request: IngestRequest, options?: BookOptions): Promise<string>;
  /** The job that does this already, else a new one; of requests at the same time one makes it. */
  bookOnce(db: Repositories, request: IngestRequest): Promise<string>;
}

export function createJobBooking({ owner, workerGroup }: Pick<IngestParts, 'owner' | 'workerGroup'>): JobBooking {
  function sourceOf(db: Queryable, request: IngestRequest): Promise<string> {
    const { kind, location, options } = request;
    // What is allowed once is not remembered.
    const kept = { ...request, allowArchive: undefined };
    return ensureSource(db, { kind, location, manifest: options.manifest ?? '', options: kept });
  }

  async function book(db: Repositories, request: IngestRequest, options: BookOptions = {}): Promise<string> {
    const sourceId = await sourceOf(db, request);
    const { group = workerGroup, retryOf = null } = options;
    const { location } = request;
    return enqueueJob(db, { sourceId, location, options: request, workerGroup: group, owner, retryOf });
  }

  return {
    book,
    async bookOnce(db, request) {
      const sourceId = await sourceOf(db, request);
      await lockSource(db, sourceId);
      return (await openJobOf(db, sourceId, request)) ?? (await book(db, request));
    },
  };
}
