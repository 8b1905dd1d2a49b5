/**
 * Spreads the first hits over the places that hold them: five passages of one page of release notes answer less than two
 * of them beside what other pages say. A greedy diversification in the manner of maximal marginal relevance (Carbonell
 * and Goldstein, 1998), with "from the same place" for similarity.
 */
import { groupBy } from '../group-by.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import type { FoldedHit } from './variants.js';

/** What is left of a hit's score for every better hit of its place. */
const repeated = 0.8;

/** A file, in whichever version; of a paginated manual, which is one file however long it is, a chapter. */
export function placeOf({ productId, documentSlug, fileStem, headingPath, isPaginated }: Occurrence): string {
  const chapter = isPaginated ? headingPath.slice(0, 2) : [];
  return JSON.stringify([productId, documentSlug, fileStem, ...chapter]);
}

/**
 * The `first` best hits with the scores that they have beside each other; nothing is left out but for its rank. The best
 * hit of each place keeps its score, so places keep their order.
 * @param hits best first.
 */
export function spreadOverPlaces(hits: readonly FoldedHit[], first: number): FoldedHit[] {
  const heads = [...groupBy(hits, ({ best }) => placeOf(best)).values()].map((queue) => ({ queue, factor: 1 }));
  const chosen: FoldedHit[] = [];
  while (chosen.length < first) {
    let best: { head: (typeof heads)[number]; hit: FoldedHit; score: number } | undefined;
    for (const head of heads) {
      const [hit] = head.queue;
      if (hit === undefined) continue;
      const score = hit.score * head.factor;
      if (best === undefined || score > best.score) best = { head, hit, score };
    }
    if (best === undefined) break;
    best.head.queue.shift();
    best.head.factor *= repeated;
    chosen.push({ ...best.hit, score: best.score });
  }
  return chosen;
}
