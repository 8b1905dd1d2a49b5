/** Turns the names of a scope into ids, and says what was not found. */
import type { DataSource } from 'typeorm';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import {
  productNames,
  vendorNames,
  versionNames,
  type ScopeProduct,
  type ScopeVendor,
} from '../store/queries/scope-names.js';
import { formerVersions } from '../store/queries/former-paths.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { narrowToDocuments } from './narrow-to-documents.js';
import { nearestNames } from './nearest.js';
import type { ResolvedScope, ScopeRequest, UnknownScope, VersionResolution } from './request.js';
import { unlimited, type ScopeSlugs } from './settings/setting-scope.js';
import { hasName, productsCalled, versionsCalled } from './scope-lookup.js';

/** A scope both ways: what the caller is told, and what the indexes are restricted to. */
export interface ScopeResolution {
  readonly resolved: ResolvedScope;
  /** `null` when nothing can match, so that no index needs to be asked. */
  readonly index: IndexScope | null;
  /** The same as curators name it. */
  readonly slugs: ScopeSlugs;
}

interface Lookup<Entry> {
  readonly found: readonly Entry[];
  readonly unknown: readonly UnknownScope[];
}

function lookUp<Entry>(
  kind: UnknownScope['kind'],
  requested: readonly string[],
  entries: readonly ScopeVendor[],
  find: (name: string) => readonly Entry[],
): Lookup<Entry> {
  const answers = requested.map((name) => ({ name, found: find(name) }));
  const slugs = entries.map(({ slug }) => slug);
  return {
    found: [...new Set(answers.flatMap(({ found }) => found))],
    unknown: answers
      .filter(({ found }) => found.length === 0)
      .map(({ name }) => ({ kind, requested: name, nearest: nearestNames(name, slugs) })),
  };
}

interface NamedProducts extends Lookup<ScopeProduct> {
  /** Versions that stand behind names of products, where no version was asked for otherwise. */
  readonly versions: readonly string[];
}

function lookUpProducts(
  { products = [], versions = [] }: ScopeRequest,
  vendors: readonly ScopeVendor[],
  ofVendors: readonly ScopeProduct[],
): NamedProducts {
  const named = lookUp('PRODUCT', products, ofVendors, (name) => productsCalled(name, vendors, ofVendors));
  return {
    found: [...new Set(named.found.map(({ product }) => product))],
    unknown: named.unknown,
    versions: versions.length > 0 ? [] : named.found.flatMap(({ version }) => version ?? []),
  };
}

interface NamedKinds {
  readonly kinds: readonly string[];
  readonly unknown: readonly UnknownScope[];
}

/** `release notes`, `release-notes` and `RELEASE_NOTES` are one kind. */
function lookUpKinds(requested: readonly string[]): NamedKinds {
  const all: readonly string[] = DOCUMENT_KINDS;
  const answers = requested.map((name) => ({
    name,
    kind: name
      .trim()
      .toUpperCase()
      .replace(/[\s-]+/g, '_'),
  }));
  return {
    kinds: [...new Set(answers.flatMap(({ kind }) => (all.includes(kind) ? [kind] : [])))],
    unknown: answers
      .filter(({ kind }) => !all.includes(kind))
      .map(({ name, kind }) => ({ kind: 'KIND', requested: name, nearest: nearestNames(kind, all) })),
  };
}

/** Resolves a scope against the catalogue; unknown names are reported, never guessed. */
export async function resolveScope(dataSource: DataSource, scope: ScopeRequest): Promise<ScopeResolution> {
  const kinds = lookUpKinds(scope.kinds ?? []);
  const { resolved, index, slugs } = await resolveNames(dataSource, scope, kinds.kinds);
  const said = { ...resolved, unknown: [...resolved.unknown, ...kinds.unknown] };
  const isNothing = (scope.kinds?.length ?? 0) > 0 && kinds.kinds.length === 0;
  if (index === null || isNothing) return { resolved: said, index: null, slugs };
  const narrowed = await narrowToDocuments(dataSource, index, scope);
  return { resolved: { ...said, unknown: [...said.unknown, ...narrowed.unknown] }, index: narrowed.index, slugs };
}

