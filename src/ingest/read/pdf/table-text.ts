/** Writes tables as Markdown. */
import { inlineText } from './inline-text.js';
import type { Line } from './page-model.js';
import type { Table } from './ruled-tables.js';
import type { Vocabulary } from './vocabulary.js';

type Row = Table['rows'][number];

/** Points by which columns of one table may differ from page to page. */
const SAME = 6;

/** True for a table that may go on with the one before it. */
export function sameColumns(a: Table, b: Table): boolean {
  return (
    a.columns.length === b.columns.length &&
    a.columns.every((x, column) => Math.abs(x - (b.columns[column] ?? Infinity)) <= SAME)
  );
}

/** @param header of the page before, where the table goes on without repeating it. */
export function tableText(table: Table, vocabulary: Vocabulary, header?: Row): string {
  const rows = table.rows.map((row) => row.map((cell) => cellText(cell, vocabulary)));
  const repeated = header?.map((cell) => cellText(cell, vocabulary));
  const [first] = rows;
  if (first === undefined) return '';
  if (repeated !== undefined && repeated.join('|') !== first.join('|')) rows.unshift(repeated);
  const [head, ...body] = rows;
  const written = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [written(head ?? []), `|${' --- |'.repeat(head?.length ?? 0)}`, ...body.map(written)].join('\n');
}

function cellText(cell: readonly Line[], vocabulary: Vocabulary): string {
  return inlineText(cell, vocabulary).replace(/\|/g, '\\|');
}
