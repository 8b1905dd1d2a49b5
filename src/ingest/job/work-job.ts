/**
 * Runs a job in this process until it is over, together with whoever else works on it: plans it if nobody does, works
 * through its documents, ends it when all are done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, DomainError, ModelMismatchError, messageOf, INTERNAL_ERROR } from '../../errors.js';
import type { JobState } from '../../store/entities/job-state.js';
import { runningJob, type RunningJob } from '../../store/queries/jobs.js';
import { isConnectionLost } from '../../store/connection-lost.js';
import { freeLapsed, releaseLeases, renewLeases } from '../../store/writes/job-documents.js';
import { completeJob, reportProgress, stopJob, supersedeSilent, takePlanning } from '../../store/writes/jobs.js';
import { createEmbedOnce, type EmbedOnce } from '../prepare/embed-once.js';
import { parseIngestRequest } from '../source/ingest-request.js';
import { createSourceFiles, type SourceFiles } from '../files/source-files.js';
import { createVocabularyWriter } from '../write/vocabulary.js';
import { drainJob } from './drain-job.js';
import { leaseSeconds, renewEveryMs, tickMs, waitMs, type IngestParts } from './job-parts.js';
import { createOutlast, giveUp, type Outlast } from './outlast-store.js';
import { planJob } from './plan-job.js';
import { tidyUp } from './tidy-up.js';

export interface IngestProgress {
  readonly jobId: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly chunks: number;
  /** `product/version/document` that this process finished last; empty before the first. */
  readonly path: string;
}

export interface WorkOptions {
  /** Gives the job's documents back: others, or a later start, go on with them. */
  readonly signal?: AbortSignal;
  /** About once a second. */
  readonly onProgress?: (progress: IngestProgress) => void;
}

const isOver = (state: JobState): boolean => state !== 'QUEUED' && state !== 'RUNNING';

/** A job that was stopped by someone else while this process worked on it. */
class JobOverError extends Error {}

/** A job while this process works on it. */
interface JobWork {
  readonly parts: IngestParts;
  readonly jobId: string;
  readonly onProgress: WorkOptions['onProgress'];
  /** Fires when this process stops working on the job. */
  readonly leaving: AbortSignal;
  /** Fires when the job itself is over. */
  readonly over: AbortController;
  /** Either of the two. */
  readonly signal: AbortSignal;
  /** By what the documents that this process holds are stopped, by their ids in the job. */
  readonly underway: Map<number, AbortController>;
  readonly outlast: Outlast;
  readonly embedOnce: EmbedOnce;
  /** See `IngestProgress`. */
  path: string;
  renewedAt: number;
  /** Of the plan's source, once the first document is worked on. */
  files: SourceFiles | undefined;
}

/**
 * A Postgres server that goes away is waited for, and the job goes on from what is written: what was under way when it
 * went is done again, by this process or, once its leases have run out, by another.
 * @returns the job as it ended, however it did.
 * @throws CancelledError when the signal fires, ModelMismatchError when the library's vectors are of another model by now;
 * the job itself stays open.
 */
export async function workJob(parts: IngestParts, jobId: string, options: WorkOptions = {}): Promise<RunningJob> {
  const work = beginWork(parts, jobId, options);
  const { outlast, leaving, signal } = work;
  const done = new AbortController();
  const ticking = tickUntil(work, done.signal);
  try {
    let isDone = false;
    while (!isDone) isDone = await outlast.run(() => takePart(work), signal);
  } catch (error) {
    await endInError(work, error);
  } finally {
    done.abort();
    await ticking;
    await giveBack(work);
  }
  const ended = await outlast.run(() => look(work), leaving);
  await tidyUp(parts);
  const { counts } = ended;
  if ((counts.new ?? 0) + (counts.changed ?? 0) + (counts.archived ?? 0) > 0) await parts.afterChanges?.(leaving);
  return ended;
}

function beginWork(parts: IngestParts, jobId: string, options: WorkOptions): JobWork {
  const { dataSource, owner, logger } = parts;
  const leaving = options.signal ?? new AbortController().signal;
  const over = new AbortController();
  return {
    parts,
    jobId,
    onProgress: options.onProgress,
    leaving,
    over,
    signal: AbortSignal.any([leaving, over.signal]),
    underway: new Map(),
    outlast:
      parts.storeMode === 'server'
        ? createOutlast({ recover: () => releaseLeases(dataSource, jobId, owner), logger: logger.child({ jobId }) })
        : giveUp,
    embedOnce: createEmbedOnce(parts.embedder),
    path: '',
    renewedAt: performance.now(),
    files: undefined,
  };
}

