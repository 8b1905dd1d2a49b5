/** Finds tables without lines: rows whose cells stand under each other with wide gaps between. */
import { isBullet, isMarker } from './list-marker.js';
import type { Line, Segment, Span } from './page-model.js';
import { isCellGap } from './word-gaps.js';
import { partOf, segmentOf, type Table } from './ruled-tables.js';

/** Cells begin within this distance, in heights of the text. */
const ALIGNED = 0.7;
/** Text this near to a column, in heights, stands in it. */
const CLOSE = 0.25;
/** Cells of a column that begin at one place do so within this distance, in heights. */
const SAME_START = 0.15;
/** Empty space in heights that ends a table. */
const MAX_GAP = 3.2;

/** A table that begins at a line, and how many lines it takes. */
export interface FoundTable {
  readonly table: Table;
  readonly count: number;
}

/** @param lines of one region in order. */
export function alignedTableAt(lines: readonly Line[], from: number): FoundTable | undefined {
  const first = lines[from];
  if (first === undefined || !isRow(first)) return undefined;
  const columns = columnsOf(lines, from);
  if (columns === undefined) return undefined;
  const { starts, lines: taken } = columns;
  const rows = taken.filter(isRow).length;
  const enough = starts.length >= 3 ? 2 : 3;
  if (rows < enough || rows < 0.06 * taken.length) return undefined;
  const cells = taken.map((line) => cellsOf(line, starts));
  const table = { rows: rowsOf(taken, cells), columns: starts, lines: new Set(lines.slice(from, from + taken.length)) };
  return { table, count: taken.length };
}

/** Two cells or more; not an item of a list, not an entry of a table of contents, not a listing. */
function isRow(line: Line): boolean {
  const [first] = line.segments;
  if (first === undefined || line.segments.length < 2) return false;
  if (isBullet(first.text) || (line.segments.length === 2 && isMarker(first.text))) return false;
  if (isLeader(line)) return false;
  return !line.segments.every(({ mono }) => mono);
}

/** Dots that lead to a page number. */
function isLeader(line: Line): boolean {
  return /\.{4,}|(?:\. ){4,}/.test(line.text);
}

interface Column {
  x0: number;
  x1: number;
}

/** Grows the columns line by line until a line fits none of them. @returns the lines with their cells parted. */
function columnsOf(lines: readonly Line[], from: number): { starts: number[]; lines: readonly Line[] } | undefined {
  const columns: Column[] = [];
  const taken: Line[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const [line, before] = [lines[at], taken.at(-1)];
    if (line === undefined) break;
    if (before !== undefined && (line.y - before.y > MAX_GAP * line.size || line.y <= before.y)) break;
    const row = parted(line, columns);
    if (!fits(columns, row)) break;
    for (const stretch of stretchesOf(row, columns)) place(columns, stretch, CLOSE * row.size);
    taken.push(row);
  }
  // Lines of one cell at the end that stand in the first column are the text after the table.
  for (let last = taken.at(-1); last !== undefined; last = taken.at(-1)) {
    if (isRow(last) || last.x0 > (columns[0]?.x0 ?? 0) + last.size) break;
    taken.pop();
  }
  columns.sort((a, b) => a.x0 - b.x0);
  return columns.length < 2 || columns.length > 20 ? undefined : { starts: columns.map(({ x0 }) => x0), lines: taken };
}

/** Cells that stand so close that they look like one stretch of text are parted where a span begins with a column. */
function parted(line: Line, columns: readonly Column[]): Line {
  if (isLeader(line)) return line;
  const segments = line.segments.flatMap((segment) => {
    const parts: Span[][] = [];
    for (const span of segment.spans) {
      const before = parts.at(-1)?.at(-1);
      const isCell = before !== undefined && isCellGap(before, span) && begins(columns, span.x0, line.size);
      if (before === undefined || isCell) parts.push([span]);
      else parts.at(-1)?.push(span);
    }
    return parts.length < 2 ? [segment] : parts.map((spans) => segmentOf(segment, spans));
  });
  return segments.length === line.segments.length ? line : { ...line, segments };
}

/** A column begins just there. */
function begins(columns: readonly Column[], x: number, size: number): boolean {
  return columns.some(({ x0 }) => Math.abs(x - x0) < SAME_START * size);
}

