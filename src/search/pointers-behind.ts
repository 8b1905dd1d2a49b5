/**
 * Printed contents and indices hold the words of all that they point to, and answer nothing. They keep half of their score,
 * so that they come behind that, and are still found where there is nothing else. Lists of changes name whatever a version
 * touched and explain little of it: they keep most of theirs, and all of it where the question is about changes.
 */
import type { Occurrence } from '../store/queries/occurrences.js';
import { isIndexOfBook, isPointing } from './definitions/definition-keys.js';
import type { Places } from './curate.js';
import type { FusedHit } from './fusion.js';
import { isListOfChanges } from './lists-of-changes.js';

/** What is left of the score. */
const factors = { pointing: 0.5, changes: 0.8, none: 1 } as const;

type Place = Pick<Occurrence, 'headingPath' | 'isPaginated' | 'kind'>;

function points({ headingPath, isPaginated }: Place): boolean {
  const heading = headingPath.at(-1) ?? '';
  // On a page of a site, "Index" may be a subject: that of a database, that of an array.
  return isIndexOfBook(heading) ? isPaginated : isPointing(heading);
}

function factorAt(place: Place, changesAsked: boolean): number {
  if (points(place)) return factors.pointing;
  return !changesAsked && isListOfChanges(place) ? factors.changes : factors.none;
}

/**
 * @param places of all hits that `passagesPointing` finds, at least.
 * @param changesAsked whether the question is about changes.
 * @returns best first.
 */
export async function pointersBehind(
  hits: readonly FusedHit[],
  places: Places,
  changesAsked: boolean,
): Promise<readonly FusedHit[]> {
  // What stands in a list of changes and in a guide too is as good as the guide.
  const kept = new Map<number, number>();
  for (const place of await places()) {
    kept.set(place.passageId, Math.max(kept.get(place.passageId) ?? 0, factorAt(place, changesAsked)));
  }
  const isBehind = ({ passageId }: FusedHit): boolean => (kept.get(passageId) ?? factors.none) < factors.none;
  if (!hits.some(isBehind)) return hits;
  return hits
    .map((hit) => {
      const factor = kept.get(hit.passageId) ?? factors.none;
      if (factor === factors.none) return hit;
      return { ...hit, score: factor * hit.score, explain: { ...hit.explain, pointing: { factor } } };
    })
    .toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
}
