/** Searches that did not get what they asked for, by where it would have to be, and names that were asked for in vain. */
import type { Queryable } from '../queryable.js';
import { inDemandScope, parametersOf, type DemandScope } from './demand.js';

/** Searches that miss the same part of the library. */
export interface MissedPlace {
  /** Slug, or as it was written; empty where none or several were asked of. */
  readonly product: string;
  /** Slug of the product's vendor; empty where the library has no such product. */
  readonly vendor: string;
  /** Slug of the version that answered, or the absent one as it was written; empty for none. */
  readonly version: string;
  /** Kind that was asked for, else that of the best hit; empty for neither. */
  readonly kind: string;
  readonly searches: number;
  /** Different ones, most asked first; at most {@link mostExamples}. */
  readonly questions: readonly string[];
  readonly lastAsked: Date;
}

const mostExamples = 3;
const isMissed = `l.verdict <> 'FOUND' AND l.opened_rank IS NULL AND NOT l.degraded`;

/** What curators said to be not theirs, or answered, and what the machine finds by now, is no gap. */
const isOpen = `NOT EXISTS (SELECT FROM question_state mark WHERE mark.normalised = l.normalised
    AND (mark.state IN ('NOT_OURS', 'MENDED') OR mark.verdict IN ('NOT_OURS', 'ANSWERED')))
  AND NOT EXISTS (SELECT FROM question_retry retry WHERE retry.normalised = l.normalised AND retry.answered_at > l.at)`;

/** Most searches first. */
export function missedPlaces(db: Queryable, scope: DemandScope, limit: number): Promise<MissedPlace[]> {
  return db.query(
    `SELECT product, coalesce((SELECT maker.slug FROM product p JOIN vendor maker ON maker.id = p.vendor_id
                                WHERE p.slug = asked.product), '') AS vendor,
            version, kind, sum(times)::int AS searches, max(last) AS "lastAsked",
            (array_agg(query ORDER BY times DESC, query))[1:${String(mostExamples)}] AS questions
     FROM (
       SELECT product, version, kind, normalised, count(*) AS times, max(at) AS last,
              (array_agg(query ORDER BY at DESC))[1] AS query
       FROM (
         SELECT l.at, l.query, l.normalised, CASE WHEN cardinality(l.products) = 1 THEN l.products[1] ELSE '' END AS product,
                CASE WHEN cardinality(l.products) <> 1 THEN ''
                     WHEN l.verdict = 'VERSION_ABSENT' AND cardinality(l.versions) = 1 THEN l.versions[1]
                     WHEN cardinality(l.served) = 1 THEN split_part(l.served[1], '/', 2) ELSE '' END AS version,
                coalesce(CASE WHEN jsonb_array_length(l.asked_scope->'kinds') = 1 THEN l.asked_scope->'kinds'->>0 END,
                         l.best_kind, '') AS kind
         FROM query_log l WHERE ${inDemandScope} AND ${isMissed} AND ${isOpen}) missed
       GROUP BY product, version, kind, normalised) asked
     GROUP BY product, version, kind ORDER BY searches DESC, product, version, kind LIMIT $5`,
    [...parametersOf(scope), limit],
  );
}

/** A name that was asked for in vain. */
export interface AbsentName {
  readonly name: string;
  /** Slug of the product whose version it is, or as it was written; empty for none. */
  readonly product: string;
  readonly searches: number;
  readonly clients: readonly string[];
  readonly lastAsked: Date;
}

const counted = `count(*)::int AS searches, max(l.at) AS "lastAsked",
  coalesce(array_agg(DISTINCT l.client) FILTER (WHERE l.client <> ''), '{}') AS clients`;

/** Versions that were not there when they were asked for. */
export function absentVersions(db: Queryable, scope: DemandScope, limit: number): Promise<AbsentName[]> {
  return db.query(
    `SELECT version AS name, CASE WHEN cardinality(l.products) = 1 THEN l.products[1] ELSE '' END AS product, ${counted}
     FROM query_log l, unnest(l.versions) AS version
     WHERE ${inDemandScope} AND l.verdict = 'VERSION_ABSENT'
     GROUP BY 1, 2 ORDER BY searches DESC, 1, 2 LIMIT $5`,
    [...parametersOf(scope), limit],
  );
}

/** Names of products that no product had when they were asked for. */
export function unknownProducts(db: Queryable, scope: DemandScope, limit: number): Promise<AbsentName[]> {
  return db.query(
    `SELECT name, '' AS product, ${counted}
     FROM query_log l, unnest(l.products) AS name
     WHERE ${inDemandScope} AND l.verdict = 'UNKNOWN_NAME' AND NOT EXISTS (SELECT FROM product p WHERE p.slug = name)
     GROUP BY 1 ORDER BY searches DESC, 1 LIMIT $5`,
    [...parametersOf(scope), limit],
  );
}
