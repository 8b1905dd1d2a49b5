/** Keeps a job going over a Postgres server that goes away and comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../logger.js';
import { CancelledError, codeOf } from '../../errors.js';
import { isConnectionLost } from '../../store/connection-lost.js';

/** Before Postgres is asked again; doubles up to the longest. */
const firstWaitMs = 250;
const longestWaitMs = 5_000;
/** Connections that may be lost one after the other, though Postgres answers in between, without anything getting done. */
const mostInVain = 20;
/** What a server says that is not ready yet: a lock of the lost connection is still held, or it is a standby. */
const notReady = ['55P03', '25006'];

export interface OutlastOptions {
  /** Fails while Postgres is away, and puts right what was under way when it went. */
  readonly recover: () => Promise<void>;
  readonly logger: Logger;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Outlast {
  /**
   * Does it again from the beginning whenever the connection is lost in it.
   * @throws CancelledError when `signal` fires while it waits, and everything else that `action` fails with.
   */
  run<Result>(action: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
  /** Something got done: what was lost before no longer counts. */
  progressed(): void;
}

/** Does not wait: for a Postgres that does not come back. */
export const giveUp: Outlast = { run: (action) => action(), progressed: () => undefined };

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

export function createOutlast({ recover, logger, wait = waitFor }: OutlastOptions): Outlast {
  let inVain = 0;

  async function untilBack(signal: AbortSignal): Promise<void> {
    for (let tries = inVain; ; tries += 1) {
      await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** tries), signal);
      if (signal.aborted) throw new CancelledError('The ingest was stopped; run it again to go on.');
      try {
        await recover();
        return;
      } catch (error) {
        if (!isConnectionLost(error) && !notReady.includes(codeOf(error))) throw error;
      }
    }
  }

  return {
    progressed() {
      inVain = 0;
    },
    async run(action, signal) {
      for (;;) {
        try {
          return await action();
        } catch (error) {
          if (signal.aborted || !isConnectionLost(error) || inVain >= mostInVain) throw error;
          logger.warn({ err: error }, 'Postgres is away; the job waits for it');
          await untilBack(signal);
          inVain += 1;
          logger.warn('Postgres is back; the job goes on');
        }
      }
    },
  };
}
