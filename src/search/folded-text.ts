/** A text without case and accents that knows where each of its characters stood, so that matches in it are marked in the original. */
import { folded } from './search-words.js';

export interface FoldedText {
  readonly text: string;
  /** Place in the original of a place in the folded text, the one behind its end too. */
  readonly originalOf: (at: number) => number;
}

/** Nothing but these changes its length when it is folded. */
const plain = /^[\p{ASCII}]*$/u;

export function foldText(original: string): FoldedText {
  if (plain.test(original)) return { text: original.toLowerCase(), originalOf: (at) => at };
  const places: number[] = [];
  let text = '';
  for (const { 0: letter, index } of original.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
    const bare = folded(letter);
    for (let at = 0; at < bare.length; at += 1) places.push(index);
    text += bare;
  }
  places.push(original.length);
  return { text, originalOf: (at) => places[at] ?? original.length };
}
