/** Names that a query asks for, as keys that are compared with what passages define. */
import { isSureName } from './identifiers.js';
import type { ParsedQuery } from './query.js';
import { searchWords } from './search-words.js';
import { stopWords } from './stop-words.js';

export interface AskedName {
  /** As `definitionKeys` makes them. */
  readonly key: string;
  /** As it was written. */
  readonly name: string;
  /** Share of the query's words that it consists of, stop words left out; 1 when it is all that was asked. */
  readonly share: number;
  /** It looks like a name by its signs or digits, so that it is one however many passages define it. */
  readonly isSure: boolean;
}

/** Words that a name of several words has at most. */
const longestName = 8;
/** Share from which on words without a sign of a name among them are tried as one. */
const leastShare = 0.6;
/** Longer queries are sentences: no name makes up most of one. */
const mostTokens = 9;
/** Names of one query that are looked up. */
const mostNames = 40;

const isStopWord = new Set(stopWords);
/** Letters joined by hyphens only: `short-term` is prose more often than a name. */
const hyphenated = /^\p{L}+(?:-\p{L}+)+$/u;
const withCapitals = /\p{Ll}\p{Lu}|^\p{Lu}{2,}\p{Ll}{2,}|^\p{Lu}{4,}$/u;
const inBrackets = /^[("'“‘`[]+|[)"'”’`\],;:?!.]+$/gu;

interface Token {
  readonly written: string;
  readonly words: readonly string[];
}

function tokensOf({ text }: ParsedQuery): Token[] {
  return text.split(/\s+/u).flatMap((token) => {
    const written = token.replace(inBrackets, '');
    const words = searchWords(written)
      .split(' ')
      .filter((word) => word !== '');
    return words.length === 0 ? [] : [{ written, words }];
  });
}

function contentOf(words: readonly string[]): number {
  return words.filter((word) => !isStopWord.has(word)).length;
}

/** Longest first; empty for a query in which nothing can be a name. */
export function askedNames(query: ParsedQuery): AskedName[] {
  const tokens = tokensOf(query);
  const all = tokens.flatMap(({ words }) => words);
  const content = contentOf(all);
  const names = new Map<string, AskedName>();
  for (let from = 0; from < tokens.length; from += 1) {
    for (let to = from + 1; to <= Math.min(tokens.length, from + longestName); to += 1) {
      const span = tokens.slice(from, to);
      const words = span.flatMap((token) => token.words);
      const share = content === 0 ? words.length / all.length : contentOf(words) / content;
      const [token] = span;
      const written = span.map((one) => one.written).join(' ');
      const isAlone = span.length === 1 && token !== undefined;
      const isSure = isAlone && isSureName(token.written);
      const mayBe = isAlone && (isSure || hyphenated.test(token.written) || withCapitals.test(token.written));
      if (!mayBe && (tokens.length > mostTokens || share < leastShare)) continue;
      const key = words.join(' ');
      if (!names.has(key)) names.set(key, { key, name: written, share, isSure });
    }
  }
  return [...names.values()].sort((a, b) => b.share - a.share || b.key.length - a.key.length).slice(0, mostNames);
}
