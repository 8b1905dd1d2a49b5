/** Lists of versions. Vendors' labels follow no order that a database knows, so they are put in order here. */
import type { Connection } from '../schema/connection.js';
import type { Order, VersionOrderField } from '../schema/list-order.js';
import type { Keyed, Keys, ListOrder } from '../store/keyset.js';
import type { ListedVersionRow } from '../store/queries/catalogue-lists.js';
import type { VersionRow } from '../store/queries/catalogue.js';
import { compareVersionLabels } from '../store/version-order.js';
import { connectPlaced, type List, type PageArguments } from './connect.js';

/** Those of one product, newest first. */
export const newestVersionsFirst: ListOrder = {
  name: 'NEWEST',
  terms: [
    { sql: 'order', type: 'text' },
    { sql: 'slug', type: 'text' },
  ],
};

export function withRank(version: VersionRow): Keyed<VersionRow> {
  return { ...version, cursorKeys: [version.order, version.slug] };
}

const compareTexts = (a = '', b = ''): number => Number(a > b) - Number(a < b);

/** Newest first. */
export function byRank([order = '', slug]: Keys, [otherOrder = '', otherSlug]: Keys): number {
  return compareVersionLabels(otherOrder, order) || compareTexts(slug, otherSlug);
}

/** Versions that are few, of one product or of several, in the order that they come in. */
export function connectVersions(
  list: Omit<List, 'order'>,
  given: PageArguments,
  versions: readonly VersionRow[],
): Promise<Connection<VersionRow>> {
  return connectPlaced(list, given, versions, ({ id }) => id);
}

/** What versions of many products are ordered by: what leads, then product, rank and slug, which tell them apart. */
const leading: Readonly<Record<VersionOrderField, (version: ListedVersionRow) => string>> = {
  PRODUCT: () => '',
  RELEASED_ON: ({ releasedOn }) => releasedOn ?? '',
  UPDATED_AT: ({ updatedAt }) => updatedAt.toISOString(),
};

export function versionOrderOf({ field, direction }: Order<VersionOrderField>): ListOrder {
  const text = (sql: string) => ({ sql, type: 'text' }) as const;
  return { name: `${field} ${direction}`, terms: [text('leading'), text('product'), text('order'), text('slug')] };
}

/** All rows, in that order. */
export function orderVersions(
  versions: readonly ListedVersionRow[],
  order: Order<VersionOrderField>,
): Keyed<ListedVersionRow>[] {
  const compare = versionComparator(order);
  return versions
    .map((version) => ({
      ...version,
      cursorKeys: [leading[order.field](version), version.productSlug, version.order, version.slug],
    }))
    .toSorted((a, b) => compare(a.cursorKeys, b.cursorKeys));
}

export function versionComparator({ direction }: Order<VersionOrderField>): (a: Keys, b: Keys) => number {
  const sign = direction === 'DESC' ? -1 : 1;
  return ([lead, product, ...rank], [otherLead, otherProduct, ...otherRank]) =>
    sign * (compareTexts(lead, otherLead) || compareTexts(product, otherProduct) || byRank(rank, otherRank));
}
