/** The query language: words, `"phrases"` and `-exclusions`. */
import { commandIdentifiers, identifiersOf } from './identifiers.js';

/** What a query consists of, in the order in which it was written. */
export type QueryPart =
  | { readonly kind: 'WORD' | 'PHRASE'; readonly text: string }
  | { readonly kind: 'EXCLUDED'; readonly text: string; readonly isQuoted: boolean };

/** A query, read once; every stage and both legs of a search work from it. */
export interface ParsedQuery {
  /** As the user wrote it. */
  readonly written: string;
  readonly parts: readonly QueryPart[];
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

function partOf([token, minus, quoted, omitted]: RegExpExecArray): QueryPart | null {
  if (omitted !== undefined) return { kind: 'EXCLUDED', text: omitted, isQuoted: false };
  if (quoted === undefined) return { kind: 'WORD', text: token };
  const text = collapsed(quoted);
  if (text === '') return null;
  return minus === '-' ? { kind: 'EXCLUDED', text, isQuoted: true } : { kind: 'PHRASE', text };
}

/** Exclusions alone are read as words, because "everything without X" is no search. */
function queryOf(written: string, given: readonly QueryPart[]): ParsedQuery {
  const parts = given.every(({ kind }) => kind === 'EXCLUDED')
    ? given.map(({ text }): QueryPart => ({ kind: 'WORD', text }))
    : given;
  const textsOf = (wanted: QueryPart['kind']): string[] =>
    parts.flatMap(({ kind, text }) => (kind === wanted ? [text] : []));
  const text = parts.flatMap((part) => (part.kind === 'EXCLUDED' ? [] : [part.text])).join(' ');
  return {
    written,
    parts,
    text,
    phrases: textsOf('PHRASE'),
    excluded: textsOf('EXCLUDED'),
    identifiers: [...commandIdentifiers(text), ...identifiersOf(text)],
  };
}

/** Never fails: a quote that stays open is a character like any other. */
export function parseQuery(written: string): ParsedQuery {
  return queryOf(
    written,
    [...written.matchAll(tokens)].flatMap((token) => partOf(token) ?? []),
  );
}
