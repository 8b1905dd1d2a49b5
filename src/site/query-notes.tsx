/** Says how a query was understood, where that is more than its words. */
import type { JSX } from 'preact';
import type { SearchData } from './operations/search-page.js';

type Parsed = SearchData['search']['parsed'];

/** `must hold “bare metal”, without docker, version 9.18` */
function understood({ phrases, excluded, filters }: Parsed): string {
  return [
    ...phrases.map((phrase) => `must hold “${phrase}”`),
    ...excluded.map((word) => `without “${word}”`),
    ...filters.map(({ field, value }) => `${field.toLowerCase()} “${value}”`),
  ].join(', ');
}

export function QueryNotes({ parsed }: { readonly parsed: Parsed }): JSX.Element {
  const rules = understood(parsed);
  const operators = parsed.plainOperators.map((word) => `“${word}”`).join(', ');
  return (
    <>
      {rules !== '' && <p class="notice">Understood as: {rules}.</p>}
      {parsed.synonyms.length > 0 && (
        <p class="notice">
          {parsed.synonyms
            .map(({ term, alternatives }) => `“${term}” also finds ${alternatives.map((one) => `“${one}”`).join(', ')}`)
            .join('; ')}
          .
        </p>
      )}
      {operators !== '' && (
        <p class="notice">
          {operators} {parsed.plainOperators.length === 1 ? 'was' : 'were'} searched as plain words: there are no
          operators or wildcards.
        </p>
      )}
    </>
  );
}

/** The query without its filters, to be asked elsewhere. */
export function withoutFilters(query: string, parsed: Parsed): string {
  return parsed.filters
    .reduce((left, { field, value }) => withoutFilter(left, field, value), query)
    .replace(/\s+/gu, ' ')
    .trim();
}

function withoutFilter(query: string, field: string, value: string): string {
  return query.replace(filterPattern(field, value), ' ');
}

function filterPattern(field: string, value: string): RegExp {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&').replace(/ /gu, '\\s+');
  return new RegExp(`${field}:["“”]?\\s*${escaped}\\s*["“”]?`, 'iu');
}

/** The query with another value in one of its filters; null when no filter of it has that value. */
export function withFilterValue(
  query: string,
  parsed: Parsed,
  { kind, from, to }: { readonly kind: string; readonly from: string; readonly to: string },
): string | null {
  const filter = parsed.filters.find(({ field, value }) => field === kind && value === from);
  if (filter === undefined) return null;
  const field = filter.field.toLowerCase();
  const value = /\s/u.test(to) ? `"${to}"` : to;
  return query.replace(filterPattern(filter.field, from), () => `${field}:${value}`);
}
