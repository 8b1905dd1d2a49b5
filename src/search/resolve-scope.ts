/** Turns the names of a scope into ids, and says what was not found. */
import type { DataSource } from 'typeorm';
import { productNames, vendorNames, versionNames, type ScopeVendor } from '../store/queries/scope-names.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { nearestNames } from './nearest.js';
import type { ResolvedScope, ScopeRequest, UnknownScope } from './request.js';
import { resolveVersionOver } from './version-contract.js';

/** A scope both ways: what the caller is told, and what the indexes are restricted to. */
export interface ScopeResolution {
  readonly resolved: ResolvedScope;
  /** `null` when nothing can match, so that no index needs to be asked. */
  readonly index: IndexScope | null;
}

function hasName(entry: ScopeVendor, requested: string): boolean {
  const wanted = requested.trim().toLowerCase();
  return [entry.slug, entry.name, ...entry.aliases].some((name) => name.toLowerCase() === wanted);
}

function findNamed<Entry extends ScopeVendor>(
  kind: UnknownScope['kind'],
  requested: readonly string[],
  entries: readonly Entry[],
): { found: Entry[]; unknown: UnknownScope[] } {
  const found = new Set<Entry>();
  const unknown: UnknownScope[] = [];
  for (const name of requested) {
    const matches = entries.filter((entry) => hasName(entry, name));
    for (const match of matches) found.add(match);
    if (matches.length === 0) {
      unknown.push({
        kind,
        requested: name,
        nearest: nearestNames(
          name,
          entries.map((entry) => entry.slug),
        ),
      });
    }
  }
  return { found: [...found], unknown };
}

/** Resolves a scope against the catalogue; unknown names are reported, never guessed. */
export async function resolveScope(dataSource: DataSource, scope: ScopeRequest): Promise<ScopeResolution> {
  const { vendors = [], products = [], versions = [], kinds = [] } = scope;
  if (vendors.length + products.length + versions.length === 0) {
    return {
      resolved: { vendorIds: [], productIds: [], versions: [], kinds, unknown: [] },
      index: kinds.length > 0 ? { kinds } : {},
    };
  }
  const [allVendors, allProducts] = await Promise.all([vendorNames(dataSource), productNames(dataSource)]);
  const vendor = findNamed('VENDOR', vendors, allVendors);
  const vendorIds = vendor.found.map(({ id }) => id);
  const ofVendors =
    vendors.length > 0 ? allProducts.filter((product) => vendorIds.includes(product.vendorId)) : allProducts;
  const product = findNamed('PRODUCT', products, ofVendors);
  const scoped = products.length > 0 ? product.found : ofVendors;
  const productIds = vendors.length + products.length > 0 ? scoped.map(({ id }) => id) : null;

  const available = versions.length > 0 ? await versionNames(dataSource, productIds) : [];
  const named = products.length > 0 ? scoped.map(({ id }) => id) : null;
  const resolutions = versions.flatMap((requested) => resolveVersionOver(requested, available, named));
  const versionIds = resolutions.flatMap(({ servedId }) => servedId ?? []);

  const index: IndexScope = {
    ...(versions.length > 0 ? { versionIds } : productIds !== null && { productIds }),
    ...(kinds.length > 0 && { kinds }),
  };
  const matchesNothing = versions.length > 0 ? versionIds.length === 0 : productIds?.length === 0;
  return {
    resolved: {
      vendorIds,
      productIds: products.length > 0 ? scoped.map(({ id }) => id) : [],
      versions: resolutions,
      kinds,
      unknown: [...vendor.unknown, ...product.unknown],
    },
    index: matchesNothing ? null : index,
  };
}
