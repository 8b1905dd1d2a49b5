/** Keyword search inside Postgres: a ranking by words, lifted by rare identifiers, narrowed by phrases and exclusions. */
import type { Queryable } from '../../store/queryable.js';
import type { ParsedQuery } from '../query.js';
import { scopeMembers, type ScopedStore } from '../scope-members.js';
import { liftable, wideScopeSize, withIdentifiers } from './identifier-lift.js';
import type { HoldersQuery, LegHit, LexicalIndex, LexicalQuery } from './lexical-index.js';
import { isPlainWord } from './plain-word.js';
import { countIdentifier, rareIdentifiers } from './postgres-identifiers.js';
import { isSentence, withSentence } from './sentence-lift.js';
import type { WordQuery, WordRanking } from './word-ranking.js';
import { textPattern, wordPattern } from './text-pattern.js';

/** Best passages by words that are looked through for a phrase; more would read too much text. */
const phraseDepth = 400;

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
async function rankWithPhrases(
  db: Queryable,
  ranking: WordRanking,
  words: WordQuery,
  query: ParsedQuery,
  limit: number,
): Promise<LegHit[]> {
  if (query.phrases.length > 0) {
    const deep = await ranking.rank(words, Math.max(phraseDepth, limit));
    const exact = await matching(db, deep, query.phrases.map(textPattern));
    return (exact.length > 0 ? exact : deep).slice(0, limit);
  }
  const hits = await ranking.rank(words, limit);
  if (!isSentence(query.text)) return hits;
  const exact = await matching(db, hits, [textPattern(query.text)]);
  return withSentence(hits, new Set(exact.map((hit) => hit.passageId)));
}

/** @param ranking how passages are ranked by single words; phrases, exclusions and identifiers are the same for all. */
export function createPostgresLexical(store: ScopedStore, ranking: WordRanking): LexicalIndex {
  const { dataSource } = store;
  return {
    async search({ query, scope, members: shared, limit, signal }: LexicalQuery) {
      const members = await (shared?.() ?? scopeMembers(store, scope));
      signal?.throwIfAborted();
      if (members.size === 'nothing' || query.text === '') return [];
      const words: WordQuery = { scope, members, words: query.text, forbidden: query.excluded.map(wordPattern) };
      const hits = await rankWithPhrases(dataSource, ranking, words, query, limit);
      signal?.throwIfAborted();
      const rare = await rareIdentifiers(dataSource, liftable(query.identifiers), scope, members);
      if (rare.size === 0) return hits;
      const known = new Set(hits.map((hit) => hit.passageId));
      const missing = [...new Set([...rare.values()].flat())].filter((passageId) => !known.has(passageId));
      const added = query.phrases.length > 0 ? [] : await ranking.score(words, missing, missing.length);
      const size = members.size === 'named' ? members.passageIds.length : wideScopeSize;
      return withIdentifiers([...hits, ...added], rare, size).slice(0, limit);
    },

    async countHolders({ words, scope, upTo }: HoldersQuery) {
      const members = await scopeMembers(store, scope);
      if (members.size === 'nothing') return words.map(() => 0);
      return Promise.all(
        words.map((word) =>
          isPlainWord(word)
            ? ranking.count({ scope, members, words: word, forbidden: [] }, upTo)
            : countIdentifier(dataSource, word, scope, members, upTo),
        ),
      );
    },

    prepare: () => ranking.prepare(),
  };
}
