/** The questions of the query log, in groups. */
import { LRUCache } from 'lru-cache';
import { askedQuestions, weakCosine, type DemandScope } from '../store/queries/demand.js';
import type { Queryable } from '../store/queryable.js';
import { groupQuestions, type QuestionGroup } from './question-groups.js';

/** Questions that are looked at: the most asked. */
export const mostQuestions = 300;
/** Searches from which on what is weak can be told. */
export const leastSearches = 100;
/** Vectors that are remembered: the same questions are looked at again and again. */
const mostVectors = 2_000;

export type QuestionVector = (text: string) => Promise<Float32Array>;

/** Remembers vectors of questions, for as long as the process runs. */
export function createQuestionVectors(embed: QuestionVector): QuestionVector {
  const known = new LRUCache<string, Float32Array>({ max: mostVectors });
  return async (text) => {
    const vector = known.get(text) ?? (await embed(text));
    known.set(text, vector);
    return vector;
  };
}

/** Most asked first. Without vectors each question stands alone. */
export async function findGroups(
  db: Queryable,
  scope: DemandScope,
  vectorOf: QuestionVector,
): Promise<QuestionGroup[]> {
  const questions = await askedQuestions(db, scope, mostQuestions);
  const vectors = await Promise.all(questions.map(({ query }) => vectorOf(query))).catch(() => []);
  return groupQuestions(questions, vectors, await weakCosine(db, scope.days, leastSearches));
}
