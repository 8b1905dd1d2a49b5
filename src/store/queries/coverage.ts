/**
 * What the library holds, by version and kind of document: sums of the counts that documents keep, so that no chunk is
 * read. Only distinct passages are counted from the chunks, when they are asked for.
 */
import { INTERNAL_ERROR } from '../../errors.js';
import type { DocumentKind } from '../entities/document-kind.js';
import type { LifecycleState } from '../entities/lifecycle-state.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { versionColumns, type VersionRow } from './catalogue.js';
import { inList } from './conditions.js';
import { documentOrders } from './document-lists.js';
import { joinVersionAge } from './version-order-key.js';
import { documentColumns, type DocumentRow } from './documents.js';
import { effectiveFact, nullable, required } from './effective.js';
import { effectiveState, isArchived, isListed } from './visibility.js';

/** Slugs; what is absent does not limit. */
export interface CoverageScope {
  readonly vendors?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly versions?: readonly string[] | null;
  readonly kinds?: readonly DocumentKind[] | null;
  /** Empty for documents that state none. */
  readonly languages?: readonly string[] | null;
  /** Versions and kinds that belong together. */
  readonly pairs?: readonly CoveragePair[] | null;
}

export interface CoveragePair {
  readonly versionId: string;
  readonly kind: DocumentKind;
}

export interface CoverageVersionRow extends VersionRow {
  readonly productSlug: string;
  readonly productName: string;
  readonly vendorSlug: string;
  readonly vendorName: string;
}

const kind = required('d', 'kind');
const language = `(${nullable('d', 'language')})`;
const languageKey = `coalesce(${language}, '')`;
const tables = `document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
  JOIN vendor o ON o.id = p.vendor_id`;
const inProducts = `${inList('o.slug', 1)} AND ${inList('p.slug', 2)}`;

/** Versions that are published or withheld, whether they hold a document or not, in no order. */
export function coverageVersions(
  db: Queryable,
  { vendors, products }: Pick<CoverageScope, 'vendors' | 'products'>,
): Promise<CoverageVersionRow[]> {
  return db.query(
    `SELECT ${versionColumns}, p.slug AS "productSlug", ${required('p', 'name')} AS "productName",
            o.slug AS "vendorSlug", ${required('o', 'name')} AS "vendorName"
     FROM version v JOIN product p ON p.id = v.product_id JOIN vendor o ON o.id = p.vendor_id
     WHERE NOT ${isArchived('v')} AND ${inProducts}`,
    [vendors ?? null, products ?? null],
  );
}

/** Sums over the documents of a version that have the same kind, language and standing. */
export interface CoverageCountRow {
  readonly versionId: string;
  readonly kind: DocumentKind;
  readonly language: string | null;
  readonly state: LifecycleState;
  readonly documents: number;
  readonly files: number;
  readonly pages: number;
  readonly pagesWithoutText: number;
  /** Different ones of each document, added up. */
  readonly passages: number;
  readonly chunks: number;
  readonly tokens: number;
  readonly warnings: number;
  readonly unembedded: number;
  /** Documents from one of the roots that were given. */
  readonly unchecked: number;
  readonly failedSource: number;
  readonly lastIngest: Date;
  readonly oldestStated: string | null;
  readonly newestStated: string | null;
}

/** Roots of sources that documents of them are counted for. */
export interface CoverageRoots {
  readonly unchecked: readonly string[];
  readonly failed: readonly string[];
}

const sums = {
  files: 'd.file_count',
  pages: 'd.page_count',
  '"pagesWithoutText"': 'd.pages_without_text',
  passages: 'd.passage_count',
  chunks: 'd.chunk_count',
  tokens: 'd.token_count',
  warnings: 'd.warning_count',
  unembedded: 'd.unembedded_count',
};

/**
 * In one statement, whatever the library holds; archived documents do not count. Thousands of rows come as one JSON text,
 * which is read several times faster than rows of the protocol.
 */
export async function coverageCounts(
  db: Queryable,
  { vendors, products, languages }: Pick<CoverageScope, 'vendors' | 'products' | 'languages'>,
  roots: CoverageRoots,
): Promise<CoverageCountRow[]> {
  const summed = Object.entries(sums).map(([name, column]) => `coalesce(sum(${column}), 0) AS ${name}`);
  const [row] = await db.query<{ rows: (Omit<CoverageCountRow, 'lastIngest'> & { lastIngest: string })[] | null }[]>(
    `SELECT json_agg(counted) AS rows FROM (
       SELECT d.version_id AS "versionId", ${kind} AS kind, ${language} AS language, ${effectiveState('d')} AS state,
              count(*) AS documents, ${summed.join(', ')},
              count(*) FILTER (WHERE d.source_root = ANY ($4::text[])) AS unchecked,
              count(*) FILTER (WHERE d.source_root = ANY ($5::text[])) AS "failedSource",
              max(d.ingested_at) AS "lastIngest", min(${effectiveFact('d', 'releasedOn')}) AS "oldestStated",
              max(${effectiveFact('d', 'releasedOn')}) AS "newestStated"
       FROM ${tables}
       WHERE NOT ${isArchived('d')} AND NOT ${isArchived('v')} AND ${inProducts} AND ${inList(languageKey, 3)}
       GROUP BY 1, 2, 3, 4) counted`,
    [vendors ?? null, products ?? null, languages ?? null, roots.unchecked, roots.failed],
  );
  return (row?.rows ?? []).map((counted) => ({ ...counted, lastIngest: new Date(counted.lastIngest) }));
}

