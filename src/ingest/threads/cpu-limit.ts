/** Notices when work in another thread or process has had more CPU time than it may have. */
import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 250;
/** Work that waits for something, or that nobody can measure, may take so much longer by the clock. */
const clockFactor = 20;

export interface CpuLimit {
  readonly seconds: number;
  /** CPU seconds that whoever does the work has had so far, whatever it did before; undefined while nobody knows. */
  readonly usedSeconds: () => number | undefined;
}

/** What is watched, until `close` is called. */
export interface CpuWatch {
  /** Fires when the limit is passed. */
  readonly exceeded: AbortSignal;
  close(): void;
}

export function watchCpu({ seconds, usedSeconds }: CpuLimit): CpuWatch {
  const exceeded = new AbortController();
  const closed = new AbortController();
  const deadline = performance.now() + seconds * clockFactor * 1_000;
  let before: number | undefined;

  async function look(): Promise<void> {
    while (!closed.signal.aborted) {
      const used = usedSeconds();
      before ??= used;
      const isOver = used !== undefined && before !== undefined && used - before > seconds;
      if (isOver || performance.now() > deadline) {
        exceeded.abort();
        return;
      }
      await sleep(lookEveryMs, undefined, { signal: closed.signal, ref: false }).catch(() => undefined);
    }
  }

  void look();
  return {
    exceeded: exceeded.signal,
    close() {
      closed.abort();
    },
  };
}
