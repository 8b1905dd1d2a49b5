/** Ingest as the rest of the program sees it: start, run, cancel and repeat jobs. */
import type { Readable } from 'node:stream';
import { BadInputError, CancelledError, JobFailedError } from '../errors.js';
import type { JobCounts } from '../store/entities/job-state.js';
import { problemsOfJob, runningJob, type FileProblem, type RunningJob } from '../store/queries/jobs.js';
import { ingestSource } from '../store/queries/ingest-sources.js';
import { restoreArchived } from '../store/writes/documents.js';
import { noCounts, stopJob } from '../store/writes/jobs.js';
import { createJobBooking } from './job/job-booking.js';
import type { IngestParts } from './job/job-parts.js';
import { previewIngest, type IngestPreview } from './job/plan-job.js';
import { createJobWatch, type JobWatch } from './job/watch-job.js';
import { workJob, type IngestProgress, type WorkOptions } from './job/work-job.js';
import { createManifestCheck, type CheckManifest } from './source/check-apart.js';
import { parseIngestRequest, type IngestOptions, type IngestRequest } from './source/ingest-request.js';
import { checkRoots } from './source/ingest-roots.js';
import { locate } from './source/open-source.js';
import { saveUpload, uploadName } from './source/upload/upload-store.js';
import { createUploads, type Uploads } from './source/uploads.js';