/** Most changes of an index that are looked at: a first fill of it would be all passages. */
const mostWaiting = 5_000;

/** Passages that an index outside Postgres has not taken yet, by version, kind and language. */
export function coverageUnindexed(
  db: Queryable,
): Promise<{ versionId: string; kind: DocumentKind; language: string | null; count: number }[]> {
  return db.query(
    `SELECT d.version_id AS "versionId", ${kind} AS kind, ${language} AS language,
            count(DISTINCT c.passage_id)::int AS count
     FROM (SELECT passage_id FROM outbox UNION SELECT passage_id FROM dead_letter LIMIT ${String(mostWaiting)}) waits
     JOIN chunk c ON c.passage_id = waits.passage_id JOIN document d ON d.id = c.document_id
     WHERE ${isListed('d')} GROUP BY 1, 2, 3`,
  );
}

/** Files that failed in the last run of their source. */
export interface CoverageFailureRow {
  /** Null, like the kind, for files that no document came of. */
  readonly versionId: string | null;
  readonly kind: DocumentKind | null;
  readonly language: string | null;
  readonly code: string;
  readonly count: number;
}

export function coverageFailures(db: Queryable): Promise<CoverageFailureRow[]> {
  return db.query(
    `SELECT d.version_id AS "versionId", ${kind} AS kind, ${language} AS language,
            coalesce(f.reason_code, '${INTERNAL_ERROR}') AS code, count(*)::int AS count
     FROM (SELECT DISTINCT ON (j.source_id) j.id FROM job j
           WHERE j.source_id IS NOT NULL AND j.finished_at IS NOT NULL
           ORDER BY j.source_id, j.started_at DESC) last
     JOIN job_file f ON f.job_id = last.id AND f.outcome = 'FAILED' LEFT JOIN document d ON d.id = f.document_id
     GROUP BY 1, 2, 3, 4 ORDER BY 4`,
  );
}

export const COVERAGE_DIMENSIONS = ['VENDOR', 'PRODUCT', 'VERSION', 'KIND', 'LANGUAGE'] as const;
export type CoverageDimension = (typeof COVERAGE_DIMENSIONS)[number];

const keys: Readonly<Record<CoverageDimension, string>> = {
  VENDOR: 'o.slug',
  PRODUCT: 'p.slug',
  VERSION: `p.slug || '/' || v.slug`,
  KIND: kind,
  LANGUAGE: languageKey,
};

const inScope = [
  inProducts,
  inList('v.slug', 3),
  inList(kind, 4),
  inList(languageKey, 5),
  `($6::uuid[] IS NULL OR (v.id, ${kind}) IN (SELECT * FROM unnest($6::uuid[], $7::text[])))`,
  isListed('d'),
  isListed('v'),
].join(' AND ');
const scopeParameters = (scope: CoverageScope): unknown[] => [
  scope.vendors ?? null,
  scope.products ?? null,
  scope.versions ?? null,
  scope.kinds ?? null,
  scope.languages ?? null,
  scope.pairs?.map(({ versionId }) => versionId) ?? null,
  scope.pairs?.map((pair) => pair.kind) ?? null,
];

export interface CoveragePassages {
  /** Null in a total. */
  readonly row: string | null;
  readonly column: string | null;
  /** Different passages. */
  readonly count: number;
}

/** Different passages of published documents by two dimensions, with the totals of rows and columns. Reads the chunks. */
export function coveragePassages(
  db: Queryable,
  scope: CoverageScope,
  rows: CoverageDimension,
  columns: CoverageDimension,
): Promise<CoveragePassages[]> {
  return db.query(
    `SELECT "row", "column", count(DISTINCT passage_id)::int AS count
     FROM (SELECT DISTINCT ${keys[rows]} AS "row", ${keys[columns]} AS "column", c.passage_id
           FROM ${tables} JOIN chunk c ON c.document_id = d.id WHERE ${inScope}) held
     GROUP BY GROUPING SETS (("row", "column"), ("row"), ("column"), ())`,
    scopeParameters(scope),
  );
}

export const coveredByPath: ListOrder = { name: 'PATH', terms: documentOrders.PATH };
const coveredTables = `${tables} ${joinVersionAge}`;

/** Published documents of a scope, by path. */
export function coveredDocuments(db: Queryable, scope: CoverageScope, page: Page): Promise<Keyed<DocumentRow>[]> {
  const parameters = scopeParameters(scope);
  const list = { columns: documentColumns, from: coveredTables, where: inScope, order: coveredByPath };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function coveredDocumentCount(db: Queryable, scope: CoverageScope): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${tables} WHERE ${inScope}`,
    scopeParameters(scope),
  );
  return rows[0]?.count ?? 0;
}
