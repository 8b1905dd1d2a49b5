/**
 * Products and versions that stand among the words of a query. They limit nothing: what they hold comes first, everything
 * else stays reachable, and the answer says so.
 */
import type { DataSource } from 'typeorm';
import { outsideOperations } from '../ongoing-operation.js';
import { productNames, versionNames, type ScopeProduct, type ScopeVersion } from '../store/queries/scope-names.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import type { IndexScope } from './lexical/lexical-index.js';
import type { ParsedQuery } from './query.js';
import type { NamedScope, ResolvedScope, VersionResolution } from './request.js';
import { searchWords } from './search-words.js';
import { stopWords } from './stop-words.js';
import { resolveVersion, resolveVersionOver } from './version-contract.js';

/** How long names of products are believed, so that most searches ask for none. Milliseconds. */
const believedForMs = 10_000;
/** Words that a name of a product has at most, to be found among others. */
const longestName = 5;
const shortestName = 3;
/** A version of more products than this says nothing. */
const mostProducts = 3;

/** Words before or behind a number that make it a version, rather than that of something else, such as `TLS 1.2`. */
const before = new Set(
  'in on for of at to from since until with under using version versions release v the and'.split(' '),
);
const behind = new Set('docs doc documentation manual guide release version branch series line'.split(' '));
const isStopWord = new Set(stopWords);
const signsAround = /^[^\p{L}\p{N}]+|[^\p{L}\p{N})]+$/gu;
/** Behind the name of a product any number is a version; elsewhere it has parts. */
const number = /^v?\d[\w.()*-]*$/iu;
const numberOfParts = /^v?\d+(?:\.[\dx*]+)+[\w.()*-]*$/iu;

interface Token {
  /** As it was written, without the signs around it. */
  readonly text: string;
  readonly words: string;
}

interface NamedProduct {
  readonly product: ScopeProduct;
  /** Places of its tokens: from the first to the one behind the last. */
  readonly from: number;
  readonly to: number;
}

function tokensOf({ text }: ParsedQuery): Token[] {
  return text.split(/\s+/u).map((token) => {
    const bare = token.replace(signsAround, '');
    return { text: bare, words: searchWords(bare) };
  });
}

function productsByName(products: readonly ScopeProduct[]): Map<string, ScopeProduct[]> {
  const named = new Map<string, ScopeProduct[]>();
  for (const product of products) {
    for (const name of new Set([product.slug, product.name, ...product.aliases].map(searchWords))) {
      if (name.length < shortestName || isStopWord.has(name) || /^[\d ]+$/u.test(name)) continue;
      named.set(name, [...(named.get(name) ?? []), product]);
    }
  }
  return named;
}

/** Longest names first; a name inside of a longer one is a part of that. */
function namedProducts(tokens: readonly Token[], products: readonly ScopeProduct[]): NamedProduct[] {
  const byName = productsByName(products);
  const found: NamedProduct[] = [];
  const taken = new Set<number>();
  for (let length = longestName; length > 0; length -= 1) {
    for (let from = 0; from + length <= tokens.length; from += 1) {
      const places = Array.from({ length }, (_, at) => from + at);
      if (places.some((place) => taken.has(place))) continue;
      const words = places.map((place) => tokens[place]?.words ?? '').join(' ');
      const called = byName.get(words) ?? [];
      if (called.length === 0) continue;
      for (const place of places) taken.add(place);
      found.push(...called.map((product) => ({ product, from, to: from + length })));
    }
  }
  return found;
}

interface NamedNumber {
  readonly requested: string;
  /** Product that it stands behind; null when it stands by itself. */
  readonly product: ScopeProduct | null;
}

function namedNumbers(tokens: readonly Token[], products: readonly NamedProduct[]): NamedNumber[] {
  return tokens.flatMap(({ text }, at): NamedNumber[] => {
    const previous = tokens[at - 1]?.words ?? '';
    const owners = products.filter(({ to }) => to === at || (to === at - 1 && before.has(previous)));
    if (owners.length > 0 && number.test(text)) return owners.map(({ product }) => ({ requested: text, product }));
    if (!numberOfParts.test(text)) return [];
    const isVersion = at === 0 || before.has(previous) || behind.has(tokens[at + 1]?.words ?? '');
    return isVersion ? [{ requested: text, product: null }] : [];
  });
}

