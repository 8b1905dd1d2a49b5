/** All that holds of each cell of a line; each rule is in a file of its own. */
import { isListedRow } from '../store/queries/visibility.js';
import { isReleaseLabel } from '../store/version-order.js';
import type {
  AssessedCell,
  CoverageCell,
  CoverageReason,
  CoverageSeries,
  CoverageThresholds,
} from './coverage-cell.js';
import { COVERAGE_STATES } from './coverage-state.js';
import { behind } from './rules/behind.js';
import { failed } from './rules/failed.js';
import { missing, type ExpectationOf } from './rules/missing.js';
import { noText } from './rules/no-text.js';
import { partial } from './rules/partial.js';
import { stale } from './rules/stale.js';
import { thin } from './rules/thin.js';
import { withheld } from './rules/withheld.js';

export interface Assessment {
  readonly thresholds: CoverageThresholds;
  readonly expectationOf: ExpectationOf;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Rules that look at other versions look at releases only: what is withheld, unversioned or moving is no measure. */
function isMeasure({ version }: CoverageCell): boolean {
  return isListedRow(version) && isReleaseLabel(version.label);
}

/** Reasons of a cell stand worst first. */
export function assessSeries(series: CoverageSeries, { thresholds, expectationOf, today }: Assessment): AssessedCell[] {
  const releases = series.filter(isMeasure);
  const places = new Map(releases.map((cell, at) => [cell, at]));
  /** Documents without a version are about all of them. */
  const isHeldByAll = series.some(
    (cell) => isListedRow(cell.version) && !isMeasure(cell) && cell.figures.documentCount > 0,
  );
  return series.map((cell) => {
    if (!isListedRow(cell.version)) return { ...cell, reasons: withheld(cell) };
    const line = { releases, at: places.get(cell) ?? null, isHeldByAll };
    const reasons: (CoverageReason | null)[] = [
      missing(cell, line, thresholds, expectationOf),
      failed(cell),
      noText(cell, thresholds),
      ...stale(cell, line, thresholds, today),
      thin(cell, line, thresholds),
      partial(cell, thresholds),
      ...behind(cell),
      ...withheld(cell),
    ];
    const holding = reasons.filter((reason) => reason !== null);
    holding.sort((a, b) => COVERAGE_STATES.indexOf(a.state) - COVERAGE_STATES.indexOf(b.state));
    return { ...cell, reasons: holding };
  });
}
