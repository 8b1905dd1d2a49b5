/**
 * Folds hits that are one place of a manual in several versions, with slightly different words, into the newest of
 * them, so that ten versions of a page do not fill the list.
 */
import type { ShownPassage } from './best-chunk.js';
import type { FusedHit } from './fusion.js';

export type ShownHit = FusedHit & ShownPassage;

/** A place is the same when product, document, file and headings are. */
function placeOf({ best }: ShownHit): string {
  return JSON.stringify([best.productId, best.documentSlug, best.fileStem, best.headingPath]);
}

/**
 * Keeps the best hit of every place and version.
 * A later hit is dropped when its place is in the list already *only* through other versions: a second chunk of the
 * same section in the same version is another answer and stays.
 * @param hits best first; all are shown in the newest version of the scope that holds them.
 */
export function foldVariants(hits: readonly ShownHit[]): ShownHit[] {
  const versionOfPlace = new Map<string, string>();
  return hits.filter((hit) => {
    const place = placeOf(hit);
    const version = versionOfPlace.get(place);
    if (version === undefined) {
      versionOfPlace.set(place, hit.best.versionId);
      return true;
    }
    return version === hit.best.versionId;
  });
}