/** Tells the progress. */
async function look({ parts, jobId, onProgress, path }: JobWork): Promise<RunningJob> {
  const job = await runningJob(parts.dataSource, jobId);
  const { filesDone, filesTotal, counts } = job;
  onProgress?.({ jobId, filesDone, filesTotal, chunks: counts.chunks ?? 0, path });
  return job;
}

async function tick(work: JobWork): Promise<void> {
  const { dataSource, owner } = work.parts;
  await reportProgress(dataSource, work.jobId, owner);
  await freeLapsed(dataSource);
  if (isOver((await look(work)).state)) work.over.abort(new JobOverError());
  if (performance.now() - work.renewedAt < renewEveryMs) return;
  work.renewedAt = performance.now();
  // Only what was under way before the question was asked can be missed in the answer.
  const asked = [...work.underway];
  const held = new Set(await renewLeases(dataSource, work.jobId, owner, leaseSeconds));
  for (const [id, lease] of asked) if (!held.has(id)) lease.abort();
}

async function tickUntil(work: JobWork, done: AbortSignal): Promise<void> {
  const { storeMode, logger } = work.parts;
  while (!done.aborted) {
    await sleep(tickMs, undefined, { signal: done }).catch(() => undefined);
    await tick(work).catch((error: unknown) => {
      // Whoever works on the job says so.
      if (storeMode === 'server' && isConnectionLost(error)) return;
      logger.warn({ err: error, jobId: work.jobId }, 'the progress of a job could not be booked');
    });
  }
}

/** Plans the job, or works through what is there to do. True when it is over. */
async function takePart(work: JobWork): Promise<boolean> {
  work.signal.throwIfAborted();
  const job = await runningJob(work.parts.dataSource, work.jobId);
  if (isOver(job.state)) return true;
  if (job.plannedAt !== null) return workThrough(work);
  await planOrWait(work, job);
  return false;
}

async function planOrWait(work: JobWork, job: RunningJob): Promise<void> {
  const { parts, jobId, signal } = work;
  const { dataSource, owner } = parts;
  if (!(await takePlanning(dataSource, jobId, owner, leaseSeconds))) {
    await sleep(waitMs, undefined, { signal });
    return;
  }
  await supersedeSilent(dataSource, jobId, leaseSeconds);
  const request = parseIngestRequest(job.options);
  await planJob(parts, { id: jobId, request, retryOf: job.retryOf }, signal);
  await look(work);
}

async function workThrough(work: JobWork): Promise<boolean> {
  const { parts, jobId, embedOnce, signal, underway } = work;
  const { dataSource, owner } = parts;
  await drainJob(parts, {
    jobId,
    embedOnce,
    // What it remembers to have written holds for this store: one that comes back may be an older one.
    vocabulary: createVocabularyWriter(),
    filesOf: ({ folder, root }) => (work.files ??= createSourceFiles(folder, root)),
    signal,
    underway,
    onDone(key) {
      work.path = key;
      work.outlast.progressed();
    },
  });
  if (await completeJob(dataSource, jobId, owner)) {
    await parts.maintainVectors();
    return true;
  }
  await sleep(waitMs, undefined, { signal });
  await freeLapsed(dataSource);
  return false;
}

/** Books a failure of the job; an error that is not the job's, or that ends it, is thrown. */
async function endInError({ parts, jobId, outlast, leaving, over }: JobWork, error: unknown): Promise<void> {
  if (leaving.aborted) throw new CancelledError('The ingest was stopped; run it again to go on.');
  // Processes with the library's model go on with the job.
  if (error instanceof ModelMismatchError) throw error;
  if (over.signal.aborted) return;
  const errorCode = error instanceof DomainError ? error.code : INTERNAL_ERROR;
  const failed = { state: 'FAILED', error: messageOf(error), errorCode } as const;
  await outlast.run(() => stopJob(parts.dataSource, jobId, parts.owner, failed), leaving);
  throw error;
}

async function giveBack({ parts, jobId }: JobWork): Promise<void> {
  await releaseLeases(parts.dataSource, jobId, parts.owner).catch((error: unknown) => {
    parts.logger.warn({ err: error, jobId }, 'the leases of a job could not be given back; they run out by themselves');
  });
}
