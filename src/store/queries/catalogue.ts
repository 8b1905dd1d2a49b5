/** Vendors, products and versions, with effective values. */
import type { Product } from '../entities/product.js';
import type { Vendor } from '../entities/vendor.js';
import type { Version } from '../entities/version.js';
import type { VersionRank } from '../version-order.js';
import { keepPlan } from '../kept-plans.js';
import type { Queryable } from '../queryable.js';
import { aliases, flag, isPinnedLatest, nullable, required, versionOrder } from './effective.js';
import { wasCalled } from './former-paths.js';
import { effectiveState, isListed, isOpen, isReadable, isShown } from './visibility.js';

export type VendorRow = Pick<
  Vendor,
  'id' | 'slug' | 'name' | 'aliases' | 'description' | 'homepage' | 'createdAt' | 'updatedAt'
>;
export type ProductRow = Pick<Product, 'vendorId'> & VendorRow;
export type VersionRow = Pick<
  Version,
  | 'id'
  | 'productId'
  | 'slug'
  | 'label'
  | 'aliases'
  | 'preview'
  | 'state'
  | 'releasedOn'
  | 'endOfLife'
  | 'createdAt'
  | 'updatedAt'
> &
  VersionRank;

/** A row and the parent that it was asked for. */
export type Of<Parent, Row> = Row & { readonly parentId: Parent };
export interface CountOf<Parent> {
  readonly parentId: Parent;
  readonly count: number;
}

const names = (alias: string): string => `${alias}.id, ${alias}.slug, ${required(alias, 'name')} AS name,
  ${aliases(alias)} AS aliases, ${nullable(alias, 'description')} AS description,
  ${nullable(alias, 'homepage')} AS homepage, ${alias}.created_at AS "createdAt", ${alias}.updated_at AS "updatedAt"`;
/** Of a vendor `alias`. */
export const vendorColumnsOf = names;
const vendorColumns = vendorColumnsOf('v');
/** Of a product `p`. */
export const productColumns = `${names('p')}, p.vendor_id AS "vendorId"`;
/** Of a version `v`. */
export const versionColumns = `v.id, v.product_id AS "productId", v.slug, ${required('v', 'label')} AS label,
  ${aliases('v')} AS aliases, ${flag('v', 'preview')} AS preview, ${effectiveState('v')} AS state,
  ${versionOrder('v')} AS "order", ${isPinnedLatest('v')} AS pinned,
  ${nullable('v', 'released_on', 'releasedOn')} AS "releasedOn", ${nullable('v', 'end_of_life', 'endOfLife')} AS "endOfLife",
  v.created_at AS "createdAt", v.updated_at AS "updatedAt"`;

export function vendorsById(db: Queryable, ids: readonly string[]): Promise<VendorRow[]> {
  return db.query(`SELECT ${vendorColumns} FROM vendor v WHERE v.id = ANY ($1::uuid[]) AND ${isOpen('v')}`, [ids]);
}

export function productsById(db: Queryable, ids: readonly string[]): Promise<ProductRow[]> {
  return db.query(`SELECT ${productColumns} FROM product p WHERE p.id = ANY ($1::uuid[]) AND ${isOpen('p')}`, [ids]);
}

const versionsByIds = keepPlan(
  'versions_by_id',
  `SELECT ${versionColumns} FROM version v WHERE v.id = ANY ($1::uuid[]) AND ${isReadable('v')}`,
);

/** Versions that answer when named. */
export function versionsById(db: Queryable, ids: readonly string[]): Promise<VersionRow[]> {
  return db.query(versionsByIds, [ids]);
}

/** For curators: hidden ones too. */
export function allVersionsById(db: Queryable, ids: readonly string[]): Promise<VersionRow[]> {
  return db.query(`SELECT ${versionColumns} FROM version v WHERE v.id = ANY ($1::uuid[])`, [ids]);
}

/** The vendor with that slug, else one with that alias, else one that had the slug. */
export async function vendorNamed(db: Queryable, name: string): Promise<VendorRow | null> {
  const rows = await db.query<VendorRow[]>(
    `SELECT ${vendorColumns} FROM vendor v
     WHERE ${isOpen('v')} AND (v.slug = lower($1) OR $1 = ANY (${aliases('v')}) OR ${wasCalled('VENDOR', 'v', 1)})
     ORDER BY v.slug = lower($1) DESC, $1 = ANY (${aliases('v')}) DESC, v.slug LIMIT 1`,
    [name],
  );
  return rows[0] ?? null;
}

/** The product with that slug, else one with that alias, else one that had the slug. */
export async function productNamed(db: Queryable, name: string): Promise<ProductRow | null> {
  const rows = await db.query<ProductRow[]>(
    `SELECT ${productColumns} FROM product p
     WHERE ${isOpen('p')} AND (p.slug = lower($1) OR $1 = ANY (${aliases('p')}) OR ${wasCalled('PRODUCT', 'p', 1)})
     ORDER BY p.slug = lower($1) DESC, $1 = ANY (${aliases('p')}) DESC, p.slug LIMIT 1`,
    [name],
  );
  return rows[0] ?? null;
}

/** Every readable version of the products, archived ones too, in no order. */
export function versionsOfProducts(db: Queryable, productIds: readonly string[]): Promise<VersionRow[]> {
  return db.query(
    `SELECT ${versionColumns} FROM version v WHERE v.product_id = ANY ($1::uuid[]) AND ${isReadable('v')}`,
    [productIds],
  );
}

/** Published versions that hold the passages. */
export function versionsOfPassages(db: Queryable, passageIds: readonly number[]): Promise<Of<number, VersionRow>[]> {
  return db.query(
    `SELECT DISTINCT c.passage_id AS "parentId", ${versionColumns}
     FROM chunk c JOIN version v ON v.id = c.version_id JOIN document d ON d.id = c.document_id
     WHERE c.passage_id = ANY ($1::int[]) AND ${isListed('v')} AND ${isListed('d')} AND ${isShown('c')}`,
    [passageIds],
  );
}
