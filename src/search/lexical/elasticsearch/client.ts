/** The one way to Elasticsearch: no retries, short time limits; whoever calls decides what a failure means. */
import { Client, errors } from '@elastic/elasticsearch';
import { IndexUnavailableError } from '../../../errors.js';

/** Longest time for a request that no user waits for, such as a bulk. Milliseconds. */
const requestWithinMs = 20_000;

/**
 * Connects at the first request. The default client tries four times, which turns a refused connection into seconds of
 * waiting; here the search falls back at once, and the sync comes back later.
 */
export function createElasticsearchClient(url: string): Client {
  return new Client({ node: url, maxRetries: 0, requestTimeout: requestWithinMs });
}

/** HTTP status of an answer that Elasticsearch gave; `null` when it gave none (refused, timed out, broken off). */
export function statusOf(error: unknown): number | null {
  return error instanceof errors.ResponseError ? (error.statusCode ?? null) : null;
}

/** Addresses, which may hold a password, stay out of the message. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.TimeoutError) return 'Elasticsearch did not answer in time.';
  const status = statusOf(error);
  if (status === null) return 'Elasticsearch does not answer.';
  const { error: told } = (error as errors.ResponseError).body as { error?: { type?: string } };
  return `Elasticsearch answered with ${String(status)}${told?.type === undefined ? '' : ` (${told.type})`}.`;
}

/** What the client threw, as an error of this library. */
export function unavailable(error: unknown): IndexUnavailableError {
  if (error instanceof IndexUnavailableError) return error;
  return new IndexUnavailableError(reasonOf(error), { status: statusOf(error) }, { cause: error });
}
