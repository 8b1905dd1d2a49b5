/** Hybrid search, stage by stage: understand → rank → curate → present. */
import { createCandidates, once } from './candidates.js';
import { curationOf } from './curate.js';
import { createDidYouMean } from './did-you-mean.js';
import { createFacets } from './facets.js';
import { checkedPage, createHitPages, noHits, usualPage } from './hit-pages.js';
import { withStandIn } from './lexical/with-stand-in.js';
import { createNamedScope } from './named-scope.js';
import { present, type Presented } from './present.js';
import { createProductNames } from './product-names.js';
import { createRank, type Rank, type RankParts } from './rank.js';
import { parseQuery, withoutPhrases } from './query.js';
import type { HitRequest, LibrarySearch, Relevance, SearchAnswer, WordsAlone } from './request.js';
import { coverageOf, nothingFound, relevanceOf, type Evidence } from './relevance.js';
import { resolveScope } from './resolve-scope.js';
import { createScopeWords } from './scope-words.js';
import type { WatchedSettings } from './settings/search-settings.js';
import { withSynonyms } from './settings/synonym-index.js';
import { askedTerms, type AskedTerm } from './terms/asked-terms.js';
import { countingOnce } from './terms/counting-once.js';
import { createFindMissingTerms, type TermSightings } from './terms/missing-terms.js';
import { createWordFrequencies, type WordFrequencies } from './terms/word-frequencies.js';
import { isOpen, understand, type OpenQuestion, type Question } from './understand.js';

export interface HybridSearchParts extends RankParts {
  readonly watchedSettings: Pick<WatchedSettings, 'current'>;
}

type PhraseLookup = () => Promise<readonly string[]>;

type Found = Omit<SearchAnswer, 'query' | 'mode' | 'scope' | 'namedScope' | 'tookMs'>;

const foundNothing: Omit<Found, 'facets'> = {
  hits: [],
  page: () => Promise.resolve(noHits),
  appliedRules: [],
  redirect: null,
  relevance: nothingFound,
  didYouMean: () => Promise.resolve(null),
  wordsAlone: () => Promise.resolve(null),
  missingTerms: () => Promise.resolve([]),
  degraded: [],
};

/** Phrases of the query that nothing in the scope holds. */
async function missingPhrases(rank: Rank, question: OpenQuestion): Promise<readonly string[]> {
  const phrases = [...new Set(question.query.phrases)];
  const found = await Promise.all(
    phrases.map((phrase) => rank({ ...question, query: parseQuery(`"${phrase}"`), mode: 'LEXICAL' })),
  );
  return phrases.filter((_, at) => found[at]?.hits.length === 0);
}

interface Weighed extends Omit<Evidence, 'coverage' | 'threshold'> {
  readonly terms: readonly AskedTerm[];
  readonly held: Presented['held'];
}

/** Where meaning was not searched, nothing is asked. */
async function weigh(
  { vectors, embedder }: HybridSearchParts,
  frequencies: () => Promise<WordFrequencies>,
  { terms, held, ...evidence }: Weighed,
): Promise<Relevance> {
  if (evidence.hits.every(({ explain }) => explain.vector === null)) {
    return relevanceOf({ ...evidence, coverage: null, threshold: null });
  }
  const threshold = (await vectors.relevanceThreshold()) ?? embedder.model.relevanceThreshold ?? null;
  const coverage = terms.length === 0 ? null : coverageOf(terms, held.values(), await frequencies());
  return relevanceOf({ ...evidence, coverage, threshold });
}

function answerOf({ query, mode, scope, named }: Question, found: Found, started: number): SearchAnswer {
  return { query, mode, scope, namedScope: named, ...found, tookMs: performance.now() - started };
}

export function createHybridSearch(parts: HybridSearchParts): LibrarySearch {
  const { store, lexical, lexicalStandIn, watchedSettings } = parts;
  const { dataSource } = store;
  const rank = createRank(parts);
  const words = withStandIn(lexical, lexicalStandIn);
  const frequencies = createWordFrequencies(dataSource);
  const names = createProductNames(dataSource, frequencies);
  const findNamedScope = createNamedScope(dataSource, names);
  const findScopeWords = createScopeWords(dataSource, names);
  const findFacets = createFacets(parts, rank);

  /** Which phrases nothing holds, and what the query finds without its quotes. */
  async function wordsAlone(question: OpenQuestion, missing: PhraseLookup): Promise<WordsAlone> {
    const parsed = withSynonyms(withoutPhrases(question.query), question.settings.synonyms, question.slugs);
    return {
      missingPhrases: await missing(),
      query: parsed.written,
      parsed,
      page: async (page) => (await find({ ...question, query: parsed }, checkedPage(page))).page(page),
    };
  }

  async function find(question: OpenQuestion, page: HitRequest): Promise<Found> {
    const curation = await curationOf(dataSource, question, new Date());
    const candidatesAt = createCandidates({ dataSource, rank }, question, curation);
    const { query, index } = question;
    const terms = askedTerms(query);
    const pageOf = createHitPages({
      candidatesAt,
      async presentAt(step, wanted) {
        const { hits: curated, places: occurrences } = await candidatesAt(step);
        return present(dataSource, curated, question, { ...curation, terms, occurrences, page: wanted });
      },
    });
    const { ranking, hits: curated } = await candidatesAt(0);
    const { hits, presented } = await pageOf(page);
    const { held } = presented;
    const hasPhrasesOnly = presented.isEmpty && query.phrases.length > 0;
    const phrases = once(() => (hasPhrasesOnly ? missingPhrases(rank, question) : Promise.resolve([])));
    const lookup = countingOnce(words);
    const sightings: TermSightings = {
      terms,
      held: new Set([...held.values()].flat()),
      noneHeld: ranking.isFoundByWords === false && query.phrases.length + query.excluded.length === 0,
      missingPhrases: phrases,
    };
    return {
      hits,
      page: async (wanted) => pageOf(checkedPage(wanted)),
      relevance: await weigh(parts, frequencies, {
        ...{ hits: curated, noneHeld: sightings.noneHeld, terms, held },
        isChosen: presented.hasPins || curation.redirect !== null,
      }),
      appliedRules: curation.applied,
      redirect: curation.redirect,
      facets: (fields) => findFacets(question, { ranking, curation }, fields),
      didYouMean: () =>
        createDidYouMean({ dataSource, lexical: lookup })(
          query,
          index,
          hits.map(({ passageId }) => passageId),
        ),
      wordsAlone: async () => (hasPhrasesOnly ? wordsAlone(question, phrases) : null),
      missingTerms: once(() =>
        createFindMissingTerms({ dataSource, lexical: lookup, rank, frequencies })(question, sightings),
      ),
      degraded: ranking.degraded,
    };
  }

  return {
    resolveScope: async (scope) => (await resolveScope(dataSource, scope)).resolved,

    async search(request) {
      const started = performance.now();
      const page = checkedPage(request.page ?? usualPage);
      const question = await understand({ store, words, watchedSettings, findNamedScope, findScopeWords }, request);
      if (isOpen(question)) return answerOf(question, await find(question, page), started);
      const facets: SearchAnswer['facets'] = (fields) => findFacets(question, null, fields);
      return answerOf(question, { ...foundNothing, facets }, started);
    },
  };
}
