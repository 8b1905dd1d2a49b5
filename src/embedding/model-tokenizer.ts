/** Splits text into a model's tokens. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelInvalidError, messageOf } from '../errors.js';

export interface ModelTokenizer {
  countTokens(text: string): number;
  /** Token ids with the special tokens; when cut to `maxTokens`, the closing special token stays the last. */
  encode(text: string, maxTokens: number): number[];
}

/**
 * The tokenizer of the model in `folder`. Counts include the two special tokens, so a count up to the model's
 * `maxTokens` means that nothing is cut.
 * @throws ModelInvalidError
 */
export async function loadTokenizer(folder: string): Promise<ModelTokenizer> {
  const { tokenizer, isWordwise } = await readTokenizer(path.join(folder, 'tokenizer.json'));
  const count = (text: string): number => tokenizer.encode(text).ids.length;
  return {
    countTokens: isWordwise ? wordwiseCounter(count) : count,
    encode(text, maxTokens) {
      const { ids } = tokenizer.encode(text);
      return ids.length > maxTokens ? [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)] : ids;
    },
  };
}

/** What is used of the library's tokenizer; its own declarations can't be resolved under `nodenext`. */
interface Encoder {
  encode(text: string): { readonly ids: number[] };
}

const createEncoder = Tokenizer as unknown as new (definition: object, config: object) => Encoder;

/** Words whose counts are remembered. */
const MAX_WORDS = 100_000;
/** Longer ones are hardly ever seen again. */
const MAX_WORD_LENGTH = 64;

/**
 * The same counts for a tokenizer to which white space is a wall: text is the sum of its words, and words repeat. Five
 * to ten times faster on manuals.
 */
function wordwiseCounter(count: (text: string) => number): (text: string) => number {
  const special = count('');
  const known = new Map<string, number>();
  const ofWord = (word: string): number => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    const tokens = count(word) - special;
    if (known.size >= MAX_WORDS) known.clear();
    if (word.length <= MAX_WORD_LENGTH) known.set(word, tokens);
    return tokens;
  };
  return (text) => {
    let tokens = special;
    for (const word of text.split(/[ \t\n\r]+/)) if (word !== '') tokens += ofWord(word);
    return tokens;
  };
}

/** What of a tokenizer's definition says whether it can join text over white space: BERT's never does. */
function splitsAtWhiteSpace(definition: object): boolean {
  const typeOf = (name: string): unknown => {
    const part: unknown = Reflect.get(definition, name);
    return typeof part === 'object' && part !== null ? Reflect.get(part, 'type') : undefined;
  };
  return (
    typeOf('normalizer') === 'BertNormalizer' &&
    typeOf('pre_tokenizer') === 'BertPreTokenizer' &&
    typeOf('model') === 'WordPiece'
  );
}

async function readTokenizer(file: string): Promise<{ tokenizer: Encoder; isWordwise: boolean }> {
  try {
    const definition: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof definition !== 'object' || definition === null) throw new TypeError('not a JSON object');
    return { tokenizer: new createEncoder(definition, {}), isWordwise: splitsAtWhiteSpace(definition) };
  } catch (error) {
    throw new ModelInvalidError(
      `${file} is not a tokenizer that can be used: ${messageOf(error)}`,
      { file },
      { cause: error },
    );
  }
}
