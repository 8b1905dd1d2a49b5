/** Hybrid search, stage by stage: understand → rank → curate → present. */
import { occurrencesOf } from '../store/queries/occurrences.js';
import { curateNothing, type Curate } from './curate.js';
import { createDidYouMean } from './did-you-mean.js';
import { facetsOf, noFacets } from './facets.js';
import { withStandIn } from './lexical/with-stand-in.js';
import { present } from './present.js';
import { createRank, type RankParts } from './rank.js';
import { parseQuery, withoutPhrases } from './query.js';
import type { LibrarySearch, SearchAnswer, WordsAlone } from './request.js';
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
  wordsAlone: () => Promise.resolve(null),
  degraded: [],
};

export function createHybridSearch(parts: HybridSearchParts): LibrarySearch {
  const { store, lexical, lexicalStandIn, curate = curateNothing } = parts;
  const { dataSource } = store;
  const rank = createRank(parts);
  const words = withStandIn(lexical, lexicalStandIn);
  const didYouMean = createDidYouMean({ dataSource, lexical: words });

  /** Which phrases nothing holds, and what the query finds without its quotes. */
  async function wordsAlone(question: OpenQuestion): Promise<WordsAlone> {
    const phrases = [...new Set(question.query.phrases)];
    const found = await Promise.all(
      phrases.map((phrase) => rank({ ...question, query: parseQuery(`"${phrase}"`), mode: 'LEXICAL' })),
    );
    const parsed = withoutPhrases(question.query);
    return {
      missingPhrases: phrases.filter((_, at) => found[at]?.hits.length === 0),
      query: parsed.written,
      parsed,
      hits: async () => (await find({ ...question, query: parsed })).hits,
    };
  }

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
      wordsAlone: async () => (hits.length === 0 && question.query.phrases.length > 0 ? wordsAlone(question) : null),
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
      const question = await understand(store, words, request);
      return answer(question, isOpen(question) ? await find(question) : foundNothing, started);
    },
  };
}
