/** Chooses the embedder that the settings ask for. */

import type { Logger } from 'pino';
import { ConfigError } from '../errors.js';
import { DEFAULT_MODEL } from './built-in-models.js';
import { withCachedQueries } from './cached-queries.js';
import type { Embedder } from './embedder.js';
import { createEndpointEmbedder } from './endpoint-embedder.js';
import { createHashingEmbedder } from './hashing-embedder.js';
import { createLocalEmbedder } from './local-embedder.js';

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
 * The embedder, with recent query vectors cached.
 * @throws ConfigError, ModelInvalidError, EmbeddingUnavailableError
 */
export async function createEmbedder(settings: EmbedderSettings, logger: Logger): Promise<Embedder> {
  const embedder = await chooseEmbedder(settings, logger);
  const { id, dimensions, maxTokens } = embedder.model;
  logger.info({ model: id, dimensions, maxTokens }, 'embedder chosen');
  return withCachedQueries(embedder);
}

async function chooseEmbedder({ url, model, apiKey, workers }: EmbedderSettings, logger: Logger): Promise<Embedder> {
  if (url !== undefined) {
    if (model === undefined) {
      const problem = 'EMBEDDING_URL needs EMBEDDING_MODEL: the name of the model at that endpoint';
      throw new ConfigError(`${problem}.`, { problems: [problem] });
    }
    return createEndpointEmbedder({ url, model, apiKey });
  }
  if (model === 'hashing') return createHashingEmbedder();
  return createLocalEmbedder({
    model: model ?? DEFAULT_MODEL,
    logger,
    ...(workers === undefined ? {} : { workers }),
  });
}
