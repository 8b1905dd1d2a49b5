/** Where paths lead that things had before they were moved or merged. What has such a path now is looked for first, elsewhere. */
import type { SubjectKind } from '../entities/subject-kind.js';
import type { Queryable } from '../queryable.js';
import { isReadable } from './visibility.js';

/** SQL expression: slugs and names that lead to a vendor or product `alias` and that no other has by now. */
export function formerNames(kind: 'VENDOR' | 'PRODUCT', alias: string): string {
  const table = kind.toLowerCase();
  return `ARRAY(SELECT DISTINCT was.called FROM former_path f CROSS JOIN LATERAL unnest(f.path || f.names) AS was (called)
    WHERE f.kind = '${kind}' AND f.target_id = ${alias}.id
      AND NOT EXISTS (SELECT FROM ${table} held WHERE lower(held.slug) = lower(was.called)))`;
}

/** SQL condition: the vendor or product `alias` had the slug at that place of the parameters. */
export function wasCalled(kind: 'VENDOR' | 'PRODUCT', alias: string, place: number): string {
  return `EXISTS (SELECT FROM former_path f
    WHERE f.kind = '${kind}' AND f.target_id = ${alias}.id AND f.path = lower($${String(place)}))`;
}

/** What took the place of a vendor, product or version that is no more, and the path that it had. */
export async function successorOf(
  db: Queryable,
  id: string,
): Promise<{ readonly id: string; readonly path: string } | null> {
  const rows = await db.query<{ id: string; path: string }[]>(
    `SELECT f.target_id AS id, f.path FROM former_path f WHERE f.old_id = $1 AND EXISTS (
       SELECT FROM vendor WHERE id = f.target_id UNION ALL SELECT FROM product WHERE id = f.target_id
       UNION ALL SELECT FROM version WHERE id = f.target_id) ORDER BY f.id DESC LIMIT 1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A version as a product had it once, wherever it stands now. */
export interface FormerVersion {
  readonly productId: string;
  readonly versionId: string;
  /** Of the product that has it now. */
  readonly holderId: string;
}

/** Readable versions that the products, or products that went into them, had under that name; the last such first. */
export function formerVersions(
  db: Queryable,
  productIds: readonly string[] | null,
  name: string,
): Promise<FormerVersion[]> {
  return db.query(
    `SELECT p.id AS "productId", v.id AS "versionId", v.product_id AS "holderId"
     FROM former_path f JOIN version v ON v.id = f.target_id
     JOIN product p ON p.slug = f.product
       OR p.id IN (SELECT target_id FROM former_path g WHERE g.kind = 'PRODUCT' AND g.path = f.product)
     WHERE f.kind = 'VERSION' AND (lower(f.version) = lower($2) OR lower($2) IN (SELECT lower(n) FROM unnest(f.names) AS n))
       AND ${isReadable('v')} AND ($1::uuid[] IS NULL OR p.id = ANY ($1::uuid[]))
     ORDER BY f.id DESC`,
    [productIds, name.trim()],
  );
}

/** The document that had the path, unless another one has it now. */
export async function formerDocument(
  db: Queryable,
  [product, version, document]: readonly [string, string, string],
): Promise<string | null> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT f.target_id AS id FROM former_path f
     WHERE f.kind = 'DOCUMENT' AND f.path = $1 || '/' || $2 || '/' || $3
       AND NOT EXISTS (SELECT FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
                       WHERE p.slug = $1 AND v.slug = $2 AND d.slug = $3)
     ORDER BY f.id DESC LIMIT 1`,
    [product, version, document],
  );
  return rows[0]?.id ?? null;
}

/** Paths, or slugs of products, that things had before and that nothing else has now. */
export function formerPathsOf(
  db: Queryable,
  ids: readonly string[],
): Promise<{ readonly parentId: string; readonly path: string }[]> {
  return db.query(
    `SELECT DISTINCT f.target_id AS "parentId", f.path FROM former_path f
     WHERE f.target_id = ANY ($1::uuid[]) AND f.kind IN ('PRODUCT', 'DOCUMENT')
       AND NOT EXISTS (SELECT FROM product WHERE f.kind = 'PRODUCT' AND slug = f.path)
       AND NOT EXISTS (SELECT FROM product p JOIN version v ON v.product_id = p.id JOIN document d ON d.version_id = v.id
                       WHERE p.slug = f.product AND v.slug = f.version AND d.slug = f.document)
     ORDER BY f.path`,
    [ids],
  );
}

/** A path that leads elsewhere now, as settings name it. */
export interface FollowedPath {
  readonly kind: Exclude<SubjectKind, 'DOCUMENT'>;
  readonly path: string;
  readonly now: string;
}

/** Of vendors, products and versions, where nothing has the path now and no move was taken back. */
export function followedPaths(db: Queryable): Promise<FollowedPath[]> {
  return db.query(
    `SELECT DISTINCT ON (f.kind, f.path) f.kind, f.path, now.path AS now
     FROM former_path f JOIN (
       SELECT id, slug AS path FROM vendor UNION ALL SELECT id, slug FROM product
       UNION ALL SELECT v.id, p.slug || '/' || v.slug FROM version v JOIN product p ON p.id = v.product_id) AS now ON now.id = f.target_id
     WHERE f.kind <> 'DOCUMENT' AND NOT f.is_taken_back AND NOT EXISTS (
       SELECT FROM vendor held WHERE f.kind = 'VENDOR' AND held.slug = f.path
       UNION ALL SELECT FROM product held WHERE f.kind = 'PRODUCT' AND held.slug = f.path
       UNION ALL SELECT FROM version held JOIN product p ON p.id = held.product_id
       WHERE f.kind = 'VERSION' AND p.slug = f.product AND held.slug = f.version)
     ORDER BY f.kind, f.path, f.id DESC`,
  );
}
