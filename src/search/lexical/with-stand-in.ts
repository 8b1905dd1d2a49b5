/** Asks an index, and another one where that does not answer. */
import type { LexicalIndex } from './lexical-index.js';

/** What may be asked of either index alike. */
export type WordLookup = Pick<LexicalIndex, 'admit' | 'countHolders'>;

/** @param standIn answers when the index is away; without one, its error goes to the caller. */
export function withStandIn(index: WordLookup, standIn: WordLookup | undefined): WordLookup {
  async function either<Answer>(ask: (asked: WordLookup) => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    try {
      return await ask(index);
    } catch (error) {
      if (standIn === undefined || signal?.aborted === true) throw error;
      return ask(standIn);
    }
  }

  return {
    admit: (query) => either((asked) => asked.admit(query), query.signal),
    countHolders: (query) => either((asked) => asked.countHolders(query)),
  };
}
