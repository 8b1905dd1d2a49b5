/** The query language: words, `"phrases"`, `-exclusions` and filters such as `version:9.18`. */
import { commandIdentifiers, identifiersOf } from './identifiers.js';

export const filterFields = ['vendor', 'product', 'version', 'kind', 'document', 'language'] as const;
export type FilterField = (typeof filterFields)[number];

/** What a query consists of, in the order in which it was written. */
export type QueryPart =
  | { readonly kind: 'WORD'; readonly text: string; readonly namesScope?: true }
  | { readonly kind: 'PHRASE'; readonly text: string }
  | { readonly kind: 'EXCLUDED'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'FILTER'; readonly field: FilterField; readonly text: string };

/** `version:9.18`: what hits are limited to. */
export interface QueryFilter {
  readonly field: FilterField;
  readonly value: string;
}

/** A synonym that a query speaks of, and what the search by words looks for besides. */
export interface AppliedSynonym {
  readonly id: string;
  /** The term that stands in the query, as the curator wrote it. */
  readonly term: string;
  readonly alternatives: readonly string[];
}

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
  readonly filters: readonly QueryFilter[];
  /** Words that are operators or wildcards elsewhere, and plain words here: `OR`, `install*`. */
  readonly plainOperators: readonly string[];
  /** Error codes, API names and the like among the words; and all of them at once, in case they are a command. */
  readonly identifiers: readonly string[];
  /** Words that name the product or version that the search is limited to; none before the search has looked for them. */
  readonly scopeWords: readonly string[];
  /** None before the search has looked for them. */
  readonly synonyms: readonly AppliedSynonym[];
}

/**
 * A filter with its value, which may be quoted, or a quoted phrase with an optional `-`, or an excluded word, or a run without white space. An excluded word is three
 * letters at least, since `-n`, `-Xmx512m` and `--dry-run` are what manuals are asked about.
 */
const tokens =
  /(?<!\S)(vendor|product|version|kind|document|language):(?:["“”]([^"“”]+)["“”](?!\S)|([^\s:"“”]\S*))|(?<!\S)(-?)["“”]([^"“”]*)["“”](?=[\s.,;:?!)]|$)|(?<!\S)-(\p{L}[\p{L}-]{2,})(?!\S)|\S+/giu;

function collapsed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function partOf([token, field, inQuotes, value, minus, quoted, omitted]: RegExpExecArray): QueryPart | null {
  if (field !== undefined) {
    const text = collapsed(inQuotes ?? value ?? '');
    return text === '' ? null : { kind: 'FILTER', field: field.toLowerCase() as FilterField, text };
  }
  if (omitted !== undefined) return { kind: 'EXCLUDED', text: omitted, isQuoted: false };
  if (quoted === undefined) return { kind: 'WORD', text: token };
  const text = collapsed(quoted);
  if (text === '') return null;
  return minus === '-' ? { kind: 'EXCLUDED', text, isQuoted: true } : { kind: 'PHRASE', text };
}

/** `AND` between words, and words with a `*` before or behind them. */
const operator = /^(?:OR|AND|NOT)$|^\*\p{L}|\p{L}\*$|^\*$/u;

/** Exclusions alone are read as words, because "everything without X" is no search. */
function queryOf(written: string, given: readonly QueryPart[]): ParsedQuery {
  const searched = given.filter(({ kind }) => kind !== 'FILTER');
  const parts = searched.every(({ kind }) => kind === 'EXCLUDED')
    ? given.map((part): QueryPart => (part.kind === 'EXCLUDED' ? { kind: 'WORD', text: part.text } : part))
    : given;
  const textsOf = (wanted: QueryPart['kind']): string[] =>
    parts.flatMap(({ kind, text }) => (kind === wanted ? [text] : []));
  const text = parts.flatMap((part) => (part.kind === 'WORD' || part.kind === 'PHRASE' ? [part.text] : [])).join(' ');
  return {
    written,
    parts,
    text,
    phrases: textsOf('PHRASE'),
    excluded: textsOf('EXCLUDED'),
    filters: parts.flatMap((part) => (part.kind === 'FILTER' ? [{ field: part.field, value: part.text }] : [])),
    plainOperators: [...new Set(textsOf('WORD').filter((word) => operator.test(word)))],
    identifiers: [...commandIdentifiers(text), ...identifiersOf(text)],
    scopeWords: parts.flatMap((part) => (part.kind === 'WORD' && part.namesScope === true ? [part.text] : [])),
    synonyms: [],
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

/**
 * The query with the words of these places as such that name what the search is limited to. Words within phrases stay what
 * they are.
 * @param places of words in `text`, from 0.
 */
export function withScopeWords(query: ParsedQuery, places: ReadonlySet<number>): ParsedQuery {
  if (places.size === 0) return query;
  let place = 0;
  const parts = query.parts.map((part): QueryPart => {
    if (part.kind !== 'WORD' && part.kind !== 'PHRASE') return part;
    const at = place;
    place += part.text.split(' ').length;
    return part.kind === 'WORD' && places.has(at) ? { ...part, namesScope: true } : part;
  });
  return queryOf(query.written, parts);
}

/**
 * What passages are ranked by: all of the scope is about what these words name, so they tell nothing apart, and those that
 * repeat the name most would come first.
 */
export function withoutScopeWords(query: ParsedQuery): ParsedQuery {
  if (query.scopeWords.length === 0) return query;
  const parts = query.parts.filter((part) => part.kind !== 'WORD' || part.namesScope !== true);
  return { ...queryOf(query.written, parts), synonyms: query.synonyms };
}

/** The query with its phrases as single words. */
export function withoutPhrases({ parts }: ParsedQuery): ParsedQuery {
  const loose = parts.map((part): QueryPart => (part.kind === 'PHRASE' ? { ...part, kind: 'WORD' } : part));
  return queryOf(loose.map(writtenOf).join(' '), loose);
}

function writtenOf(part: QueryPart): string {
  if (part.kind === 'FILTER') return `${part.field}:${/\s/u.test(part.text) ? `"${part.text}"` : part.text}`;
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
