/** Splits text into a model's tokens. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelInvalidError, messageOf } from '../errors.js';
import { BUILT_IN_MODELS, DEFAULT_MODEL, builtInModelFolder } from './built-in-models.js';
import type { TokenCounter } from './embedder.js';

export interface ModelTokenizer extends TokenCounter {
  /** Token ids with the special tokens; when cut to `maxTokens`, the closing special token stays the last. */
  encode(text: string, maxTokens: number): number[];
}

/**
 * The tokenizer of the model in `folder`. Counts include the two special tokens, so a count up to the model's
 * `maxTokens` means that nothing is cut.
 * @throws ModelInvalidError
 */
export async function loadTokenizer(folder: string): Promise<ModelTokenizer> {
  const tokenizer = await readTokenizer(path.join(folder, 'tokenizer.json'));
  return {
    countTokens: (text) => tokenizer.encode(text).ids.length,
    encode(text, maxTokens) {
      const { ids } = tokenizer.encode(text);
      return ids.length > maxTokens ? [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)] : ids;
    },
  };
}

/** Counts for embedders that have no tokenizer of their own (endpoints, hashing): the default model's. */
export async function loadDefaultTokenCounter(): Promise<TokenCounter> {
  return loadTokenizer(builtInModelFolder(BUILT_IN_MODELS[DEFAULT_MODEL]));
}

/** What is used of the library's tokenizer; its own declarations can't be resolved under `nodenext`. */
interface Encoder {
  encode(text: string): { readonly ids: number[] };
}

const createEncoder = Tokenizer as unknown as new (definition: object, config: object) => Encoder;

async function readTokenizer(file: string): Promise<Encoder> {
  try {
    const definition: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof definition !== 'object' || definition === null) throw new TypeError('not a JSON object');
    return new createEncoder(definition, {});
  } catch (error) {
    throw new ModelInvalidError(
      `${file} is not a tokenizer that can be used: ${messageOf(error)}`,
      { file },
      { cause: error },
    );
  }
}
