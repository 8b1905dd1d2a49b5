/** Splits code and tables between lines; each part repeats what makes it code or a table. */
import { packed, type Piece, type Sizing } from './piece.js';
import { splitText, splitWords } from './split-text.js';

/** @param code fenced code; its fences are repeated around every part. One that nothing closes is closed like its opener. */
export function splitCode(code: string, sizing: Sizing): Piece[] {
  const [opener = '', ...lines] = code.split('\n');
  const closer = (closesFence(opener, lines.at(-1)) ? lines.pop() : undefined) ?? fenceOf(opener);
  const around = sizing.countTokens(`${opener}\n${closer}`);
  const inner = { ...sizing, budget: Math.max(16, sizing.budget - around) };
  const pieces = lines.flatMap((line) => {
    const tokens = line.trim() === '' ? 0 : sizing.countTokens(line);
    return tokens <= inner.budget ? [{ text: line, tokens }] : splitWords(line, tokens, inner);
  });
  return packed(pieces, inner.budget, '\n')
    .map(({ text, tokens }) => ({ text: text.replace(/^(?:[ \t]*\n)+|\s+$/g, ''), tokens }))
    .map(({ text, tokens }) => ({ text: `${opener}\n${text}\n${closer}`, tokens: tokens + around }));
}

/** Whether a line ends the code that the opener begins: at least as many of the same marks, and nothing else. */
export function closesFence(opener = '', line = ''): boolean {
  return /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]?.startsWith(fenceOf(opener)) ?? false;
}

function fenceOf(opener: string): string {
  return /`{3,}|~{3,}/.exec(opener)?.[0] ?? '```';
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
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
