/** The part of a text that shows best why it was found. */
import { plainText } from './plain-text.js';
import type { ParsedQuery } from './query.js';
import { densest, ellipsis, frequencies, windowAround, type Match } from './text-window.js';

const word = /[\p{L}\p{N}_]+/gu;

/** Shortest beginning that counts as the same word, so that `install` finds `installed`. */
const shortestStem = 4;

/**
 * Plain text of at most `maxLength` UTF-16 units around the words of the query: the stretch that holds most of them,
 * rare ones counting more; of equals the first. Without any word of the query, the beginning. Excluded words are none
 * of the query.
 * @param text Markdown. Markup, raw HTML included, does not appear in the result.
 */
export function excerptOf(text: string, query: ParsedQuery, maxLength: number): string {
  const plain = plainText(text);
  if (plain.length <= maxLength) return plain;
  const room = maxLength - 2 * ellipsis.length;
  const matches = matchesOf(plain, query.text);
  const counts = frequencies(matches);
  const core = densest(matches, room, (term) => 1 / (counts.get(term) ?? 1));
  const { start, end } = windowAround(plain, core, room, { start: 0, end: plain.length });
  const before = start > 0 ? ellipsis : '';
  const after = end < plain.length ? ellipsis : '';
  return `${before}${plain.slice(start, end).trim()}${after}`;
}

function matchesOf(plain: string, words: string): Match[] {
  const terms = new Set(words.toLowerCase().match(word));
  return [...plain.matchAll(word)].flatMap((found) => {
    const written = found[0].toLowerCase();
    const term = terms.has(written) ? written : [...terms].find((candidate) => sameStem(candidate, written));
    return term === undefined ? [] : { start: found.index, end: found.index + written.length, term };
  });
}

function sameStem(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestStem && long.startsWith(short);
}
