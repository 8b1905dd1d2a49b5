/** Finds vendors, products and versions by what people call them; what could mean two things means none. */
import type { ScopeProduct, ScopeVendor, ScopeVersion } from '../store/queries/scope-names.js';
import type { VersionResolution } from './request.js';
import { resolveVersion, resolveVersionOver } from './version-contract.js';

export function hasName(entry: ScopeVendor, requested: string): boolean {
  const wanted = requested.trim().toLowerCase();
  return [entry.slug, entry.name, ...entry.aliases].some((name) => name.toLowerCase() === wanted);
}

/** What a name of a product with its vendor before it or a version behind it stands for. */
export interface NamedProduct {
  readonly product: ScopeProduct;
  /** `bind 9.18` names one. */
  readonly version?: string;
}

/** `isc/bind` */
const qualified = /^([^/]+)\/([^/]+)$/;
/** `bind 9.18`, `BIND v9` */
const withVersion = /^(.*\S)\s+(v?\d\S*)$/iu;

function ofVendor(requested: string, vendors: readonly ScopeVendor[], products: readonly ScopeProduct[]) {
  const [, vendorName, productName] = qualified.exec(requested.trim()) ?? [];
  if (vendorName === undefined || productName === undefined) return [];
  const vendorIds = vendors.filter((vendor) => hasName(vendor, vendorName)).map(({ id }) => id);
  return products.filter((product) => vendorIds.includes(product.vendorId) && hasName(product, productName));
}

export function productsCalled(
  requested: string,
  vendors: readonly ScopeVendor[],
  products: readonly ScopeProduct[],
): NamedProduct[] {
  const called = products.filter((product) => hasName(product, requested));
  if (called.length > 0) return called.map((product) => ({ product }));
  const qualifiedly = ofVendor(requested, vendors, products);
  if (qualifiedly.length > 0) return qualifiedly.map((product) => ({ product }));
  const [, name, version] = withVersion.exec(requested.trim()) ?? [];
  if (name === undefined || version === undefined) return [];
  const meant = [...products.filter((product) => hasName(product, name)), ...ofVendor(name, vendors, products)];
  const [product] = meant;
  return product !== undefined && meant.length === 1 ? [{ product, version }] : [];
}

export interface VersionLookup {
  readonly vendors: readonly ScopeVendor[];
  /** Products of the scope. */
  readonly products: readonly ScopeProduct[];
  /** Published versions of these. */
  readonly versions: readonly ScopeVersion[];
  /** Whether the products were named, so that each answers for itself. */
  readonly areNamed: boolean;
}

/** What became of a requested version; `bind 9.18` is looked up in that product. */
export function versionsCalled(requested: string, lookup: VersionLookup): VersionResolution[] {
  const { vendors, products, versions, areNamed } = lookup;
  const productIds = areNamed ? products.map(({ id }) => id) : null;
  const answers = resolveVersionOver(requested, versions, productIds);
  if (answers.some(({ servedId }) => servedId !== null)) return answers;
  const [named] = productsCalled(requested, vendors, products);
  if (named?.version === undefined) return answers;
  const ofProduct = versions.filter(({ productId }) => productId === named.product.id);
  return [{ ...resolveVersion(named.version, named.product.id, ofProduct), requested }];
}
