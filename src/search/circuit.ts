/** Keeps a search from waiting for something that does not answer: a time budget, and a breaker around it. */
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { DomainError } from '../errors.js';

/** Failures in a row after which nobody waits any more. */
const failuresToOpen = 3;
/** Between two tries whether it answers again. Milliseconds. */
const probeEveryMs = 3_000;

export interface Circuit {
  /**
   * Runs the work within the budget. While the circuit is open it fails at once, with the last reason; whether the other
   * side answers again is found out beside the searches and never by one of them.
   */
  run<Result>(work: (signal: AbortSignal) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

export interface CircuitOptions {
  readonly budgetMs: number;
  /** What is thrown when the budget is used up. */
  readonly late: () => DomainError;
  /** The cheapest request that proves that the other side answers. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
}

export function createCircuit({ budgetMs, late, probe }: CircuitOptions): Circuit {
  const cancelled = new WeakSet<object>();
  const breaker = circuitBreaker(
    handleWhen((error) => !cancelled.has(error)),
    { breaker: new ConsecutiveBreaker(failuresToOpen), halfOpenAfter: probeEveryMs },
  );
  let probing = false;
  let lastError: Error | null = null;

  async function withinBudget<Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const budget = AbortSignal.timeout(budgetMs);
    const over = new Promise<never>((_, reject) => {
      budget.addEventListener('abort', () => {
        reject(late());
      });
    });
    const running = work(signal === undefined ? budget : AbortSignal.any([signal, budget]));
    try {
      return await Promise.race([running, over]);
    } catch (error) {
      const failure = error instanceof Error && !budget.aborted ? error : late();
      if (signal?.aborted === true) cancelled.add(failure);
      else lastError = failure;
      throw failure;
    }
  }

  function probeBeside(): void {
    if (probing) return;
    probing = true;
    void breaker
      .execute(() => withinBudget(probe, undefined))
      .catch(() => undefined)
      .finally(() => {
        probing = false;
      });
  }

  return {
    run(work, signal) {
      if (breaker.state === CircuitState.Closed) return breaker.execute(() => withinBudget(work, signal));
      probeBeside();
      return Promise.reject(lastError ?? late());
    },
  };
}
