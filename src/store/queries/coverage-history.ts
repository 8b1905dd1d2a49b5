/** How coverage changed over time. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';
import { isPublished } from './visibility.js';

/** What is published now, by version and kind, as rows of the history. */
export const coverageNow = `
  SELECT p.slug AS product, v.slug AS version, ${required('d', 'kind')} AS kind, count(*)::int AS documents,
         coalesce(sum(d.page_count), 0)::int AS pages, sum(d.chunk_count)::int AS chunks, sum(d.token_count)::bigint AS tokens
  FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
  WHERE ${isPublished('d')} AND ${isPublished('v')} GROUP BY 1, 2, 3`;

export interface CoverageChangeRow {
  readonly at: Date;
  readonly product: string;
  readonly version: string;
  readonly kind: DocumentKind;
  readonly documentCount: number;
  readonly pageCount: number;
  readonly chunkCount: number;
  /** Before the change; 0 for what was not there. */
  readonly documentsBefore: number;
  readonly pagesBefore: number;
  readonly chunksBefore: number;
}

/** Newest first, then by path. Two workers may note the same change; it is told once. */
export function coverageChanges(
  db: Queryable,
  { days, product }: { readonly days: number; readonly product: string | null },
): Promise<CoverageChangeRow[]> {
  const before = (column: string): string =>
    `coalesce(lag(${column}) OVER (PARTITION BY product, version, kind ORDER BY at), 0)`;
  return db.query(
    `SELECT * FROM (
       SELECT at, product, version, kind, documents AS "documentCount", pages AS "pageCount", chunks AS "chunkCount",
              ${before('documents')} AS "documentsBefore", ${before('pages')} AS "pagesBefore",
              ${before('chunks')} AS "chunksBefore"
       FROM coverage_history WHERE $2::text IS NULL OR product = $2) changes
     WHERE at >= now() - make_interval(days => $1)
       AND ("documentCount", "pageCount", "chunkCount") <> ("documentsBefore", "pagesBefore", "chunksBefore")
     ORDER BY at DESC, product, version, kind`,
    [days, product],
  );
}

/** What was published at the end of a day. */
export interface CoverageDayRow {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly documents: number;
  readonly pages: number;
  readonly chunks: number;
}

/** Days on which something changed, oldest first, and before them the last one before the time that is asked for. */
export function coverageDays(
  db: Queryable,
  { days, product }: { readonly days: number; readonly product: string | null },
): Promise<CoverageDayRow[]> {
  const names = ['documents', 'pages', 'chunks'] as const;
  return db.query(
    `WITH changes AS (
       SELECT (at AT TIME ZONE 'UTC')::date AS day,
              ${names.map((name) => `${name} - coalesce(lag(${name}) OVER one, 0) AS ${name}`).join(', ')}
       FROM coverage_history WHERE $2::text IS NULL OR product = $2
       WINDOW one AS (PARTITION BY product, version, kind ORDER BY at)),
     ends AS (
       SELECT day, ${names.map((name) => `(sum(sum(${name})) OVER (ORDER BY day))::int AS ${name}`).join(', ')}
       FROM changes GROUP BY day),
     begins AS (SELECT ((now() - make_interval(days => $1)) AT TIME ZONE 'UTC')::date AS day)
     SELECT ends.day::text AS day, documents, pages, chunks FROM ends
     WHERE ends.day >= coalesce((SELECT max(e.day) FROM ends e, begins WHERE e.day <= begins.day),
                                (SELECT day FROM begins))
     ORDER BY ends.day`,
    [days, product],
  );
}
