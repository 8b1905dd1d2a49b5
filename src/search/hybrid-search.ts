/** Hybrid search, stage by stage: understand → rank → curate → present. */
import { occurrencesOf } from '../store/queries/occurrences.js';
import { curateNothing, type Curate } from './curate.js';
import { createDidYouMean } from './did-you-mean.js';
import { facetsOf, noFacets } from './facets.js';
import { present } from './present.js';
import { createRank, type RankParts } from './rank.js';
import type { LibrarySearch, SearchAnswer } from './request.js';
import { resolveScope } from './resolve-scope.js';
import { isOpen, understand, type OpenQuestion, type Question } from './understand.js';

export interface HybridSearchParts extends RankParts {
  readonly curate?: Curate;
}

type Found = Omit<SearchAnswer, 'query' | 'mode' | 'scope' | 'tookMs'>;

const foundNothing: Found = {
  hits: [],
  facets: () => Promise.resolve(noFacets),
  didYouMean: () => Promise.resolve(null),
  degraded: [],
};

export function createHybridSearch(parts: HybridSearchParts): LibrarySearch {
  const { store, lexical, lexicalStandIn, curate = curateNothing } = parts;
  const { dataSource } = store;
  const rank = createRank(parts);
  const didYouMean = createDidYouMean({ dataSource, lexical, ...(lexicalStandIn && { lexicalStandIn }) });

  async function find(question: OpenQuestion): Promise<Found> {
    const ranking = await rank(question);
    const curated = await curate(ranking.hits, question);
    const hits = await present(dataSource, curated, question);
    const passageIds = curated.map(({ passageId }) => passageId);
    return {
      hits,
      facets: async () => facetsOf(await occurrencesOf(dataSource, passageIds), question.index),
      didYouMean: () =>
        didYouMean(
          question.query,
          question.index,
          hits.map(({ passageId }) => passageId),
        ),
      degraded: ranking.degraded,
    };
  }

  const answer = (question: Question, found: Found, started: number): SearchAnswer => ({
    query: question.query,
    mode: question.mode,
    scope: question.scope,
    ...found,
    tookMs: performance.now() - started,
  });

  return {
    resolveScope: async (scope) => (await resolveScope(dataSource, scope)).resolved,

    async search(request) {
      const started = performance.now();
      const question = await understand(store, request);
      return answer(question, isOpen(question) ? await find(question) : foundNothing, started);
    },
  };
}
