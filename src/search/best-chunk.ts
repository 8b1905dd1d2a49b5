/** Chooses the chunk that shows a passage, and lists where else the same text stands. */
import type { Occurrence } from '../store/queries/occurrences.js';
import { compareVersionLabels } from '../store/version-order.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { isNamed } from './named-scope.js';
import type { NamedScope, OccurrenceRow } from './request.js';

export interface ShownPassage {
  readonly best: Occurrence;
  /** Other versions that hold it, newest first, each with its first place. */
  readonly alsoIn: readonly OccurrenceRow[];
  /** Other places of the version that shows it, best first. */
  readonly alsoAt: readonly OccurrenceRow[];
  /** It is in what the words of the query name. */
  readonly isNamed: boolean;
}

/** Whether the scope shows it. */
export function isInScope(occurrence: Occurrence, scope: IndexScope): boolean {
  return (
    (scope.productIds?.includes(occurrence.productId) ?? true) &&
    (scope.versionIds?.includes(occurrence.versionId) ?? true) &&
    (scope.kinds?.includes(occurrence.kind) ?? true) &&
    (scope.documentIds?.includes(occurrence.documentId) ?? true)
  );
}

/** Newest release first, previews after releases, then reading order. */
function newestFirst(a: Occurrence, b: Occurrence): number {
  return (
    Number(a.preview) - Number(b.preview) ||
    compareVersionLabels(b.versionOrder, a.versionOrder) ||
    a.documentSlug.localeCompare(b.documentSlug) ||
    a.position - b.position
  );
}

function placeOf({ versionId, chunkId }: Occurrence): OccurrenceRow {
  return { versionId, chunkId };
}

/**
 * `null` when the passage occurs nowhere in the scope (any more).
 * @param named shown there, if it occurs there.
 */
export function showPassage(
  occurrences: readonly Occurrence[],
  scope: IndexScope,
  named: NamedScope | null = null,
): ShownPassage | null {
  const sorted = [...occurrences].sort(newestFirst);
  const inside = sorted.filter((occurrence) => isInScope(occurrence, scope));
  const ofNamed = named === null ? undefined : inside.find((occurrence) => isNamed(named, occurrence));
  const best = ofNamed ?? inside[0];
  if (best === undefined) return null;
  const isOfBest = ({ versionId }: Occurrence): boolean => versionId === best.versionId;
  const firstOfVersion = new Map<string, Occurrence>();
  for (const occurrence of sorted) {
    if (!isOfBest(occurrence) && !firstOfVersion.has(occurrence.versionId)) {
      firstOfVersion.set(occurrence.versionId, occurrence);
    }
  }
  const alsoAt = sorted.filter((occurrence) => isOfBest(occurrence) && occurrence.chunkId !== best.chunkId);
  return {
    best,
    alsoIn: [...firstOfVersion.values()].map(placeOf),
    alsoAt: alsoAt.map(placeOf),
    isNamed: ofNamed !== undefined,
  };
}
