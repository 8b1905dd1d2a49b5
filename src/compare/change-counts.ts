/** Counts of a comparison, as a whole and by document. */
import { groupBy } from '../group-by.js';
import type { SectionChange, SectionPair } from './section-pairs.js';

export interface ChangeCounts {
  readonly same: number;
  readonly numbersOnly: number;
  readonly changed: number;
  readonly moved: number;
  readonly renamed: number;
  readonly added: number;
  readonly removed: number;
}

export function changeCounts(pairs: readonly SectionPair[]): ChangeCounts {
  const counts: Record<SectionChange, number> = {
    SAME: 0,
    NUMBERS_ONLY: 0,
    CHANGED: 0,
    MOVED: 0,
    RENAMED: 0,
    ADDED: 0,
    REMOVED: 0,
  };
  for (const { change } of pairs) counts[change] += 1;
  return {
    same: counts.SAME,
    numbersOnly: counts.NUMBERS_ONLY,
    changed: counts.CHANGED,
    moved: counts.MOVED,
    renamed: counts.RENAMED,
    added: counts.ADDED,
    removed: counts.REMOVED,
  };
}

export interface DocumentCounts {
  readonly slug: string;
  readonly counts: ChangeCounts;
}

/** By slug; a section counts where it is in the newer version, a removed one where it was. */
export function countsByDocument(pairs: readonly SectionPair[]): DocumentCounts[] {
  return [...groupBy(pairs, ({ from, to }) => (to ?? from)?.document ?? '')]
    .map(([slug, group]) => ({ slug, counts: changeCounts(group) }))
    .sort((a, b) => a.slug.localeCompare(b.slug, 'en'));
}
