/** Too many pages from which no text could be read. */
import type { CoverageCell, CoverageReason, CoverageThresholds } from '../coverage-cell.js';

export function noText(
  { figures }: CoverageCell,
  { noTextShare }: Pick<CoverageThresholds, 'noTextShare'>,
): CoverageReason | null {
  const { pageCount, pagesWithoutText } = figures;
  if (pagesWithoutText <= noTextShare * pageCount) return null;
  return {
    state: 'NO_TEXT',
    rule: null,
    count: pagesWithoutText,
    counted: 'pages',
    sentence: `${pagesWithoutText.toLocaleString('en')} of ${pageCount.toLocaleString('en')} pages have no text that could be read.`,
    codes: [],
  };
}
