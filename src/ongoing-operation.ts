/** The operation that the running code works for; it follows the operation through every await. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface OngoingOperation {
  /** Fires when nobody waits for the operation any more, with an error that says why. */
  readonly signal: AbortSignal;
}

const current = new AsyncLocalStorage<OngoingOperation | undefined>();

export function withOperation<Result>(operation: OngoingOperation, work: () => Result): Result {
  return current.run(operation, work);
}

/** For work that an operation begins and others rely on: it goes on when the operation is stopped. */
export function outsideOperations<Result>(work: () => Result): Result {
  return current.run(undefined, work);
}

/** Undefined for what nobody waits for, such as jobs. */
export function currentOperation(): OngoingOperation | undefined {
  return current.getStore();
}
