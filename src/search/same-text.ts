/**
 * Folds hits of one version that say the same in several documents or files, as parts do that manuals repeat, into the best
 * one, which names the other places.
 */
import type { OccurrenceRow } from './request.js';
import type { FoldedHit } from './variants.js';

/**
 * The same text under the same headings. The first heading is left out: it is the title of the document. A text right below
 * a title is told apart by it, as the default of one option and that of another are.
 */
function sayingOf({ best }: FoldedHit, digest: string | undefined): string | null {
  const [, ...below] = best.headingPath;
  return digest === undefined || below.length === 0 ? null : JSON.stringify([best.versionId, digest, ...below]);
}

/**
 * What a curator pinned keeps its place.
 * @param hits each part best first.
 * @param digests of texts, by passage.
 */
export function foldSameText(hits: readonly FoldedHit[], digests: ReadonlyMap<number, string>): FoldedHit[] {
  const folded: FoldedHit[] = [];
  const places = new Map<string, number>();
  for (const hit of hits) {
    const saying = sayingOf(hit, digests.get(hit.passageId));
    const at = saying === null ? undefined : places.get(saying);
    const first = at === undefined ? undefined : folded[at];
    if (at === undefined || first === undefined || hit.pin !== null) {
      if (saying !== null && at === undefined) places.set(saying, folded.length);
      folded.push(hit);
    } else {
      folded[at] = joined(first, hit);
    }
  }
  return folded;
}

function joined(first: FoldedHit, other: FoldedHit): FoldedHit {
  const { versionId, chunkId } = other.best;
  const known = new Set(first.alsoIn.map((occurrence) => occurrence.versionId));
  const inOthers: OccurrenceRow[] = other.alsoIn.filter((occurrence) => !known.has(occurrence.versionId));
  return {
    ...first,
    alsoAt: [...first.alsoAt, { versionId, chunkId }, ...other.alsoAt],
    alsoIn: [...first.alsoIn, ...inOthers],
    standsFor: [...first.standsFor, ...other.standsFor],
  };
}
