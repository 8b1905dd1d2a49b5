/** Puts passages that hold the whole query, word for word, before those that hold its words somewhere. */
import type { LegHit } from './lexical-index.js';

/** Words from which an unquoted query is long enough to be somebody's exact sentence or error message. */
const sentenceWords = 4;

export function isSentence(text: string): boolean {
  return text.split(' ').length >= sentenceWords;
}

/**
 * Adds the best score of the list to the hits that hold the sentence.
 * @param exact passages that hold it.
 */
export function withSentence(hits: readonly LegHit[], exact: ReadonlySet<number>): LegHit[] {
  const top = hits[0]?.score ?? 0;
  return hits
    .map((hit) => (exact.has(hit.passageId) ? { ...hit, score: hit.score + top } : hit))
    .sort((a, b) => b.score - a.score);
}
