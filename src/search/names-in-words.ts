/** Names of products and numbers of versions among the words of a query. */
import type { ScopeProduct } from '../store/queries/scope-names.js';
import type { ParsedQuery } from './query.js';
import { searchWords } from './search-words.js';
import { stopWords } from './stop-words.js';

/** Words that a name of a product has at most, to be found among others. */
const longestName = 5;
const shortestName = 3;

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

export interface Token {
  /** As it was written, without the signs around it. */
  readonly text: string;
  readonly words: string;
}

export interface NamedProduct {
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

/** Whether it may be the number of a version. */
export function isNumber(text: string): boolean {
  return number.test(text);
}

export function tokensOf({ text }: ParsedQuery): Token[] {
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
export function namedProducts(tokens: readonly Token[], products: readonly ScopeProduct[]): NamedProduct[] {
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

export interface NamedNumber {
  readonly requested: string;
  /** Place of its token. */
  readonly at: number;
  /** Product that it stands behind; null when it stands by itself. */
  readonly product: ScopeProduct | null;
  /** It is a version even if the library does not hold it, which is said then. */
  readonly isSure: boolean;
}

/** Numbers that are versions, if the library serves them. A number without parts is one only where nothing else can be meant. */
export function namedNumbers(tokens: readonly Token[], products: readonly NamedProduct[]): NamedNumber[] {
  return tokens.flatMap(({ text }, at): NamedNumber[] => {
    if (!isNumber(text)) return [];
    const previous = tokens[at - 1]?.words ?? '';
    const [hasParts, isSaid] = [numberOfParts.test(text), saying.has(previous)];
    const isBefore = isSaid || (hasParts && before.has(previous));
    const owners = products.filter(({ to }) => to === at || (to === at - 1 && isBefore));
    if (owners.length > 0) {
      const isSure = hasParts && !address.test(text) && (isSaid || owners.some(({ to }) => to === at));
      return owners.map(({ product }) => ({ requested: text, at, product, isSure }));
    }
    const isVersion = isSaid || (hasParts && (at === 0 || isBefore || behind.has(tokens[at + 1]?.words ?? '')));
    return isVersion ? [{ requested: text, at, product: null, isSure: false }] : [];
  });
}

/** It is one word, written like any other: it may be none of the product's. */
export function isDoubtful({ from, to }: NamedProduct, tokens: readonly Token[]): boolean {
  const { text = '', words = '' } = tokens[from] ?? {};
  if (to - from > 1 || words.includes(' ')) return false;
  const isCapital = /^\p{Lu}/u.test(text) && from > 0 && tokens.some((token) => /^\p{Ll}/u.test(token.text));
  return !isCapital;
}

/** Words that must be left to rank by, where others are left out: what remains of `git commit` says less than both. */
const leastLeft = 2;

/** Whether enough words that count are left beside those of the places. */
export function leavesEnough(tokens: readonly Token[], places: ReadonlySet<number>): boolean {
  const left = tokens.filter(({ words }, at) => !places.has(at) && words !== '' && !isStopWord.has(words));
  return left.length >= leastLeft;
}
