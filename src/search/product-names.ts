/** Names of products as words of a query say them. */
import type { DataSource } from 'typeorm';
import type { Audience } from '../audience.js';
import { currentAudience, outsideOperations } from '../ongoing-operation.js';
import { openProducts, productNames, type ScopeProduct, type ScopeVersion } from '../store/queries/scope-names.js';
import { isDoubtful, isNumber, type NamedProduct, type Token } from './names-in-words.js';
import type { VersionResolution } from './request.js';
import type { WordFrequencies } from './terms/word-frequencies.js';
import { resolveVersion } from './version-contract.js';

/** How long names of products are believed, so that most searches ask for none. Milliseconds. */
const believedForMs = 10_000;

export interface ProductNames {
  /** All that the caller may see. */
  products(): Promise<readonly ScopeProduct[]>;
  /** Names are believed for a while: what was restricted meanwhile is not named any more. */
  open(named: readonly NamedProduct[]): Promise<readonly NamedProduct[]>;
  /** Leaves out what is called like an ordinary word, unless a version of it stands behind. */
  meant(
    named: readonly NamedProduct[],
    tokens: readonly Token[],
    versions: readonly ScopeVersion[],
  ): Promise<readonly NamedProduct[]>;
}

/** What a number stands for among the versions of the product. */
export function answerOf(
  { id }: ScopeProduct,
  requested: string,
  versions: readonly ScopeVersion[],
): VersionResolution {
  const own = versions.filter(({ productId }) => productId === id);
  return resolveVersion(requested, id, own);
}

export function createProductNames(
  dataSource: DataSource,
  frequencies: () => Promise<Pick<WordFrequencies, 'isOrdinary'>>,
): ProductNames {
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

  async function open(named: readonly NamedProduct[]): Promise<readonly NamedProduct[]> {
    if (named.length === 0) return named;
    const ids = await openProducts(dataSource, [...new Set(named.map(({ product }) => product.id))]);
    return named.filter(({ product }) => ids.has(product.id));
  }

  async function meant(
    named: readonly NamedProduct[],
    tokens: readonly Token[],
    versions: readonly ScopeVersion[],
  ): Promise<readonly NamedProduct[]> {
    const doubtful = named.filter((one) => {
      const behindIt = tokens[one.to]?.text ?? '';
      const hasVersion = isNumber(behindIt) && answerOf(one.product, behindIt, versions).match !== 'NONE';
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

  return { products, open, meant };
}
