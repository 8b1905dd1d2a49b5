/** Chooses the embedder that the settings ask for. */

import type { Logger } from 'pino';
import { ConfigError } from '../errors.js';
import { DEFAULT_MODEL, defaultTokenizerFolder } from './built-in-models.js';
import { withCachedQueries } from './cached-queries.js';
import type { Embedder } from './embedder.js';
import { createEndpointEmbedder } from './endpoint-embedder.js';
import { createHashingEmbedder } from './hashing-embedder.js';
import { createLocalEmbedder } from './local-embedder.js';
import { loadTokenizer } from './model-tokenizer.js';

export interface EmbedderSettings {
  /** EMBEDDING_URL: an OpenAI-compatible endpoint; without it a model runs here. */
  readonly url?: string | undefined;
  /** EMBEDDING_MODEL: `gte-small` (default), `minilm`, `hashing` or a folder; with a URL, the endpoint's model name. */
  readonly model?: string | undefined;
  /** EMBEDDING_API_KEY */
  readonly apiKey?: string | undefined;
  /** EMBEDDING_TOKENIZER: a folder with the `tokenizer.json` of the endpoint's model. */
  readonly tokenizer?: string | undefined;
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

async function chooseEmbedder(settings: EmbedderSettings, logger: Logger): Promise<Embedder> {
  const { url, model, apiKey, tokenizer, workers } = settings;
  if (url !== undefined) {
    if (model === undefined) {
      const problem = 'EMBEDDING_URL needs EMBEDDING_MODEL: the name of the model at that endpoint';
      throw new ConfigError(`${problem}.`, { problems: [problem] });
    }
    await checkTokenizer(tokenizer);
    return createEndpointEmbedder({ url, model, apiKey, tokenizerFolder: tokenizer });
  }
  if (model === 'hashing') return createHashingEmbedder();
  return createLocalEmbedder({
    model: model ?? DEFAULT_MODEL,
    logger,
    ...(workers === undefined ? {} : { workers }),
  });
}

/** Says what is wrong with it before anything is started: readers load it in threads of their own. */
async function checkTokenizer(folder: string = defaultTokenizer()): Promise<void> {
  await loadTokenizer(folder);
}

function defaultTokenizer(): string {
  try {
    return defaultTokenizerFolder();
  } catch (error) {
    const problem =
      'EMBEDDING_TOKENIZER must name a folder with the tokenizer.json of the model at EMBEDDING_URL: the built-in models, whose ' +
      'tokenizer would do, are not installed';
    throw new ConfigError(`${problem}.`, { problems: [problem] }, { cause: error });
  }
}
