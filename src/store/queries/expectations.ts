/** What somebody said that versions should have. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Expectation } from '../entities/expectation.js';
import type { Queryable } from '../queryable.js';

export type ExpectationRow = Omit<Expectation, 'sourceRoot'>;

export const expectationColumns = `id, product_slug AS "productSlug", kind, from_label AS "fromLabel",
  to_label AS "toLabel", is_expected AS "isExpected", declared_by AS "declaredBy", note, caller_name AS "callerName",
  declared_at AS "declaredAt", revision`;

/** By the slug that the product has now. Those that win first: a curator's before a manifest's, then the newest. */
export function expectations(db: Queryable, productSlug: string | null = null): Promise<ExpectationRow[]> {
  return db.query(
    `SELECT ${expectationColumns}
     FROM (SELECT id, product_slug_now(product_slug) AS product_slug, kind, from_label, to_label, is_expected, declared_by,
             note, caller_name, declared_at, revision FROM expectation) AS now
     WHERE $1::text IS NULL OR product_slug = $1
     ORDER BY product_slug, declared_by = 'CURATOR' DESC, declared_at DESC, kind, id`,
    [productSlug],
  );
}

/** What versions an expectation is about. */
export type ExpectationPlace = Pick<ExpectationRow, 'productSlug' | 'fromLabel' | 'toLabel'>;

/** What curators declared of the kinds with just these bounds, by the slug that the product has now; the newest first. */
export function declaredByCurators(
  db: Queryable,
  { productSlug, fromLabel, toLabel }: ExpectationPlace,
  kinds: readonly DocumentKind[],
): Promise<ExpectationRow[]> {
  return db.query(
    `SELECT ${expectationColumns} FROM expectation
     WHERE declared_by = 'CURATOR' AND product_slug_now(product_slug) = $1 AND from_label = $2 AND to_label = $3
       AND kind = ANY ($4::text[])
     ORDER BY declared_at DESC, id`,
    [productSlug, fromLabel, toLabel, kinds],
  );
}

/** One that a curator declared. */
export async function declaredExpectation(db: Queryable, id: string): Promise<ExpectationRow | undefined> {
  const [row] = await db.query<ExpectationRow[]>(
    `SELECT ${expectationColumns} FROM expectation WHERE id = $1 AND declared_by = 'CURATOR'`,
    [id],
  );
  return row;
}
