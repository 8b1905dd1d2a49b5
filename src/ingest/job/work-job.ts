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
import { createEmbedOnce } from '../prepare/embed-once.js';
import { parseIngestRequest } from '../source/ingest-request.js';
import { createSourceFiles, type SourceFiles } from '../files/source-files.js';
import { createVocabularyWriter } from '../write/vocabulary.js';
import { drainJob } from './drain-job.js';
import { leaseSeconds, renewEveryMs, tickMs, waitMs, type IngestParts } from './job-parts.js';
import { createOutlast, giveUp } from './outlast-store.js';
import { planJob } from './plan-job.js';
import { tidyUp } from './tidy-up.js';
import type { WorkOrder } from './work-order.js';

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

/**
 * A Postgres server that goes away is waited for, and the job goes on from what is written: what was under way when it
 * went is done again, by this process or, once its leases have run out, by another.
 * @returns the job as it ended, however it did.
 * @throws CancelledError when the signal fires, ModelMismatchError when the library's vectors are of another model by now;
 * the job itself stays open.
 */
export async function workJob(parts: IngestParts, jobId: string, options: WorkOptions = {}): Promise<RunningJob> {
  const { dataSource, owner, logger } = parts;
  const stop = new AbortController();
  const leaving = options.signal ?? new AbortController().signal;
  const signal = AbortSignal.any([leaving, stop.signal]);
  const underway = new Map<number, AbortController>();
  const outlast =
    parts.storeMode === 'server'
      ? createOutlast({ recover: () => releaseLeases(dataSource, jobId, owner), logger: logger.child({ jobId }) })
      : giveUp;
  let path = '';
  let renewedAt = performance.now();

  async function look(): Promise<RunningJob> {
    const job = await runningJob(dataSource, jobId);
    const { filesDone, filesTotal, counts } = job;
    options.onProgress?.({ jobId, filesDone, filesTotal, chunks: counts.chunks ?? 0, path });
    return job;
  }

  async function tick(): Promise<void> {
    await reportProgress(dataSource, jobId, owner);
    await freeLapsed(dataSource);
    if (isOver((await look()).state)) stop.abort(new JobOverError());
    if (performance.now() - renewedAt < renewEveryMs) return;
    renewedAt = performance.now();
    // Only what was under way before the question was asked can be missed in the answer.
    const asked = [...underway];
    const held = new Set(await renewLeases(dataSource, jobId, owner, leaseSeconds));
    for (const [id, lease] of asked) if (!held.has(id)) lease.abort();
  }

  async function tickUntil(done: AbortSignal): Promise<void> {
    while (!done.aborted) {
      await sleep(tickMs, undefined, { signal: done }).catch(() => undefined);
      await tick().catch((error: unknown) => {
        // Whoever works on the job says so.
        if (parts.storeMode === 'server' && isConnectionLost(error)) return;
        logger.warn({ err: error, jobId }, 'the progress of a job could not be booked');
      });
    }
  }

  const embedOnce = createEmbedOnce(parts.embedder);
  let files: SourceFiles | undefined;
  const filesOf = ({ folder, root }: WorkOrder): SourceFiles => (files ??= createSourceFiles(folder, root));
  const onDone = (key: string): void => {
    path = key;
    outlast.progressed();
  };

  /** Plans the job, or works through what is there to do. True when it is over. */
  async function takePart(): Promise<boolean> {
    signal.throwIfAborted();
    const job = await runningJob(dataSource, jobId);
    if (isOver(job.state)) return true;
    if (job.plannedAt === null) {
      if (await takePlanning(dataSource, jobId, owner, leaseSeconds)) {
        await supersedeSilent(dataSource, jobId, leaseSeconds);
        const request = parseIngestRequest(job.options);
        await planJob(parts, { id: jobId, request, retryOf: job.retryOf }, signal);
        await look();
      } else {
        await sleep(waitMs, undefined, { signal });
      }
      return false;
    }
    // What it remembers to have written holds for this store: one that comes back may be an older one.
    const vocabulary = createVocabularyWriter();
    await drainJob(parts, { jobId, embedOnce, vocabulary, filesOf, signal, underway, onDone });
    if (await completeJob(dataSource, jobId, owner)) {
      await parts.maintainVectors();
      return true;
    }
    await sleep(waitMs, undefined, { signal });
    await freeLapsed(dataSource);
    return false;
  }

  const done = new AbortController();
  const ticking = tickUntil(done.signal);
  try {
    let isDone = false;
    while (!isDone) isDone = await outlast.run(takePart, signal);
  } catch (error) {
    if (leaving.aborted) throw new CancelledError('The ingest was stopped; run it again to go on.');
    // Processes with the library's model go on with the job.
    if (error instanceof ModelMismatchError) throw error;
    if (!stop.signal.aborted) {
      const errorCode = error instanceof DomainError ? error.code : INTERNAL_ERROR;
      const failed = { state: 'FAILED', error: messageOf(error), errorCode } as const;
      await outlast.run(() => stopJob(dataSource, jobId, owner, failed), leaving);
      throw error;
    }
  } finally {
    done.abort();
    await ticking;
    await releaseLeases(dataSource, jobId, owner).catch((error: unknown) => {
      logger.warn({ err: error, jobId }, 'the leases of a job could not be given back; they run out by themselves');
    });
  }
  const ended = await outlast.run(look, leaving);
  await tidyUp(parts);
  const { counts } = ended;
  if ((counts.new ?? 0) + (counts.changed ?? 0) + (counts.archived ?? 0) > 0) await parts.afterChanges?.(leaving);
  return ended;
}
