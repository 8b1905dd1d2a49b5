/** Splits code and tables between lines; each part repeats what makes it code or a table. */
import { packed, type Piece, type Sizing } from './piece.js';
import { splitText, splitWords } from './split-text.js';

/** @param code fenced code, opener and closer included; both are repeated around every part. */
export function splitCode(code: string, sizing: Sizing): Piece[] {
  const lines = code.split('\n');
  const opener = lines.shift() ?? '```';
  const closer = lines.pop() ?? '```';
  const around = sizing.countTokens(`${opener}\n${closer}`);
  const inner = { ...sizing, budget: Math.max(16, sizing.budget - around) };
  const pieces = lines.flatMap((line) => {
    const tokens = line.trim() === '' ? 0 : sizing.countTokens(line);
    return tokens <= inner.budget ? [{ text: line, tokens }] : splitWords(line, tokens, inner);
  });
  return packed(pieces, inner.budget, '\n')
    .map(({ text, tokens }) => ({ text: text.replace(/^(?:[ \t]*\n)+|\s+$/g, ''), tokens }))
    .filter(({ text }) => text !== '')
    .map(({ text, tokens }) => ({ text: `${opener}\n${text}\n${closer}`, tokens: tokens + around }));
}

/**
 * @param table a Markdown table. A row that is too large alone becomes text, cell by cell with the column's name; a table
 * of nothing but a header, or without one, is text.
 */
export function splitTable(table: string, sizing: Sizing): Piece[] {
  const [names = '', rule = '', ...rows] = table.split('\n');
  if (rows.length === 0 || !/^[\s|:-]+$/.test(rule)) return splitText(table, sizing);
  const header = `${names}\n${rule}`;
  const around = sizing.countTokens(header);
  if (around * 2 > sizing.budget)
    return packed(
      rows.flatMap((row) => splitRow(names, row, sizing)),
      sizing.budget,
      '\n\n',
    );
  const budget = sizing.budget - around;
  const pieces: Piece[] = [];
  let fitting: Piece[] = [];
  const flush = (): void => {
    pieces.push(
      ...packed(fitting, budget, '\n').map(({ text, tokens }) => ({
        text: `${header}\n${text}`,
        tokens: tokens + around,
      })),
    );
    fitting = [];
  };
  for (const row of rows) {
    const tokens = sizing.countTokens(row);
    if (tokens <= budget) fitting.push({ text: row, tokens });
    else {
      flush();
      pieces.push(...splitRow(names, row, sizing));
    }
  }
  flush();
  return pieces;
}

function splitRow(names: string, row: string, sizing: Sizing): Piece[] {
  const columns = cellsOf(names);
  const lines = cellsOf(row)
    .map((cell, at) => ({ column: columns[at] ?? '', cell }))
    .filter(({ cell }) => cell !== '')
    .map(({ column, cell }) => (column === '' ? cell : `${column}: ${cell}`));
  const pieces = lines.flatMap((text) => {
    const tokens = sizing.countTokens(text);
    return tokens <= sizing.budget ? [{ text, tokens }] : splitText(text, sizing);
  });
  return packed(pieces, sizing.budget, '\n\n');
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
