/** Ranks passages by BM25 as the extension pg_textsearch computes it: k1 1.2, b 0.75, English stemming. */
import type { DataSource } from 'typeorm';
import { prepareOnce } from '../../store/prepare-once.js';
import { inScope, type SqlCondition } from '../scope-members.js';
import { isUnconstrained, meets, type Constraints } from './constraints.js';
import type { LegHit } from './lexical-index.js';
import type { WordQuery, WordRanking } from './word-ranking.js';

const indexName = 'passage_words_bm25';
/** Passages up to which scoring each (0.25 to 0.8 ms) beats a scan of the index (5 ms and more). */
const mostScoredSingly = 20;
/** How deep a scan goes at first that has to find a part of the library in it; such a scan takes a few milliseconds. */
const scopedDepth = 2_000;
/** How much deeper the next one goes when too few passages of the scope were in it. */
const deeper = 4;

/**
 * The best passages of the library in the index's own order, with the scores that its scan has made anyway: making them
 * again, as the operator does outside of the ordering, takes ten times as long as the scan. Those scores exist under a
 * plan that scans the index and under no other, hence the settings; and the scan wants to know its depth when it is
 * planned, hence the dynamic statement.
 */
const scanFunction = `CREATE OR REPLACE FUNCTION best_passages_by_bm25(words text, depth int)
  RETURNS TABLE (passage_id int, product_id uuid, score float8) LANGUAGE plpgsql STABLE
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $body$
  BEGIN
    RETURN QUERY EXECUTE format(
      'SELECT p.id, p.product_id, -bm25_get_current_score() FROM passage p
       ORDER BY p.search_words <@> to_bm25query($1, ''${indexName}'') LIMIT %s', depth) USING words;
  END $body$`;

interface Scan {
  readonly hits: LegHit[];
  /** Passages that the scan went through. */
  readonly scanned: number;
}

/** The constraints as a filter on what the scan delivers. */
function metIn(constraints: Constraints, at: number): SqlCondition {
  if (isUnconstrained(constraints)) return { sql: 'true', parameters: [] };
  const { sql, parameters } = meets(constraints, 'p.search_words', at);
  return { sql: `EXISTS (SELECT FROM passage p WHERE p.id = best.passage_id AND ${sql})`, parameters };
}

export function createBm25Ranking(dataSource: DataSource): WordRanking {
  async function score({ words, constraints }: WordQuery, passageIds: readonly number[], limit: number) {
    if (passageIds.length === 0) return [];
    const met = meets(constraints, 'p.search_words', 4);
    return dataSource.query<LegHit[]>(
      `WITH scored AS MATERIALIZED (
         SELECT p.id, -(p.search_words <@> to_bm25query($1, '${indexName}')) AS score
         FROM passage p
         WHERE p.id = ANY ($2::int[]) AND ${met.sql})
       SELECT id AS "passageId", score FROM scored WHERE score > 0 ORDER BY score DESC, id LIMIT $3`,
      [words, passageIds, limit, ...met.parameters],
    );
  }

  async function scan({ scope, members, words, constraints }: WordQuery, depth: number, limit: number): Promise<Scan> {
    const inside = inScope(members, scope, 'best.passage_id', 5);
    const met = metIn(constraints, 5 + inside.parameters.length);
    const [row] = await dataSource.query<(Omit<Scan, 'hits'> & { hits: LegHit[] | null })[]>(
      `WITH best AS MATERIALIZED (
         SELECT * FROM best_passages_by_bm25($1, $2) WITH ORDINALITY AS found (passage_id, product_id, score, place)
         WHERE score > 0),
       hit AS (
         SELECT best.passage_id AS "passageId", best.score, best.place
         FROM (SELECT * FROM best ORDER BY place OFFSET 0) AS best
         WHERE ($4::uuid[] IS NULL OR best.product_id = ANY ($4::uuid[])) AND ${inside.sql} AND ${met.sql}
         LIMIT $3)
       SELECT (SELECT count(*)::int FROM best) AS scanned,
              (SELECT json_agg(hit ORDER BY place) FROM hit) AS hits`,
      [words, depth, limit, scope.productIds ?? null, ...inside.parameters, ...met.parameters],
    );
    const hits = (row?.hits ?? []).map(({ passageId, score: found }) => ({ passageId, score: found }));
    return { scanned: row?.scanned ?? 0, hits };
  }

  /** Goes deeper until `limit` passages of the scope are found, or the index holds no more with any of the words. */
  async function scanIndex(query: WordQuery, limit: number): Promise<LegHit[]> {
    const isUnlimited = Object.values(query.scope).every((ids) => ids === undefined);
    for (let depth = isUnlimited ? 2 * limit : Math.max(scopedDepth, 2 * limit); ; depth *= deeper) {
      const { hits, scanned } = await scan(query, depth, limit);
      if (hits.length >= limit || scanned < depth) return hits;
    }
  }

  const rank: WordRanking['rank'] = (query, limit) =>
    query.members.size === 'named' && query.members.passageIds.length <= mostScoredSingly
      ? score(query, query.members.passageIds, limit)
      : scanIndex(query, limit);

  return {
    score,
    rank,
    match: async (query, limit) => (await rank(query, limit)).map(({ passageId }) => passageId),
    count: async (query, limit) => (await rank(query, limit)).length,
    prepare: () =>
      prepareOnce(dataSource, async (manager) => {
        await manager.query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
        await manager.query(
          `CREATE INDEX IF NOT EXISTS ${indexName} ON passage USING bm25 (search_words) WITH (text_config = 'english')`,
        );
        await manager.query(scanFunction);
      }),
  };
}
