/** Which passages define a name. */
import { keepPlan } from '../kept-plans.js';
import type { Queryable } from '../queryable.js';
import { isListed, isShown } from './visibility.js';

export interface DefiningPassage {
  readonly passageId: number;
  readonly headingPath: readonly string[];
  /** Those of the keys that it defines. */
  readonly keys: readonly string[];
}

/** `OFFSET 0` keeps the planner from joining the chunks of the whole library: only a few passages define a name. */
const defining = keepPlan(
  'defining_passages',
  `SELECT p.id AS "passageId", p.heading_path AS "headingPath",
          ARRAY(SELECT unnest(p.defines) INTERSECT SELECT unnest($1::text[])) AS keys
   FROM passage p
   WHERE p.defines && $1::text[] AND ($2::uuid[] IS NULL OR p.product_id = ANY ($2::uuid[]))
     AND ($3::int[] IS NULL OR p.id = ANY ($3::int[]))
     AND EXISTS (SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
                 WHERE c.passage_id = p.id AND ${isListed('d')} AND ${isListed('v')} AND ${isShown('c')} OFFSET 0)
   LIMIT $4::int`,
);

export interface DefinitionLookup {
  readonly keys: readonly string[];
  /** Absent: of all products. */
  readonly productIds?: readonly string[];
  /** Absent: any passages. */
  readonly passageIds?: readonly number[];
  readonly limit: number;
}

/** Passages of published documents that define one of the keys; some of them where there are more than `limit`. */
export function definingPassages(
  db: Queryable,
  { keys, productIds, passageIds, limit }: DefinitionLookup,
): Promise<DefiningPassage[]> {
  return db.query(defining, [keys, productIds ?? null, passageIds ?? null, limit]);
}
