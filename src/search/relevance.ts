/**
 * Whether what a search found is about what was asked: the best cosine similarity, and how much of the query one of the first
 * hits holds, against what was measured of the model. Both numbers mean the same in every search, unlike the scores of
 * the fusion, which start anew with every query.
 */
import type { FusedHit } from './fusion.js';
import type { Relevance } from './request.js';
import type { AskedTerm } from './terms/asked-terms.js';
import type { WordFrequencies } from './terms/word-frequencies.js';

/** What the covered share of a query counts beside the cosine. */
const coverageWeight = 0.15;

export const largestRelevance = 1 + coverageWeight;

/** Robertson-Spärck Jones weight as BM25 uses it, kept positive. */
function weightOf({ words }: AskedTerm, { sampled, holders }: WordFrequencies): number {
  const held = holders(words);
  return Math.log(1 + (sampled - held + 0.5) / (held + 0.5));
}

/**
 * The largest share of the query's terms, by weight, that one of the passages holds: 0 to 1; null for a query without
 * terms.
 */
export function coverageOf(
  terms: readonly AskedTerm[],
  held: Iterable<readonly AskedTerm[]>,
  frequencies: WordFrequencies,
): number | null {
  const massOf = (some: readonly AskedTerm[]): number =>
    some.reduce((sum, term) => sum + weightOf(term, frequencies), 0);
  const all = massOf(terms);
  return all === 0 ? null : Math.max(0, ...[...held].map((some) => massOf(some) / all));
}

/** Of a search that could find nothing: its scope is empty. */
export const nothingFound: Relevance = {
  verdict: 'NOTHING_RELEVANT',
  cosine: null,
  coverage: null,
  score: null,
  threshold: null,
};

export interface Evidence {
  /** Candidates that nobody hid. */
  readonly hits: readonly FusedHit[];
  readonly coverage: number | null;
  /** Nothing in the scope holds a word of the query. */
  readonly noneHeld: boolean;
  /** A curator pinned one of the hits, or said which document is the answer. */
  readonly isChosen: boolean;
  /** Least sum for the model; null when it was never measured. */
  readonly threshold: number | null;
}

function bestCosine(hits: readonly FusedHit[]): number | null {
  const cosines = hits.flatMap(({ explain }) => explain.vector?.score ?? []);
  return cosines.length === 0 ? null : Math.max(...cosines);
}

/**
 * What a curator chose, or a passage that defines all that was asked for, is relevant whatever the numbers say. Without a
 * threshold, only that nothing holds a word of the query speaks against the hits.
 */
export function relevanceOf({ hits, coverage, noneHeld, isChosen, threshold }: Evidence): Relevance {
  const cosine = bestCosine(hits);
  const score = cosine === null ? null : cosine + coverageWeight * (coverage ?? 0);
  const verdict = (): Relevance['verdict'] => {
    if (isChosen) return 'RELEVANT';
    if (hits.length === 0) return 'NOTHING_RELEVANT';
    if (hits.some(({ explain }) => (explain.exact?.lift ?? 0) >= 1)) return 'RELEVANT';
    if (score !== null && threshold !== null) return score >= threshold ? 'RELEVANT' : 'NOTHING_RELEVANT';
    return noneHeld ? 'NOTHING_RELEVANT' : 'UNJUDGED';
  };
  return { verdict: verdict(), cosine, coverage, score, threshold };
}
