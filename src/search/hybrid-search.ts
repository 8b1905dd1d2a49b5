/** Hybrid search: scope, both legs in parallel inside that scope, fusion, one hit per passage. */
import type { Embedder } from '../embedding/embedder.js';
import { BadInputError, ModelMismatchError, StoreUnavailableError } from '../errors.js';
import { groupBy } from '../group-by.js';
import type { Logger } from '../logger.js';
import { comparedOccurrences, occurrencesOf } from '../store/queries/occurrences.js';
import { showPassage } from './best-chunk.js';
import { createDidYouMean } from './did-you-mean.js';
import { facetsOf, noFacets } from './facets.js';
import { fuse, type FusedHit } from './fusion.js';
import { createLegHealth, type LegOutcome } from './leg-health.js';
import type { IndexScope, LexicalIndex } from './lexical/lexical-index.js';
import { scopeMembers, type ScopedStore, type ScopeMembers } from './scope-members.js';
import { spreadOverPlaces } from './spread.js';
import { foldVariants, nearlyEqual } from './variants.js';
import { parseQuery } from './query.js';
import type { Facets, LibrarySearch, SearchAnswer, SearchHit, SearchMode, SearchRequest } from './request.js';
import { resolveScope } from './resolve-scope.js';
import type { VectorSearch } from './vector/vector-search.js';

/** Passages each leg hands to the fusion. */
const candidates = 100;
const longestQuery = 1_000;
const mostHits = 50;

export interface HybridSearchParts {
  readonly store: ScopedStore;
  readonly lexical: LexicalIndex;
  /** Answers for `lexical` when that is away. */
  readonly lexicalStandIn?: LexicalIndex;
  readonly vectors: VectorSearch;
  readonly embedder: Pick<Embedder, 'embedQuery'>;
  readonly logger: Logger;
}

function checked(request: SearchRequest): { query: string; first: number } {
  const query = request.query.trim();
  const first = request.first ?? 10;
  if (query === '') throw new BadInputError('The query is empty; write at least one word.', { field: 'query' });
  if (query.length > longestQuery) {
    throw new BadInputError(
      `The query has ${String(query.length)} characters; at most ${String(longestQuery)} are searched. Shorten it.`,
      { field: 'query', length: query.length, limit: longestQuery },
    );
  }
  if (!Number.isInteger(first) || first < 1 || first > mostHits) {
    throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(mostHits)}.`, {
      field: 'first',
      limit: mostHits,
    });
  }
  return { query, first };
}

function passageIdsOf(hits: readonly FusedHit[]): number[] {
  return hits.map((hit) => hit.passageId);
}

/** Hits that may be variants of the first ones, or take their place. */
function comparedDepth(fused: readonly FusedHit[], first: number): number {
  const least = nearlyEqual * (fused[first - 1]?.score ?? 0);
  const near = fused.findIndex((hit) => hit.score < least);
  return Math.max(4 * first, near === -1 ? fused.length : near);
}

export function createHybridSearch(parts: HybridSearchParts): LibrarySearch {
  const { store, lexical, lexicalStandIn, vectors, embedder, logger } = parts;
  const { dataSource } = store;
  const lexicalHealth = createLegHealth('LEXICAL', logger);
  const vectorHealth = createLegHealth('VECTOR', logger);
  const didYouMean = createDidYouMean({ dataSource, lexical, ...(lexicalStandIn && { lexicalStandIn }) });

  async function legs(query: string, scope: IndexScope, mode: SearchMode, signal?: AbortSignal): Promise<LegOutcome[]> {
    const parsed = parseQuery(query);
    const cancellation = signal === undefined ? {} : { signal };
    let found: Promise<ScopeMembers> | undefined;
    const members = (): Promise<ScopeMembers> => (found ??= scopeMembers(store, scope));
    const wordQuery = { text: query, scope, members, limit: candidates, ...cancellation };
    const byWords = {
      search: () => lexical.search(wordQuery),
      ...(lexicalStandIn && { standIn: () => lexicalStandIn.search(wordQuery) }),
      ...cancellation,
    };
    let vector: Promise<Float32Array> | undefined;
    const vectorQuery = async () => {
      vector ??= embedder.embedQuery(parsed.text, signal);
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
      mode === 'LEXICAL' || parsed.text === '' ? nothing : vectorHealth.run(byMeaning),
    ]);
  }

  /** The best passages in one hit each; reads no more of them than the folding of variants has to compare. */
  async function shown(fused: readonly FusedHit[], scope: IndexScope, first: number): Promise<SearchHit[]> {
    for (let depth = comparedDepth(fused, first); ; depth *= 4) {
      const compared = fused.slice(0, depth);
      const rows = await comparedOccurrences(dataSource, passageIdsOf(compared));
      const occurrences = groupBy(rows, (row) => row.passageId);
      const passages = compared.flatMap((hit) => {
        const passage = showPassage(occurrences.get(hit.passageId) ?? [], scope);
        return passage === null ? [] : [{ ...hit, ...passage }];
      });
      const texts = rows.flatMap(({ passageId, contestedText: text }) => (text === null ? [] : [{ passageId, text }]));
      const folded = foldVariants(passages, new Map(texts.map(({ passageId, text }) => [passageId, text])));
      if (folded.length < first && depth < fused.length) continue;
      return spreadOverPlaces(folded, first).map((hit, at) => ({
        rank: at + 1,
        score: hit.score,
        passageId: hit.passageId,
        chunkId: hit.best.chunkId,
        alsoIn: hit.alsoIn,
        changedIn: hit.changedIn,
        explain: hit.explain,
      }));
    }
  }

  return {
    resolveScope: async (scope) => (await resolveScope(dataSource, scope)).resolved,

    async search(request): Promise<SearchAnswer> {
      const started = performance.now();
      const { query, first } = checked(request);
      const mode = request.mode ?? 'HYBRID';
      const { resolved, index } = await resolveScope(dataSource, request.scope ?? {});
      const nothing = { hits: [], facets: () => Promise.resolve(noFacets) };
      const answer = (found: Pick<SearchAnswer, 'hits' | 'facets'>, outcomes: readonly LegOutcome[]): SearchAnswer => ({
        query,
        mode,
        scope: resolved,
        ...found,
        didYouMean: async () =>
          index &&
          didYouMean(
            query,
            index,
            found.hits.map((hit) => hit.passageId),
          ),
        degraded: outcomes.flatMap(({ degradation }) => degradation ?? []),
        tookMs: performance.now() - started,
      });
      if (index === null) return answer(nothing, []);

      const outcomes = await legs(query, index, mode, request.signal);
      const [words, meaning] = outcomes.map(({ hits }) => hits ?? undefined);
      const asked = mode === 'HYBRID' ? [words, meaning] : [mode === 'LEXICAL' ? words : meaning];
      if (asked.every((hits) => hits === undefined)) {
        const reasons = answer(nothing, outcomes).degraded.map(({ leg, reason }) => `${leg}: ${reason}`);
        throw new StoreUnavailableError(`No part of the search answers now (${reasons.join('; ')}). Try again later.`);
      }
      const fused = fuse(
        {
          ...(mode !== 'SEMANTIC' && words !== undefined && { lexical: words }),
          ...(mode !== 'LEXICAL' && meaning !== undefined && { vector: meaning }),
        },
        request.fusion ?? 'WEIGHTED',
      );
      const facets = async (): Promise<Facets> => facetsOf(await occurrencesOf(dataSource, passageIdsOf(fused)), index);
      return answer({ hits: await shown(fused, index, first), facets }, outcomes);
    },
  };
}
