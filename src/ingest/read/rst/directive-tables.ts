/** Directives that write tables: as lists of lists, and as CSV. */
import { parse as parseCsv } from 'csv-parse/sync';
import { titled, type DirectiveCall } from './directive-parts.js';
import type { RstCell, RstNode } from './nodes.js';
import { tableOfLists } from './tables.js';

export function listTable({ title, content, options, parse, depth }: DirectiveCall): RstNode[] {
  const blocks = parse.blocks(content, depth + 1);
  return [...titled(title), ...tableOfLists(blocks, Number(options.get('header-rows') ?? 0))];
}

export function csvTable(call: DirectiveCall): RstNode[] {
  return [...titled(call.title), ...csvRows(call)];
}

function csvRows({ options, content, parse, depth }: DirectiveCall): RstNode[] {
  const name = options.get('file');
  const file = name === undefined ? { lines: content } : parse.file(name.trim());
  if (file === undefined) return [];
  const delimiter = { tab: '\t', space: ' ' }[options.get('delim')?.trim() ?? ''] ?? options.get('delim')?.trim();
  const read = (text: string): string[][] => {
    try {
      const rows: unknown = parseCsv(text, {
        delimiter: delimiter ?? ',',
        quote: options.get('quote')?.trim() ?? '"',
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        ltrim: true,
      });
      return rows as string[][];
    } catch {
      parse.warn('a CSV table could not be parsed and was kept as lines');
      return text.split('\n').map((line) => [line]);
    }
  };
  const toCells = (rows: readonly string[][]): RstCell[][] =>
    rows.map((row) => row.map((cell) => parse.blocks(cell.split('\n'), depth + 1)));
  const rows = read(file.lines.join('\n'));
  const header = options.get('header');
  const headRows = header === undefined ? Number(options.get('header-rows') ?? 0) : 0;
  const head = header === undefined ? rows.slice(0, headRows) : read(header);
  const body = rows.slice(headRows);
  return head.length + body.length === 0 ? [] : [{ type: 'table', head: toCells(head), rows: toCells(body) }];
}
