/** Ranks passages by BM25 as the extension pg_textsearch computes it: k1 1.2, b 0.75, English stemming. */
import type { DataSource } from 'typeorm';
import { prepareOnce } from '../../store/prepare-once.js';
import { inScope } from '../scope-members.js';
import type { LegHit } from './lexical-index.js';
import type { WordQuery, WordRanking } from './word-ranking.js';

const indexName = 'passage_bm25';
/** Passages up to which scoring each (about 0.23 ms) beats an ordered scan of the index (10 ms and more). */
const mostScoredSingly = 50;

export function createBm25Ranking(dataSource: DataSource): WordRanking {
  async function score({ words, forbidden }: WordQuery, passageIds: readonly number[], limit: number) {
    if (passageIds.length === 0) return [];
    return dataSource.query<LegHit[]>(
      `WITH scored AS MATERIALIZED (
         SELECT p.id, -(p.search_text <@> to_bm25query($1, '${indexName}')) AS score
         FROM passage p
         WHERE p.id = ANY ($2::int[]) AND NOT p.search_text ~* ANY ($3::text[]))
       SELECT id AS "passageId", score FROM scored WHERE score > 0 ORDER BY score DESC, id LIMIT $4`,
      [words, passageIds, forbidden, limit],
    );
  }

  /** The index's own order, filtered as it comes; pg_textsearch goes deeper until `limit` passages remain. */
  async function scanIndex({ scope, members, words, forbidden }: WordQuery, limit: number): Promise<LegHit[]> {
    const inside = inScope(members, scope, 'p.id', 5);
    const rows = await dataSource.query<LegHit[]>(
      `SELECT p.id AS "passageId", -(p.search_text <@> to_bm25query($1, '${indexName}')) AS score
       FROM passage p
       WHERE ($4::uuid[] IS NULL OR (p.product_id = ANY ($4::uuid[])) IS TRUE) AND ${inside.sql}
         AND NOT p.search_text ~* ANY ($2::text[])
       ORDER BY p.search_text <@> to_bm25query($1, '${indexName}')
       LIMIT $3`,
      [words, forbidden, limit, scope.productIds ?? null, ...inside.parameters],
    );
    return rows.filter((row) => row.score > 0);
  }

  const rank: WordRanking['rank'] = (query, limit) =>
    query.members.size === 'named' && query.members.passageIds.length <= mostScoredSingly
      ? score(query, query.members.passageIds, limit)
      : scanIndex(query, limit);

  return {
    score,
    rank,
    count: async (query, limit) => (await rank(query, limit)).length,
    prepare: () =>
      prepareOnce(dataSource, async (manager) => {
        await manager.query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
        await manager.query(
          `CREATE INDEX IF NOT EXISTS ${indexName} ON passage USING bm25 (search_text) WITH (text_config = 'english')`,
        );
      }),
  };
}
