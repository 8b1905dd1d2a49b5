/**
 * Measures from which relevance on a question is one that a library can answer: against the questions of its own
 * collection stand those of other products and other collections, which it can't.
 */
import { BadInputError } from '../errors.js';
import { OperationError, type Execute } from '../executor.js';
import { graphql, operation } from '../typed-operation.js';
import type { Collection } from './collection.js';
import { productsOf } from './scratch-source.js';

/** What a search said of one question. */
export interface Sample {
  readonly isAnswerable: boolean;
  readonly score: number;
  readonly cosine: number;
}

export interface Calibration {
  readonly answerable: number;
  readonly unanswerable: number;
  /** Chance that an answerable question scores higher than an unanswerable one; of the sum, and of the cosine alone. */
  readonly auc: number;
  readonly aucOfCosine: number;
  readonly threshold: number;
  /** Shares with thresholds from the other half of the questions. */
  readonly kept: number;
  readonly refused: number;
}

/** Share of the answerable questions that a threshold must not refuse. */
const keep = 0.98;

const relevanceOperation = operation(
  graphql(`
    query EvaluationRelevance($query: String!, $scope: ScopeInput) {
      search(query: $query, scope: $scope) {
        relevance {
          cosine
          score
        }
        degraded {
          leg
          reason
        }
        hits(first: 5) {
          nodes {
            rank
          }
        }
      }
    }
  `),
);

interface Question {
  readonly text: string;
  readonly products: readonly string[];
  readonly isAnswerable: boolean;
}

function questionsOf(collection: Collection, others: readonly Collection[]): Question[] {
  const products = productsOf(collection);
  const all = [...products.values()];
  const own = collection.queries.flatMap(({ text, metadata }): Question[] => {
    const product = metadata.product === undefined ? undefined : products.get(metadata.product);
    const elsewhere = all.filter((one) => one !== product);
    const answerable = { text, products: product === undefined ? all : [product], isAnswerable: true };
    if (product === undefined || elsewhere.length === 0) return [answerable];
    return [answerable, { text, products: elsewhere, isAnswerable: false }];
  });
  const foreign = others.flatMap(({ queries }) =>
    queries.map(({ text }): Question => ({ text, products: all, isAnswerable: false })),
  );
  return [...own, ...foreign];
}

/**
 * Said before anything is read in, which takes long.
 * @throws BadInputError when collections have no questions of one of the two kinds.
 */
export function checkQuestions(collections: readonly Collection[]): void {
  const questions = collections.flatMap((collection) =>
    questionsOf(
      collection,
      collections.filter((other) => other !== collection),
    ),
  );
  if (new Set(questions.map(({ isAnswerable }) => isAnswerable)).size === 2) return;
  throw new BadInputError(
    'A threshold needs questions that the library can answer and others: give two collections, or one with several products.',
    { field: 'collections' },
  );
}

/**
 * @param others collections whose questions the library can't answer.
 * @throws OperationError when a leg does not answer.
 */
export async function sampleRelevance(
  collection: Collection,
  others: readonly Collection[],
  execute: Execute,
  signal?: AbortSignal,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { text, products, isAnswerable } of questionsOf(collection, others)) {
    const variables = { query: text, scope: { products } };
    const { search } = await execute(relevanceOperation, variables, signal ? { signal } : {});
    const [degraded] = search.degraded;
    if (degraded !== undefined) {
      throw new OperationError(
        'SERVICE_UNAVAILABLE',
        `Without the ${degraded.leg} leg nothing is measured: ${degraded.reason}`,
      );
    }
    samples.push({ isAnswerable, score: search.relevance.score ?? 0, cosine: search.relevance.cosine ?? 0 });
  }
  return samples;
}

/** Area under the receiver operating characteristic, as the chance that one of a pair scores higher (Mann and Whitney, 1947). */
export function areaUnderCurve(higher: readonly number[], lower: readonly number[]): number {
  const won = higher.map((high) => lower.reduce((sum, low) => sum + (high > low ? 1 : high === low ? 0.5 : 0), 0));
  return won.reduce((sum, count) => sum + count, 0) / (higher.length * lower.length);
}

function scoresOf(samples: readonly Sample[], isAnswerable: boolean): number[] {
  return samples.filter((sample) => sample.isAnswerable === isAnswerable).map(({ score }) => score);
}

/** The highest that keeps the share of the answerable questions that is to be kept. */
function thresholdOf(samples: readonly Sample[]): number {
  const scores = scoresOf(samples, true).sort((a, b) => a - b);
  return scores[Math.floor((1 - keep) * scores.length)] ?? 0;
}

function shareFrom(scores: readonly number[], threshold: number): number {
  return scores.length === 0 ? 0 : scores.filter((score) => score >= threshold).length / scores.length;
}

/** Every other question of each kind. */
function halvesOf(samples: readonly Sample[]): Sample[][] {
  return [0, 1].map((half) =>
    [true, false].flatMap((isAnswerable) =>
      samples.filter((sample) => sample.isAnswerable === isAnswerable).filter((_, at) => at % 2 === half),
    ),
  );
}

/** Null when there are no questions of one of the two kinds. */
export function calibrationOf(samples: readonly Sample[]): Calibration | null {
  const [answerable, unanswerable] = [scoresOf(samples, true), scoresOf(samples, false)];
  if (answerable.length === 0 || unanswerable.length === 0) return null;
  const cosines = (isAnswerable: boolean): number[] =>
    samples.filter((sample) => sample.isAnswerable === isAnswerable).map(({ cosine }) => cosine);
  const halves = halvesOf(samples);
  const shares = halves.map((half, at) => {
    const threshold = thresholdOf(halves[1 - at] ?? []);
    return [true, false].map((isAnswerable) => shareFrom(scoresOf(half, isAnswerable), threshold));
  });
  const mean = (at: number): number => shares.reduce((sum, share) => sum + (share[at] ?? 0), 0) / shares.length;
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    auc: areaUnderCurve(answerable, unanswerable),
    aucOfCosine: areaUnderCurve(cosines(true), cosines(false)),
    // Rounded up, it would refuse the question that it comes from.
    threshold: Math.floor(thresholdOf(samples) * 1_000) / 1_000,
    kept: mean(0),
    refused: 1 - mean(1),
  };
}
