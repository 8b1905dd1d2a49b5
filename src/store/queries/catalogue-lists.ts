/** Lists of vendors, products and versions, chosen and ordered by effective values. */
import type { LifecycleState } from '../entities/lifecycle-state.js';
import { pageSql, pagesSql, type Keyed, type ListOrder, type Page, type SortTerm } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import {
  productColumns,
  vendorColumnsOf,
  versionColumns,
  type CountOf,
  type Of,
  type ProductRow,
  type VendorRow,
  type VersionRow,
} from './catalogue.js';
import { flag, required } from './effective.js';
import { contains, inList, since } from './conditions.js';
import { effectiveState, isOpen } from './visibility.js';

/** Everything that is given must hold; of a list, one entry. */
export interface VendorFilter {
  readonly nameContains?: string | null;
  readonly updatedSince?: Date | null;
}

export interface ProductFilter extends VendorFilter {
  /** Slugs. */
  readonly vendors?: readonly string[] | null;
}

export interface VersionFilter {
  /** Slugs. */
  readonly vendors?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly labelContains?: string | null;
  readonly preview?: boolean | null;
  readonly updatedSince?: Date | null;
}

const vendorSlug: SortTerm = { sql: 'v.slug', type: 'text' };
const productSlug: SortTerm = { sql: 'p.slug', type: 'text' };

/** Orders of vendors, by the name of what they begin with. */
export const vendorOrders = {
  SLUG: [vendorSlug],
  NAME: [{ sql: `lower(${required('v', 'name')})`, type: 'text' }, vendorSlug],
  UPDATED_AT: [{ sql: 'v.updated_at', type: 'timestamptz' }, vendorSlug],
} as const satisfies Readonly<Record<string, readonly SortTerm[]>>;

export const productOrders = {
  SLUG: [productSlug],
  NAME: [{ sql: `lower(${required('p', 'name')})`, type: 'text' }, productSlug],
  VENDOR: [{ sql: 'o.slug', type: 'text' }, productSlug],
  UPDATED_AT: [{ sql: 'p.updated_at', type: 'timestamptz' }, productSlug],
} as const satisfies Readonly<Record<string, readonly SortTerm[]>>;

const vendorCondition = `${isOpen('v')} AND ${contains(required('v', 'name'), 1)} AND ${since('v.updated_at', 2)}`;
const vendorParameters = ({ nameContains, updatedSince }: VendorFilter): unknown[] => [
  nameContains ?? null,
  updatedSince ?? null,
];

export function vendors(
  db: Queryable,
  filter: VendorFilter,
  order: ListOrder,
  page: Page,
): Promise<Keyed<VendorRow>[]> {
  const parameters = vendorParameters(filter);
  const list = { columns: vendorColumnsOf('v'), from: 'vendor v', where: vendorCondition, order };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function vendorCount(db: Queryable, filter: VendorFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM vendor v WHERE ${vendorCondition}`,
    vendorParameters(filter),
  );
  return rows[0]?.count ?? 0;
}

/** As curators choose them for a file: by slug. */
export function chosenVendors(db: Queryable, filter: VendorFilter, limit: number): Promise<{ readonly id: string }[]> {
  return db.query(`SELECT v.id FROM vendor v WHERE ${vendorCondition} ORDER BY v.slug LIMIT $3`, [
    ...vendorParameters(filter),
    limit,
  ]);
}

const productSource = 'product p JOIN vendor o ON o.id = p.vendor_id';
const productCondition = `${isOpen('p')} AND ${contains(required('p', 'name'), 1)} AND ${since('p.updated_at', 2)} AND ${inList('o.slug', 3)}`;
const productParameters = (filter: ProductFilter): unknown[] => [...vendorParameters(filter), filter.vendors ?? null];

export function products(
  db: Queryable,
  filter: ProductFilter,
  order: ListOrder,
  page: Page,
): Promise<Keyed<ProductRow>[]> {
  const parameters = productParameters(filter);
  const list = { columns: productColumns, from: productSource, where: productCondition, order };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function productCount(db: Queryable, filter: ProductFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${productSource} WHERE ${productCondition}`,
    productParameters(filter),
  );
  return rows[0]?.count ?? 0;
}

/** As curators choose them for a file: by slug. */
export function chosenProducts(
  db: Queryable,
  filter: ProductFilter,
  limit: number,
): Promise<{ readonly id: string }[]> {
  return db.query(`SELECT p.id FROM ${productSource} WHERE ${productCondition} ORDER BY p.slug LIMIT $4`, [
    ...productParameters(filter),
    limit,
  ]);
}

export const productsBySlug: ListOrder = { name: 'SLUG', terms: productOrders.SLUG };

/** The same page of each vendor's products, by slug. */
export function productsOfVendors(
  db: Queryable,
  vendorIds: readonly string[],
  page: Page,
): Promise<Of<string, Keyed<ProductRow>>[]> {
  const parameters: unknown[] = [];
  const list = {
    columns: productColumns,
    from: 'product p',
    where: `p.vendor_id = parent.id AND ${isOpen('p')}`,
    order: productsBySlug,
  };
  const sql = pagesSql(list, page, vendorIds, parameters);
  return db.query(sql, parameters);
}

export function productCounts(db: Queryable, vendorIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT p.vendor_id AS "parentId", count(*)::int AS count FROM product p
     WHERE p.vendor_id = ANY ($1::uuid[]) AND ${isOpen('p')} GROUP BY p.vendor_id`,
    [vendorIds],
  );
}

/** A version with what lists order it by. */
export type ListedVersionRow = VersionRow & { readonly productSlug: string };

/** All of them, in no order: vendors' labels follow no order that a database knows, and a library has thousands at most. */
export function chosenVersions(
  db: Queryable,
  filter: VersionFilter,
  states: readonly LifecycleState[],
): Promise<ListedVersionRow[]> {
  return db.query(
    `SELECT ${versionColumns}, p.slug AS "productSlug"
     FROM version v JOIN product p ON p.id = v.product_id JOIN vendor o ON o.id = p.vendor_id
     WHERE ${contains(required('v', 'label'), 1)} AND ${since('v.updated_at', 2)} AND ${inList('o.slug', 3)}
       AND ${inList('p.slug', 4)} AND ($5::boolean IS NULL OR ${flag('v', 'preview')} = $5)
       AND ${effectiveState('v')} = ANY ($6::text[])`,
    [
      filter.labelContains ?? null,
      filter.updatedSince ?? null,
      filter.vendors ?? null,
      filter.products ?? null,
      filter.preview ?? null,
      states,
    ],
  );
}
