/** Lists of documents, chosen and ordered by effective values. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { LifecycleState } from '../entities/lifecycle-state.js';
import { pageSql, pagesSql, type Keyed, type ListOrder, type Page, type SortTerm } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';
import { contains, inList, since } from './conditions.js';
import { documentColumns, documentSource, type DocumentRow } from './documents.js';
import { isUndecided, nullable, required } from './effective.js';
import { joinVersionAge, versionAge } from './version-order-key.js';
import { isTitleFromName, isTitleShared } from './titles.js';
import { curatedVisibility, effectiveState, isListed } from './visibility.js';

/** Everything that is given must hold; of a list, one entry. */
export interface DocumentFilter {
  readonly ids?: readonly string[] | null;
  /** Ids of those that are left out, whatever else holds. */
  readonly except?: readonly string[] | null;
  /** Slugs. */
  readonly vendors?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly versions?: readonly string[] | null;
  readonly kinds?: readonly DocumentKind[] | null;
  /** Empty for those that state none. */
  readonly languages?: readonly string[] | null;
  readonly states?: readonly LifecycleState[] | null;
  readonly visibilities?: readonly string[] | null;
  /** In the title, in any case. */
  readonly titleContains?: string | null;
  readonly slugContains?: string | null;
  readonly updatedSince?: Date | null;
  /** Has pages without usable text, or has none. */
  readonly withoutText?: boolean | null;
  /** Nobody decided the title, and it says no more than the name of a file or folder. */
  readonly titleFromName?: boolean | null;
  readonly hasStatedTitle?: boolean | null;
  /** Another published document of the version has the title, too. */
  readonly titleShared?: boolean | null;
  /** Names of fields of which no curator decided the value. */
  readonly undecided?: readonly string[] | null;
}

const kind = required('d', 'kind');
const chosenFrom = `${documentSource} JOIN vendor o ON o.id = p.vendor_id`;
const condition = [
  `($1::uuid[] IS NULL OR d.id = ANY ($1))`,
  inList('o.slug', 2),
  inList('p.slug', 3),
  inList('v.slug', 4),
  inList(kind, 5),
  inList(`coalesce((${nullable('d', 'language')}), '')`, 6),
  inList(`(${effectiveState('d')})`, 7),
  inList(curatedVisibility('d'), 8),
  contains(required('d', 'title'), 9),
  since('d.updated_at', 10),
  `($11::boolean IS NULL OR (d.pages_without_text > 0) = $11)`,
  contains('d.slug', 12),
  `($13::boolean IS NULL OR ${isTitleFromName('d')} = $13)`,
  `($14::boolean IS NULL OR (d.stated_title IS NOT NULL) = $14)`,
  `($15::boolean IS NULL OR ${isTitleShared('d')} = $15)`,
  `($16::uuid[] IS NULL OR d.id <> ALL ($16))`,
  `($17::text[] IS NULL OR ${isUndecided('d', 17)})`,
].join(' AND ');

function parametersOf(filter: DocumentFilter): unknown[] {
  return [
    filter.ids ?? null,
    filter.vendors ?? null,
    filter.products ?? null,
    filter.versions ?? null,
    filter.kinds ?? null,
    filter.languages ?? null,
    filter.states ?? null,
    filter.visibilities ?? null,
    filter.titleContains ?? null,
    filter.updatedSince ?? null,
    filter.withoutText ?? null,
    filter.slugContains ?? null,
    filter.titleFromName ?? null,
    filter.hasStatedTitle ?? null,
    filter.titleShared ?? null,
    filter.except ?? null,
    filter.undecided ?? null,
  ];
}

/** By product, then from the oldest version to the newest. */
const path: readonly SortTerm[] = [
  { sql: 'p.slug', type: 'text' },
  versionAge,
  { sql: 'v.slug', type: 'text' },
  { sql: 'd.slug', type: 'text' },
];

/** Orders of documents, by the name of what they begin with. */
export const documentOrders = {
  PATH: path,
  TITLE: [{ sql: `lower(${required('d', 'title')})`, type: 'text' }, ...path],
  KIND: [{ sql: kind, type: 'text' }, ...path],
  UPDATED_AT: [{ sql: 'd.updated_at', type: 'timestamptz' }, ...path],
  INGESTED_AT: [{ sql: 'd.ingested_at', type: 'timestamptz' }, ...path],
  CHUNKS: [{ sql: 'd.chunk_count', type: 'integer' }, ...path],
  PAGES_WITHOUT_TEXT: [{ sql: 'd.pages_without_text', type: 'integer' }, ...path],
} as const satisfies Readonly<Record<string, readonly SortTerm[]>>;

export function documents(
  db: Queryable,
  filter: DocumentFilter,
  order: ListOrder,
  page: Page,
): Promise<Keyed<DocumentRow>[]> {
  const parameters = parametersOf(filter);
  const list = { columns: documentColumns, from: `${chosenFrom} ${joinVersionAge}`, where: condition, order };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function documentCount(db: Queryable, filter: DocumentFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${chosenFrom} WHERE ${condition}`,
    parametersOf(filter),
  );
  return rows[0]?.count ?? 0;
}

/** Languages of published documents, in order; an empty one first if some state none. */
export async function documentLanguages(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ language: string }[]>(
    `SELECT DISTINCT coalesce((${nullable('d', 'language')}), '') AS language FROM document d
     WHERE ${isListed('d')} ORDER BY language`,
  );
  return rows.map(({ language }) => language);
}

/** As curators choose them for a bulk: by path, hidden ones too. */
export function chosenDocuments(
  db: Queryable,
  filter: DocumentFilter,
  limit: number,
): Promise<{ readonly id: string; readonly revision: number }[]> {
  return db.query(
    `SELECT d.id, d.curation_revision AS revision FROM ${chosenFrom}
     WHERE ${condition} ORDER BY p.slug, v.slug, d.slug LIMIT $18`,
    [...parametersOf(filter), limit],
  );
}

export const documentsBySlugOrder: ListOrder = { name: 'SLUG', terms: [{ sql: 'd.slug', type: 'text' }] };

/** The same page of each version's published documents, by slug; of one kind if it is given. */
export function documentsOfVersions(
  db: Queryable,
  versionIds: readonly string[],
  { page, kind: only }: { readonly page: Page; readonly kind: DocumentKind | null },
): Promise<Of<string, Keyed<DocumentRow>>[]> {
  const parameters: unknown[] = [only];
  const list = {
    columns: documentColumns,
    from: documentSource,
    where: `d.version_id = parent.id AND ${isListed('d')} AND ($1::text IS NULL OR ${kind} = $1)`,
    order: documentsBySlugOrder,
  };
  const sql = pagesSql(list, page, versionIds, parameters);
  return db.query(sql, parameters);
}

export function documentCounts(
  db: Queryable,
  versionIds: readonly string[],
  only: DocumentKind | null,
): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT d.version_id AS "parentId", count(*)::int AS count FROM document d
     WHERE d.version_id = ANY ($1::uuid[]) AND ${isListed('d')} AND ($2::text IS NULL OR ${kind} = $2)
     GROUP BY d.version_id`,
    [versionIds, only],
  );
}
