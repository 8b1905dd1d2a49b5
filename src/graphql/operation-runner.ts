/** Runs the operations of every door: each waits for its turn, has a deadline, and stops when nobody waits for it. */
import {
  execute,
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { audienceOf } from '../access/may.js';
import type { Caller } from '../caller.js';
import { CancelledError, TimeoutError } from '../errors.js';
import { networkOf } from '../network-of.js';
import { withOperation } from '../ongoing-operation.js';
import { createAdmission, type Admission, type AdmissionOptions } from './admission.js';
import type { RequestContext } from './context.js';

/** What changes something is rolled back when it is stopped: it gets so many times the deadline of what reads. */
const timesForChanges = 4;

export interface RunOptions extends AdmissionOptions {
  /** From the request to the answer; what takes longer fails with `TIMEOUT`. Milliseconds. */
  readonly withinMs: number;
}

export interface Runnable {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly context: RequestContext;
  readonly cost: number;
}

export interface OperationRunner {
  /**
   * @throws OverloadedError, ThrottledError; TimeoutError when the deadline passed; CancelledError when the caller's
   *   signal fired. A mutation that runs is not stopped by the latter.
   */
  run(operation: Runnable): Promise<ExecutionResult>;
  /** How much there is to do. */
  readonly use: Admission['use'];
  readonly strain: Admission['strain'];
  /** How many operations run at once and how many run or wait, at most. */
  readonly places: { readonly running: number; readonly all: number };
}

/** Whose share of the work it takes. */
function shareOf({ kind, id, address }: Caller): string {
  return `${kind} ${id ?? networkOf(address)}`;
}

/** What nobody can read the reason of any more. */
function ignore(): void {
  return;
}

export function createOperationRunner(schema: GraphQLSchema, options: RunOptions): OperationRunner {
  const admission = createAdmission(options);

  return {
    use: () => admission.use(),
    strain: () => admission.strain(),
    places: { running: options.running, all: options.running + options.waiting },
    async run({ document, operationName, variables, context, cost }) {
      const { caller, signal } = context;
      const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
      const args = { schema, document, operationName, variableValues: variables };
      const ended = new AbortController();
      const gone = (): void => {
        ended.abort(new CancelledError('The caller stopped waiting.'));
      };
      if (signal?.aborted === true) gone();
      signal?.addEventListener('abort', gone, { once: true });
      // Whoever works at the command line decides how long to wait.
      const isOwn = caller.door === 'COMMAND_LINE';
      const withinMs = options.withinMs * (isMutation ? timesForChanges : 1);
      const expire = (): void => {
        ended.abort(late(withinMs));
      };
      const deadline = isOwn ? undefined : setTimeout(expire, withinMs);
      const stopped = new Promise<never>((_resolve, reject) => {
        ended.signal.addEventListener('abort', () => {
          reject(ended.signal.reason as Error);
        });
      });
      stopped.catch(ignore);
      try {
        const leave = isOwn ? ignore : await admission.admit({ caller: shareOf(caller), cost, signal: ended.signal });
        if (ended.signal.aborted) leave();
        ended.signal.throwIfAborted();
        if (isMutation) signal?.removeEventListener('abort', gone);
        const contextValue = { ...context, signal: ended.signal };
        const operation = { signal: ended.signal, audience: audienceOf(caller) };
        const work = withOperation(operation, async () => await execute({ ...args, contextValue }));
        // The place is free when the work has ended, which may be later than the answer.
        void work.then(leave, leave);
        return await Promise.race([work, stopped]);
      } finally {
        clearTimeout(deadline);
        signal?.removeEventListener('abort', gone);
      }
    },
  };
}

function late(withinMs: number): TimeoutError {
  const seconds = withinMs / 1_000;
  return new TimeoutError(
    `The operation took longer than ${String(seconds)} s and was stopped. Ask for less at once.`,
    {
      seconds,
      retryAfter: 5,
    },
  );
}
