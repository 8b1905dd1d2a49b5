/** Holders of words within one search, where corrections and missing terms ask for the same: each is counted once. */
import type { HoldersQuery, LexicalIndex } from '../lexical/lexical-index.js';

type Counting = Pick<LexicalIndex, 'countHolders'>;

export function countingOnce(index: Counting): Counting {
  const counted = new Map<string, Promise<number>>();
  const keyOf = (word: string, { scope, upTo }: HoldersQuery): string => JSON.stringify([word, upTo, scope]);
  return {
    countHolders(query) {
      const asked = query.words.filter((word) => !counted.has(keyOf(word, query)));
      if (asked.length > 0) {
        const counts = index.countHolders({ ...query, words: asked });
        for (const [at, word] of asked.entries()) {
          counted.set(
            keyOf(word, query),
            counts.then((all) => all[at] ?? 0),
          );
        }
      }
      return Promise.all(query.words.map((word) => counted.get(keyOf(word, query)) ?? Promise.resolve(0)));
    },
  };
}
