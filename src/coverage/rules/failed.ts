/** Files that the last run of their source could not read. */
import type { CoverageCell, CoverageReason } from '../coverage-cell.js';

export function failed({ failures }: CoverageCell): CoverageReason | null {
  const count = failures.reduce((sum, failure) => sum + failure.count, 0);
  if (count === 0) return null;
  const codes = failures.map((failure) => `${failure.code} (${String(failure.count)})`).join(', ');
  return {
    state: 'FAILED',
    rule: null,
    count,
    counted: 'files',
    sentence: `${count === 1 ? '1 file' : `${count.toLocaleString('en')} files`} failed in the last run: ${codes}.`,
    codes: failures,
  };
}
