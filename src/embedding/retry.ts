/** Tries again what may succeed later: exponential back-off with full jitter, or as long as the server asks for. */

import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  /** Longest first pause; doubles with every try. */
  readonly baseMs: number;
  /** No pause is longer; a server that asks for more is not asked again. */
  readonly longestMs: number;
}

/** Thrown by an attempt whose failure may pass. `cause` is what to throw when no try is left. */
export class TransientFailure extends Error {
  constructor(
    override readonly cause: Error,
    /** Milliseconds the server wants to be left alone, if it said so. */
    readonly retryAfterMs?: number,
  ) {
    super(cause.message);
  }
}

/**
 * Result of the first `attempt` that succeeds. Failures other than TransientFailure end it at once, as does `signal`.
 * Back-off after "Exponential Backoff And Jitter" (AWS Architecture Blog): a random share of the exponential pause.
 */
export async function retry<T>(policy: RetryPolicy, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error;
      const pause = error.retryAfterMs ?? Math.random() * Math.min(policy.baseMs * 2 ** (tried - 1), policy.longestMs);
      if (tried >= policy.attempts || pause > policy.longestMs) throw error.cause;
      await sleep(pause, undefined, { signal });
    }
  }
}

/** Milliseconds of a Retry-After header (seconds or an HTTP date); undefined if absent or unreadable. */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
