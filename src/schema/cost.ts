/**
 * What a query may cost, in tenths of a millisecond that a small server works for it; `bench/costs.ts` measures how true
 * that is. Plain fields are free, an object costs 1, a list its length times what is selected in it, and what asks the
 * store by itself what that takes.
 */
import type { ComplexityEstimatorArgs } from 'graphql-query-complexity/cjs';
import { isCompositeType, getNamedType } from 'graphql';

/** A field of the query type asks the store at least once, by itself. */
export const COST_OF_ASKING = 20;

/** A field of the mutation type checks, locks and writes, each after the other. */
export const COST_OF_CHANGING = 500;

/** Longest page; a larger `first` is refused when it is resolved, so that the error says why. */
export const MOST_PER_PAGE = 100;

/** Most fragments of one hit. */
export const MOST_FRAGMENTS = 5;

/** Assumed length of lists without `first`. */
const listLength = 10;

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const bounded = (value: unknown, most: number): number => Math.max(1, Math.min(most, numberOf(value, most)));

/** Length of pages that neither `first` nor `last` limits. */
export const USUAL_PER_PAGE = 20;

export function costOfPage({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + bounded(args['first'] ?? args['last'] ?? USUAL_PER_PAGE, MOST_PER_PAGE) * childComplexity;
}

export function costOfList({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + listLength * childComplexity;
}

/** A search asks two indexes, looks for exact names and may embed its words; what is shown of it is in {@link costOfHits}. */
export function costOfSearch({ childComplexity }: ComplexityEstimatorArgs): number {
  return 900 + childComplexity;
}

/** A page of hits is folded and spread by itself; one behind a cursor may ask the indexes for more. */
export function costOfHits({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return (args['after'] == null ? 100 : 1_000) + bounded(args['first'] ?? 10, 50) * childComplexity;
}

/**
 * Counts all that matches, and once more without each limit that the search has: 100 ms, measured on 24,000 chunks; 250 ms
 * for words that stand in every second passage.
 */
export function costOfFacets({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1_000 + childComplexity;
}

/** As many values as a page has rows. */
export function costOfFacetValues({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + MOST_PER_PAGE * childComplexity;
}

/** Parses the text of a chunk as Markdown. */
export const COST_OF_RENDERING = 30;

/** Searches without drafts and with them. */
export function costOfPreview({ childComplexity }: ComplexityEstimatorArgs): number {
  return 2_000 + childComplexity;
}

/** Most questions of the query log that drafts are tried on. */
export const MOST_TRIED_QUESTIONS = 8;

/** Two searches a question. */
export function costOfTriedQuestions({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return bounded(args['first'], MOST_TRIED_QUESTIONS) * (2_000 + childComplexity);
}

/** A step of an evaluation searches for its questions, one after the other. */
export function costOfEvaluation({ childComplexity }: ComplexityEstimatorArgs): number {
  return 20_000 + childComplexity;
}

/** Reads and aligns all sections of two versions, unless it was done before; a topic is searched for in both. */
export function costOfComparison({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return (args['topic'] == null ? 2_000 : 4_000) + childComplexity;
}

/** Adds up the counts of all documents. */
export function costOfCoverage({ childComplexity }: ComplexityEstimatorArgs): number {
  return 500 + childComplexity;
}

/** Looks at every passage, file and index of the library. */
export function costOfExamination(): number {
  return 5_000;
}

/** Counts every chunk of the library. */
export function costOfStatistics({ childComplexity }: ComplexityEstimatorArgs): number {
  return 500 + childComplexity;
}

/** Goes through all that curators changed, or through the documents of a filter. */
export function costOfWalk({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1_000 + listLength * childComplexity;
}

/** Has the questions that are asked most embedded, and compares each with each. */
export function costOfQuestionGroups(asked: ComplexityEstimatorArgs): number {
  return 2_000 + costOfPage(asked);
}

/** Starts a thread: 150 ms measured. Its findings have a bound. */
export function costOfManifestCheck({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1_500 + childComplexity;
}

/** Cells of a row; kinds are the usual columns. */
export function costOfCoverageCells({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + listLength * childComplexity;
}

/** Reads the chunks of the scope once for all cells that ask. */
export function costOfPassageCount(): number {
  return 5;
}

/** Reads the log once for all cells that ask. */
export function costOfMissedSearches({ childComplexity }: ComplexityEstimatorArgs): number {
  return 5 + childComplexity;
}

/** Reads two texts; its rows are as many as the texts have. */
export function costOfDiff(): number {
  return 20;
}

/** Another search beside the one that is asked: 100 ms measured. */
export function costOfOffer({ childComplexity }: ComplexityEstimatorArgs): number {
  return 1_000 + childComplexity;
}

/** Compares words that are not there with those of the scope: 120 ms for three of them, in a product of 14,000 chunks. */
export function costOfCorrection(): number {
  return 1_200;
}

/** Looks a text through for the words of the query. */
export function costOfExcerpt(): number {
  return 20;
}

/** Looks for up to five terms in the scope and elsewhere: 500 ms and more where nothing holds them, in a product of 14,000 chunks. */
export function costOfMissingTerms({ childComplexity }: ComplexityEstimatorArgs): number {
  return 5_000 + childComplexity;
}

/** Fragments of a text that has to be looked through. */
export function costOfHighlights({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return costOfExcerpt() + bounded(args['first'], MOST_FRAGMENTS) * childComplexity;
}

/** Looks through all names of the scope. */
export function costOfSuggestions({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return 2_500 + bounded(args['first'], 20) * (1 + childComplexity);
}

/** Looks through all names of the catalogue, and gives so many of each of four kinds. */
export function costOfNamed({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return 2_500 + 4 * bounded(args['first'], 20) * (1 + childComplexity);
}

export function costOfNodes({ args, childComplexity }: ComplexityEstimatorArgs): number {
  const ids: unknown = args['ids'];
  return 1 + bounded(Array.isArray(ids) ? ids.length : 1, MOST_PER_PAGE) * childComplexity;
}

export function costOfNeighbours({ args, childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + Math.max(bounded(args['before'], 10), bounded(args['after'], 10)) * childComplexity;
}

/** For fields that say nothing else. */
export function costOfField({ field, childComplexity }: ComplexityEstimatorArgs): number {
  return isCompositeType(getNamedType(field.type)) ? 1 + childComplexity : 0;
}
