/** The seam of keyword search: whoever ranks passages by their words, inside a scope. */
import type { ParsedQuery } from '../query.js';
import type { ScopeMembers } from '../scope-members.js';

/** Ids that a leg is limited to. An empty list matches nothing; an absent one does not limit. */
export interface IndexScope {
  readonly productIds?: readonly string[];
  readonly versionIds?: readonly string[];
  readonly kinds?: readonly string[];
  readonly documentIds?: readonly string[];
}

/** A passage that a leg found; higher scores are better, and comparable only within one answer. */
export interface LegHit {
  readonly passageId: number;
  readonly score: number;
}

export interface LexicalQuery {
  readonly query: ParsedQuery;
  readonly scope: IndexScope;
  /** What the scope holds, for legs that need to know; shared, so that only one of them has to find out. */
  readonly members?: () => Promise<ScopeMembers>;
  /** Hits wanted; a scope that holds that many matching passages gives that many. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface AdmissionQuery {
  readonly query: ParsedQuery;
  readonly passageIds: readonly number[];
  readonly signal?: AbortSignal;
}

export interface HoldersQuery {
  /** Single words, or whole names such as error codes; lower case. */
  readonly words: readonly string[];
  readonly scope: IndexScope;
  /** Largest number that is of interest. */
  readonly upTo: number;
}

export interface LexicalIndex {
  /**
   * Best first. Only passages that a published document shows are found, and only those that hold every phrase of the
   * query and nothing that it excludes.
   */
  search(query: LexicalQuery): Promise<LegHit[]>;
  /**
   * Ids of all passages that a search without a limit would find, in no order that means anything. Of more than `limit`
   * that many: the best, or some from all over the library.
   */
  match(query: LexicalQuery): Promise<number[]>;
  /** Those of the passages that hold every phrase of the query and nothing that it excludes. */
  admit(query: AdmissionQuery): Promise<number[]>;
  /** How many passages of the scope a search for each word would find: inflections count, parts of a name do not. */
  countHolders(query: HoldersQuery): Promise<number[]>;
  /** Creates what the index needs and lacks; harmless when repeated. Called after the migrations. */
  prepare(): Promise<void>;
}
