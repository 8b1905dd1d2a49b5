/** Keyword search inside Postgres: a ranking by words, lifted by rare identifiers, narrowed by phrases and exclusions. */
import type { Queryable } from '../../store/queryable.js';
import { stemsOf } from '../../store/queries/stems.js';
import type { ParsedQuery } from '../query.js';
import { inScope, scopeMembers, type ScopedStore } from '../scope-members.js';
import { inARow, searchWords } from '../search-words.js';
import { widenedWords } from '../settings/synonym-index.js';
import { constraintsOf, isUnconstrained, meets, unconstrained, type Constraints } from './constraints.js';
import { liftable, rareUpTo, wideScopeSize, withIdentifiers } from './identifier-lift.js';
import type { AdmissionQuery, HoldersQuery, LegHit, LexicalIndex, LexicalQuery } from './lexical-index.js';
import { isPlainWord } from './plain-word.js';
import { countIdentifier, holdersInARow, identifierHolders } from './postgres-identifiers.js';
import { isSentence, withSentence } from './sentence-lift.js';
import type { WordQuery, WordRanking } from './word-ranking.js';

/** Those of the hits whose words stand one after the other in it. */
async function holdersOf(db: Queryable, hits: readonly LegHit[], words: string): Promise<Set<number>> {
  const rows = await db.query<{ id: number }[]>(
    `SELECT id FROM passage WHERE id = ANY ($1::int[]) AND ' ' || search_words || ' ' LIKE $2`,
    [hits.map((hit) => hit.passageId), inARow(words)],
  );
  return new Set(rows.map((row) => row.id));
}

/** Passages with the phrases of a query that consists of stop words, which no ranking counts. */
async function unranked(
  db: Queryable,
  { constraints, members, scope, words }: WordQuery,
  limit: number,
): Promise<LegHit[]> {
  if (constraints.required.length === 0 || (await stemsOf(db, words.split(' '))).size > 0) return [];
  const met = meets(constraints, 'p.search_words', 1);
  const inside = inScope(members, scope, 'p.id', 4);
  return db.query(
    `SELECT p.id AS "passageId", 1 AS score FROM passage p WHERE ${met.sql} AND ${inside.sql} ORDER BY p.id
     LIMIT ${String(limit)}`,
    [...met.parameters, ...inside.parameters],
  );
}

/** Those of the passages that meet the constraints. */
async function meeting(db: Queryable, constraints: Constraints, passageIds: readonly number[]): Promise<number[]> {
  const met = meets(constraints, 'p.search_words', 2);
  const rows = await db.query<{ id: number }[]>(
    `SELECT p.id FROM passage p WHERE p.id = ANY ($1::int[]) AND ${met.sql}`,
    [passageIds, ...met.parameters],
  );
  return rows.map(({ id }) => id);
}

/** A long query without quotes is tried as a phrase as well: hits that hold it come first. */
async function ranked(
  db: Queryable,
  ranking: WordRanking,
  { words, query, limit }: { readonly words: WordQuery; readonly query: ParsedQuery; readonly limit: number },
): Promise<LegHit[]> {
  const hits = await ranking.rank(words, limit);
  if (hits.length === 0) return unranked(db, words, limit);
  if (query.phrases.length > 0 || !isSentence(query.text)) return hits;
  return withSentence(hits, await holdersOf(db, hits, searchWords(query.text)));
}

/** Null where nothing can be found. */
async function wordQueryOf(
  store: ScopedStore,
  { query, scope, members: shared, signal }: LexicalQuery,
): Promise<WordQuery | null> {
  const [members, constraints] = await Promise.all([
    shared?.() ?? scopeMembers(store, scope),
    constraintsOf(store.dataSource, query),
  ]);
  signal?.throwIfAborted();
  const words = widenedWords(query);
  return members.size === 'nothing' || words === '' ? null : { scope, members, words, constraints };
}

