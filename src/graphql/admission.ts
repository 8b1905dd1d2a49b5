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

/** The operations that run; no caller, and nothing heavy, takes more than half of the places. */
function createPlaces(most: number) {
  const half = Math.ceil(most / 2);
  const runningOf = new Map<string, number>();
  let [running, heavy] = [0, 0];
  const isHeavy = ({ cost }: Asking): boolean => cost > heavyFrom;
  return {
    running: () => running,
    hasPlaceFor: (asking: Asking): boolean =>
      running < most && (runningOf.get(asking.caller) ?? 0) < half && (!isHeavy(asking) || heavy < half),
    take(asking: Asking): void {
      running += 1;
      if (isHeavy(asking)) heavy += 1;
      runningOf.set(asking.caller, (runningOf.get(asking.caller) ?? 0) + 1);
    },
    leave(asking: Asking): void {
      running -= 1;
      if (isHeavy(asking)) heavy -= 1;
      const left = (runningOf.get(asking.caller) ?? 1) - 1;
      if (left === 0) runningOf.delete(asking.caller);
      else runningOf.set(asking.caller, left);
    },
  };
}

/** The operations that wait, by caller; whoever had a turn goes to the end. */
function createQueues() {
  const queues = new Map<string, Waiting[]>();
  let waiting = 0;
  function remove(entry: Waiting): void {
    const queue = queues.get(entry.caller) ?? [];
    const at = queue.indexOf(entry);
    if (at < 0) return;
    queue.splice(at, 1);
    waiting -= 1;
    if (queue.length === 0) queues.delete(entry.caller);
  }
  return {
    waiting: () => waiting,
    lengthOf: (caller: string): number => queues.get(caller)?.length ?? 0,
    callers: () => queues.size,
    longest(): readonly Waiting[] {
      const [longest = []] = [...queues.values()].sort((a, b) => b.length - a.length);
      return longest;
    },
    add(entry: Waiting): void {
      queues.set(entry.caller, [...(queues.get(entry.caller) ?? []), entry]);
      waiting += 1;
    },
    remove,
    /** One of each caller, if any of it may. */
    startEach(mayStart: (asking: Asking) => boolean): void {
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
    },
  };
}

export function createAdmission({ running: most, waiting: mostWaiting, waitMs }: AdmissionOptions): Admission {
  const places = createPlaces(most);
  const queues = createQueues();
  const strain = createStrain(waitMs);

  function begin(asking: Asking): () => void {
    strain.tookTurn();
    places.take(asking);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      places.leave(asking);
      queues.startEach(places.hasPlaceFor);
    };
  }

  /** Makes room for somebody who has fewer waiting than another, at the cost of who has most. */
  function refusalOf(caller: string): DomainError | null {
    if (queues.waiting() < mostWaiting) return null;
    strain.refused();
    const own = queues.lengthOf(caller);
    const longest = queues.longest();
    if (own + 1 < longest.length) {
      longest.at(-1)?.refuse(throttled());
      return null;
    }
    return own > 0 && queues.callers() > 1 ? throttled() : overloaded();
  }

  function wait(asking: Asking): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const { signal } = asking;
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
          queues.remove(entry);
          reject(error);
        },
      };
      signal?.addEventListener('abort', gone, { once: true });
      queues.add(entry);
    });
  }

  return {
    async admit(asking) {
      asking.signal?.throwIfAborted();
      // Who comes later does not pass those of the same caller that wait.
      if (queues.lengthOf(asking.caller) === 0 && places.hasPlaceFor(asking)) return begin(asking);
      const refusal = refusalOf(asking.caller);
      if (refusal !== null) throw refusal;
      const turn = wait(asking);
      queues.startEach(places.hasPlaceFor);
      return turn;
    },
    use: () => ({ running: places.running(), waiting: queues.waiting() }),
    strain: () => strain.state(),
  };
}
