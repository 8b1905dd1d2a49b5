/** The one door to the library inside this process: named GraphQL operations, run as `/graphql` would run them. */
import type { Caller, Peer } from './caller.js';

/**
 * A GraphQL document that holds the operation `name`. `source` is parsed and validated once, then cached by its text. Without type
 * arguments it is any operation.
 */
export interface Operation<Data = unknown, Variables = never> {
  readonly name: string;
  readonly source: string;
  /** What it asks and answers; never there at run time. */
  readonly types?: (variables: Variables) => Data;
}

export type Variables = Readonly<Record<string, unknown>>;

export interface ExecuteOptions {
  /** Who asks; somebody unknown when left out. */
  readonly caller?: Caller;
  /** Name that the program behind the caller gives itself, where its door learns it late. */
  readonly client?: string;
  /** Where the request came from; left out for what did not come over HTTP. */
  readonly peer?: Peer;
  /** When it fires, the call rejects with code `CANCELLED` and no more fields are resolved. */
  readonly signal?: AbortSignal;
}

/**
 * Runs an operation against the same schema, limits and error masking as HTTP, and gives its `data`.
 * @throws OperationError on any GraphQL error, even if part of the data is there, and where a mutation refuses its input
 *   (over HTTP that is data in `userErrors`).
 */
export type Execute = <Data, Asked = Variables>(
  operation: Operation<Data, Asked>,
  variables?: Asked,
  options?: ExecuteOptions,
) => Promise<Data>;

/** The same door for one caller; it closes when a signal of `given` fires. */
export function executeAs(
  caller: Caller,
  execute: Execute,
  given: Pick<ExecuteOptions, 'peer' | 'signal'> = {},
): Execute {
  return (operation, variables, options) => {
    const signals = [given.signal, options?.signal].filter((signal) => signal !== undefined);
    const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
    return execute(operation, variables, { ...options, ...given, ...(signal && { signal }), caller });
  };
}

/** An operation was refused or failed. `code` is that of the first GraphQL error (`extensions.code`). */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  constructor(
    /** A domain error's code, or one of GraphQL's: `QUERY_TOO_COMPLEX`, `INTERNAL_SERVER_ERROR`, ... */
    readonly code: string,
    message: string,
    /** Data about the failure, safe to show. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
