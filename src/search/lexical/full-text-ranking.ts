/**
 * Ranks passages by BM25 on a Postgres that has no extension for it: candidates from the full-text index, rarest words
 * first, scored from their `tsvector` with document frequencies taken from the planner's statistics and the index.
 */
import type { DataSource } from 'typeorm';
import { prepareOnce } from '../../store/prepare-once.js';
import { inScope, type SqlCondition } from '../scope-members.js';
import type { LegHit } from './lexical-index.js';
import type { WordQuery, WordRanking } from './word-ranking.js';

/** Holders of a word that are counted; a word in more passages is known by the planner's statistics. */
const mostCounted = 5_000;
/** Passages that are scored at first, and when those give too few hits. */
const budgets = [4_000, 40_000] as const;
/** Robertson's parameters, as pg_textsearch and Lucene have them. */
const saturation = 1.2;
const lengthShare = 0.75;

/** A word of the query as the index holds it. */
interface Word {
  /** As a `tsquery`. */
  readonly query: string;
  /** Passages that hold it, roughly. */
  readonly holders: number;
  readonly weight: number;
}

interface Words {
  /** Rarest first. */
  readonly words: readonly Word[];
  /** Mean length of passages, in tokens. */
  readonly meanTokens: number;
}

/** Frequencies come from `ANALYZE` for common words, which it lists, and from the index for all others. */
async function wordsOf(dataSource: DataSource, text: string): Promise<Words> {
  const rows = await dataSource.query<{ query: string; holders: number; passages: number; tokens: number }[]>(
    `WITH word AS MATERIALIZED (
       SELECT lexeme, '''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''' AS query
       FROM unnest(tsvector_to_array(to_tsvector('english', $1))) AS lexeme),
     size AS MATERIALIZED (
       SELECT CASE WHEN c.reltuples > ${String(2 * mostCounted)} THEN c.reltuples
                   ELSE (SELECT count(*) FROM passage) END::float8 AS passages,
              (SELECT coalesce(avg(tokens), 1)::float8 FROM (SELECT tokens FROM passage LIMIT 1000) AS sample) AS tokens
       FROM pg_class c WHERE c.oid = 'passage'::regclass),
     common AS MATERIALIZED (
       SELECT e.lexeme, e.share
       FROM pg_stats s,
            LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e (lexeme, share)
       WHERE s.schemaname = current_schema() AND s.tablename = 'passage' AND s.attname = 'search_vector'
         AND e.lexeme IN (SELECT lexeme FROM word))
     SELECT w.query, size.passages, size.tokens,
            coalesce(
              (SELECT c.share * size.passages FROM common c WHERE c.lexeme = w.lexeme),
              (SELECT count(*) FROM (SELECT FROM passage p WHERE p.search_vector @@ w.query::tsquery
                                     LIMIT ${String(mostCounted)}) AS holder))::float8 AS holders
     FROM word w CROSS JOIN size ORDER BY holders, w.query`,
    [text],
  );
  return {
    words: rows.map(({ query, holders, passages }) => ({
      query,
      holders,
      weight: Math.log(1 + (Math.max(passages, holders) - holders + 0.5) / (holders + 0.5)),
    })),
    meanTokens: Math.max(1, rows[0]?.tokens ?? 1),
  };
}

/**
 * Condition that at most about `budget` passages meet: the rarest words, any of them. What is left out can't make up
 * for a rare word by itself (the idea of MaxScore; Turtle and Flood, 1995). Common words alone have to meet in one
 * passage.
 */
function condition(words: readonly Word[], budget: number): string {
  const rare: string[] = [];
  let holders = 0;
  for (const word of words) {
    holders += word.holders;
    if (holders > budget) break;
    rare.push(word.query);
  }
  return rare.length > 0 ? rare.join(' | ') : words.map((word) => word.query).join(' & ');
}

/**
 * BM25 of the candidates. A word's frequency in a passage is read off `ts_rank`, the only function that reads a
 * `tsvector` at the speed of C: for one word of f places it is Σ 1/j² for j ≤ f, over π²/6, and the rest of that sum
 * is 1/(f + ½) closely enough to round to f.
 * @param from the candidates: a condition on `p` whose parameters begin at `$7`.
 */
