/** What is there may have been overtaken: by a newer release, by the end of support, or by its source. */
import type { CoverageCell, CoverageLine, CoverageReason, CoverageThresholds } from '../coverage-cell.js';
import type { CoverageRule } from '../coverage-state.js';

/** @param today `YYYY-MM-DD`. */
export function stale(
  cell: CoverageCell,
  { releases, at, isHeldByAll }: CoverageLine,
  { uncheckedDays }: Pick<CoverageThresholds, 'uncheckedDays'>,
  today: string,
): CoverageReason[] {
  if (cell.figures.documentCount === 0) return [];
  const { documentCount, uncheckedDocuments, failedSourceDocuments } = cell.figures;
  const reason = (rule: CoverageRule, count: number, sentence: string): CoverageReason => ({
    state: 'STALE',
    rule,
    count,
    counted: 'documents',
    sentence,
    codes: [],
  });
  const reasons: CoverageReason[] = [];
  const later = at === null || isHeldByAll ? [] : releases.slice(at + 1);
  const newest = later.filter(({ version }) => !version.preview).at(-1);
  if (newest !== undefined && later.every(({ figures }) => figures.documentCount === 0)) {
    const words = `${newest.version.label} is published; this kind ends with ${cell.version.label}.`;
    reasons.push(reason('NEWER_RELEASE', documentCount, words));
  }
  const { endOfLife } = cell.version;
  if (endOfLife !== null && endOfLife < today) {
    reasons.push(reason('END_OF_LIFE', documentCount, `Support of ${cell.version.label} ended on ${endOfLife}.`));
  }
  if (uncheckedDocuments > 0) {
    const words = `Its source was not looked at for more than ${String(uncheckedDays)} days.`;
    reasons.push(reason('SOURCE_UNCHECKED', uncheckedDocuments, words));
  }
  if (failedSourceDocuments > 0) {
    reasons.push(reason('SOURCE_FAILED', failedSourceDocuments, 'The last run of its source failed.'));
  }
  return reasons;
}
