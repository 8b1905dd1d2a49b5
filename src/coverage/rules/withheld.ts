/** Documents that a curator withdrew or has not made public. */
import type { CoverageCell, CoverageReason } from '../coverage-cell.js';

export function withheld({ hiddenCount, draftCount }: CoverageCell): CoverageReason[] {
  const reason = (state: 'HIDDEN' | 'DRAFT', count: number, what: string): CoverageReason[] =>
    count === 0
      ? []
      : [
          {
            state,
            rule: null,
            count,
            counted: 'documents',
            sentence: `${count.toLocaleString('en')} ${count === 1 ? 'document is' : 'documents are'} ${what}.`,
            codes: [],
          },
        ];
  return [...reason('HIDDEN', hiddenCount, 'withdrawn'), ...reason('DRAFT', draftCount, 'not public yet')];
}
