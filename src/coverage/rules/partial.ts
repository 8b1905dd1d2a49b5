/** Read, but not all of it: readers had to leave things out, such as files that others take in and that are absent. */
import type { CoverageCell, CoverageReason, CoverageThresholds } from '../coverage-cell.js';

export function partial(
  { figures }: CoverageCell,
  { warningShare }: Pick<CoverageThresholds, 'warningShare'>,
): CoverageReason | null {
  const { fileCount, warningCount } = figures;
  if (warningCount <= warningShare * fileCount) return null;
  const warnings = `${warningCount.toLocaleString('en')} ${warningCount === 1 ? 'warning' : 'warnings'}`;
  return {
    state: 'PARTIAL',
    rule: null,
    count: warningCount,
    counted: 'warnings',
    sentence: `Readers left ${warnings} about ${fileCount.toLocaleString('en')} ${fileCount === 1 ? 'file' : 'files'}: something of them is left out.`,
    codes: [],
  };
}
