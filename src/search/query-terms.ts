/** Where the words of a query stand in a text: what a reader would mark with a pen. */
import { foldText } from './folded-text.js';
import type { ParsedQuery } from './query.js';
import { folded } from './search-words.js';
import type { Match } from './text-window.js';

const run = /[\p{L}\p{N}\p{M}]+/gu;
/** A part of a name, such as `idle` of `session.idle_timeout`, is a word by itself only when it is long enough. */
const shortestPart = 3;
/** Scripts that write words without spaces between them. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

export interface QueryTerms {
  /** Phrases, error codes, commands and the like: marked where they stand letter by letter. Folded, as are all. */
  readonly literals: readonly string[];
  /** Single words, marked with all their inflections. */
  readonly words: readonly string[];
  /** Words that are parts of names: marked like words where no literal stands. */
  readonly parts: readonly string[];
}

/** What is excluded from the search is no term; what synonyms find, too, is. */
export function queryTerms({ text, phrases, identifiers, synonyms }: ParsedQuery): QueryTerms {
  const alternatives = synonyms.flatMap((synonym) => synonym.alternatives);
  const words = new Set<string>();
  const parts = new Set<string>();
  const single = alternatives.filter((alternative) => !/\s/u.test(alternative));
  for (const token of folded([text, ...single].join(' ')).split(/\s+/u)) {
    const runs = token.match(run) ?? [];
    if (runs.length === 1) for (const word of runs) words.add(word);
    else for (const part of runs) if (part.length >= shortestPart && /\p{L}/u.test(part)) parts.add(part);
  }
  return {
    literals: [...new Set([...phrases, ...identifiers, ...alternatives.filter((one) => /\s/u.test(one))].map(folded))],
    words: [...words],
    parts: [...parts],
  };
}

/**
 * The words that decide what is marked: those of the query, and those of the text that begin like one of them. English
 * inflection leaves the first letter alone.
 */
export function inflections({ words, parts }: QueryTerms, plain: string): string[] {
  const asked = [...words, ...parts];
  const initials = new Set(asked.map((word) => word[0]));
  const inText = folded(plain).match(run) ?? [];
  return [...new Set([...asked, ...inText.filter((word) => initials.has(word[0]))])];
}

/**
 * In reading order, without overlaps; a literal goes before the words in it.
 * @param stems of `inflections`, by word; stop words have none.
 * @param longest length of a literal that can be shown; the words of a longer one are marked singly.
 */
export function matchesOf(
  plain: string,
  { literals, words, parts }: QueryTerms,
  stems: ReadonlyMap<string, string>,
  longest: number,
): Match[] {
  const shown = literals.filter((literal) => literal.length <= longest);
  const whole = literalMatches(plain, shown);
  const unspacedWords = words.filter((word) => unspaced.test(word));
  const exact = unspacedWords.length === 0 ? whole : literalMatches(plain, [...shown, ...unspacedWords]);
  const wanted = new Set([...words, ...(whole.length === 0 ? parts : [])].flatMap((word) => stems.get(word) ?? []));
  const inflected = [...plain.matchAll(run)].flatMap(({ 0: written, index: start }) => {
    const term = stems.get(folded(written));
    const end = start + written.length;
    if (term === undefined || !wanted.has(term)) return [];
    return exact.some((literal) => start < literal.end && end > literal.start) ? [] : { start, end, term };
  });
  return [...exact, ...inflected].sort((a, b) => a.start - b.start);
}

/** Of literals that begin at one place, the longest. None begins or ends inside a word, unless its script has no spaces. */
function literalMatches(plain: string, literals: readonly string[]): Match[] {
  if (literals.length === 0) return [];
  const alternatives = literals
    .toSorted((a, b) => b.length - a.length)
    .map((literal) => {
      const pattern = literal.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
      return unspaced.test(literal) ? pattern : `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
    });
  const { text, originalOf } = foldText(plain);
  return [...text.matchAll(new RegExp(alternatives.join('|'), 'gu'))].map(({ 0: term, index }) => ({
    start: originalOf(index),
    end: originalOf(index + term.length),
    term,
  }));
}
