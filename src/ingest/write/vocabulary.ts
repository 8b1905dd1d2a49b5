/** The words and names of passages, for the vocabulary of their product. */
import type { NewPassage } from '../../store/writes/passages.js';
import type { Vocabulary } from '../../store/writes/terms.js';

/** Nobody needs help with shorter words, and longer ones are data. */
const word = /(?<![\p{L}\p{M}\p{N}_])\p{L}{4,30}(?![\p{L}\p{M}\p{N}_])/gu;

export function vocabularyOf(passages: readonly Pick<NewPassage, 'searchText' | 'identifiers'>[]): Vocabulary {
  const words = new Set<string>();
  const identifiers = new Set<string>();
  for (const passage of passages) {
    for (const [found] of passage.searchText.toLowerCase().matchAll(word)) words.add(found);
    for (const identifier of passage.identifiers) if (!/^\p{N}+$/u.test(identifier)) identifiers.add(identifier);
  }
  return { words, identifiers };
}
