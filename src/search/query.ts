/** The query language: words, `"phrases"` and `-exclusions`. */
import { commandIdentifiers, identifiersOf } from './identifiers.js';

export interface ParsedQuery {
  /** Words to rank and to embed: quotes are gone, exclusions are left out. */
  readonly text: string;
  /** What stood between quotes, white space collapsed. */
  readonly phrases: readonly string[];
  /** Words and phrases that a hit must not contain. */
  readonly excluded: readonly string[];
  /** Error codes, API names and the like among the words; and all of them at once, in case they are a command. */
  readonly identifiers: readonly string[];
}

/**
 * A quoted phrase with an optional `-`, or an excluded word, or a run without white space. An excluded word is three
 * letters at least, since `-n`, `-Xmx512m` and `--dry-run` are what manuals are asked about.
 */
const tokens = /(?<!\S)(-?)["“”]([^"“”]*)["“”](?=[\s.,;:?!)]|$)|(?<!\S)-(\p{L}[\p{L}-]{2,})(?!\S)|\S+/gu;

function collapsed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/**
 * Never fails: a quote that stays open is a character like any other, and exclusions alone are read as words, because
 * "everything without X" is no search.
 */
export function parseQuery(text: string): ParsedQuery {
  const words: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  for (const [token, minus, quoted, omitted] of text.matchAll(tokens)) {
    const phrase = quoted === undefined ? '' : collapsed(quoted);
    if (omitted !== undefined) excluded.push(omitted);
    else if (quoted === undefined) words.push(token);
    else if (phrase !== '' && minus === '-') excluded.push(phrase);
    else if (phrase !== '') {
      phrases.push(phrase);
      words.push(phrase);
    }
  }
  if (words.length === 0 && excluded.length > 0) return parseQuery(excluded.join(' '));
  const searched = words.join(' ');
  return {
    text: searched,
    phrases,
    excluded,
    identifiers: [...commandIdentifiers(searched), ...identifiersOf(searched)],
  };
}
