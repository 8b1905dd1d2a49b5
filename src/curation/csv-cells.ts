/**
 * Cells of a CSV file that goes through a spreadsheet and back. Cells that a spreadsheet would run as a formula get a
 * quote in front on the way out, which is taken off on the way in.
 */

/** Nothing, whatever the source says. */
const none = '(none)';
/** Back to what the source says. */
const source = '(source)';

/** What would be changed by the way in: our own marks, and quotes that look like ours. */
const ambiguous = /^'*(?:[=+\-@\t\r]|\(none\)$|\(source\)$)/;

export type Cell =
  | { readonly kind: 'UNTOUCHED' }
  | { readonly kind: 'NONE' }
  | { readonly kind: 'SOURCE' }
  | { readonly kind: 'VALUE'; readonly text: string };

/** One cell, quoted as RFC 4180 wants it. */
export function writeCell(value: string | null): string {
  const text = value === null ? none : ambiguous.test(value) ? `'${value}` : value;
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function readCell(text: string): Cell {
  if (text === '') return { kind: 'UNTOUCHED' };
  if (text === none) return { kind: 'NONE' };
  if (text === source) return { kind: 'SOURCE' };
  return { kind: 'VALUE', text: text.startsWith("'") && ambiguous.test(text) ? text.slice(1) : text };
}