export interface RunOptions {
  /** Cancels the job. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestReport {
  readonly jobId: string;
  readonly counts: JobCounts;
  /** Files that failed or were skipped, with the reason. */
  readonly problems: readonly FileProblem[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

export interface Ingest {
  /**
   * Puts a job in the queue; whoever works on jobs takes it from there. Where one that was asked for the same is not over
   * yet, or was started with the same key within a day, that one it is.
   * @returns the job's id.
   * @throws NotFoundError, BadInputError, ConflictError if the key was used for something else
   */
  start(request: IngestRequest): Promise<string>;
  /**
   * The request, for a caller that may not have every file of this disk read.
   * @throws ForbiddenError for places outside of the roots, NotFoundError, BadInputError
   */
  admit(request: IngestRequest): Promise<IngestRequest>;
  /**
   * Stores a file that was sent and starts to ingest it.
   * @param content ends with an error if it was cut off.
   */
  startUpload(name: string, content: Readable, options: IngestOptions): Promise<string>;
  /** The same in two steps. */
  readonly uploads: Uploads;
  /** `start`, as the source was asked for last. */
  startAgain(sourceId: string, allowArchive?: boolean): Promise<string>;
  /**
   * Publishes again what an ingest of the source archived: all of it, or the documents that are named as
   * `product/version/document`.
   * @returns how many.
   * @throws NotFoundError if there is no such source.
   */
  restoreArchived(sourceId: string, documents?: readonly string[]): Promise<number>;
  /**
   * Works on a job until it is over. When the signal fires, the job stays open for others or for a later start.
   * @throws CancelledError, and what made the job fail.
   */
  work(jobId: string, options?: WorkOptions): Promise<void>;
  /**
   * `start` and `work` in one.
   * @throws CancelledError when the signal fires or somebody cancels the job: what was written stays, a later run goes
   * on from there. EmbeddingUnavailableError when the job can't go on; the job says so too.
   */
  run(request: IngestRequest, options?: RunOptions): Promise<IngestReport>;
  /** The job as it is, and as it changes, whoever works on it. */
  readonly watch: JobWatch;
  /** @throws NotFoundError, BadInputError if the job is over already. */
  cancel(jobId: string): Promise<void>;
  /**
   * Starts a job that sees to what failed or was not reached in another, and to nothing else.
   * @throws NotFoundError, BadInputError if there is nothing to try again, or the job still runs.
   */
  retry(jobId: string): Promise<string>;
  /** What a run would do; nothing is written. */
  preview(request: IngestRequest, signal?: AbortSignal): Promise<IngestPreview>;
  /** The same of a file that was sent. */
  previewUpload(id: string, options: IngestOptions, signal?: AbortSignal): Promise<IngestPreview>;
  /** What an ingest would say of the text of a manifest, but for what is or is not at its paths. */
  readonly checkManifest: CheckManifest;
}

const cancelled = { state: 'CANCELLED', error: 'It was cancelled.', errorCode: 'CANCELLED' } as const;

/** @param onStarted is told of every new job, so that somebody can begin at once. */
export function createIngest(parts: IngestParts, onStarted: () => void = () => undefined): Ingest {
  const { dataSource, workerGroup } = parts;
  const booking = createJobBooking(parts);

  async function enqueue(request: IngestRequest, retryOf?: string): Promise<string> {
    const jobId = await booking.book(dataSource, request, retryOf === undefined ? {} : { retryOf });
    onStarted();
    return jobId;
  }

  const ingest: Ingest = {
    async start(request) {
      const located = await locate(parseIngestRequest(request));
      const jobId = await dataSource.transaction((db) => booking.bookOnce(db, located));
      onStarted();
      return jobId;
    },
    async admit(request) {
      // Before anything is looked at: what is there or not is not told either.
      await checkRoots(request, parts.sources);
      return locate(request);
    },
    async startUpload(name, content, options) {
      const request = parseIngestRequest({ kind: 'UPLOAD', location: uploadName(name), options });
      await saveUpload(parts.sources.dataDir, name, content);
      return ingest.start(request);
    },
    uploads: createUploads({
      dataSource,
      dataDir: parts.sources.dataDir,
      workerGroup,
      enqueue: (db, request, group) => booking.book(db, request, { group }),
      onStarted,
    }),
    async startAgain(sourceId, allowArchive = false) {
      const { options } = await ingestSource(dataSource, sourceId);
      return ingest.start(parseIngestRequest({ ...options, ...(allowArchive && { allowArchive }) }));
    },
    async restoreArchived(sourceId, documents) {
      await ingestSource(dataSource, sourceId);
      return restoreArchived(dataSource, sourceId, documents ?? null);
    },
    async work(jobId, options) {
      await workToSuccess(parts, jobId, options);
    },
    async run(request, options = {}) {
      // A job of its own: it is cancelled when its caller goes.
      return runToReport(parts, await enqueue(await locate(parseIngestRequest(request))), options);
    },
    watch: createJobWatch(dataSource, parts.logger),
    cancel: (jobId) => cancelJob(parts, jobId),
    retry: async (jobId) => enqueue(await requestToRetry(parts, jobId), jobId),
    previewUpload: (id, options, signal) =>
      ingest.uploads.lookAt(id, options, (request, lookedAt) =>
        previewIngest({ ...parts, sources: { ...parts.sources, lookedAt } }, request, signal),
      ),
    checkManifest: createManifestCheck(),
    preview: async (request, signal) => previewIngest(parts, await locate(parseIngestRequest(request)), signal),
  };
  return ingest;
}

/** @throws CancelledError, JobFailedError, and what made the job fail. */
async function workToSuccess(parts: IngestParts, jobId: string, options: WorkOptions = {}): Promise<RunningJob> {
  const ended = await workJob(parts, jobId, options);
  if (ended.state === 'CANCELLED') throw new CancelledError('The job was cancelled; run it again to go on.');
  if (ended.state !== 'SUCCEEDED') throw new JobFailedError(ended.error ?? 'The job failed.', { jobId });
  return ended;
}

/** Works on a job, which is cancelled when the signal fires. */
async function runToReport(parts: IngestParts, jobId: string, options: RunOptions): Promise<IngestReport> {
  const { dataSource, owner, logger } = parts;
  const started = performance.now();
  try {
    const { counts, warnings } = await workToSuccess(parts, jobId, options);
    const problems = await problemsOfJob(dataSource, jobId);
    const seconds = (performance.now() - started) / 1_000;
    return { jobId, counts: { ...noCounts, ...counts }, problems, warnings, seconds };
  } catch (error) {
    if (options.signal?.aborted === true) {
      await stopJob(dataSource, jobId, owner, cancelled).catch((cause: unknown) => {
        logger.warn({ err: cause, jobId }, 'the job could not be cancelled; the next run takes over from it');
      });
    }
    throw error;
  }
}

async function cancelJob({ dataSource, owner }: IngestParts, jobId: string): Promise<void> {
  const { state } = await runningJob(dataSource, jobId);
  if (await stopJob(dataSource, jobId, owner, cancelled)) return;
  throw new BadInputError(`The job is over already (${state.toLowerCase()}); there is nothing to cancel.`, {
    jobId,
    state,
  });
}

/** What a job was asked for, if something is left to try again. */
async function requestToRetry({ dataSource }: IngestParts, jobId: string): Promise<IngestRequest> {
  const job = await runningJob(dataSource, jobId);
  if (job.state === 'QUEUED' || job.state === 'RUNNING') {
    throw new BadInputError('The job still runs; cancel it, or wait until it is over.', { jobId });
  }
  const isWhole = job.state === 'SUCCEEDED' && (job.counts.failed ?? 0) === 0;
  if (isWhole) throw new BadInputError('No file of this job failed; there is nothing to try again.', { jobId });
  return parseIngestRequest(job.options);
}
