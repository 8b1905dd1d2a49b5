/** What bulks were about: how many things of which sort, and what they have in common. */
import type { SubjectKind } from '../entities/subject-kind.js';
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';

/** Things of one sort that a bulk changed. */
export interface BulkSubjectsRow {
  readonly parentId: string;
  readonly kind: SubjectKind;
  readonly count: number;
  /** Names of the fields that changed. */
  readonly fields: string[];
  /** Slugs of the product, and of the version, that all of them are or stand below; all slugs of a single thing. */
  readonly path: string | null;
  /** Names of today; null where it is not one for all, or is not there any more. */
  readonly vendorName: string | null;
  readonly productName: string | null;
  readonly versionLabel: string | null;
}

/** The one value that all rows have. */
const common = (sql: string): string =>
  `CASE WHEN count(${sql}) = count(*) AND count(DISTINCT ${sql}) = 1 THEN min(${sql}) END`;

/** Slugs of a changed thing, whatever it is: a product's may begin with its vendor's. */
const slugs = `SELECT c.bulk_id, c.subject_kind AS kind, c.subject_path AS path, c.field,
    CASE c.subject_kind WHEN 'VENDOR' THEN c.subject_path END AS vendor,
    CASE c.subject_kind WHEN 'VENDOR' THEN NULL WHEN 'PRODUCT' THEN regexp_replace(c.subject_path, '^.*/', '')
      ELSE split_part(c.subject_path, '/', 1) END AS product,
    CASE WHEN c.subject_kind IN ('VERSION', 'DOCUMENT') THEN split_part(c.subject_path, '/', 2) END AS version
  FROM curation_change c WHERE c.bulk_id = ANY ($1::uuid[])`;

export function subjectsOfBulks(db: Queryable, bulkIds: readonly string[]): Promise<BulkSubjectsRow[]> {
  return db.query(
    `SELECT s.bulk_id AS "parentId", s.kind, count(DISTINCT s.path)::int AS count,
       array_agg(DISTINCT s.field ORDER BY s.field) AS fields,
       coalesce(${common('s.path')}, ${common(`s.product || '/' || s.version`)}, ${common('s.product')}) AS path,
       ${common(`coalesce(${required('o', 'name')}, ${required('w', 'name')})`)} AS "vendorName", ${common(required('p', 'name'))} AS "productName",
       ${common(required('v', 'label'))} AS "versionLabel"
     FROM (${slugs}) AS s
     LEFT JOIN product p ON p.slug = s.product
     LEFT JOIN version v ON v.product_id = p.id AND v.slug = s.version
     LEFT JOIN vendor o ON o.id = p.vendor_id
     LEFT JOIN vendor w ON w.slug = s.vendor
     GROUP BY s.bulk_id, s.kind ORDER BY s.bulk_id, s.kind`,
    [bulkIds],
  );
}
