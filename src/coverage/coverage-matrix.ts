/** Cells added up by any two dimensions, with totals that are the sums of their cells. */
import { groupBy } from '../group-by.js';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import type { CoverageDimension } from '../store/queries/coverage.js';
import { newestFirst } from '../store/version-order.js';
import { addFigures, noFigures } from './collect-series.js';
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

export interface MatrixRow {
  readonly heading: CoverageHeading;
  /** One for each column, in their order. */
  readonly cells: readonly MatrixCell[];
  readonly total: MatrixCell;
}

export interface CoverageMatrix {
  readonly columns: readonly CoverageHeading[];
  readonly rows: readonly MatrixRow[];
  readonly columnTotals: readonly MatrixCell[];
  readonly total: MatrixCell;
}

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
  const rowHeadings = headings(cells, rows);
  const columnHeadings = headings(cells, columns);
  const sums = groupBy(cells, (cell) => `${keyOf[rows](cell)}\n${keyOf[columns](cell)}`);
  const byColumn = groupBy(cells, keyOf[columns]);
  const matrixRows = rowHeadings.map((heading) => {
    const below = columnHeadings.map((column) => sums.get(`${heading.key}\n${column.key}`) ?? []);
    return {
      heading,
      cells: columnHeadings.map((column, at) => addUp(below[at] ?? [], heading, column)),
      total: addUp(below.flat(), heading, null),
    };
  });
  return {
    columns: columnHeadings,
    rows: matrixRows,
    columnTotals: columnHeadings.map((column) => addUp(byColumn.get(column.key) ?? [], null, column)),
    total: addUp(cells, null, null),
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
  if (dimension !== 'VERSION') return cells.toSorted((a, b) => compareText(keyOf[dimension](a), keyOf[dimension](b)));
  const places = new Map(newestFirst(cells.map(({ version }) => version)).map(({ id }, at) => [id, at]));
  return cells.toSorted(
    (a, b) =>
      compareText(a.version.productSlug, b.version.productSlug) ||
      (places.get(a.version.id) ?? 0) - (places.get(b.version.id) ?? 0),
  );
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function addUp(
  cells: readonly AssessedCell[],
  row: CoverageHeading | null,
  column: CoverageHeading | null,
): MatrixCell {
  const figures = cells.reduce((sum, cell) => addFigures(sum, cell.figures), noFigures);
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
