/**
 * Words of a query that only repeat what the search is limited to: `Calico 3.28` in a search of Calico 3.28. All of the scope
 * is about it, so they tell nothing apart, and whatever repeats the name most would come first.
 */
import type { DataSource } from 'typeorm';
import { versionNames } from '../store/queries/scope-names.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { isNumber, leavesEnough, namedNumbers, namedProducts, tokensOf } from './names-in-words.js';
import { answerOf, type ProductNames } from './product-names.js';
import type { ParsedQuery } from './query.js';
import type { ResolvedScope } from './request.js';

function onlyOne<Value>(values: Iterable<Value>): Value | null {
  const [value = null, ...others] = new Set(values);
  return others.length === 0 ? value : null;
}

/** @returns places of the words in the text of the query, from 0; none where too little would be left of it. */
export type FindScopeWords = (
  query: ParsedQuery,
  scope: ResolvedScope,
  index: IndexScope,
) => Promise<ReadonlySet<number>>;

export function createScopeWords(dataSource: DataSource, names: ProductNames): FindScopeWords {
  return async (query, { versions: asked }, { productIds }) => {
    const id = onlyOne(productIds ?? asked.map(({ productId }) => productId));
    const product = id === null ? undefined : (await names.products()).find((one) => one.id === id);
    if (product === undefined) return new Set();
    const tokens = tokensOf(query);
    const servedId = onlyOne(asked.map((version) => version.servedId));
    const hasNumber = servedId !== null && tokens.some(({ text }) => isNumber(text));
    const versions = hasNumber ? await versionNames(dataSource, [product.id]) : [];
    const owned = await names.meant(namedProducts(tokens, [product]), tokens, versions);
    const numbers = namedNumbers(tokens, owned).filter(
      ({ requested }) => hasNumber && answerOf(product, requested, versions).servedId === servedId,
    );
    const ofProduct = [...tokens.keys()].filter((at) => owned.some(({ from, to }) => from <= at && at < to));
    const places = new Set([...ofProduct, ...numbers.map(({ at }) => at)]);
    return leavesEnough(tokens, places) ? places : new Set();
  };
}
