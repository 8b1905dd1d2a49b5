/**
 * Printed contents and indices hold the words of all that they point to, and answer nothing. They keep half of their score,
 * so that they come behind that, and are still found where there is nothing else.
 */
import type { Occurrence } from '../store/queries/occurrences.js';
import { isIndexOfBook, isPointing } from './definitions/definition-keys.js';
import type { Places } from './curate.js';
import type { FusedHit } from './fusion.js';

/** What is left of the score. */
const factor = 0.5;

function points({ headingPath, isPaginated }: Pick<Occurrence, 'headingPath' | 'isPaginated'>): boolean {
  const heading = headingPath.at(-1) ?? '';
  // On a page of a site, "Index" may be a subject: that of a database, that of an array.
  return isIndexOfBook(heading) ? isPaginated : isPointing(heading);
}

/**
 * @param places of all hits whose heading holds one of `pointingWords`, at least.
 * @returns best first.
 */
export async function pointersBehind(hits: readonly FusedHit[], places: Places): Promise<readonly FusedHit[]> {
  const pointing = new Set((await places()).filter(points).map(({ passageId }) => passageId));
  if (pointing.size === 0) return hits;
  return hits
    .map((hit) =>
      pointing.has(hit.passageId)
        ? { ...hit, score: factor * hit.score, explain: { ...hit.explain, pointing: { factor } } }
        : hit,
    )
    .toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
}
