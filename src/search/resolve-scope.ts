/** Turns the names of a scope into ids, and says what was not found. */
import type { DataSource } from 'typeorm';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import {
  productNames,
  vendorNames,
  versionNames,
  type ScopeProduct,
  type ScopeVendor,
  type ScopeVersion,
} from '../store/queries/scope-names.js';
import { formerVersions } from '../store/queries/former-paths.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { narrowToDocuments } from './narrow-to-documents.js';
import { nearestNames } from './nearest.js';
import type { FilterField } from './query.js';
import type { ResolvedScope, ScopeRequest, UnknownScope, VersionResolution } from './request.js';
import { unlimited, type ScopeSlugs } from './settings/setting-scope.js';
import { scopeWithout } from './scope-fields.js';
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

/**
 * Resolves a scope against the catalogue; unknown names are reported, never guessed.
 * @param without what is not to limit it; versions do not either where they stand behind names of products.
 */
export async function resolveScope(
  dataSource: DataSource,
  asked: ScopeRequest,
  without: FilterField | null = null,
): Promise<ScopeResolution> {
  const scope = scopeWithout(asked, without);
  const kinds = lookUpKinds(scope.kinds ?? []);
  const { resolved, index, slugs } = await resolveNames(dataSource, scope, {
    kinds: kinds.kinds,
    isAnyVersion: without === 'version',
  });
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
  { vendors, scoped, productIds }: Places,
): Promise<readonly VersionResolution[]> {
  if (resolutions.every(({ servedId }) => servedId !== null)) return resolutions;
  return Promise.all(
    resolutions.map(async (resolution): Promise<VersionResolution> => {
      const { requested, productId, servedId } = resolution;
      if (servedId !== null) return resolution;
      const within = productId === null ? productIds : [productId];
      const [called] = productsCalled(requested, vendors, scoped);
      const [former] = await formerVersions(dataSource, within, called?.version ?? requested);
      if (former === undefined) return resolution;
      const { versionId, holderId } = former;
      return { requested, match: 'ALIAS', productId: holderId, servedId: versionId, otherIds: [], nearestIds: [] };
    }),
  );
}

/** What vendors and products limit a scope to. */
interface Places {
  readonly vendors: readonly ScopeVendor[];
  readonly products: readonly ScopeProduct[];
  readonly vendorIds: readonly string[];
  /** Products that are searched. */
  readonly scoped: readonly ScopeProduct[];
  readonly areProductsNamed: boolean;
  /** Of `scoped`; null where neither vendors nor products were asked for. */
  readonly productIds: readonly string[] | null;
  /** Versions that were asked for, behind names of products too. */
  readonly versions: readonly string[];
  readonly unknown: readonly UnknownScope[];
}

async function placesOf(dataSource: DataSource, scope: ScopeRequest, isAnyVersion: boolean): Promise<Places> {
  const { vendors: vendorsAsked = [], products: productsAsked = [], versions = [] } = scope;
  const [vendors, products] = await Promise.all([vendorNames(dataSource), productNames(dataSource)]);
  const vendor = lookUp('VENDOR', vendorsAsked, vendors, (name) => vendors.filter((entry) => hasName(entry, name)));
  const vendorIds = vendor.found.map(({ id }) => id);
  const ofVendors =
    vendorsAsked.length > 0 ? products.filter((product) => vendorIds.includes(product.vendorId)) : products;
  const product = lookUpProducts(scope, vendors, ofVendors);
  const areProductsNamed = productsAsked.length > 0;
  const scoped = areProductsNamed ? product.found : ofVendors;
  return {
    ...{ vendors, products, vendorIds, scoped, areProductsNamed },
    productIds: vendorsAsked.length > 0 || areProductsNamed ? scoped.map(({ id }) => id) : null,
    versions: isAnyVersion ? [] : [...versions, ...product.versions],
    unknown: [...vendor.unknown, ...product.unknown],
  };
}

interface Versions {
  readonly resolutions: readonly VersionResolution[];
  readonly served: readonly ScopeVersion[];
}

const noVersions: Versions = { resolutions: [], served: [] };

async function versionsOf(dataSource: DataSource, places: Places): Promise<Versions> {
  const { vendors, scoped: products, areProductsNamed: areNamed, productIds } = places;
  // Of what is not there, nothing can be said.
  if (places.versions.length === 0 || productIds?.length === 0) return noVersions;
  const available = await versionNames(dataSource, productIds);
  const lookup = { vendors, products, versions: available, areNamed };
  const named = places.versions.flatMap((requested) => versionsCalled(requested, lookup));
  const resolutions = await followMoved(dataSource, named, places);
  const servedIds = resolutions.flatMap(({ servedId }) => servedId ?? []);
  const isElsewhere = servedIds.some((servedId) => !available.some(({ id }) => id === servedId));
  const all = isElsewhere ? await versionNames(dataSource, null) : available;
  return { resolutions, served: all.filter(({ id }) => servedIds.includes(id)) };
}

/** The scope as curators name it. */
function slugsOf({ vendors, products, scoped, productIds, versions }: Places, { served }: Versions): ScopeSlugs {
  const slugOf = new Map([...vendors, ...products].map(({ id, slug }) => [id, slug]));
  const ofVersions = products.filter(({ id }) => served.some(({ productId }) => productId === id));
  const ofPlaces = productIds === null ? null : scoped;
  const limited = versions.length > 0 ? ofVersions : ofPlaces;
  return {
    ...unlimited,
    vendors: limited?.map(({ vendorId }) => slugOf.get(vendorId) ?? '') ?? null,
    products: limited?.map(({ slug }) => slug) ?? null,
    ...(versions.length > 0 && {
      versions: served.map(({ productId, slug }) => `${slugOf.get(productId) ?? ''}/${slug}`),
    }),
  };
}

/** What the indexes are restricted to; null when nothing can match. */
function indexOf({ productIds, versions }: Places, versionIds: readonly string[]): IndexScope | null {
  if (productIds?.length === 0) return null;
  if (versions.length > 0) return versionIds.length === 0 ? null : { versionIds };
  return productIds === null ? {} : { productIds };
}

/** Vendors, products and versions. */
async function resolveNames(
  dataSource: DataSource,
  scope: ScopeRequest,
  { kinds, isAnyVersion }: { readonly kinds: readonly string[]; readonly isAnyVersion: boolean },
): Promise<ScopeResolution> {
  const ofKinds = kinds.length > 0 ? { kinds } : {};
  if ([scope.vendors, scope.products, scope.versions].every((names = []) => names.length === 0)) {
    return {
      resolved: { vendorIds: [], productIds: [], versions: [], kinds, unknown: [] },
      index: ofKinds,
      slugs: { ...unlimited, ...ofKinds },
    };
  }
  const places = await placesOf(dataSource, scope, isAnyVersion);
  const versions = await versionsOf(dataSource, places);
  const index = indexOf(
    places,
    versions.resolutions.flatMap(({ servedId }) => servedId ?? []),
  );
  return {
    resolved: {
      vendorIds: places.vendorIds,
      productIds: places.areProductsNamed ? places.scoped.map(({ id }) => id) : [],
      versions: versions.resolutions,
      kinds,
      unknown: places.unknown,
    },
    index: index && { ...index, ...ofKinds },
    slugs: { ...slugsOf(places, versions), ...ofKinds },
  };
}
