/** Shows the progress of a job until it is over. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, JobFailedError } from '../errors.js';
import { OperationError } from '../executor.js';
import { keyOfType } from '../graphql/node-id.js';
import type { CommandContext } from './command.js';
import { jobOperations, type JobData, type JobOperations } from './job-operations.js';
import type { OpenedLibrary } from './open-library.js';
import { withSync } from './with-sync.js';

const lookEveryMs = 500;

/** Undefined when there is no answer now: workers wait for Postgres, so whoever follows them does. */
async function look(operations: JobOperations, id: string): Promise<JobData | undefined> {
  try {
    return (await operations.job(id)) ?? undefined;
  } catch (error) {
    if (error instanceof OperationError && error.code === 'STORE_UNAVAILABLE') return undefined;
    throw error;
  }
}

/**
 * Cancels the job when the signal fires.
 * @throws CancelledError, JobFailedError with the job's reason.
 */
export async function followJob(
  operations: JobOperations,
  started: JobData,
  { terminal, signal }: CommandContext,
): Promise<JobData> {
  for (let job = started; ;) {
    const { filesDone, filesTotal, counts } = job;
    terminal.progress({ done: filesDone, total: filesTotal, unit: 'files', facts: { chunks: counts.chunks } });
    if (job.state === 'SUCCEEDED') return job;
    if (job.state === 'CANCELLED') throw new CancelledError('The job was cancelled; run it again to go on.');
    if (job.state !== 'QUEUED' && job.state !== 'RUNNING') {
      throw new JobFailedError(job.error ?? 'The job failed.', { code: job.errorCode });
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) {
      await operations.cancel(started.id);
      throw new CancelledError('The job was cancelled; run it again to go on.');
    }
    job = (await look(operations, started.id)) ?? job;
  }
}

/** Works on the job if the library is open here, and follows it in any case. */
export async function seeThrough(library: OpenedLibrary, started: JobData, context: CommandContext): Promise<JobData> {
  const following = followJob(jobOperations(library.execute), started, context);
  if (!('app' in library)) return following;
  const { app } = library;
  const working = withSync(app, context.terminal, () => app.ingest.work(keyOfType(started.id, 'IngestJob')));
  const [job] = await Promise.all([following, working]);
  return job;
}
