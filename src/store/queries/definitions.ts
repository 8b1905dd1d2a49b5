/** Which passages define a name. */
import { keepPlan } from '../kept-plans.js';
import type { Queryable } from '../queryable.js';

export interface DefiningPassage {
  readonly passageId: number;
  readonly headingPath: readonly string[];
  /** Those of the keys that it defines. */
  readonly keys: readonly string[];
}

const defining = keepPlan(
  'defining_passages',
  `SELECT p.id AS "passageId", p.heading_path AS "headingPath",
          ARRAY(SELECT unnest(p.defines) INTERSECT SELECT unnest($1::text[])) AS keys
   FROM passage p
   WHERE p.defines && $1::text[] AND ($2::uuid[] IS NULL OR p.product_id = ANY ($2::uuid[]))
     AND ($3::int[] IS NULL OR p.id = ANY ($3::int[])) LIMIT $4::int`,
);

export interface DefinitionLookup {
  readonly keys: readonly string[];
  /** Absent: of all products. */
  readonly productIds?: readonly string[];
  /** Absent: any passages. */
  readonly passageIds?: readonly number[];
  readonly limit: number;
}

/** Passages that define one of the keys; some of them where there are more than `limit`. */
export function definingPassages(
  db: Queryable,
  { keys, productIds, passageIds, limit }: DefinitionLookup,
): Promise<DefiningPassage[]> {
  return db.query(defining, [keys, productIds ?? null, passageIds ?? null, limit]);
}
