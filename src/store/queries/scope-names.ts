/** Names that a scope may use, as published in the catalogue. */
import type { DataSource } from 'typeorm';
import type { LifecycleState } from '../entities/lifecycle-state.js';

export interface ScopeVendor {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface ScopeProduct extends ScopeVendor {
  readonly vendorId: string;
}

export interface ScopeVersion {
  readonly id: string;
  readonly productId: string;
  readonly slug: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly preview: boolean;
  readonly state: LifecycleState;
}

export function vendorNames(dataSource: DataSource): Promise<ScopeVendor[]> {
  return dataSource.query(
    `SELECT id, slug, coalesce(overrides->>'name', name) AS name, aliases FROM vendor ORDER BY slug`,
  );
}

export function productNames(dataSource: DataSource): Promise<ScopeProduct[]> {
  return dataSource.query(
    `SELECT id, vendor_id AS "vendorId", slug, coalesce(overrides->>'name', name) AS name, aliases
     FROM product ORDER BY slug`,
  );
}

/** Published versions of the products, or of every product. */
export function versionNames(dataSource: DataSource, productIds: readonly string[] | null): Promise<ScopeVersion[]> {
  return dataSource.query(
    `SELECT id, product_id AS "productId", slug, label, aliases, preview, state
     FROM version
     WHERE state = 'PUBLISHED' AND ($1::uuid[] IS NULL OR product_id = ANY ($1))
     ORDER BY product_id, slug`,
    [productIds],
  );
}