/** @param ranking how passages are ranked by single words; phrases, exclusions and identifiers are the same for all. */
export function createPostgresLexical(store: ScopedStore, ranking: WordRanking): LexicalIndex {
  const { dataSource } = store;

  /**
   * Passages by rare identifier of the query: those that it is a name in, and hits that hold it within a longer one. Words in
   * a row are a command where a source marks them as one, and prose elsewhere.
   */
  async function rareHolders(
    { identifiers }: ParsedQuery,
    { scope, members }: WordQuery,
    hits: readonly LegHit[],
  ): Promise<ReadonlyMap<string, readonly number[]>> {
    const names = liftable(identifiers);
    const holders = await identifierHolders(dataSource, names, scope, members);
    const isRare = (name: string): boolean => (holders.get(name)?.length ?? 0) <= rareUpTo;
    const longer = await holdersInARow(
      dataSource,
      names.filter((name) => isRare(name) && !name.includes(' ')),
      hits.map(({ passageId }) => passageId),
    );
    const all = names.map(
      (name) => [name, [...new Set([...(holders.get(name) ?? []), ...(longer.get(name) ?? [])])]] as const,
    );
    return new Map(all.filter(([, passageIds]) => passageIds.length > 0 && passageIds.length <= rareUpTo));
  }

  /** Passages that hold a name, and none of the words that the ranking counts, have the score 0. */
  async function scoredOrNot(words: WordQuery, passageIds: readonly number[]): Promise<LegHit[]> {
    const scored = await ranking.score(words, passageIds, passageIds.length);
    const known = new Set(scored.map(({ passageId }) => passageId));
    const rest = passageIds.filter((passageId) => !known.has(passageId));
    if (rest.length === 0) return scored;
    const kept = isUnconstrained(words.constraints) ? rest : await meeting(dataSource, words.constraints, rest);
    return [...scored, ...kept.map((passageId) => ({ passageId, score: 0 }))];
  }

  return {
    async search(asked: LexicalQuery) {
      const wordQuery = await wordQueryOf(store, asked);
      if (wordQuery === null) return [];
      const { query, limit, signal } = asked;
      const { members } = wordQuery;
      const hits = await ranked(dataSource, ranking, { words: wordQuery, query, limit });
      signal?.throwIfAborted();
      const rare = await rareHolders(query, wordQuery, hits);
      if (rare.size === 0) return hits;
      const known = new Set(hits.map((hit) => hit.passageId));
      const missing = [...new Set([...rare.values()].flat())].filter((passageId) => !known.has(passageId));
      const added = await scoredOrNot(wordQuery, missing);
      const size = members.size === 'named' ? members.passageIds.length : wideScopeSize;
      return withIdentifiers([...hits, ...added], rare, size).slice(0, limit);
    },

    async match(asked: LexicalQuery) {
      const wordQuery = await wordQueryOf(store, asked);
      if (wordQuery === null) return [];
      const { query, limit, signal } = asked;
      const byWords = await ranking.match(wordQuery, limit);
      signal?.throwIfAborted();
      const found =
        byWords.length > 0 ? byWords : (await unranked(dataSource, wordQuery, limit)).map(({ passageId }) => passageId);
      const named = [...(await rareHolders(query, wordQuery, [])).values()].flat();
      const { constraints } = wordQuery;
      const admitted = isUnconstrained(constraints) ? named : await meeting(dataSource, constraints, named);
      return [...new Set([...found, ...admitted])].slice(0, limit);
    },

    async admit({ query, passageIds }: AdmissionQuery) {
      return meeting(dataSource, await constraintsOf(dataSource, query), passageIds);
    },

    async countHolders({ words, scope, upTo }: HoldersQuery) {
      const members = await scopeMembers(store, scope);
      if (members.size === 'nothing') return words.map(() => 0);
      return Promise.all(
        words.map((word) =>
          isPlainWord(word)
            ? ranking.count({ scope, members, words: searchWords(word), constraints: unconstrained }, upTo)
            : countIdentifier(dataSource, word, { scope, members }, upTo),
        ),
      );
    },

    prepare: () => ranking.prepare(),
  };
}
