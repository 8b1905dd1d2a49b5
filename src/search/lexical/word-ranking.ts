/** The part of keyword search that differs between the extensions of a Postgres: ranking passages by single words. */
import type { NamedOrWide } from '../scope-members.js';
import type { Constraints } from './constraints.js';
import type { IndexScope, LegHit } from './lexical-index.js';

export interface WordQuery {
  readonly scope: IndexScope;
  /** What the scope holds. */
  readonly members: NamedOrWide;
  /** As `searchWords` makes them, those of synonyms included. */
  readonly words: string;
  readonly constraints: Constraints;
}

export interface WordRanking {
  /** Passages of the scope that hold a word, best first; a scope that holds `limit` of them gives that many. */
  rank(query: WordQuery, limit: number): Promise<LegHit[]>;
  /** Scores the given passages, best first; those without any of the words are left out. */
  score(query: WordQuery, passageIds: readonly number[], limit: number): Promise<LegHit[]>;
  /** Ids of the passages that `rank` would find; of more than the limit, the best or some from all over the scope. */
  match(query: WordQuery, limit: number): Promise<number[]>;
  /** How many passages of the scope hold a word, up to a limit; cheaper than ranking them where that can be. */
  count(query: WordQuery, limit: number): Promise<number>;
  /** Creates what the ranking needs and lacks; harmless when repeated, by several starters at once too. */
  prepare(): Promise<void>;
}
