/**
 * Lets so many operations run at once and so many wait, with fair shares for those who ask. Own code: queues with
 * priorities are to be had (p-queue, bottleneck), but none that takes turns between callers or takes back a place.
 */
import { OverloadedError, ThrottledError, type DomainError } from '../errors.js';
import { createStrain, type StrainState } from './strain.js';

/** When to ask again, in seconds. */
const retryAfter = 2;

/** What costs more is heavy: it leaves half of the places to what is quickly done. Tenths of a millisecond. */
const heavyFrom = 2_500;

export interface AdmissionOptions {
  /** Operations at once, 2 at least. */
  readonly running: number;
  /** Operations that wait; those beyond are refused. */
  readonly waiting: number;
  /** How long one may wait before it is refused. Milliseconds. */
  readonly waitMs: number;
}

export interface Asking {
  /** Whose share it is: an account, a key or an address. */
  readonly caller: string;
  /** What the operation costs. */
  readonly cost: number;
  /** Takes the place in the queue back. */
  readonly signal?: AbortSignal;
}

export interface Admission {
  /**
   * Waits for a turn.
   * @returns to be called when the operation has ended.
   * @throws OverloadedError when too many wait, or for too long; ThrottledError when the caller itself has most of those
   *   that wait; the reason of the signal.
   */
  admit(asking: Asking): Promise<() => void>;
  use(): { readonly running: number; readonly waiting: number };
  /** Whether it can keep up. */
  strain(): StrainState;
}

interface Waiting extends Asking {
  start(): void;
  refuse(error: Error): void;
}

function overloaded(): OverloadedError {
  return new OverloadedError('The library has too much to do at the moment; try again in a few seconds.', {
    retryAfter,
  });
}

function throttled(): ThrottledError {
  return new ThrottledError(
    'The library has much to do, and most of what waits is yours; try again in a few seconds, with less at once.',
    { retryAfter },
  );
}

export function createAdmission({ running: most, waiting: mostWaiting, waitMs }: AdmissionOptions): Admission {
  /** By caller; whoever had a turn goes to the end. */
  const queues = new Map<string, Waiting[]>();
  const runningOf = new Map<string, number>();
  /** No caller, and nothing heavy, takes more than half of the places. */
  const half = Math.ceil(most / 2);
  let [running, heavy, waiting] = [0, 0, 0];
  const strain = createStrain(waitMs);

  const isHeavy = ({ cost }: Asking): boolean => cost > heavyFrom;
  const mayStart = (asking: Asking): boolean =>
    running < most && (runningOf.get(asking.caller) ?? 0) < half && (!isHeavy(asking) || heavy < half);

  function begin(asking: Asking): () => void {
    const { caller } = asking;
    strain.tookTurn();
    running += 1;
    if (isHeavy(asking)) heavy += 1;
    runningOf.set(caller, (runningOf.get(caller) ?? 0) + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      running -= 1;
      if (isHeavy(asking)) heavy -= 1;
      const left = (runningOf.get(caller) ?? 1) - 1;
      if (left === 0) runningOf.delete(caller);
      else runningOf.set(caller, left);
      startWaiting();
    };
  }

  function remove(entry: Waiting): void {
    const queue = queues.get(entry.caller) ?? [];
    const at = queue.indexOf(entry);
    if (at < 0) return;
    queue.splice(at, 1);
    waiting -= 1;
    if (queue.length === 0) queues.delete(entry.caller);
  }

  function startWaiting(): void {
    for (const [caller, queue] of [...queues]) {
      const next = queue.find(mayStart);
      if (next === undefined) continue;
      remove(next);
      if (queue.length > 0) {
        queues.delete(caller);
        queues.set(caller, queue);
      }
      next.start();
    }
  }

  /** Makes room for somebody who has fewer waiting than another, at the cost of who has most. */
  function refusalOf(caller: string): DomainError | null {
    if (waiting < mostWaiting) return null;
    strain.refused();
    const own = queues.get(caller)?.length ?? 0;
    const [longest = []] = [...queues.values()].sort((a, b) => b.length - a.length);
    if (own + 1 < longest.length) {
      longest.at(-1)?.refuse(throttled());
      return null;
    }
    return own > 0 && queues.size > 1 ? throttled() : overloaded();
  }

  function wait(asking: Asking): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const { signal, caller } = asking;
      const late = setTimeout(() => {
        strain.refused();
        entry.refuse(overloaded());
      }, waitMs);
      const gone = (): void => {
        entry.refuse(signal?.reason as Error);
      };
      const leave = (): void => {
        clearTimeout(late);
        signal?.removeEventListener('abort', gone);
      };
      const entry: Waiting = {
        ...asking,
        start() {
          leave();
          resolve(begin(asking));
        },
        refuse(error) {
          leave();
          remove(entry);
          reject(error);
        },
      };
      signal?.addEventListener('abort', gone, { once: true });
      queues.set(caller, [...(queues.get(caller) ?? []), entry]);
      waiting += 1;
    });
  }

  return {
    async admit(asking) {
      asking.signal?.throwIfAborted();
      // Who comes later does not pass those of the same caller that wait.
      if (!queues.has(asking.caller) && mayStart(asking)) return begin(asking);
      const refusal = refusalOf(asking.caller);
      if (refusal !== null) throw refusal;
      const turn = wait(asking);
      startWaiting();
      return turn;
    },
    use: () => ({ running, waiting }),
    strain: () => strain.state(),
  };
}
