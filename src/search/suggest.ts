/** What the words that somebody is typing could become: products, titles, headings, commands and error codes of the scope. */
import type { DataSource } from 'typeorm';
import { BadInputError } from '../errors.js';
import { productNames, versionNames, type ScopeProduct } from '../store/queries/scope-names.js';
import {
  documentsTyped,
  identifiersTyped,
  sectionsTyped,
  type NamedThing,
  type SuggestionScope,
  type TypedWords,
} from '../store/queries/suggestions.js';
import { newestFirst } from '../store/version-order.js';
import { forgivenPrefix } from './forgiven-prefix.js';
import type { ScopeRequest } from './request.js';
import { resolveScope } from './resolve-scope.js';

/** Where a suggestion leads, by kind; an id is that of its row. */
export type Suggestion =
  | { readonly kind: 'PRODUCT' | 'DOCUMENT'; readonly text: string; readonly id: string }
  | { readonly kind: 'SECTION' | 'IDENTIFIER'; readonly text: string; readonly id: number };

export interface SuggestRequest {
  /** What was typed so far. */
  readonly prefix: string;
  readonly scope: ScopeRequest;
  /** Suggestions wanted, 1 to 20. */
  readonly first: number;
}

const longestPrefix = 200;
export const mostSuggestions = 20;
/** So many identifiers begin with one letter that none would be the one. */
const shortestIdentifier = 2;
/** More words say nothing that the first ones do not. */
const mostWords = 8;

/** Null when there is no letter or digit in it. */
function typedWords(prefix: string): TypedWords | null {
  const text = prefix.toLowerCase().replace(/\s+/gu, ' ').trimStart();
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : { text, words: [...new Set(words)].slice(0, mostWords) };
}

function checked({ prefix, first }: SuggestRequest): void {
  if (prefix.length > longestPrefix) {
    throw new BadInputError(
      `What was typed has ${String(prefix.length)} characters; at most ${String(longestPrefix)} can be completed.`,
      { field: 'prefix', length: prefix.length, limit: longestPrefix },
    );
  }
  if (first < 1 || first > mostSuggestions) {
    throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(mostSuggestions)}.`, {
      field: 'first',
      limit: mostSuggestions,
    });
  }
}

/** Products with a name in which a word begins like each typed one. */
function productsTyped(products: readonly ScopeProduct[], { text, words }: TypedWords): NamedThing<string>[] {
  return products
    .filter(({ slug, name, aliases }) =>
      [slug, name, ...aliases].some((called) => {
        const parts = called.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        return words.every((word) => parts.some((part) => part.startsWith(word)));
      }),
    )
    .map(({ id, name }) => ({ id, text: name, begins: name.toLowerCase().startsWith(text) }))
    .sort((a, b) => Number(b.begins) - Number(a.begins) || a.text.length - b.text.length);
}

/** A fair share for each kind that has any, what they leave for those that have more; kinds stay together. */
function shared(kinds: readonly (readonly Suggestion[])[], first: number): Suggestion[] {
  const taken = kinds.map(() => 0);
  const total = (): number => taken.reduce((sum, count) => sum + count, 0);
  const most = Math.min(
    first,
    kinds.reduce((sum, { length }) => sum + length, 0),
  );
  for (let at = 0; total() < most; at = (at + 1) % kinds.length) {
    if ((taken[at] ?? 0) < (kinds[at]?.length ?? 0)) taken[at] = (taken[at] ?? 0) + 1;
  }
  return kinds.flatMap((suggestions, at) => suggestions.slice(0, taken[at]));
}

interface Named {
  readonly scope: SuggestionScope;
  /** Products of the scope. */
  readonly products: readonly ScopeProduct[];
}

async function suggestionsOf(
  dataSource: DataSource,
  typed: TypedWords,
  { scope, products }: Named,
  first: number,
): Promise<Suggestion[]> {
  const [documents, sections, identifiers] = await Promise.all([
    documentsTyped(dataSource, typed, scope, first),
    sectionsTyped(dataSource, typed, scope, first),
    typed.text.length < shortestIdentifier ? [] : identifiersTyped(dataSource, typed, scope, first),
  ]);
  return shared(
    [
      productsTyped(products, typed).map(({ id, text }) => ({ kind: 'PRODUCT', id, text })),
      documents.map(({ id, text }) => ({ kind: 'DOCUMENT', id, text })),
      sections.map(({ id, text }) => ({ kind: 'SECTION', id, text })),
      identifiers.map(({ id, text }) => ({ kind: 'IDENTIFIER', id, text })),
    ],
    first,
  );
}

/**
 * Products first, then titles, headings, and commands, error codes and the like; within a kind those that begin as typed before those with a word that
 * does. A name that several versions share comes once, as the newest of the scope has it. Where
 * nothing begins so, one slip of the keyboard in each word is forgiven.
 * @throws BadInputError when the prefix is too long, or `first` is out of bounds.
 */
export async function suggest(dataSource: DataSource, request: SuggestRequest): Promise<Suggestion[]> {
  checked(request);
  const typed = typedWords(request.prefix);
  if (typed === null) return [];
  const { index } = await resolveScope(dataSource, request.scope);
  if (index === null) return [];
  const [products, published] = await Promise.all([
    productNames(dataSource),
    versionNames(dataSource, index.productIds ?? null),
  ]);
  const wanted = published.filter(({ id }) => index.versionIds?.includes(id) ?? true);
  const releases = newestFirst(wanted.filter(({ preview }) => !preview));
  const versions = [...releases, ...newestFirst(wanted.filter(({ preview }) => preview))];
  const shown = new Set(versions.map(({ productId }) => productId));
  const named: Named = {
    scope: { versions, kinds: index.kinds ?? null },
    products: products.filter(({ id }) => shown.has(id)),
  };
  const suggestions = await suggestionsOf(dataSource, typed, named, request.first);
  if (suggestions.length > 0) return suggestions;
  const forgiven = typedWords((await forgivenPrefix(dataSource, typed.text, [...shown])) ?? '');
  return forgiven === null ? [] : suggestionsOf(dataSource, forgiven, named, request.first);
}
