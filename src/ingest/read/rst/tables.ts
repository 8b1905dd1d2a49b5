/** Grid tables, simple tables and tables that are written as lists. */
import { dedented, isBlank } from './lines.js';
import type { RstCell, RstNode } from './nodes.js';

type Table = Extract<RstNode, { type: 'table' }>;
type ReadCell = (lines: readonly string[]) => RstCell;

export function isGridBorder(line: string): boolean {
  return /^\+(?:[-=]+\+)+\s*$/.test(line);
}

export function isSimpleBorder(line: string): boolean {
  return /^=+(?: +=+)+\s*$/.test(line);
}

/** Undefined when the lines are no grid. A cell over several columns or rows counts as the first of them. */
export function gridTable(lines: readonly string[], read: ReadCell): Table | undefined {
  const columns = columnEdges(lines);
  if (columns.length < 2) return undefined;
  const grid: Grid = { columns, rows: [], open: columns.slice(1).map(() => undefined) };
  let headRows = 0;
  for (const [at, line] of lines.entries()) {
    if (!/^\+[-=]/.test(line) && !/[-=]\+\s*$/.test(line)) {
      addCellLines(grid, line);
      continue;
    }
    if (/^\+=/.test(line) && headRows === 0) headRows = grid.rows.length;
    if (at < lines.length - 1) beginRow(grid, line);
  }
  const cells = grid.rows
    .filter((row) => row.some((cell) => cell.some((line) => !isBlank(line))))
    .map((row) => row.map((cell) => read(dedented(cell))));
  return { type: 'table', head: cells.slice(0, headRows), rows: cells.slice(headRows) };
}

interface Grid {
  /** Columns of the text in which the edges stand. */
  readonly columns: readonly number[];
  readonly rows: string[][][];
  /** Per column, the lines of the cell that is open there. */
  open: (string[] | undefined)[];
}

function columnEdges(lines: readonly string[]): number[] {
  const edges = new Set<number>();
  for (const line of lines) {
    if (!line.startsWith('+') || !/^\+[-=+| ]/.test(line)) continue;
    for (let at = line.indexOf('+'); at >= 0; at = line.indexOf('+', at + 1)) {
      if (/[-=]/.test(line[at - 1] ?? line[at + 1] ?? '')) edges.add(at);
    }
  }
  return [...edges].sort((a, b) => a - b);
}

/** Cells that have text where others have a border go on in the next row. */
function beginRow(grid: Grid, border: string): void {
  const row: string[][] = [];
  grid.open = grid.open.map((cell, column) => {
    const segment = border.slice((grid.columns[column] ?? 0) + 1, grid.columns[column + 1]);
    if (cell !== undefined && !/^[-=+]+$/.test(segment)) {
      cell.push(segment);
      row.push([]);
      return cell;
    }
    const fresh: string[] = [];
    row.push(fresh);
    return fresh;
  });
  grid.rows.push(row);
}

function addCellLines({ columns, open }: Grid, line: string): void {
  let from = 0;
  for (let column = 1; column < columns.length; column += 1) {
    const edge = columns[column] ?? 0;
    const isLast = column === columns.length - 1;
    if (!isLast && line[edge] !== '|' && line[edge] !== '+') continue;
    const start = (columns[from] ?? 0) + 1;
    open[from]?.push(isLast ? line.slice(start).replace(/\|\s*$/, '') : line.slice(start, edge));
    from = column;
  }
}

/** Undefined when the lines at `at` are no simple table. */
export function simpleTable(
  lines: readonly string[],
  at: number,
  read: ReadCell,
): { node: Table; end: number } | undefined {
  const border = lines[at] ?? '';
  const borders: number[] = [];
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (isSimpleBorder(line)) {
      borders.push(end);
      if (isBlank(lines[end + 1]) || borders.length === 2) break;
    } else if (!isBlank(line) && end > at + 1 && isBlank(lines[end - 1]) && borders.length === 2) break;
  }
  const last = borders.at(-1);
  if (last === undefined) return undefined;
  const starts = [...border.matchAll(/=+/g)].map(({ index }) => index);
  const rowsOf = (from: number, to: number): RstCell[][] => {
    const rows: string[][][] = [];
    for (const line of lines.slice(from, to)) {
      if (/^-+(?: +-+)*\s*$/.test(line) || isBlank(line)) {
        rows.at(-1)?.forEach((cell) => cell.push(''));
        continue;
      }
      const cells = starts.map((start, column) => line.slice(start, starts[column + 1]));
      const row = rows.at(-1);
      if (isBlank(cells[0]) && row !== undefined) cells.forEach((cell, column) => row[column]?.push(cell));
      else rows.push(cells.map((cell) => [cell]));
    }
    return rows.map((row) => row.map((cell) => read(dedented(cell))));
  };
  const [first] = borders;
  const hasHead = borders.length === 2 && first !== undefined;
  const head = hasHead ? rowsOf(at + 1, first) : [];
  const rows = rowsOf(hasHead ? first + 1 : at + 1, last);
  return { node: { type: 'table', head, rows }, end: last + 1 };
}

/** A list of lists, one per row; what is no such list stays as it is. */
export function tableOfLists(nodes: readonly RstNode[], headRows: number): RstNode[] {
  const [list] = nodes;
  if (list?.type !== 'list') return [...nodes];
  const rows = list.items.map((item): RstCell[] => {
    const inner = item.find((node) => node.type === 'list');
    return inner === undefined ? [item] : inner.items.map((cell) => cell);
  });
  const heads = Number.isFinite(headRows) ? headRows : 0;
  return [{ type: 'table', head: rows.slice(0, heads), rows: rows.slice(heads) }, ...nodes.slice(1)];
}
