/** Names that a scope may use, as published in the catalogue. */
import type { DataSource } from 'typeorm';
import type { VersionRank } from '../version-order.js';
import { aliases, flag, isPinnedLatest, required, versionOrder } from './effective.js';
import { formerNames } from './former-paths.js';
import { effectiveState, isListed, isOpen } from './visibility.js';

export interface ScopeVendor {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface ScopeProduct extends ScopeVendor {
  readonly vendorId: string;
}

export interface ScopeVersion extends VersionRank {
  readonly id: string;
  readonly productId: string;
  readonly slug: string;
  readonly aliases: readonly string[];
}

/** What it was called before it was moved, or what went into it, counts as an alias. */
const names = (kind: 'VENDOR' | 'PRODUCT', alias: string): string =>
  `${alias}.id, ${alias}.slug, ${required(alias, 'name')} AS name,
   (${aliases(alias)}) || ${formerNames(kind, alias)} AS aliases`;

export function vendorNames(dataSource: DataSource): Promise<ScopeVendor[]> {
  return dataSource.query(`SELECT ${names('VENDOR', 'r')} FROM vendor r WHERE ${isOpen('r')} ORDER BY r.slug`);
}

export function productNames(dataSource: DataSource): Promise<ScopeProduct[]> {
  return dataSource.query(
    `SELECT ${names('PRODUCT', 'p')}, p.vendor_id AS "vendorId" FROM product p WHERE ${isOpen('p')} ORDER BY p.slug`,
  );
}

/** Those of the products that the caller may see. */
export async function openProducts(dataSource: DataSource, ids: readonly string[]): Promise<Set<string>> {
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT p.id FROM product p WHERE p.id = ANY ($1::uuid[]) AND ${isOpen('p')}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Published versions of the products, or of every product. */
export function versionNames(dataSource: DataSource, productIds: readonly string[] | null): Promise<ScopeVersion[]> {
  return dataSource.query(
    `SELECT v.id, v.product_id AS "productId", v.slug, ${required('v', 'label')} AS label, ${aliases('v')} AS aliases,
            ${flag('v', 'preview')} AS preview, ${effectiveState('v')} AS state, ${versionOrder('v')} AS "order",
            ${isPinnedLatest('v')} AS pinned
     FROM version v
     WHERE ${isListed('v')} AND ($1::uuid[] IS NULL OR v.product_id = ANY ($1))
     ORDER BY v.product_id, v.slug`,
    [productIds],
  );
}