async function scored(
  dataSource: DataSource,
  { words, meanTokens }: Words,
  matching: string,
  forbidden: readonly string[],
  from: SqlCondition,
  most: number | null,
  limit: number,
): Promise<LegHit[]> {
  return dataSource.query(
    `WITH word AS MATERIALIZED (
       SELECT query::tsquery AS query, weight FROM unnest($1::text[], $2::float8[]) AS w (query, weight)),
     candidate AS MATERIALIZED (
       SELECT p.id, p.tokens, p.search_vector || ''::tsvector AS vector
       FROM passage p
       WHERE p.search_vector @@ $3::tsquery AND ${from.sql} AND NOT p.search_text ~* ANY ($4::text[]) LIMIT $5)
     SELECT c.id AS "passageId",
            sum(w.weight * f.frequency * ${String(saturation + 1)} / (f.frequency + ${String(saturation)} *
              (${String(1 - lengthShare)} + ${String(lengthShare)} * c.tokens / $6::float8))) AS score
     FROM candidate c CROSS JOIN word w
     CROSS JOIN LATERAL (
       SELECT round(6 / (pi() ^ 2 * greatest(1 - ts_rank('{1,1,1,1}', c.vector, w.query), 1e-4)) - 0.5) AS frequency) AS f
     GROUP BY c.id ORDER BY score DESC, c.id LIMIT ${String(limit)}`,
    [
      words.map((word) => word.query),
      words.map((word) => word.weight),
      matching,
      forbidden,
      most,
      meanTokens,
      ...from.parameters,
    ],
  );
}

const anyOf = (words: readonly Word[]): string => words.map((word) => word.query).join(' | ');

export function createFullTextRanking(dataSource: DataSource): WordRanking {
  async function score({ words: text, forbidden }: WordQuery, passageIds: readonly number[], limit: number) {
    if (passageIds.length === 0) return [];
    const words = await wordsOf(dataSource, text);
    if (words.words.length === 0) return [];
    const named = { sql: 'p.id = ANY ($7::int[])', parameters: [passageIds] };
    return scored(dataSource, words, anyOf(words.words), forbidden, named, null, limit);
  }

  /** Goes on with more words while there are too few hits. */
  async function searchIndex({ words: text, forbidden, scope, members }: WordQuery, limit: number): Promise<LegHit[]> {
    const words = await wordsOf(dataSource, text);
    if (words.words.length === 0) return [];
    const inside = inScope(members, scope, 'p.id', 8);
    const from = {
      sql: `($7::uuid[] IS NULL OR p.product_id = ANY ($7::uuid[])) AND ${inside.sql}`,
      parameters: [scope.productIds ?? null, ...inside.parameters],
    };
    const all = anyOf(words.words);
    for (const budget of budgets) {
      const matching = condition(words.words, budget);
      const hits = await scored(dataSource, words, matching, forbidden, from, budget, limit);
      if (hits.length >= limit || matching === all) return hits;
    }
    return scored(dataSource, words, all, forbidden, from, budgets[1], limit);
  }

  return {
    score,
    rank: (query, limit) =>
      query.members.size === 'named' ? score(query, query.members.passageIds, limit) : searchIndex(query, limit),
    prepare: () =>
      prepareOnce(dataSource, async (manager) => {
        const [there]: unknown[] = await manager.query(`SELECT to_regclass('passage_search_vector') AS oid
          WHERE to_regclass('passage_search_vector') IS NOT NULL`);
        if (there !== undefined) return;
        await manager.query(`ALTER TABLE passage ADD COLUMN IF NOT EXISTS search_vector tsvector
          GENERATED ALWAYS AS (to_tsvector('english', search_text)) STORED`);
        await manager.query(`CREATE INDEX IF NOT EXISTS passage_search_vector ON passage
          USING gin (search_vector) WITH (fastupdate = off)`);
      }),
  };
}
