/** The embedder that asks an OpenAI-compatible `/v1/embeddings` endpoint. */

import pLimit from 'p-limit';
import { CancelledError, EmbeddingUnavailableError } from '../errors.js';
import { defaultTokenizerFolder } from './built-in-models.js';
import type { Embedder } from './embedder.js';
import { parseEndpointAddress } from './endpoint-address.js';
import { requestVectors } from './endpoint-request.js';
import { retry } from './retry.js';
import type { RetryPolicy } from './retry.js';
import { batchTexts } from './text-batches.js';
import { normalize } from './vector-length.js';

export interface EndpointEmbedderOptions {
  /** The API's base such as `http://host/v1`, or the full address ending in `/embeddings`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** A folder with the `tokenizer.json` that passages are measured with. Default: the default model's. */
  readonly tokenizerFolder?: string | undefined;
  /** Longest input of the model in tokens; the protocol does not tell. Default 512. */
  readonly maxTokens?: number;
  /** Passage requests in flight at once. Default 4. */
  readonly concurrency?: number;
  /** Limits of one request. Defaults 64 texts and 100,000 characters. */
  readonly batch?: { readonly texts: number; readonly characters: number };
  readonly query?: LaneOptions;
  readonly passages?: LaneOptions;
}

export interface LaneOptions extends RetryPolicy {
  /** Of one request. */
  readonly timeoutMs: number;
}

/** Someone waits for a query: two quick tries. Passages can wait for a rate limit to pass. */
const QUERY: LaneOptions = { timeoutMs: 10_000, attempts: 2, baseMs: 200, longestMs: 1_000 };
const PASSAGES: LaneOptions = { timeoutMs: 60_000, attempts: 6, baseMs: 500, longestMs: 60_000 };

/**
 * Asks for one vector first, to learn the dimension and to fail early. Queries are sent at once, beside the passage
 * requests that are counted and queued.
 * @throws ConfigError, ModelInvalidError, EmbeddingUnavailableError
 */
export async function createEndpointEmbedder(options: EndpointEmbedderOptions): Promise<Embedder> {
  const { model, apiKey, query = QUERY, passages = PASSAGES, batch = { texts: 64, characters: 100_000 } } = options;
  const address = parseEndpointAddress(options.url, apiKey);
  const tokenizerFolder = options.tokenizerFolder ?? defaultTokenizerFolder();
  const limit = pLimit(options.concurrency ?? 4);
  const closing = new AbortController();

  async function embed(texts: readonly string[], lane: LaneOptions, caller?: AbortSignal): Promise<Float32Array[]> {
    const signal = caller ? AbortSignal.any([closing.signal, caller]) : closing.signal;
    try {
      signal.throwIfAborted();
      const request = { address, model, apiKey, timeoutMs: lane.timeoutMs };
      const vectors = await retry(lane, signal, () => requestVectors(request, texts, signal));
      return vectors.map((vector) => normalize(Float32Array.from(vector)));
    } catch (error) {
      if (closing.signal.aborted) throw new EmbeddingUnavailableError('The embedder was closed.');
      if (caller?.aborted) throw new CancelledError('The caller stopped waiting for embeddings.', {}, { cause: error });
      throw error;
    }
  }

  const [probe] = await embed(['dimension'], query);
  const dimensions = probe?.length ?? 0;

  function checked(vectors: Float32Array[]): Float32Array[] {
    const odd = vectors.find((vector) => vector.length !== dimensions);
    if (!odd) return vectors;
    throw new EmbeddingUnavailableError(
      `The embedding endpoint ${address.url} changed its vectors from ${String(dimensions)} to ${String(odd.length)} ` +
        'numbers. Restart with the model that the library was embedded with.',
      { url: address.url, dimensions, received: odd.length },
    );
  }

  return {
    tokenizerFolder,
    model: { id: `${model}@${address.host}`, dimensions, maxTokens: options.maxTokens ?? 512 },
    async embedQuery(text, signal) {
      const [vector] = checked(await embed([text], query, signal));
      if (!vector) throw new TypeError('one text was answered with no vector');
      return vector;
    },
    async embedPassages(texts, signal) {
      const failed = new AbortController();
      const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
      const batches = batchTexts(texts, batch.texts, batch.characters);
      try {
        const vectors = await Promise.all(batches.map((group) => limit(() => embed(group, passages, either))));
        return checked(vectors.flat());
      } catch (error) {
        failed.abort();
        throw error;
      }
    },
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}
