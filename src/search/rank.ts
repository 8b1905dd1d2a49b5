/** Second stage of a search: both legs inside the scope and what the query requires, fused into one list. */
import type { Embedder } from '../embedding/embedder.js';
import { ModelMismatchError, StoreUnavailableError } from '../errors.js';
import type { Logger } from '../logger.js';
import { createExactLane, nothingExact } from './exact-lane.js';
import { fuse, legWeightsFor, type FusedHit, type LegLists } from './fusion.js';
import { createLegHealth, type LegOutcome, type LegRun } from './leg-health.js';
import type { LegHit, LexicalIndex } from './lexical/lexical-index.js';
import { withStandIn } from './lexical/with-stand-in.js';
import { withoutScopeWords } from './query.js';
import type { Degradation, Leg } from './request.js';
import { scopeMembers, type ScopedStore, type ScopeMembers } from './scope-members.js';
import type { OpenQuestion } from './understand.js';
import type { VectorSearch } from './vector/vector-search.js';

/** Passages each leg hands to the fusion. */
const candidates = 100;
/** The same where the words name a part of the scope, which then has enough of its own among them. */
const candidatesOfNamed = 200;
/** Passages with a phrase that are compared by meaning; of more, those that are best by words. */
const mostHolders = 1_000;
/** How much deeper the search by meaning goes when too much of what it found is excluded. */
const deeper = 4;
/** How deep it goes at most. */
const deepest = 6_400;

export interface RankParts {
  readonly store: ScopedStore;
  readonly lexical: LexicalIndex;
  /** Answers for `lexical` when that is away. */
  readonly lexicalStandIn?: LexicalIndex;
  readonly vectors: VectorSearch;
  readonly embedder: Pick<Embedder, 'embedQuery' | 'model'>;
  readonly logger: Logger;
}

export interface Ranking {
  /** Best first. */
  readonly hits: readonly FusedHit[];
  /** Whether a passage of the scope was found by words; null when nobody looked, or got no answer. */
  readonly isFoundByWords: boolean | null;
  /** The legs had no more than they were asked for: going deeper finds nothing else. */
  readonly isAll: boolean;
  /** Those that answered, by themselves or by what stands in for them. */
  readonly legs: readonly Leg[];
  /** Legs that did not answer, or were stood in for. */
  readonly degraded: readonly Degradation[];
}

/** @throws StoreUnavailableError when no leg that was asked answers. */
export type Rank = (question: OpenQuestion) => Promise<Ranking>;

type MembersOf = () => Promise<ScopeMembers>;
type Legs = readonly [words: LegOutcome, meaning: LegOutcome];

const nothing: LegOutcome = { hits: [], degradation: null };

function candidatesFor({ named, spare = 0, deeper: times = 1 }: OpenQuestion): number {
  return (named === null ? candidates : candidatesOfNamed) * times + spare;
}

function cancellationOf({ signal }: OpenQuestion): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** Lists of the legs that were asked and answered. */
function answered({ mode }: OpenQuestion, [words, meaning]: Legs): LegLists {
  return {
    ...(mode !== 'SEMANTIC' && words.hits !== null && { lexical: words.hits }),
    ...(mode !== 'LEXICAL' && meaning.hits !== null && { vector: meaning.hits }),
  };
}

function legsOf({ lexical, vector }: LegLists): Leg[] {
  return [...(lexical ? ['LEXICAL' as const] : []), ...(vector ? ['VECTOR' as const] : [])];
}