function resolveNumbers(
  numbers: readonly NamedNumber[],
  products: readonly ScopeProduct[],
  versions: readonly ScopeVersion[],
): VersionResolution[] {
  return numbers.flatMap(({ requested, product }) => {
    const own = product === null ? products : [product];
    if (own.length > 0 && own.length <= mostProducts) {
      const answers = own.map(({ id }) =>
        resolveVersion(
          requested,
          id,
          versions.filter(({ productId }) => productId === id),
        ),
      );
      const served = answers.filter(({ match }) => match !== 'NONE');
      return served.length > 0 || product === null ? served : answers;
    }
    const served = resolveVersionOver(requested, versions, null).filter(({ match }) => match !== 'NONE');
    return served.length <= mostProducts ? served : [];
  });
}

function quoted(value: string): string {
  return /\s/u.test(value) ? `"${value}"` : value;
}

/** The query with the names as filters. */
function strictQuery(written: string, products: readonly ScopeProduct[], served: readonly string[]): string {
  const filters = [
    ...products.map(({ slug }) => `product:${quoted(slug)}`),
    ...[...new Set(served)].map((requested) => `version:${quoted(requested)}`),
  ];
  return [written, ...filters].join(' ');
}

export type FindNamedScope = (
  query: ParsedQuery,
  scope: ResolvedScope,
  index: IndexScope,
) => Promise<NamedScope | null>;

export function createNamedScope(dataSource: DataSource): FindNamedScope {
  let known: { readonly products: Promise<ScopeProduct[]>; readonly until: number } | undefined;

  function products(): Promise<ScopeProduct[]> {
    if (known === undefined || performance.now() >= known.until) {
      const asked = outsideOperations(() => productNames(dataSource));
      asked.catch(() => (known = undefined));
      known = { products: asked, until: performance.now() + believedForMs };
    }
    return known.products;
  }

  return async (query, scope, index) => {
    if (scope.versions.length > 0 || index.documentIds !== undefined || query.text === '') return null;
    const all = await products();
    const inScope = index.productIds === undefined ? all : all.filter(({ id }) => index.productIds?.includes(id));
    const tokens = tokensOf(query);
    const named = namedProducts(tokens, inScope);
    const numbers = namedNumbers(tokens, named);
    const isLimited = index.productIds !== undefined;
    const owners = [...new Set(named.map(({ product }) => product))];
    const asked = owners.length > 0 ? owners : isLimited ? inScope : [];
    const versions =
      numbers.length === 0 ? [] : await versionNames(dataSource, asked.length === 0 ? null : asked.map(({ id }) => id));
    const resolutions = resolveNumbers(numbers, asked, versions);
    const served = resolutions.filter(({ servedId }) => servedId !== null);
    if (served.length === 0 && (owners.length === 0 || owners.length === inScope.length)) return null;
    const ofVersions = new Set(served.map(({ productId }) => productId));
    const shownProducts = owners.length > 0 ? owners : all.filter(({ id }) => ofVersions.has(id));
    return {
      productIds: shownProducts.map(({ id }) => id),
      versions: resolutions,
      strictQuery: strictQuery(
        query.written,
        inScope.length === 1 && isLimited ? [] : shownProducts,
        served.map(({ requested }) => requested),
      ),
    };
  };
}

/** Whether a chunk is in what the query names: of a product with a version that is named, only that version. */
export function isNamed({ productIds, versions }: NamedScope, occurrence: Occurrence): boolean {
  const served = versions.filter(({ servedId }) => servedId !== null);
  if (served.some(({ servedId }) => servedId === occurrence.versionId)) return true;
  const hasVersion = served.some(({ productId }) => productId === occurrence.productId);
  return !hasVersion && productIds.includes(occurrence.productId);
}
