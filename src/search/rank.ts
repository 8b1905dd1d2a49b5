/** Second stage of a search: both legs in parallel inside the scope, fused into one list. */
import type { Embedder } from '../embedding/embedder.js';
import { ModelMismatchError, StoreUnavailableError } from '../errors.js';
import type { Logger } from '../logger.js';
import { fuse, type FusedHit } from './fusion.js';
import { createLegHealth, type LegOutcome } from './leg-health.js';
import type { LexicalIndex } from './lexical/lexical-index.js';
import type { Degradation } from './request.js';
import { scopeMembers, type ScopedStore, type ScopeMembers } from './scope-members.js';
import type { OpenQuestion } from './understand.js';
import type { VectorSearch } from './vector/vector-search.js';

/** Passages each leg hands to the fusion. */
const candidates = 100;

export interface RankParts {
  readonly store: ScopedStore;
  readonly lexical: LexicalIndex;
  /** Answers for `lexical` when that is away. */
  readonly lexicalStandIn?: LexicalIndex;
  readonly vectors: VectorSearch;
  readonly embedder: Pick<Embedder, 'embedQuery'>;
  readonly logger: Logger;
}

export interface Ranking {
  /** Best first. */
  readonly hits: readonly FusedHit[];
  /** Legs that did not answer, or were stood in for. */
  readonly degraded: readonly Degradation[];
}

/** @throws StoreUnavailableError when no leg that was asked answers. */
export type Rank = (question: OpenQuestion) => Promise<Ranking>;

export function createRank(parts: RankParts): Rank {
  const { store, lexical, lexicalStandIn, vectors, embedder, logger } = parts;
  const lexicalHealth = createLegHealth('LEXICAL', logger);
  const vectorHealth = createLegHealth('VECTOR', logger);

  async function legs({ query, index: scope, mode, signal }: OpenQuestion): Promise<[LegOutcome, LegOutcome]> {
    const cancellation = signal === undefined ? {} : { signal };
    let found: Promise<ScopeMembers> | undefined;
    const members = (): Promise<ScopeMembers> => (found ??= scopeMembers(store, scope));
    const wordQuery = { query, scope, members, limit: candidates, ...cancellation };
    const byWords = {
      search: () => lexical.search(wordQuery),
      ...(lexicalStandIn && { standIn: () => lexicalStandIn.search(wordQuery) }),
      ...cancellation,
    };
    let vector: Promise<Float32Array> | undefined;
    const vectorQuery = async () => {
      vector ??= embedder.embedQuery(query.text, signal);
      return { vector: await vector, scope, members, limit: candidates };
    };
    const byMeaning = {
      search: async () => vectors.search(await vectorQuery()),
      standIn: async (failure: unknown) => {
        if (!(failure instanceof ModelMismatchError)) throw failure;
        return vectors.searchReplaced(await vectorQuery());
      },
      ...cancellation,
    };
    const nothing: LegOutcome = { hits: [], degradation: null };
    return Promise.all([
      mode === 'SEMANTIC' ? nothing : lexicalHealth.run(byWords),
      mode === 'LEXICAL' || query.text === '' ? nothing : vectorHealth.run(byMeaning),
    ]);
  }

  return async (question) => {
    const outcomes = await legs(question);
    const degraded = outcomes.flatMap(({ degradation }) => degradation ?? []);
    const [words, meaning] = outcomes.map(({ hits }) => hits ?? undefined);
    const { mode, fusion } = question;
    const asked = {
      ...(mode !== 'SEMANTIC' && words !== undefined && { lexical: words }),
      ...(mode !== 'LEXICAL' && meaning !== undefined && { vector: meaning }),
    };
    if (Object.keys(asked).length === 0) {
      const reasons = degraded.map(({ leg, reason }) => `${leg}: ${reason}`);
      throw new StoreUnavailableError(`No part of the search answers now (${reasons.join('; ')}). Try again later.`);
    }
    return { hits: fuse(asked, fusion), degraded };
  };
}
