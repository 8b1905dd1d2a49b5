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

/** Dash words that may be options of a command, as an option is named: `-recurse`. Quoted ones are exclusions for sure. */
export function possibleOptions({ parts }: ParsedQuery): string[] {
  return parts.flatMap((part) => (part.kind === 'EXCLUDED' && !part.isQuoted ? [optionName(part.text)] : []));
}

function optionName(omitted: string): string {
  return `-${omitted.toLowerCase()}`;
}

/**
 * The query with dash words that are options as words of it: `find -delete` looks for find's option.
 * @param options of `possibleOptions`.
 */
export function withOptions(query: ParsedQuery, options: ReadonlySet<string>): ParsedQuery {
  if (options.size === 0) return query;
  const parts = query.parts.map((part): QueryPart => {
    if (part.kind !== 'EXCLUDED' || part.isQuoted || !options.has(optionName(part.text))) return part;
    return { kind: 'WORD', text: `-${part.text}` };
  });
  return queryOf(query.written, parts);
}

/** The query with its phrases as single words. */
export function withoutPhrases({ parts }: ParsedQuery): ParsedQuery {
  const loose = parts.map((part): QueryPart => (part.kind === 'PHRASE' ? { ...part, kind: 'WORD' } : part));
  return queryOf(loose.map(writtenOf).join(' '), loose);
}

function writtenOf(part: QueryPart): string {
  if (part.kind === 'EXCLUDED') return part.isQuoted ? `-"${part.text}"` : `-${part.text}`;
  return part.kind === 'PHRASE' ? `"${part.text}"` : part.text;
}

/** Never fails: a quote that stays open is a character like any other. */
export function parseQuery(written: string): ParsedQuery {
  return queryOf(
    written,
    [...written.matchAll(tokens)].flatMap((token) => partOf(token) ?? []),
  );
}
