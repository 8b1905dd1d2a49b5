/**
 * Products and versions that stand among the words of a query. They limit nothing: what they hold comes first, everything
 * else stays reachable, and the answer says so.
 */
import type { DataSource } from 'typeorm';
import type { Audience } from '../audience.js';
import { currentAudience, outsideOperations } from '../ongoing-operation.js';
import {
  openProducts,
  productNames,
  versionNames,
  type ScopeProduct,
  type ScopeVersion,
} from '../store/queries/scope-names.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import type { IndexScope } from './lexical/lexical-index.js';
import type { ParsedQuery } from './query.js';
import type { NamedScope, ResolvedScope, VersionResolution } from './request.js';
import { searchWords } from './search-words.js';
import { stopWords } from './stop-words.js';
import type { WordFrequencies } from './terms/word-frequencies.js';
import { resolveVersion, resolveVersionOver } from './version-contract.js';

/** How long names of products are believed, so that most searches ask for none. Milliseconds. */
const believedForMs = 10_000;
/** Words that a name of a product has at most, to be found among others. */
const longestName = 5;
const shortestName = 3;
/** A version of more products than this says nothing. */
const mostProducts = 3;

/** Words before or behind a number with parts that make it a version, rather than that of something else: `TLS 1.2`. */
const before = new Set('in on for of at to from since until with under using release v the and'.split(' '));
const behind = new Set('docs doc documentation manual guide release version branch series line'.split(' '));
/** Words that make any number behind them a version. */
const saying = new Set(['version', 'versions', 'v']);
const isStopWord = new Set(stopWords);
const openingSigns = /^[^\p{L}\p{N}]+/u;
const closingSigns = /[^\p{L}\p{N}]+$/u;
const number = /^v?\d[\w.()*-]*$/iu;
const numberOfParts = /^v?\d+(?:\.[\dx*]+)+[\w.()*-]*$/iu;
const address = /^\d+(?:\.\d+){3}$/u;

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

/** Without the signs around it; a parenthesis that closes one of its own, as in `12.5(1)`, is a part of it. */
function bareOf(token: string): string {
  const opened = token.replace(openingSigns, '');
  const bare = opened.replace(closingSigns, '');
  return bare.includes('(') && opened[bare.length] === ')' && !bare.includes(')') ? `${bare})` : bare;
}

