/**
 * Products and versions that stand among the words of a query. They limit nothing: what they hold comes first, everything
 * else stays reachable, and the answer says so.
 */
import type { DataSource } from 'typeorm';
import { versionNames, type ScopeProduct, type ScopeVersion } from '../store/queries/scope-names.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { isDoubtful, isNumber, namedNumbers, namedProducts, tokensOf, type NamedNumber } from './names-in-words.js';
import { answerOf, type ProductNames } from './product-names.js';
import type { ParsedQuery } from './query.js';
import type { NamedScope, ResolvedScope, VersionResolution } from './request.js';
import { resolveVersionOver } from './version-contract.js';

/** A version of more products than this says nothing. */
const mostProducts = 3;

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
    const among =
      own.length > 0 ? versions.filter((version) => own.some(({ id }) => id === version.productId)) : versions;
    const served = resolveVersionOver(requested, among, null).filter(({ match }) => match !== 'NONE');
    return served.length <= mostProducts ? served : [];
  });
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

export function createNamedScope(dataSource: DataSource, names: ProductNames): FindNamedScope {
  return async (query, scope, index) => {
    if (scope.versions.length > 0 || index.documentIds !== undefined || query.text === '') return null;
    const all = await names.products();
    const isLimited = index.productIds !== undefined;
    const inScope = isLimited ? all.filter(({ id }) => index.productIds?.includes(id)) : all;
    const tokens = tokensOf(query);
    const said = namedProducts(tokens, inScope);
    const candidates = isLimited ? said : await names.open(said);
    const isSure = candidates.length > 0 && !candidates.some((one) => isDoubtful(one, tokens));
    const ofProducts = isSure ? candidates.map(({ product }) => product.id) : (index.productIds ?? null);
    const hasNumber = tokens.some(({ text }) => isNumber(text));
    const versions = hasNumber ? await versionNames(dataSource, ofProducts) : [];
    const owned = await names.meant(candidates, tokens, versions);
    const owners = [...new Set(owned.map(({ product }) => product))];
    const asked = owners.length > 0 ? owners : isLimited ? inScope : [];
    const resolutions = resolveNumbers(namedNumbers(tokens, owned), asked, versions);
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
