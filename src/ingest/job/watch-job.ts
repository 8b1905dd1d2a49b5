/**
 * Follows jobs that any process may be working on. The job's row is the truth, so it is looked at, as often as workers
 * book their progress and once however many follow; notifications of Postgres do not reach the embedded library's clients.
 */
import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Logger } from '../../logger.js';
import { jobsById, runningJob, type JobRow } from '../../store/queries/jobs.js';
import { tickMs } from './job-parts.js';

export interface JobWatch {
  /**
   * The job as it is, then whenever it has changed, until it is over. `return()` ends it at once.
   * @throws NotFoundError
   */
  follow(jobId: string): Promise<AsyncIterableIterator<JobRow>>;
}

interface Feed {
  readonly emitter: EventEmitter;
  readonly stop: AbortController;
  followers: number;
}

export function isOver({ state }: Pick<JobRow, 'state'>): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

export function createJobWatch(dataSource: DataSource, logger: Logger): JobWatch {
  const feeds = new Map<string, Feed>();

  async function look(jobId: string, emitter: EventEmitter, state: { before: string }): Promise<void> {
    const [job] = await jobsById(dataSource, [jobId]);
    const now = JSON.stringify(job);
    if (job !== undefined && now !== state.before) emitter.emit('job', job);
    state.before = now;
    if (job === undefined || isOver(job)) emitter.emit('end');
  }

  async function lookOften(jobId: string, { emitter, stop: { signal } }: Feed): Promise<void> {
    const state = { before: '' };
    while (!signal.aborted) {
      await sleep(tickMs, undefined, { signal })
        .then(() => look(jobId, emitter, state))
        .catch((error: unknown) => {
          if (!signal.aborted) logger.warn({ err: error, jobId }, 'a job that is followed could not be looked at');
        });
    }
  }

  function join(jobId: string): Feed {
    const known = feeds.get(jobId);
    if (known !== undefined) {
      known.followers += 1;
      return known;
    }
    const feed: Feed = { emitter: new EventEmitter().setMaxListeners(0), stop: new AbortController(), followers: 1 };
    feeds.set(jobId, feed);
    void lookOften(jobId, feed);
    return feed;
  }

  function leave(jobId: string, feed: Feed): void {
    feed.followers -= 1;
    if (feed.followers > 0) return;
    feed.stop.abort();
    feeds.delete(jobId);
  }

  async function* rowsOf(jobId: string, gone: AbortSignal): AsyncGenerator<JobRow, undefined> {
    const feed = join(jobId);
    try {
      // Events are kept from here on, so that nothing is missed while the row is read.
      const changes = on(feed.emitter, 'job', { close: ['end'], signal: gone });
      const [first] = await jobsById(dataSource, [jobId]);
      if (first === undefined) return;
      let told = JSON.stringify(first);
      yield first;
      if (isOver(first)) return;
      for await (const [job] of changes as AsyncIterable<[JobRow]>) {
        const now = JSON.stringify(job);
        if (now !== told) yield job;
        told = now;
      }
    } catch (error) {
      if (!gone.aborted) throw error;
    } finally {
      leave(jobId, feed);
    }
  }

  return {
    async follow(jobId) {
      await runningJob(dataSource, jobId);
      const gone = new AbortController();
      const rows = rowsOf(jobId, gone.signal);
      const following: AsyncIterableIterator<JobRow> = {
        next: () => rows.next(),
        return: () => {
          gone.abort();
          return rows.return(undefined);
        },
        throw: (error) => {
          gone.abort();
          return rows.throw(error);
        },
        [Symbol.asyncIterator]() {
          return following;
        },
      };
      return following;
    },
  };
}