function tokensOf({ text }: ParsedQuery): Token[] {
  return text.split(/\s+/u).map((token) => {
    const bare = bareOf(token);
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
  /** It is a version even if the library does not hold it, which is said then. */
  readonly isSure: boolean;
}

/** Numbers that are versions, if the library serves them. A number without parts is one only where nothing else can be meant. */
function namedNumbers(tokens: readonly Token[], products: readonly NamedProduct[]): NamedNumber[] {
  return tokens.flatMap(({ text }, at): NamedNumber[] => {
    if (!number.test(text)) return [];
    const previous = tokens[at - 1]?.words ?? '';
    const [hasParts, isSaid] = [numberOfParts.test(text), saying.has(previous)];
    const isBefore = isSaid || (hasParts && before.has(previous));
    const owners = products.filter(({ to }) => to === at || (to === at - 1 && isBefore));
    if (owners.length > 0) {
      const isSure = hasParts && !address.test(text) && (isSaid || owners.some(({ to }) => to === at));
      return owners.map(({ product }) => ({ requested: text, product, isSure }));
    }
    const isVersion = isSaid || (hasParts && (at === 0 || isBefore || behind.has(tokens[at + 1]?.words ?? '')));
    return isVersion ? [{ requested: text, product: null, isSure: false }] : [];
  });
}

function answerOf({ id }: ScopeProduct, requested: string, versions: readonly ScopeVersion[]): VersionResolution {
  const own = versions.filter(({ productId }) => productId === id);
  return resolveVersion(requested, id, own);
}

function resolveNumbers(
  numbers: readonly NamedNumber[],
  products: readonly ScopeProduct[],
  versions: readonly ScopeVersion[],
): VersionResolution[] {
  return numbers.flatMap(({ requested, product, isSure }) => {
    const own = product === null ? products : [product];
    if (own.length > 0 && own.length <= mostProducts) {
      const answers = own.map((each) => answerOf(each, requested, versions));
      const served = answers.filter(({ match }) => match !== 'NONE');
      return served.length > 0 || !isSure ? served : answers;
    }
    const served = resolveVersionOver(requested, versions, null).filter(({ match }) => match !== 'NONE');
    return served.length <= mostProducts ? served : [];
  });
}

/** It is one word, written like any other: it may be none of the product's. */
function isDoubtful({ from, to }: NamedProduct, tokens: readonly Token[]): boolean {
  const { text = '', words = '' } = tokens[from] ?? {};
  if (to - from > 1 || words.includes(' ')) return false;
  const isCapital = /^\p{Lu}/u.test(text) && from > 0 && tokens.some((token) => /^\p{Ll}/u.test(token.text));
  return !isCapital;
}

/** The query with the names as filters: slugs and words of the query, neither of which holds a space. */
function strictQuery(written: string, products: readonly ScopeProduct[], served: readonly string[]): string {
  const filters = [
    ...products.map(({ slug }) => `product:${slug}`),
    ...[...new Set(served)].map((requested) => `version:${requested}`),
  ];
  return [written, ...filters].join(' ');
}

export type FindNamedScope = (
  query: ParsedQuery,
  scope: ResolvedScope,
  index: IndexScope,
) => Promise<NamedScope | null>;

export function createNamedScope(
  dataSource: DataSource,
  frequencies: () => Promise<Pick<WordFrequencies, 'isOrdinary'>>,
): FindNamedScope {
  const known = new Map<Audience, { readonly products: Promise<ScopeProduct[]>; readonly until: number }>();

  function products(): Promise<ScopeProduct[]> {
    const audience = currentAudience();
    const believed = known.get(audience);
    if (believed !== undefined && performance.now() < believed.until) return believed.products;
    const asked = outsideOperations(() => productNames(dataSource), audience);
    asked.catch(() => known.delete(audience));
    known.set(audience, { products: asked, until: performance.now() + believedForMs });
    return asked;
  }

  /** Names are believed for a while: what was restricted meanwhile is not named any more. */
  async function open(named: readonly NamedProduct[]): Promise<readonly NamedProduct[]> {
    if (named.length === 0) return named;
    const ids = await openProducts(dataSource, [...new Set(named.map(({ product }) => product.id))]);
    return named.filter(({ product }) => ids.has(product.id));
  }

  /** Leaves out what is called like an ordinary word, unless a version of it stands behind. */
  async function meant(
    named: readonly NamedProduct[],
    tokens: readonly Token[],
    versions: readonly ScopeVersion[],
  ): Promise<readonly NamedProduct[]> {
    const doubtful = named.filter((one) => {
      const behindIt = tokens[one.to]?.text ?? '';
      const hasVersion = number.test(behindIt) && answerOf(one.product, behindIt, versions).match !== 'NONE';
      return isDoubtful(one, tokens) && !hasVersion;
    });
    if (doubtful.length === 0) return named;
    const { isOrdinary } = await frequencies();
    const ordinary = doubtful.filter(({ from }) => {
      const called = named.filter((one) => one.from === from).map(({ product }) => product.id);
      return isOrdinary(tokens[from]?.words ?? '', new Set(called));
    });
    return named.filter((one) => !ordinary.includes(one));
  }

  return async (query, scope, index) => {
    if (scope.versions.length > 0 || index.documentIds !== undefined || query.text === '') return null;
    const all = await products();
    const isLimited = index.productIds !== undefined;
    const inScope = isLimited ? all.filter(({ id }) => index.productIds?.includes(id)) : all;
    const tokens = tokensOf(query);
    const said = namedProducts(tokens, inScope);
    const candidates = isLimited ? said : await open(said);
    const isSure = candidates.length > 0 && !candidates.some((one) => isDoubtful(one, tokens));
    const ofProducts = isSure ? candidates.map(({ product }) => product.id) : (index.productIds ?? null);
    const hasNumber = tokens.some(({ text }) => number.test(text));
    const versions = hasNumber ? await versionNames(dataSource, ofProducts) : [];
    const named = await meant(candidates, tokens, versions);
    const owners = [...new Set(named.map(({ product }) => product))];
    const asked = owners.length > 0 ? owners : isLimited ? inScope : [];
    const resolutions = resolveNumbers(namedNumbers(tokens, named), asked, versions);
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
