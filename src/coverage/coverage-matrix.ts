/** Cells added up by any two dimensions, with totals that are the sums of their cells. */
import { groupBy } from '../group-by.js';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import type { CoverageDimension } from '../store/queries/coverage.js';
import { newestFirst } from '../store/version-order.js';
import { sumFigures } from './sum-figures.js';
import type { AssessedCell, CoverageFigures, CoverageReason } from './coverage-cell.js';
import { COVERAGE_STATES, worstState, type CoverageState } from './coverage-state.js';

export interface CoverageHeading {
  readonly dimension: CoverageDimension;
  /** Slug of a vendor or product, `product/version`, a kind, or a language; empty for "no language stated". */
  readonly key: string;
  readonly label: string;
}

/** A reason of all cells that were added up. */
export interface SummedReason extends CoverageReason {
  /** Pairs of version and kind that it is given for. */
  readonly cellCount: number;
}

export interface MatrixCell extends CoverageFigures {
  /** Null in a total. */
  readonly row: CoverageHeading | null;
  readonly column: CoverageHeading | null;
  readonly state: CoverageState;
  readonly reasons: readonly SummedReason[];
}

/** Sums are made when they are asked for: a page of rows needs those of its rows only. */
export interface CoverageMatrix {
  readonly columns: readonly CoverageHeading[];
  readonly rowHeadings: readonly CoverageHeading[];
  /** One for each column, in their order. */
  readonly cellsOf: (row: CoverageHeading) => MatrixCell[];
  readonly totalOf: (row: CoverageHeading) => MatrixCell;
  readonly columnTotals: () => MatrixCell[];
  readonly total: () => MatrixCell;
}

const names = new Intl.Collator('en-u-kn-true');

type KeyOf = (cell: AssessedCell) => string;

const keyOf: Readonly<Record<CoverageDimension, KeyOf>> = {
  VENDOR: ({ version }) => version.vendorSlug,
  PRODUCT: ({ version }) => version.productSlug,
  VERSION: ({ version }) => `${version.productSlug}/${version.slug}`,
  KIND: ({ kind }) => kind,
  LANGUAGE: ({ language }) => language ?? '',
};

const labelOf: Readonly<Record<CoverageDimension, KeyOf>> = {
  VENDOR: ({ version }) => version.vendorName,
  PRODUCT: ({ version }) => version.productName,
  VERSION: ({ version }) => `${version.productName} ${version.label}`,
  KIND: ({ kind }) => kind,
  LANGUAGE: ({ language }) => language ?? '',
};

export function coverageMatrix(
  cells: readonly AssessedCell[],
  rows: CoverageDimension,
  columns: CoverageDimension,
): CoverageMatrix {
  const byRow = groupBy(cells, keyOf[rows]);
  const columnHeadings = headings(cells, columns);
  return {
    columns: columnHeadings,
    rowHeadings: headings(cells, rows),
    cellsOf(row) {
      const byColumn = groupBy(byRow.get(row.key) ?? [], keyOf[columns]);
      return columnHeadings.map((column) => addUp(byColumn.get(column.key) ?? [], row, column));
    },
    totalOf: (row) => addUp(byRow.get(row.key) ?? [], row, null),
    columnTotals() {
      const byColumn = groupBy(cells, keyOf[columns]);
      return columnHeadings.map((column) => addUp(byColumn.get(column.key) ?? [], null, column));
    },
    total: () => addUp(cells, null, null),
  };
}

function headings(cells: readonly AssessedCell[], dimension: CoverageDimension): CoverageHeading[] {
  const first = new Map<string, AssessedCell>();
  for (const cell of cells) {
    const key = keyOf[dimension](cell);
    if (!first.has(key)) first.set(key, cell);
  }
  return inOrder([...first.values()], dimension).map((cell) => ({
    dimension,
    key: keyOf[dimension](cell),
    label: labelOf[dimension](cell),
  }));
}

/** Vendors, products and languages by name, versions by product and newest first, kinds as they are declared. */
function inOrder(cells: readonly AssessedCell[], dimension: CoverageDimension): AssessedCell[] {
  if (dimension === 'KIND')
    return cells.toSorted((a, b) => DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind));
  if (dimension !== 'VERSION') return cells.toSorted(byName(dimension));
  const byProduct = [...groupBy(cells.toSorted(byName('PRODUCT')), keyOf.PRODUCT).values()];
  return byProduct.flatMap((ofProduct) => {
    const byVersion = new Map(ofProduct.map((cell) => [cell.version, cell]));
    return newestFirst([...byVersion.keys()]).flatMap((version) => byVersion.get(version) ?? []);
  });
}

/** As they are shown; by key where two are called the same. */
const byName =
  (dimension: CoverageDimension) =>
  (a: AssessedCell, b: AssessedCell): number =>
    names.compare(labelOf[dimension](a), labelOf[dimension](b)) ||
    compareText(keyOf[dimension](a), keyOf[dimension](b));

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function addUp(
  cells: readonly AssessedCell[],
  row: CoverageHeading | null,
  column: CoverageHeading | null,
): MatrixCell {
  const figures = sumFigures(cells.map((cell) => cell.figures));
  const reasons = sumReasons(cells);
  const isThere = figures.documentCount > 0;
  return {
    ...figures,
    row,
    column,
    reasons,
    state: worstState([isThere ? 'PRESENT' : 'NONE', ...reasons.map(({ state }) => state)]),
  };
}

function sumReasons(cells: readonly AssessedCell[]): SummedReason[] {
  const sums = new Map<string, SummedReason>();
  for (const { reasons } of cells) {
    for (const reason of reasons) {
      const key = `${reason.state} ${reason.rule ?? ''} ${reason.counted}`;
      const sum = sums.get(key);
      sums.set(key, sum === undefined ? { ...reason, cellCount: 1 } : add(sum, reason));
    }
  }
  return [...sums.values()].sort((a, b) => COVERAGE_STATES.indexOf(a.state) - COVERAGE_STATES.indexOf(b.state));
}

function add(sum: SummedReason, { count, codes }: CoverageReason): SummedReason {
  const total = sum.count + count;
  const cellCount = sum.cellCount + 1;
  const byCode = new Map(sum.codes.map((one) => [one.code, one.count]));
  for (const one of codes) byCode.set(one.code, (byCode.get(one.code) ?? 0) + one.count);
  return {
    ...sum,
    count: total,
    cellCount,
    codes: [...byCode].map(([code, ofCode]) => ({ code, count: ofCode })),
    sentence: `${total.toLocaleString('en')} ${sum.counted} in ${cellCount.toLocaleString('en')} pairs of version and kind.`,
  };
}