/** Versions that no product has under that name, but had before they were moved or merged. */
async function followMoved(
  dataSource: DataSource,
  resolutions: readonly VersionResolution[],
  productIds: readonly string[] | null,
): Promise<readonly VersionResolution[]> {
  if (resolutions.every(({ servedId }) => servedId !== null)) return resolutions;
  return Promise.all(
    resolutions.map(async (resolution): Promise<VersionResolution> => {
      const { requested, productId, servedId } = resolution;
      if (servedId !== null) return resolution;
      const within = productId === null ? productIds : [productId];
      const [former] = await formerVersions(dataSource, within, requested);
      if (former === undefined) return resolution;
      const { versionId, holderId } = former;
      return { requested, match: 'ALIAS', productId: holderId, servedId: versionId, otherIds: [], nearestIds: [] };
    }),
  );
}

/** Vendors, products and versions. */
async function resolveNames(
  dataSource: DataSource,
  scope: ScopeRequest,
  kinds: readonly string[],
): Promise<ScopeResolution> {
  const { vendors = [], products = [] } = scope;
  if (vendors.length + products.length + (scope.versions ?? []).length === 0) {
    return {
      resolved: { vendorIds: [], productIds: [], versions: [], kinds, unknown: [] },
      index: kinds.length > 0 ? { kinds } : {},
      slugs: { ...unlimited, kinds: kinds.length > 0 ? kinds : null },
    };
  }
  const [allVendors, allProducts] = await Promise.all([vendorNames(dataSource), productNames(dataSource)]);
  const vendor = lookUp('VENDOR', vendors, allVendors, (name) => allVendors.filter((entry) => hasName(entry, name)));
  const vendorIds = vendor.found.map(({ id }) => id);
  const ofVendors =
    vendors.length > 0 ? allProducts.filter((product) => vendorIds.includes(product.vendorId)) : allProducts;
  const product = lookUpProducts(scope, allVendors, ofVendors);
  const scoped = products.length > 0 ? product.found : ofVendors;
  const productIds = vendors.length + products.length > 0 ? scoped.map(({ id }) => id) : null;

  const versions = [...(scope.versions ?? []), ...product.versions];
  // Of what is not there, nothing can be said.
  const isNothing = productIds?.length === 0;
  const available = versions.length > 0 && !isNothing ? await versionNames(dataSource, productIds) : [];
  const lookup = { vendors: allVendors, products: scoped, versions: available, areNamed: products.length > 0 };
  const named = isNothing ? [] : versions.flatMap((requested) => versionsCalled(requested, lookup));
  const resolutions = await followMoved(dataSource, named, productIds);
  const versionIds = resolutions.flatMap(({ servedId }) => servedId ?? []);

  const index: IndexScope = {
    ...(versions.length > 0 ? { versionIds } : productIds !== null && { productIds }),
    ...(kinds.length > 0 && { kinds }),
  };
  const elsewhere = resolutions.some(
    ({ servedId }) => servedId !== null && !available.some(({ id }) => id === servedId),
  );
  const everywhere = elsewhere ? await versionNames(dataSource, null) : available;
  const served = everywhere.filter(({ id }) => versionIds.includes(id));
  const ofVersions = allProducts.filter(({ id }) => served.some(({ productId }) => productId === id));
  const limited = versions.length > 0 ? ofVersions : productIds === null ? null : scoped;
  const slugOf = new Map([...allVendors, ...allProducts].map(({ id, slug }) => [id, slug]));
  const slugs: ScopeSlugs = {
    vendors: limited?.map(({ vendorId }) => slugOf.get(vendorId) ?? '') ?? null,
    products: limited?.map(({ slug }) => slug) ?? null,
    versions:
      versions.length > 0 ? served.map(({ productId, slug }) => `${slugOf.get(productId) ?? ''}/${slug}`) : null,
    kinds: kinds.length > 0 ? kinds : null,
  };
  const matchesNothing = isNothing || (versions.length > 0 && versionIds.length === 0);
  return {
    resolved: {
      vendorIds,
      productIds: products.length > 0 ? scoped.map(({ id }) => id) : [],
      versions: resolutions,
      kinds,
      unknown: [...vendor.unknown, ...product.unknown],
    },
    index: matchesNothing ? null : index,
    slugs,
  };
}
