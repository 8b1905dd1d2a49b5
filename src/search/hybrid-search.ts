/** Hybrid search, stage by stage: understand → rank → curate → present. */
import { occurrencesOf } from '../store/queries/occurrences.js';
import { curationOf } from './curate.js';
import { createDidYouMean } from './did-you-mean.js';
import { facetsOf, noFacets } from './facets.js';
import { withFileEvidence } from './file-evidence.js';
import { withStandIn } from './lexical/with-stand-in.js';
import { createNamedScope } from './named-scope.js';
import { present, type Presented } from './present.js';
import { createRank, type RankParts } from './rank.js';
import { parseQuery, withoutPhrases } from './query.js';
import type { LibrarySearch, Relevance, SearchAnswer, WordsAlone } from './request.js';
import { coverageOf, nothingFound, relevanceOf, type Evidence } from './relevance.js';
import { resolveScope } from './resolve-scope.js';
import type { WatchedSettings } from './settings/search-settings.js';
import { withSynonyms } from './settings/synonym-index.js';
import { askedTerms, type AskedTerm } from './terms/asked-terms.js';
import { countingOnce } from './terms/counting-once.js';
import { createFindMissingTerms, type TermSightings } from './terms/missing-terms.js';
import { createWordFrequencies } from './terms/word-frequencies.js';
import { isOpen, understand, type OpenQuestion, type Question } from './understand.js';

export interface HybridSearchParts extends RankParts {
  readonly watchedSettings: Pick<WatchedSettings, 'current'>;
}

type PhraseLookup = () => Promise<readonly string[]>;

type Found = Omit<SearchAnswer, 'query' | 'mode' | 'scope' | 'namedScope' | 'tookMs'>;

const foundNothing: Found = {
  hits: [],
  appliedRules: [],
  redirect: null,
  relevance: nothingFound,
  facets: () => Promise.resolve(noFacets),
  didYouMean: () => Promise.resolve(null),
  wordsAlone: () => Promise.resolve(null),
  missingTerms: () => Promise.resolve([]),
  degraded: [],
};

/** The same promise however often it is asked for. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}

export function createHybridSearch(parts: HybridSearchParts): LibrarySearch {
  const { store, lexical, lexicalStandIn, vectors, embedder, watchedSettings } = parts;
  const { dataSource } = store;
  const rank = createRank(parts);
  const words = withStandIn(lexical, lexicalStandIn);
  const frequencies = createWordFrequencies(dataSource);
  const findNamedScope = createNamedScope(dataSource, frequencies);

  async function missingPhrases(question: OpenQuestion): Promise<readonly string[]> {
    const phrases = [...new Set(question.query.phrases)];
    const found = await Promise.all(
      phrases.map((phrase) => rank({ ...question, query: parseQuery(`"${phrase}"`), mode: 'LEXICAL' })),
    );
    return phrases.filter((_, at) => found[at]?.hits.length === 0);
  }

  /** Which phrases nothing holds, and what the query finds without its quotes. */
  async function wordsAlone(question: OpenQuestion, missing: PhraseLookup): Promise<WordsAlone> {
    const parsed = withSynonyms(withoutPhrases(question.query), question.settings.synonyms, question.slugs);
    return {
      missingPhrases: await missing(),
      query: parsed.written,
      parsed,
      hits: async () => (await find({ ...question, query: parsed })).hits,
    };
  }

  /** Where meaning was not searched, nothing is asked. */
  async function relevance(
    evidence: Omit<Evidence, 'coverage' | 'threshold'>,
    presented: Presented,
    terms: readonly AskedTerm[],
  ): Promise<Relevance> {
    const { hits } = evidence;
    if (hits.every(({ explain }) => explain.vector === null)) {
      return relevanceOf({ ...evidence, coverage: null, threshold: null });
    }
    const threshold = (await vectors.relevanceThreshold()) ?? embedder.model.relevanceThreshold ?? null;
    const coverage = terms.length === 0 ? null : coverageOf(terms, presented.held.values(), await frequencies());
    return relevanceOf({ ...evidence, coverage, threshold });
  }

  async function find(question: OpenQuestion): Promise<Found> {
    const curation = await curationOf(dataSource, question, new Date());
    const ranking = await rank(curation.spare === 0 ? question : { ...question, spare: curation.spare });
    const places = once(() =>
      occurrencesOf(
        dataSource,
        ranking.hits.map(({ passageId }) => passageId),
      ),
    );
    const { query, index } = question;
    const curated = await curation.curate(await withFileEvidence(ranking.hits, places, index), places);
    const terms = askedTerms(query);
    const presented = await present(dataSource, curated, question, { ...curation, terms, occurrences: places });
    const { hits, held } = presented;
    const hasPhrasesOnly = hits.length === 0 && query.phrases.length > 0;
    const phrases = once(() => (hasPhrasesOnly ? missingPhrases(question) : Promise.resolve([])));
    const lookup = countingOnce(words);
    const sightings: TermSightings = {
      terms,
      held: new Set([...held.values()].flat()),
      noneHeld: ranking.isFoundByWords === false && query.phrases.length + query.excluded.length === 0,
      missingPhrases: phrases,
    };
    return {
      hits,
      relevance: await relevance(
        { hits: curated, noneHeld: sightings.noneHeld, isChosen: presented.hasPins || curation.redirect !== null },
        presented,
        terms,
      ),
      appliedRules: curation.applied,
      redirect: curation.redirect,
      facets: async () =>
        facetsOf(
          (await places()).filter((place) => !curation.isHidden(place)),
          index,
        ),
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

  const answer = (question: Question, found: Found, started: number): SearchAnswer => ({
    query: question.query,
    mode: question.mode,
    scope: question.scope,
    namedScope: question.named,
    ...found,
    tookMs: performance.now() - started,
  });

  return {
    resolveScope: async (scope) => (await resolveScope(dataSource, scope)).resolved,

    async search(request) {
      const started = performance.now();
      const question = await understand({ store, words, watchedSettings, findNamedScope }, request);
      return answer(question, isOpen(question) ? await find(question) : foundNothing, started);
    },
  };
}
