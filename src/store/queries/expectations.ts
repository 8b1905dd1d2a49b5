/** What somebody said that versions should have. */
import type { Expectation } from '../entities/expectation.js';
import type { Queryable } from '../queryable.js';

export type ExpectationRow = Omit<Expectation, 'sourceRoot'>;

export const expectationColumns = `id, product_slug AS "productSlug", kind, from_label AS "fromLabel",
  to_label AS "toLabel", is_expected AS "isExpected", declared_by AS "declaredBy", note, caller_name AS "callerName",
  declared_at AS "declaredAt"`;

/** By the slug that the product has now. Those that win first: a curator's before a manifest's, then the newest. */
export function expectations(db: Queryable, productSlug: string | null = null): Promise<ExpectationRow[]> {
  return db.query(
    `SELECT ${expectationColumns}
     FROM (SELECT id, product_slug_now(product_slug) AS product_slug, kind, from_label, to_label, is_expected, declared_by,
             note, caller_name, declared_at FROM expectation) AS now
     WHERE $1::text IS NULL OR product_slug = $1
     ORDER BY product_slug, declared_by = 'CURATOR' DESC, declared_at DESC, kind, id`,
    [productSlug],
  );
}
