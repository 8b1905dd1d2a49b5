/**
 * Ranks passages by BM25 on a Postgres that has no extension for it: candidates from the full-text index, rarest words
 * first, scored from their `tsvector` with document frequencies taken from the planner's statistics and the index.
 */
import type { DataSource } from 'typeorm';
import { prepareOnce } from '../../store/prepare-once.js';
import { inScope, type SqlCondition } from '../scope-members.js';
import { meets, type Constraints } from './constraints.js';
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

/** Which passages are scored, and which of them are found; conditions on `p` and `best` from parameter 8 on. */
interface Candidates {
  /** As a `tsquery`. */
  readonly matching: string;
  readonly inside: SqlCondition;
  /** Asked of the best first, until there are enough. */
  readonly shown: SqlCondition;
  readonly constraints: Constraints;
  /** Passages that are scored at most. */
  readonly most: number | null;
}

const anything: SqlCondition = { sql: 'true', parameters: [] };

/**
 * BM25 of the candidates. A word's frequency in a passage is read off `ts_rank`, the only function that reads a
 * `tsvector` at the speed of C: for one word of f places it is Σ 1/j² for j ≤ f, over π²/6, and the rest of that sum
 * is 1/(f + ½) closely enough to round to f. `|| ''` and `OFFSET 0` unpack each `tsvector` once, not once for each word.
 */
function scored(
  dataSource: DataSource,
  { words, meanTokens }: Words,
  { matching, inside, shown, constraints, most }: Candidates,
  limit: number,
): Promise<LegHit[]> {
  const met = meets(constraints, 'p.search_words', 8 + inside.parameters.length + shown.parameters.length);
  return dataSource.query(
    `WITH word AS MATERIALIZED (
       SELECT query::tsquery AS query, weight FROM unnest($1::text[], $2::float8[]) AS w (query, weight)),
     candidate AS MATERIALIZED (
       SELECT p.id, (
         SELECT sum(w.weight * f.frequency * ${String(saturation + 1)} / (f.frequency + $5::float8 + $6::float8 * p.tokens))
         FROM (SELECT p.search_vector || ''::tsvector AS vector OFFSET 0) AS unpacked
         CROSS JOIN word w
         CROSS JOIN LATERAL (
           SELECT round(6 / (pi() ^ 2 * greatest(1 - ts_rank('{1,1,1,1}', unpacked.vector, w.query), 1e-4)) - 0.5)
             AS frequency OFFSET 0) AS f) AS score
       FROM passage p
       WHERE p.search_vector @@ $3::tsquery AND ${inside.sql} AND ${met.sql} LIMIT $4)
     SELECT best.id AS "passageId", best.score
     FROM (SELECT id, score FROM candidate ORDER BY score DESC, id OFFSET 0) AS best WHERE ${shown.sql} LIMIT $7`,
    [
      words.map((word) => word.query),
      words.map((word) => word.weight),
      matching,
      most,
      saturation * (1 - lengthShare),
      (saturation * lengthShare) / meanTokens,
      limit,
      ...inside.parameters,
      ...shown.parameters,
      ...met.parameters,
    ],
  );
}

/** A text's words, any of them, as a `tsquery`; null without any. */
const anyWordOf = (text: string): string => `(
  SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery
  FROM unnest(tsvector_to_array(to_tsvector('english', ${text}))) AS lexeme)`;

/**
 * Nothing is scored. Ids are taken in the order of their hashes, so that of too many all parts of the library have their
 * share, and whether the scope shows them is asked until there are enough.
 */
async function matching(
  dataSource: DataSource,
  { words, constraints, scope, members }: WordQuery,
  limit: number,
): Promise<number[]> {
  const met = meets(constraints, 'p.search_words', 4);
  const within = inScope(members, scope, 'found.id', 4 + met.parameters.length);
  const rows = await dataSource.query<{ id: number }[]>(
    `SELECT found.id FROM (
       SELECT p.id FROM passage p
       WHERE p.search_vector @@ ${anyWordOf('$1')} AND ($2::uuid[] IS NULL OR p.product_id = ANY ($2)) AND ${met.sql}
       ORDER BY hashint4(p.id) OFFSET 0) AS found
     WHERE ${within.sql} LIMIT $3`,
    [words, scope.productIds ?? null, limit, ...met.parameters, ...within.parameters],
  );
  return rows.map(({ id }) => id);
}

const anyOf = (words: readonly Word[]): string => words.map((word) => word.query).join(' | ');

export function createFullTextRanking(dataSource: DataSource): WordRanking {
  async function score({ words: text, constraints }: WordQuery, passageIds: readonly number[], limit: number) {
    if (passageIds.length === 0) return [];
    const words = await wordsOf(dataSource, text);
    if (words.words.length === 0) return [];
    const inside = { sql: 'p.id = ANY ($8::int[])', parameters: [passageIds] };
    const candidates = { matching: anyOf(words.words), inside, shown: anything, constraints, most: null };
    return scored(dataSource, words, candidates, limit);
  }

  /** Goes on with more words while there are too few hits. */
  async function searchIndex(
    { words: text, constraints, scope, members }: WordQuery,
    limit: number,
  ): Promise<LegHit[]> {
    const words = await wordsOf(dataSource, text);
    if (words.words.length === 0) return [];
    // Nearly all passages are in a scope without limits, so that only the best need to be asked.
    const isUnlimited = Object.values(scope).every((ids) => ids === undefined);
    const productIds: unknown = scope.productIds ?? null;
    const within = inScope(members, scope, isUnlimited ? 'best.id' : 'p.id', isUnlimited ? 8 : 9);
    const [inside, shown] = isUnlimited
      ? [anything, within]
      : [
          {
            sql: `($8::uuid[] IS NULL OR p.product_id = ANY ($8::uuid[])) AND ${within.sql}`,
            parameters: [productIds, ...within.parameters],
          },
          anything,
        ];
    const all = anyOf(words.words);
    for (const most of budgets) {
      const matching = condition(words.words, most);
      const hits = await scored(dataSource, words, { matching, inside, shown, constraints, most }, limit);
      if (hits.length >= limit || matching === all) return hits;
    }
    return scored(dataSource, words, { matching: all, inside, shown, constraints, most: budgets[1] }, limit);
  }

  return {
    score,
    rank: (query, limit) =>
      query.members.size === 'named' ? score(query, query.members.passageIds, limit) : searchIndex(query, limit),
    match: (query, limit) => matching(dataSource, query, limit),
    async count({ words, scope, members }, limit) {
      const inside = inScope(members, scope, 'p.id', 4);
      const [row] = await dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM (
           SELECT FROM passage p WHERE p.search_vector @@ plainto_tsquery('english', $1)
             AND ($2::uuid[] IS NULL OR p.product_id = ANY ($2)) AND ${inside.sql} LIMIT $3) AS holder`,
        [words, scope.productIds ?? null, limit, ...inside.parameters],
      );
      return row?.count ?? 0;
    },
    prepare: () =>
      prepareOnce(dataSource, async (manager) => {
        const [there]: unknown[] = await manager.query(`SELECT to_regclass('passage_search_vector') AS oid
          WHERE to_regclass('passage_search_vector') IS NOT NULL`);
        if (there !== undefined) return;
        await manager.query(`ALTER TABLE passage ADD COLUMN IF NOT EXISTS search_vector tsvector
          GENERATED ALWAYS AS (to_tsvector('english', search_words)) STORED`);
        await manager.query(`CREATE INDEX IF NOT EXISTS passage_search_vector ON passage
          USING gin (search_vector) WITH (fastupdate = off)`);
      }),
  };
}
