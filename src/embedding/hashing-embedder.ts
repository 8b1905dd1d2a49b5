/**
 * An embedder without a model, for tests and machines that can't run one: texts that share words and parts of words
 * are near each other, meaning is not seen. Feature hashing after Weinberger et al., "Feature Hashing for Large Scale
 * Multitask Learning" (2009): each feature adds ±1 at a position, both taken from its hash.
 */

import { defaultTokenizerFolder } from './built-in-models.js';
import type { Embedder } from './embedder.js';
import { normalize } from './vector-length.js';

export interface HashingEmbedderOptions {
  readonly dimensions?: number;
}

const MAX_TOKENS = 512;
const WORD_WEIGHT = 1;
const TRIGRAM_WEIGHT = 0.3;

/** Deterministic everywhere: the vector depends on the text and `dimensions` alone. */
export function createHashingEmbedder({ dimensions = 64 }: HashingEmbedderOptions = {}): Embedder {
  const embed = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions);
    const add = (feature: string, weight: number): void => {
      const hash = fnv1a(feature);
      const position = (hash >>> 1) % dimensions;
      vector[position] = (vector[position] ?? 0) + (hash & 1 ? weight : -weight);
    };
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
      add(word, WORD_WEIGHT);
      const framed = `<${word}>`;
      for (let start = 0; start + 3 <= framed.length; start++) add(framed.slice(start, start + 3), TRIGRAM_WEIGHT);
    }
    if (vector.every((value) => value === 0)) vector[0] = 1;
    return normalize(vector);
  };
  return {
    tokenizerFolder: defaultTokenizerFolder(),
    model: { id: `hashing-${String(dimensions)}`, dimensions, maxTokens: MAX_TOKENS },
    embedQuery: (text) => Promise.resolve(embed(text)),
    embedPassages: (texts) => Promise.resolve(texts.map(embed)),
    close: () => Promise.resolve(),
  };
}

/** 32-bit FNV-1a over UTF-16 units, with a final mix so that the low bits are as good as the high ones. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
