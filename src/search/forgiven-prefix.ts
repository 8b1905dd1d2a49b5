/** What somebody is typing, with one slip of the keyboard put right in each word that no word of the products begins with. */
import type { DataSource } from 'typeorm';
import { termsLike } from '../store/queries/terms.js';
import { editDistance, keepsLetters } from './edit-distance.js';

/** A shorter beginning is one slip away from too many words. */
const shortestWord = 4;
/** Words that go on for longer after what was typed. */
const longestRest = 20;
/** What a slip that replaces a letter counts more than one that leaves it out, doubles or swaps it. */
const replaced = 0.5;

interface Beginning {
  readonly text: string;
  readonly distance: number;
  /** Words that begin so. */
  readonly count: number;
}

/** Beginnings of the terms that one slip makes of the word. */
function beginningsNear(word: string, terms: readonly string[]): Beginning[] {
  const counts = new Map<string, number>();
  for (const term of terms) {
    const beginnings = [word.length, word.length + 1, word.length - 1].map((length) => term.slice(0, length));
    const near = new Set(beginnings.filter((beginning) => editDistance(word, beginning, 1) === 1));
    for (const beginning of near) counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => ({ text, count, distance: keepsLetters(word, text) ? 1 : 1 + replaced }));
}

async function corrected(dataSource: DataSource, word: string, productIds: readonly string[]): Promise<string> {
  if (word.length < shortestWord || /\p{N}/u.test(word)) return word;
  const [initial = ''] = word;
  const shape = { initial, shortest: word.length - 1, longest: word.length + longestRest, identifier: false };
  const terms = await termsLike(dataSource, shape, productIds);
  if (terms.some((term) => term.startsWith(word))) return word;
  const [best] = beginningsNear(word, terms).sort(
    (a, b) => a.distance - b.distance || b.count - a.count || b.text.length - a.text.length,
  );
  return best?.text ?? word;
}

/**
 * @param typed lower case.
 * @returns null when there is nothing to put right.
 */
export async function forgivenPrefix(
  dataSource: DataSource,
  typed: string,
  productIds: readonly string[],
): Promise<string | null> {
  const words = [...new Set(typed.match(/[\p{L}\p{N}]+/gu))];
  const better = new Map<string, string>();
  for (const word of words) {
    const right = await corrected(dataSource, word, productIds);
    if (right !== word) better.set(word, right);
  }
  return better.size === 0 ? null : typed.replace(/[\p{L}\p{N}]+/gu, (word) => better.get(word) ?? word);
}