/** What the cells of a line cover. Text too wide for its cell, which runs into the next one, ends where that begins. */
function stretchesOf(line: Line, columns: readonly Column[]): Column[] {
  return line.segments.map(({ x0, x1 }, at) => {
    const next = line.segments[at + 1];
    if (next === undefined || !begins(columns, next.x0, line.size)) return { x0, x1 };
    return { x0, x1: Math.max(x0, Math.min(x1, next.x0 - 2 * CLOSE * line.size)) };
  });
}

function fits(columns: readonly Column[], line: Line): boolean {
  if (columns.length === 0) return true;
  const slack = ALIGNED * line.size;
  const close = CLOSE * line.size;
  return stretchesOf(line, columns).every((stretch) => {
    const own = columns.filter((column) => touches(column, stretch, close));
    if (own.length > 1) return false;
    const [column] = own;
    if (column === undefined) return line.segments.length > 1;
    // Under the column's text or beginning with it; a cell may be centred or stand to the right.
    return stretch.x0 >= column.x0 - 3 * slack;
  });
}

function touches(column: Column, stretch: Column, close: number): boolean {
  return stretch.x0 < column.x1 + close && stretch.x1 > column.x0 - close;
}

function place(columns: Column[], stretch: Column, close: number): void {
  const column = columns.find((candidate) => touches(candidate, stretch, close));
  if (column === undefined) {
    columns.push({ ...stretch });
    return;
  }
  column.x0 = Math.min(column.x0, stretch.x0);
  column.x1 = Math.max(column.x1, stretch.x1);
}

function cellsOf(line: Line, starts: readonly number[]): Line[][] {
  const byColumn: Segment[][] = starts.map(() => []);
  for (const segment of line.segments) {
    let column = 0;
    while (column + 1 < starts.length && segment.x0 >= (starts[column + 1] ?? 0) - 0.5) column += 1;
    byColumn[column]?.push(segment);
  }
  return byColumn.map((segments) => (segments.length === 0 ? [] : [partOf(line, segments)]));
}

/**
 * Lines to rows. A row begins where its first cell does; where first cells stand at the bottom of their row, it ends
 * there. Which of the two is told by the space between rows.
 */
function rowsOf(lines: readonly Line[], cells: readonly Line[][][]): Line[][][] {
  const keyed = cells.map((row) => (row[0]?.length ?? 0) > 0);
  const gapBefore = lines.map((line, at) => (at === 0 ? 0 : line.y - (lines[at - 1]?.y ?? line.y)));
  const bottom = endsWithFirstCells(gapBefore, keyed);
  const rows: Line[][][] = [];
  let closed = true;
  for (const [at, row] of cells.entries()) {
    const begins =
      at === 0 || (bottom ? closed || at === 1 : (keyed[at] ?? false) && !isContinuation(lines, cells, at));
    const last = rows.at(-1);
    if (begins || last === undefined) rows.push(row.map((cell) => [...cell]));
    else for (const [column, cell] of row.entries()) last[column]?.push(...cell);
    closed = keyed[at] ?? false;
  }
  return rows;
}

/** The space between rows lies behind keyed lines; a lone row below the header has none behind it. */
function endsWithFirstCells(gapBefore: readonly number[], keyed: readonly boolean[]): boolean {
  const isLoneRow = keyed.length > 2 && keyed.indexOf(true, 1) === keyed.length - 1;
  return isLoneRow || meanGap(gapBefore, keyed, 1) > meanGap(gapBefore, keyed, 0) + 0.5;
}

/** Mean space before the lines that follow a keyed line (`shift` 1) or are keyed themselves (`shift` 0). */
function meanGap(gaps: readonly number[], keyed: readonly boolean[], shift: number): number {
  let sum = 0;
  let count = 0;
  for (let at = 2; at < gaps.length; at += 1) {
    if (keyed[at - shift] !== true) continue;
    sum += gaps[at] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Only the first cell goes on, closer to the line above than rows are to each other. */
function isContinuation(lines: readonly Line[], cells: readonly Line[][][], at: number): boolean {
  const row = cells[at] ?? [];
  if (row.slice(1).some((cell) => cell.length > 0)) return false;
  const [line, before] = [lines[at], lines[at - 1]];
  return line !== undefined && before !== undefined && line.y - before.y <= 1.3 * line.size;
}
