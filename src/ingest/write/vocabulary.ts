/** The words and names of passages, for the vocabulary of their product. */
import type { Queryable } from '../../store/queryable.js';
import type { NewPassage } from '../../store/writes/passages.js';
import { rememberTerms, type Vocabulary } from '../../store/writes/terms.js';

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

export interface VocabularyWriter {
  /** Adds what the product's vocabulary lacks. */
  add(db: Queryable, productId: string, vocabulary: Vocabulary): Promise<void>;
}

/** Terms of a product that are remembered; beyond these it begins anew. */
const MAX_TERMS = 200_000;

/** For one run: remembers what it has written, since the files of a manual share most of their words. */
export function createVocabularyWriter(): VocabularyWriter {
  const written = new Map<string, { words: Set<string>; identifiers: Set<string> }>();

  function of(productId: string): { words: Set<string>; identifiers: Set<string> } {
    const known = written.get(productId);
    if (known !== undefined && known.words.size + known.identifiers.size < MAX_TERMS) return known;
    const fresh = { words: new Set<string>(), identifiers: new Set<string>() };
    written.set(productId, fresh);
    return fresh;
  }

  return {
    async add(db, productId, vocabulary) {
      const known = of(productId);
      const words = [...vocabulary.words].filter((text) => !known.words.has(text));
      const identifiers = [...vocabulary.identifiers].filter((text) => !known.identifiers.has(text));
      await rememberTerms(db, productId, { words: new Set(words), identifiers: new Set(identifiers) });
      for (const text of words) known.words.add(text);
      for (const text of identifiers) known.identifiers.add(text);
    },
  };
}
