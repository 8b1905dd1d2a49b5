/** Keyword search inside Postgres: BM25 by pg_textsearch, lifted by rare identifiers, narrowed by phrases. */
import type { DataSource } from 'typeorm';
import type { Queryable } from '../../store/queryable.js';
import { parseQuery, type ParsedQuery } from '../query.js';
import { inScope, scopeMembers, type NamedOrWide } from '../scope-members.js';
import type { IndexScope, LegHit, LexicalIndex, LexicalQuery } from './lexical-index.js';
import { rareIdentifiers, withIdentifiers } from './identifier-lift.js';
import { textPattern, wordPattern } from './text-pattern.js';

const indexName = 'passage_bm25';
/** Passages up to which scoring each (about 0.23 ms) beats an ordered scan of the index (10 ms and more). */
const mostScoredSingly = 50;
/** Best passages by words that are looked through for a phrase; more would read too much text. */
const phraseDepth = 400;
/** Words from which an unquoted query is long enough to be somebody's exact sentence or error message. */
const sentenceWords = 4;

interface Ranking {
  readonly db: Queryable;
  readonly scope: IndexScope;
  readonly members: NamedOrWide;
  readonly words: string;
  /** Regular expressions that a hit must not match. */
  readonly forbidden: readonly string[];
}

/** Scores the given passages, best first; those without any of the words are left out. */
async function scoreSingly(ranking: Ranking, passageIds: readonly number[], limit: number): Promise<LegHit[]> {
  if (passageIds.length === 0) return [];
  return ranking.db.query(
    `WITH scored AS MATERIALIZED (
       SELECT p.id, -(p.search_text <@> to_bm25query($1, '${indexName}')) AS score
       FROM passage p
       WHERE p.id = ANY ($2::int[]) AND NOT p.search_text ~* ANY ($3::text[]))
     SELECT id AS "passageId", score FROM scored WHERE score > 0 ORDER BY score DESC, id LIMIT $4`,
    [ranking.words, passageIds, ranking.forbidden, limit],
  );
}

/** The index's own order, filtered as it comes; pg_textsearch goes deeper until `limit` passages remain. */
async function scanIndex({ db, scope, members, words, forbidden }: Ranking, limit: number): Promise<LegHit[]> {
  const inside = inScope(members, scope, 'p.id', 5);
  const rows = await db.query<LegHit[]>(
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

function rank(ranking: Ranking, limit: number): Promise<LegHit[]> {
  const { members } = ranking;
  return members.size === 'named' && members.passageIds.length <= mostScoredSingly
    ? scoreSingly(ranking, members.passageIds, limit)
    : scanIndex(ranking, limit);
}

/** Those of the hits whose text matches every pattern, in the same order. */
async function matching(db: Queryable, hits: readonly LegHit[], patterns: readonly string[]): Promise<LegHit[]> {
  const rows = await db.query<{ id: number }[]>(
    `SELECT id FROM passage WHERE id = ANY ($1::int[]) AND search_text ~* ALL ($2::text[])`,
    [hits.map((hit) => hit.passageId), patterns],
  );
  const found = new Set(rows.map((row) => row.id));
  return hits.filter((hit) => found.has(hit.passageId));
}

/**
 * Hits that hold every phrase; where there is none, hits by words, since a phrase is often quoted from memory.
 * A long query without quotes is tried as a phrase as well: hits that hold it come first.
 */
async function rankWithPhrases(ranking: Ranking, query: ParsedQuery, limit: number): Promise<LegHit[]> {
  if (query.phrases.length > 0) {
    const deep = await rank(ranking, Math.max(phraseDepth, limit));
    const exact = await matching(ranking.db, deep, query.phrases.map(textPattern));
    return (exact.length > 0 ? exact : deep).slice(0, limit);
  }
  const hits = await rank(ranking, limit);
  if (query.text.split(' ').length < sentenceWords) return hits;
  const exact = new Set((await matching(ranking.db, hits, [textPattern(query.text)])).map((hit) => hit.passageId));
  const top = hits[0]?.score ?? 0;
  return hits
    .map((hit) => (exact.has(hit.passageId) ? { ...hit, score: hit.score + top } : hit))
    .sort((a, b) => b.score - a.score);
}

/** BM25 with k1 1.2 and b 0.75 over title, headings and text, English stemming. */
export function createPostgresBm25(dataSource: DataSource): LexicalIndex {
  return {
    async search({ text, scope, limit, signal }: LexicalQuery) {
      const query = parseQuery(text);
      const members = await scopeMembers(dataSource, scope);
      signal?.throwIfAborted();
      if (members.size === 'nothing' || query.text === '') return [];
      const ranking: Ranking = {
        db: dataSource,
        scope,
        members,
        words: query.text,
        forbidden: query.excluded.map(wordPattern),
      };
      const hits = await rankWithPhrases(ranking, query, limit);
      signal?.throwIfAborted();
      const rare = await rareIdentifiers(dataSource, query.identifiers, scope, members);
      if (rare.size === 0) return hits;
      const known = new Set(hits.map((hit) => hit.passageId));
      const missing = [...new Set([...rare.values()].flat())].filter((passageId) => !known.has(passageId));
      const added = query.phrases.length > 0 ? [] : await scoreSingly(ranking, missing, missing.length);
      return withIdentifiers([...hits, ...added], rare, members).slice(0, limit);
    },

    async prepare() {
      await dataSource.query('CREATE EXTENSION IF NOT EXISTS pg_textsearch');
      await dataSource.query(
        `CREATE INDEX IF NOT EXISTS ${indexName} ON passage USING bm25 (search_text) WITH (text_config = 'english')`,
      );
    },
  };
}
