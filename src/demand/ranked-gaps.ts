/** Gaps of the library by how much is asked for them: what coverage says of a cell times the searches that missed it. */
import type { DocumentKind } from '../store/entities/document-kind.js';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import type { MissedPlace } from '../store/queries/demand-gaps.js';

/** What coverage says of a place. */
export interface PlaceCoverage<State extends string> {
  readonly state: State;
  readonly reasons: readonly string[];
}

export interface RankedGap<State extends string> extends Omit<MissedPlace, 'kind' | 'vendor'> {
  readonly kind: DocumentKind | null;
  /** Null for a product or version that the library does not have, and for the whole library. */
  readonly state: State | null;
  readonly reasons: readonly string[];
  readonly score: number;
}

const absent = 3;
/** How bad it is that searches miss a cell in a state; what is not named here is there in part. */
const weights: Readonly<Record<string, number>> = { MISSING: absent, NONE: absent, FAILED: absent, PRESENT: 1 };
const inPart = 2;

/**
 * @param coverageOf null for a product or version that the library does not have.
 * @returns the highest score first.
 */
export function rankGaps<State extends string>(
  places: readonly MissedPlace[],
  coverageOf: (place: MissedPlace, kind: DocumentKind | null) => PlaceCoverage<State> | null,
): RankedGap<State>[] {
  return places
    .map((place) => {
      const kind = DOCUMENT_KINDS.find((name) => name === place.kind) ?? null;
      const found = place.product === '' ? null : coverageOf(place, kind);
      const isWhole = place.product === '';
      const weight = found === null ? (isWhole ? 1 : absent) : (weights[found.state] ?? inPart);
      return {
        ...place,
        kind,
        state: found?.state ?? null,
        reasons: found?.reasons ?? [],
        score: place.searches * weight,
      };
    })
    .sort((a, b) => b.score - a.score || b.searches - a.searches);
}
