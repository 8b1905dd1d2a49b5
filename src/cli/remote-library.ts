/** The library of a service that runs on this machine, through the same operations as inside the process. */
import { Agent, fetch } from 'undici';
import { z } from 'zod';
import { OperationError, type Execute, type ExecuteOptions, type Operation } from '../executor.js';
import { messageOf } from '../errors.js';

const answerSchema = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({
            code: z.string().default('INTERNAL_SERVER_ERROR'),
            details: z.record(z.string(), z.unknown()).optional(),
          })
          .default({ code: 'INTERNAL_SERVER_ERROR' }),
      }),
    )
    .optional(),
});

/** @param url where the service answers, such as `http://127.0.0.1:4000`. */
export function createRemoteLibrary(url: string): Execute {
  // What takes its time, such as the preview of a large source, is waited for.
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, pipelining: 0 });
  return async <Data>(
    { name, source }: Operation,
    variables: Readonly<Record<string, unknown>> = {},
    options: ExecuteOptions = {},
  ) => {
    let body: unknown;
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: source, operationName: name, variables }),
        ...(options.signal !== undefined && { signal: options.signal }),
      });
      body = await response.json();
    } catch (cause) {
      if (options.signal?.aborted === true) throw new OperationError('CANCELLED', 'Stopped.');
      const reason = `The service at ${url} does not answer: ${messageOf(cause)}.`;
      throw new OperationError('SERVICE_UNAVAILABLE', reason, { url }, { cause });
    }
    const { data, errors } = answerSchema.parse(body);
    const [error] = errors ?? [];
    if (error !== undefined) throw new OperationError(error.extensions.code, error.message, error.extensions.details);
    return data as Data;
  };
}
