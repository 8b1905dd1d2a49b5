/** The operation that the running code works for, and for whom it reads; both follow it through every await. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Audience } from './audience.js';

export interface OngoingOperation {
  /** Fires when nobody waits for the operation any more, with an error that says why. */
  readonly signal: AbortSignal;
  /** What the caller may see. */
  readonly audience: Audience;
}

interface Running {
  readonly operation?: OngoingOperation;
  readonly audience: Audience;
}

const current = new AsyncLocalStorage<Running>();

export function withOperation<Result>(operation: OngoingOperation, work: () => Result): Result {
  return current.run({ operation, audience: operation.audience }, work);
}

/**
 * For work that goes on when the operation that begins it is stopped, because others rely on it or nobody waits for it.
 * It reads what is for the audience, whoever began it: what it reads for more must reach nobody else.
 */
export function outsideOperations<Result>(work: () => Result, audience: Audience = 'PUBLIC'): Result {
  return current.run({ audience }, work);
}

/** Undefined for what nobody waits for, such as jobs. */
export function currentOperation(): OngoingOperation | undefined {
  return current.getStore()?.operation;
}

/** What the running code may see: the public's, wherever nothing else was said. */
export function currentAudience(): Audience {
  return current.getStore()?.audience ?? 'PUBLIC';
}
