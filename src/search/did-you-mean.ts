/** A query with its slips of the keyboard put right, to offer and never to search instead. */
import type { DataSource } from 'typeorm';
import { passageTexts } from '../store/queries/occurrences.js';
import { stemsOf } from '../store/queries/stems.js';
import { productsOfVersions, termsLike } from '../store/queries/terms.js';
import { editDistance, keepsLetters } from './edit-distance.js';
import { identifiersOf } from './identifiers.js';
import type { IndexScope, LexicalIndex } from './lexical/lexical-index.js';
import type { ParsedQuery } from './query.js';

/** A shorter word is one slip away from too many others. */
const shortestWord = 4;
/** Words of a query that are corrected; one with more is not mistyped but in another language. */
const mostCorrected = 4;
/** What a slip that replaces letters counts more than one that leaves them out, doubles or swaps them. */
const replaced = 0.5;
/** Nearest terms of which the one that most passages hold is offered. */
const mostCandidates = 8;
/** Passages that are counted of a candidate. */
const countedUpTo = 20;
/** Length up to which a word may have one slip only: with two, `watchdog` would be `watching`. */
const longestWithOneSlip = 8;

export interface DidYouMeanParts {
  readonly dataSource: DataSource;
  readonly lexical: Pick<LexicalIndex, 'countHolders'>;
}

/**
 * @param found passages that the query found: their words need no correction.
 * @returns null when every word occurs in the scope, or nothing near it does.
 */
export type DidYouMean = (query: ParsedQuery, scope: IndexScope, found: readonly number[]) => Promise<string | null>;

interface Word {
  /** Lower case. */
  readonly text: string;
  /** A name, such as an error code, is right or wrong as a whole. */
  readonly isName: boolean;
}

/** Words that may have been mistyped: long enough, with letters, not excluded from the search. */
function typedWords({ text: searched }: ParsedQuery): Word[] {
  const words = new Map<string, Word>();
  for (const token of searched.toLowerCase().split(/\s+/u)) {
    const isProse = /^[^\p{L}\p{N}]*\p{L}+(?:[-'’]\p{L}+)*[^\p{L}\p{N}]*$/u.test(token);
    const found = isProse ? (token.match(/\p{L}+/gu) ?? []) : identifiersOf(token).slice(0, 1);
    for (const text of found) {
      if (text.length >= shortestWord && /\p{L}/u.test(text)) words.set(text, { text, isName: !isProse });
    }
  }
  return [...words.values()];
}

const digitsOf = (text: string): string => text.replace(/\P{N}+/gu, '');

/** Nearest first. A slip in a number makes another number, so digits stay as they are. */
function nearest({ text, isName }: Word, terms: readonly string[]): string[] {
  const most = text.length <= longestWithOneSlip ? 1 : 2;
  return terms
    .filter((term) => (isName ? digitsOf(term) === digitsOf(text) : /^\p{L}+$/u.test(term)))
    .map((term) => ({ term, distance: editDistance(text, term, most) }))
    .filter(({ distance }) => distance > 0 && distance <= most)
    .map(({ term, distance }) => ({ term, distance: distance + (keepsLetters(text, term) ? 0 : replaced) }))
    .sort((a, b) => a.distance - b.distance || a.term.localeCompare(b.term))
    .map(({ term }) => term);
}

/** `written` as the query had it: all capitals stay capitals, a capital at the beginning stays one. */
function likeWritten(correction: string, written: string): string {
  if (written === written.toLowerCase()) return correction;
  if (written === written.toUpperCase()) return correction.toUpperCase();
  return correction.charAt(0).toUpperCase() + correction.slice(1);
}

/** Puts the corrections in their places; quotes, exclusions and everything else stay. */
function corrected(query: string, corrections: ReadonlyMap<string, string>): string {
  const patterns = [...corrections.keys()].map((word) => word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_]|(?:^|\\s)-)(?:${patterns.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return query.replace(pattern, (written) => likeWritten(corrections.get(written.toLowerCase()) ?? written, written));
}

/**
 * A word counts as mistyped when no passage of the scope holds it, inflections and synonyms included, as the index says
 * that searches it. It is corrected to the nearest word of the scope's products that a passage of the scope holds: the
 * first letter the same, one slip away or, from nine letters on, two; letters left out, doubled or swapped are nearer than
 * replaced ones; of equally near ones the most frequent.
 */
export function createDidYouMean({ dataSource, lexical }: DidYouMeanParts): DidYouMean {
  const count = (words: readonly string[], scope: IndexScope, upTo: number): Promise<number[]> =>
    lexical.countHolders({ words, scope, upTo });

  /** No index holds a stop word, so that none is missing. */
  async function withoutStopWords(words: readonly Word[]): Promise<Word[]> {
    const stems = await stemsOf(
      dataSource,
      words.map(({ text }) => text),
    );
    return words.filter(({ text, isName }) => isName || stems.has(text));
  }

  async function missingWords(query: ParsedQuery, scope: IndexScope, found: readonly number[]): Promise<Word[]> {
    // What curators know as a synonym is no slip, whether the scope holds it or not.
    const known = new Set(query.synonyms.flatMap(({ term }) => term.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
    const words = typedWords(query).filter(({ text }) => !known.has(text));
    if (words.length === 0) return [];
    const texts = [...(await passageTexts(dataSource, found)).values()].join('\n').toLowerCase();
    const seen = new Set(texts.match(/[\p{L}\p{N}]+/gu));
    const unseen = words.filter(({ text, isName }) => (isName ? !texts.includes(text) : !seen.has(text)));
    if (unseen.length === 0) return [];
    const searched = await withoutStopWords(unseen);
    const holders = await count(
      searched.map(({ text }) => text),
      scope,
      1,
    );
    return searched.filter((_, at) => holders[at] === 0);
  }

  async function correction(
    word: Word,
    scope: IndexScope,
    productIds: readonly string[] | null,
  ): Promise<string | null> {
    const [initial = ''] = word.text;
    const most = word.text.length <= longestWithOneSlip ? 1 : 2;
    const shape = {
      initial,
      shortest: word.text.length - most,
      longest: word.text.length + most,
      identifier: word.isName,
    };
    const near = nearest(word, await termsLike(dataSource, shape, productIds)).slice(0, mostCandidates);
    if (near.length === 0) return null;
    const [holders, stems] = await Promise.all([count(near, scope, countedUpTo), stemsOf(dataSource, near)]);
    let best: { term: string; distance: number; held: number } | null = null;
    for (const [at, term] of near.entries()) {
      const held = holders[at] ?? 0;
      const distance = editDistance(word.text, term, most) + (keepsLetters(word.text, term) ? 0 : replaced);
      // A mistyped stop word: whatever else is as near was not meant, and the search does without the word.
      if (!word.isName && !stems.has(term) && Math.floor(distance) <= Math.floor(best?.distance ?? most)) return null;
      if (held === 0 || (best !== null && (distance > best.distance || held <= best.held))) continue;
      best = { term, distance, held };
    }
    return best?.term ?? null;
  }

  return async (query, scope, found) => {
    const missing = await missingWords(query, scope, found);
    if (missing.length === 0 || missing.length > mostCorrected) return null;
    const productIds =
      scope.versionIds === undefined
        ? (scope.productIds ?? null)
        : await productsOfVersions(dataSource, scope.versionIds);
    const corrections = new Map<string, string>();
    for (const word of missing) {
      const better = await correction(word, scope, productIds);
      if (better !== null) corrections.set(word.text, better);
    }
    return corrections.size === 0 ? null : corrected(query.written, corrections);
  };
}
