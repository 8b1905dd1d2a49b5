/** Writes down how coverage changed. */
import type { Queryable } from '../queryable.js';
import { coverageNow } from '../queries/coverage-history.js';

/** Two years. */
const daysKept = 730;

const same = (a: string, b: string): string =>
  `(${a}.documents, ${a}.pages, ${a}.chunks, ${a}.tokens) = (${b}.documents, ${b}.pages, ${b}.chunks, ${b}.tokens)`;

/**
 * Adds a row for what is other than its last row says, zeros for what is gone; nothing when nothing changed. Rows that are
 * older than two years go, but for the last of each pair of version and kind, which says what was there since.
 */
export async function recordCoverage(db: Queryable): Promise<void> {
  await db.query(
    `WITH last AS (
       SELECT DISTINCT ON (product, version, kind) product, version, kind, documents, pages, chunks, tokens
       FROM coverage_history ORDER BY product, version, kind, at DESC),
     present AS (${coverageNow})
     INSERT INTO coverage_history (product, version, kind, documents, pages, chunks, tokens)
     SELECT coalesce(present.product, last.product), coalesce(present.version, last.version),
            coalesce(present.kind, last.kind), coalesce(present.documents, 0), coalesce(present.pages, 0),
            coalesce(present.chunks, 0), coalesce(present.tokens, 0)
     FROM present FULL JOIN last
       ON last.product = present.product AND last.version = present.version AND last.kind = present.kind
     WHERE CASE WHEN present.product IS NULL THEN last.documents > 0
                WHEN last.product IS NULL THEN true ELSE NOT ${same('present', 'last')} END
     ON CONFLICT DO NOTHING`,
  );
  await db.query(
    `DELETE FROM coverage_history old WHERE old.at < now() - make_interval(days => $1) AND EXISTS (
       SELECT FROM coverage_history newer WHERE newer.product = old.product AND newer.version = old.version
         AND newer.kind = old.kind AND newer.at > old.at AND newer.at < now() - make_interval(days => $1))`,
    [daysKept],
  );
}
