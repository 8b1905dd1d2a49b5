/**
 * Takes part in every job that is open, for as long as the service runs: new ones, others' and interrupted ones. A process
 * whose model is not the library's any more leaves them to others: what it embeds could not be compared.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError } from '../../errors.js';
import { openJobs } from '../../store/queries/jobs.js';
import { isActiveModel } from '../../store/writes/embedding-models.js';
import { resumeInterrupted } from '../../store/writes/jobs.js';
import { tidyEveryMs, type IngestParts } from './job-parts.js';
import { tidyUp } from './tidy-up.js';
import { workJob, type WorkOptions } from './work-job.js';

/** Between two looks for jobs that other processes started. */
const lookEveryMs = 2_000;
/** Jobs under way at once; more wait for one of them to end. */
const jobsAtOnce = 4;

export interface JobRunner {
  /** There is a new job. */
  nudge(): void;
  /** Gives everything back that is under way, so that others, or the next start, go on with it. */
  close(): Promise<void>;
}

export function startJobRunner(parts: IngestParts, options: Pick<WorkOptions, 'onProgress'> = {}): JobRunner {
  const { dataSource, logger, modelId, workerGroup } = parts;
  const closing = new AbortController();
  let waking = new AbortController();
  const underway = new Map<string, Promise<void>>();
  let isReplaced = false;
  let hasResumed = false;
  let tidiedAt = -Infinity;

  async function work(jobId: string): Promise<void> {
    try {
      const { state, counts } = await workJob(parts, jobId, { ...options, signal: closing.signal });
      logger.info({ jobId, state, counts }, 'a job is over');
    } catch (error) {
      if (!(error instanceof CancelledError)) logger.error({ err: error, jobId }, 'a job failed');
    }
  }

  async function hasLibrarysModel(): Promise<boolean> {
    const wasReplaced = isReplaced;
    isReplaced = !(await isActiveModel(dataSource, modelId));
    if (isReplaced && !wasReplaced)
      logger.warn('another model replaced that of this process: it leaves jobs to others');
    return !isReplaced;
  }

  async function resumeOnce(): Promise<void> {
    if (hasResumed) return;
    const resumed = await resumeInterrupted(dataSource, workerGroup);
    hasResumed = true;
    if (resumed.length > 0) logger.info({ jobs: resumed }, 'interrupted jobs go on');
  }

  async function tidyNowAndThen(): Promise<void> {
    if (performance.now() - tidiedAt < tidyEveryMs) return;
    tidiedAt = performance.now();
    await tidyUp(parts);
  }

  async function look(): Promise<void> {
    await resumeOnce();
    await tidyNowAndThen();
    if (!(await hasLibrarysModel())) return;
    for (const jobId of await openJobs(dataSource, workerGroup, jobsAtOnce)) {
      if (underway.has(jobId) || underway.size >= jobsAtOnce) continue;
      const done = work(jobId).finally(() => underway.delete(jobId));
      underway.set(jobId, done);
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      waking = new AbortController();
      await look().catch((error: unknown) => {
        logger.warn({ err: error }, 'jobs could not be looked for');
      });
      await sleep(lookEveryMs, undefined, { signal: AbortSignal.any([waking.signal, closing.signal]) }).catch(
        () => undefined,
      );
    }
  }

  const running = run().catch((error: unknown) => {
    logger.error({ err: error }, 'the service no longer looks for jobs');
  });
  return {
    nudge() {
      waking.abort();
    },
    async close() {
      closing.abort();
      await running;
      await Promise.all(underway.values());
    },
  };
}
