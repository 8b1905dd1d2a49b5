/** A table as a grid of cells in which every row can be read alone. */
import type { Element } from 'hast';
import { toString } from 'hast-util-to-string';
import { attribute, childElements, findElement, hasClass, outermost, plainText } from './elements.js';

/** Wider tables lose their last columns' own cells; these are drawings or attacks. */
const MAX_COLUMNS = 60;
const MAX_CELLS = 200_000;

export interface GridCell {
  readonly element: Element;
  /** False where a cell spans further columns: its text is not repeated there. */
  readonly isFirstColumn: boolean;
}

export interface TableGrid {
  readonly caption?: Element;
  /** Rows of the head; empty when the table has none. */
  readonly head: readonly (readonly (GridCell | undefined)[])[];
  readonly body: readonly (readonly (GridCell | undefined)[])[];
  readonly columns: number;
}

/** Cells that span rows are repeated in each of them; cells that span columns stand in the first. */
export function tableGrid(table: Element): TableGrid {
  const rows: { element: Element; inHead: boolean }[] = [];
  for (const part of childElements(table)) {
    if (part.tagName === 'tr') rows.push({ element: part, inHead: false });
    if (!/^t(?:head|body|foot)$/.test(part.tagName)) continue;
    for (const row of childElements(part)) {
      if (row.tagName === 'tr') rows.push({ element: row, inHead: part.tagName === 'thead' });
    }
  }
  const grid = placed(rows.map(({ element }) => element));
  const columns = grid.reduce((most, row) => Math.max(most, row.length), 0);
  const heads = headRows(rows, grid);
  const caption = childElements(table).find(({ tagName }) => tagName === 'caption');
  const hasText = (row: readonly (GridCell | undefined)[]): boolean =>
    row.some((cell) => cell !== undefined && !isEmpty(cell.element));
  return {
    ...(caption !== undefined && { caption }),
    head: grid.slice(0, heads).filter(hasText),
    body: grid.slice(heads).filter(hasText),
    columns,
  };
}

function isEmpty(cell: Element): boolean {
  return plainText(cell) === '' && findElement(cell, ({ tagName }) => tagName === 'img') === undefined;
}

function placed(rows: readonly Element[]): (GridCell | undefined)[][] {
  const grid: (GridCell | undefined)[][] = rows.map(() => []);
  let budget = MAX_CELLS;
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const cell of childElements(row)) {
      if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
      while (grid[at]?.[column] !== undefined) column += 1;
      const across = spanOf(cell, 'colSpan', MAX_COLUMNS - column);
      const down = spanOf(cell, 'rowSpan', rows.length - at);
      for (let line = at; line < at + down; line += 1) {
        for (let place = column; place < column + across && budget > 0; place += 1) {
          const target = grid[line];
          if (target !== undefined) target[place] ??= { element: cell, isFirstColumn: place === column };
          budget -= 1;
        }
      }
      column += across;
    }
  }
  return grid;
}

function spanOf(cell: Element, name: 'colSpan' | 'rowSpan', most: number): number {
  const wanted = Number.parseInt(attribute(cell, name) ?? '1', 10);
  const span = Number.isFinite(wanted) && wanted > 0 ? wanted : wanted === 0 && name === 'rowSpan' ? most : 1;
  return Math.max(1, Math.min(span, most));
}

/** Rows of `<thead>`, else the leading rows of `<th>` alone, else a first row that is bold or names columns of code or numbers. */
function headRows(
  rows: readonly { element: Element; inHead: boolean }[],
  grid: readonly (readonly (GridCell | undefined)[])[],
): number {
  const inHead = rows.findIndex((row) => !row.inHead);
  if (inHead !== 0) return inHead < 0 ? Math.min(1, rows.length) : inHead;
  const cellsOf = (at: number): Element[] =>
    (grid[at] ?? []).flatMap((cell) => (cell === undefined ? [] : [cell.element]));
  let heads = 0;
  while (
    heads < rows.length - 1 &&
    cellsOf(heads).length > 0 &&
    cellsOf(heads).every(({ tagName }) => tagName === 'th')
  )
    heads += 1;
  if (heads > 0) return heads;
  const first = cellsOf(0);
  const labels =
    rows.length > 1 &&
    first.length > 1 &&
    (first.every(isBold) ||
      (rows.length > 2 &&
        isLabels(
          first,
          rows.map((_, at) => cellsOf(at)),
        )));
  return labels ? 1 : 0;
}

/** Plain words above a column of code or of numbers: `Variable | Description`. */
function isLabels(first: readonly Element[], all: readonly (readonly Element[])[]): boolean {
  const isCode = (cell: Element | undefined): boolean =>
    cell !== undefined &&
    findElement(cell, ({ tagName }) => ['code', 'tt', 'kbd', 'samp', 'var'].includes(tagName)) !== undefined;
  const areLabels = first.every((cell) => /^[^\d]{2,40}$/.test(plainText(cell)) && !isCode(cell));
  const rows = all.slice(1);
  const isNumber = (cell: Element | undefined): boolean =>
    cell !== undefined && /^[\d.,x%a-fA-F+-]*\d/.test(plainText(cell));
  return (
    areLabels && (rows.every(([cell]) => isCode(cell)) || first.some((_, at) => rows.every((row) => isNumber(row[at]))))
  );
}

function isBold(cell: Element): boolean {
  const words = plainText(cell);
  if (words === '') return false;
  const bold = findElement(cell, ({ tagName }) => tagName === 'b' || tagName === 'strong');
  return bold !== undefined && plainText(bold) === words;
}

/** Tables that put things beside each other without being data: their cells are read one after the other. */
export function isLayoutTable(table: Element): boolean {
  const role = attribute(table, 'role');
  if (role === 'presentation' || role === 'none' || hasClass(table, 'layout')) return true;
  const holds = (...names: readonly string[]): boolean =>
    findElement(table, ({ tagName }) => names.includes(tagName)) !== undefined;
  if (holds('th', 'thead', 'caption')) return false;
  if (holds('table', 'h1', 'h2', 'h3', 'h4')) return true;
  const { head, body, columns } = tableGrid(table);
  if (columns <= 1 && head.length === 0) return true;
  return head.length === 0 && body.length <= 1 && holds('p', 'ul', 'ol', 'dl', 'pre', 'div');
}

/** Cells with listings, tables or headings in them do not fit into a Markdown table. */
export function needsRows(table: Element): boolean {
  const fits = (one: Element): boolean =>
    one.tagName === 'table' || /^h[1-4]$/.test(one.tagName) || (one.tagName === 'pre' && linesOf(one) > 3);
  return findElement(table, fits) !== undefined;
}

function linesOf(pre: Element): number {
  return toString(pre).trim().split('\n').length;
}

/** Cells and caption in document order; those of tables inside stay where they are. */
export function tableCells(table: Element): Element[] {
  return outermost(table, ({ tagName }) => ['td', 'th', 'caption'].includes(tagName));
}
