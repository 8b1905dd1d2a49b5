/** One request to an OpenAI-compatible embeddings endpoint: texts in, raw vectors out, in order. */

import { types } from 'node:util';
import { z } from 'zod';
import { EmbeddingUnavailableError, messageOf } from '../errors.js';
import type { EndpointAddress } from './endpoint-address.js';
import { TransientFailure, parseRetryAfter } from './retry.js';

export interface EndpointRequest {
  readonly address: EndpointAddress;
  readonly model: string;
  /** Never part of a message: servers like to repeat it in theirs. */
  readonly apiKey?: string | undefined;
  readonly timeoutMs: number;
}

const ANSWER = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

/** Said of failures by status; what the reader can do about them. */
const ADVICE: Readonly<Record<number, string>> = {
  400: 'Check EMBEDDING_MODEL and that the model takes texts of this length',
  401: 'Check EMBEDDING_API_KEY',
  403: 'Check EMBEDDING_API_KEY and what it may do',
  404: 'Check EMBEDDING_URL and EMBEDDING_MODEL',
  413: 'The texts are too long for the endpoint',
  422: 'Check EMBEDDING_MODEL and that the model takes texts of this length',
  429: 'Its rate limit or quota is used up; try again later',
};

/**
 * @throws TransientFailure when trying again may help (429, 408, 5xx, network, timeout), EmbeddingUnavailableError when
 * not. When `signal` aborts, what it throws is of no interest to anyone.
 */
export async function requestVectors(
  { address, model, apiKey, timeoutMs }: EndpointRequest,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<number[][]> {
  const limit = AbortSignal.timeout(timeoutMs);
  let status: number;
  let retryAfter: string | null;
  let body: string;
  try {
    const response = await fetch(address.url, {
      method: 'POST',
      headers: address.headers,
      body: JSON.stringify({ model, input: texts }),
      signal: AbortSignal.any([signal, limit]),
    });
    ({ status } = response);
    retryAfter = response.headers.get('retry-after');
    body = await response.text();
  } catch (error) {
    const what = limit.aborted
      ? `did not answer within ${String(timeoutMs / 1_000)} s`
      : `can't be reached (${networkReason(error)})`;
    throw new TransientFailure(
      new EmbeddingUnavailableError(
        `The embedding endpoint ${address.url} ${what}. Check that it runs and EMBEDDING_URL is right.`,
        { url: address.url },
        { cause: error },
      ),
    );
  }
  if (status === 200) return readAnswer(body, texts.length, address);

  const said = body
    .replaceAll(apiKey || '\0', '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  const failure = new EmbeddingUnavailableError(
    `The embedding endpoint ${address.url} answered ${String(status)} for model "${model}". ` +
      `${ADVICE[status] ?? 'See its log'}.${said ? ` It says: ${said}` : ''}`,
    { url: address.url, status },
  );
  const mayPass = status === 408 || status === 429 || status >= 500;
  throw mayPass ? new TransientFailure(failure, parseRetryAfter(retryAfter)) : failure;
}

/** The protocol lets answers come in any order; `index` says which text each belongs to. */
function readAnswer(body: string, count: number, { url }: EndpointAddress): number[][] {
  const problem = (what: string) =>
    new EmbeddingUnavailableError(
      `The answer of ${url} is not an OpenAI embeddings answer: ${what}. Check EMBEDDING_URL.`,
      { url },
    );
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw problem(messageOf(error));
  }
  const answer = ANSWER.safeParse(json);
  if (!answer.success) throw problem(z.prettifyError(answer.error).replace(/\s+/g, ' ').slice(0, 200));
  const vectors = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const vector = vectors.get(index);
    if (!vector) throw problem(`no vector with index ${String(index)} for ${String(count)} texts`);
    return vector;
  });
}

/** fetch hides the network's reason (ECONNREFUSED …) in the cause. */
function networkReason(error: unknown): string {
  const cause = types.isNativeError(error) ? error.cause : undefined;
  return types.isNativeError(cause) && cause.message !== '' ? cause.message : messageOf(error);
}
