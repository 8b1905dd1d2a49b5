/** How coverage changed over time. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';
import { isListed } from './visibility.js';

/** What is published now, by version and kind, as rows of the history. */
export const coverageNow = `
  SELECT p.slug AS product, v.slug AS version, ${required('d', 'kind')} AS kind, count(*)::int AS documents,
         coalesce(sum(d.page_count), 0)::int AS pages, sum(d.chunk_count)::int AS chunks, sum(d.token_count)::bigint AS tokens
  FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
  WHERE ${isListed('d')} AND ${isListed('v')} GROUP BY 1, 2, 3`;

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
