/** Passages that the search does not find yet in one of its two ways. */
import type { CoverageCell, CoverageReason } from '../coverage-cell.js';
import type { CoverageState } from '../coverage-state.js';

export function behind({ figures, unindexedCount }: CoverageCell): CoverageReason[] {
  const reason = (state: CoverageState, count: number, what: string): CoverageReason[] =>
    count === 0
      ? []
      : [
          {
            state,
            rule: null,
            count,
            counted: 'passages',
            sentence: `${count.toLocaleString('en')} passages ${what}.`,
            codes: [],
          },
        ];
  return [
    ...reason('UNINDEXED', unindexedCount, 'wait for the keyword index'),
    ...reason('UNEMBEDDED', figures.unembeddedCount, 'have no vector of the library’s model'),
  ];
}
