/** Chooses the embedder that the settings ask for. */

import type { Logger } from 'pino';
import { ConfigError } from '../errors.js';
import { DEFAULT_MODEL } from './built-in-models.js';
import { withCachedQueries } from './cached-queries.js';
import type { Embedder, TokenCounter } from './embedder.js';
import { createEndpointEmbedder } from './endpoint-embedder.js';
import { createHashingEmbedder } from './hashing-embedder.js';
import { createLocalEmbedder } from './local-embedder.js';
import { loadDefaultTokenCounter } from './model-tokenizer.js';

export interface EmbedderSettings {
  /** EMBEDDING_URL: an OpenAI-compatible endpoint; without it a model runs here. */
  readonly url?: string | undefined;
  /** EMBEDDING_MODEL: `gte-small` (default), `minilm`, `hashing` or a folder; with a URL, the endpoint's model name. */
  readonly model?: string | undefined;
  /** EMBEDDING_API_KEY */
  readonly apiKey?: string | undefined;
  /** Local model processes. */
  readonly workers?: number | undefined;
}

/**
 * The embedder, with recent query vectors cached, and a counter of tokens (the default model's where the embedder has
 * no tokenizer of its own).
 * @throws ConfigError, ModelInvalidError, EmbeddingUnavailableError
 */
export async function createEmbedder(settings: EmbedderSettings, logger: Logger): Promise<Embedder & TokenCounter> {
  const { embedder, counter } = await chooseEmbedder(settings, logger);
  const { id, dimensions, maxTokens } = embedder.model;
  logger.info({ model: id, dimensions, maxTokens }, 'embedder chosen');
  return { ...withCachedQueries(embedder), countTokens: (text) => counter.countTokens(text) };
}

async function chooseEmbedder(
  { url, model, apiKey, workers }: EmbedderSettings,
  logger: Logger,
): Promise<{ embedder: Embedder; counter: TokenCounter }> {
  if (url !== undefined) {
    if (model === undefined) {
      const problem = 'EMBEDDING_URL needs EMBEDDING_MODEL: the name of the model at that endpoint';
      throw new ConfigError(`${problem}.`, { problems: [problem] });
    }
    const counter = await loadDefaultTokenCounter();
    return { embedder: await createEndpointEmbedder({ url, model, apiKey }), counter };
  }
  if (model === 'hashing') return { embedder: createHashingEmbedder(), counter: await loadDefaultTokenCounter() };
  const embedder = await createLocalEmbedder({
    model: model ?? DEFAULT_MODEL,
    logger,
    ...(workers === undefined ? {} : { workers }),
  });
  return { embedder, counter: embedder };
}