export function createRank(parts: RankParts): Rank {
  const { store, lexical, lexicalStandIn, vectors, embedder, logger } = parts;
  const words = withStandIn(lexical, lexicalStandIn);
  const lexicalHealth = createLegHealth('LEXICAL', logger);
  const vectorHealth = createLegHealth('VECTOR', logger);

  function byWords(question: OpenQuestion, members: MembersOf, limit: number): LegRun {
    const query = { query: question.query, scope: question.index, members, limit, ...cancellationOf(question) };
    return {
      search: () => lexical.search(query),
      ...(lexicalStandIn && { standIn: () => lexicalStandIn.search(query) }),
      ...cancellationOf(question),
    };
  }

  /** What the query excludes is asked of the words: goes on deeper until enough is left. */
  async function admitted(
    question: OpenQuestion,
    search: (limit: number) => Promise<readonly LegHit[]>,
  ): Promise<readonly LegHit[]> {
    const { query, signal } = question;
    const wanted = candidatesFor(question);
    if (query.excluded.length === 0) return search(wanted);
    for (let limit = wanted; ; limit *= deeper) {
      const hits = await search(limit);
      const passageIds = hits.map(({ passageId }) => passageId);
      const kept = new Set(await words.admit({ query, passageIds, ...(signal && { signal }) }));
      const left = hits.filter(({ passageId }) => kept.has(passageId));
      if (left.length >= wanted || hits.length < limit || limit >= deepest) return left.slice(0, wanted);
    }
  }

  function byMeaning(question: OpenQuestion, members: MembersOf): LegRun {
    const { query, index: scope, signal } = question;
    let vector: Promise<Float32Array> | undefined;
    const vectorQuery = async (limit: number) => {
      vector ??= embedder.embedQuery(query.text, signal);
      return { vector: await vector, scope, members, limit };
    };
    return {
      search: () => admitted(question, async (limit) => vectors.search(await vectorQuery(limit))),
      standIn: async (failure) => {
        if (!(failure instanceof ModelMismatchError)) throw failure;
        return admitted(question, async (limit) => vectors.searchReplaced(await vectorQuery(limit)));
      },
      ...cancellationOf(question),
    };
  }

  /** Only what holds the phrases is compared by meaning, so that must be found by words first. */
  async function legsWithPhrases(question: OpenQuestion, members: MembersOf): Promise<Legs> {
    const holders = await lexicalHealth.run(byWords(question, members, mostHolders));
    if (holders.hits === null) return [holders, { ...nothing, hits: null }];
    const found = { ...holders, hits: holders.hits.slice(0, candidatesFor(question)) };
    if (question.mode === 'LEXICAL' || holders.hits.length === 0) return [found, nothing];
    const named: ScopeMembers = { size: 'named', passageIds: holders.hits.map(({ passageId }) => passageId) };
    return [found, await vectorHealth.run(byMeaning(question, () => Promise.resolve(named)))];
  }

  function legs(question: OpenQuestion): Promise<Legs> {
    const { query, mode, index: scope } = question;
    let found: Promise<ScopeMembers> | undefined;
    const members: MembersOf = () => (found ??= scopeMembers(store, scope));
    if (query.phrases.length > 0) return legsWithPhrases(question, members);
    return Promise.all([
      mode === 'SEMANTIC' ? nothing : lexicalHealth.run(byWords(question, members, candidatesFor(question))),
      mode === 'LEXICAL' || query.text === '' ? nothing : vectorHealth.run(byMeaning(question, members)),
    ]);
  }

  return async (said) => {
    const exact = said.mode === 'SEMANTIC' ? nothingExact : createExactLane(store, words, said);
    const question = { ...said, query: withoutScopeWords(said.query) };
    const outcomes = await legs(question);
    const degraded = outcomes.flatMap(({ degradation }) => degradation ?? []);
    const asked = answered(question, outcomes);
    if (Object.keys(asked).length === 0) {
      const reasons = degraded.map(({ leg, reason }) => `${leg}: ${reason}`);
      throw new StoreUnavailableError(`No part of the search answers now (${reasons.join('; ')}). Try again later.`);
    }
    const lifts = await exact([...(asked.lexical ?? []), ...(asked.vector ?? [])]);
    const isFoundByWords = asked.lexical === undefined ? null : asked.lexical.length + lifts.size > 0;
    const isAll = outcomes.every(({ hits }) => (hits?.length ?? 0) < candidatesFor(question));
    const hits = fuse(asked, question.fusion, lifts, legWeightsFor(question.query.text, embedder.model.script));
    return { hits, isFoundByWords, isAll, legs: legsOf(asked), degraded };
  };
}
