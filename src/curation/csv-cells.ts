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

/**
 * What a spreadsheet takes for a number or a day and writes otherwise: `3.30` comes back as 3.3, `1.8.2` as a day. Days as
 * we write them are days.
 */
const numeric = /^'*(?:\d+(?:[.:/-]\d+)+|0\d+)$/;
const day = /^\d{4}-\d\d-\d\d$/;

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

/** Entries of a list are parted by semicolons; one that holds a semicolon has a backslash before it. */
const writeList = (entries: readonly unknown[]): string =>
  entries.map((entry) => String(entry).replaceAll(/[\\;]/g, '\\$&')).join('; ');

function readList(text: string): string[] {
  const entries = text.match(/(?:\\[\\;]|[^;])+/g) ?? [];
  return entries.map((entry) => entry.trim().replaceAll(/\\([\\;])/g, '$1')).filter((entry) => entry !== '');
}

/** A value of a curated field as a cell that {@link readCell} and {@link readValue} give back. */
export function writeValue(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return writeCell(value.length === 0 ? null : writeList(value));
  if (typeof value !== 'string') return writeCell(null);
  return writeCell(numeric.test(value) && !day.test(value) ? `'${value}` : value);
}

/** @param like a value of the field: of its sort is what the cell says. */
export function readValue(cell: Extract<Cell, { readonly kind: 'NONE' | 'VALUE' }>, like: unknown): unknown {
  if (Array.isArray(like)) return cell.kind === 'NONE' ? [] : readList(cell.text);
  if (cell.kind === 'NONE') return null;
  // Spreadsheets write them in capitals. Anything else is refused in words.
  if (typeof like === 'boolean') return { true: true, false: false }[cell.text.toLowerCase()] ?? cell.text;
  return cell.text;
}

/** `Release notes` is RELEASE_NOTES: names of a fixed set, as one would write them. */
const constant = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s_-]+/g, '_');

/** Days as spreadsheets write them where there is no doubt which number is the month: 2025/5/7, 2025-5-7, 7.5.2025. */
function isoDay(text: string): string {
  const named =
    /^(?<year>\d{4})(?<sign>[-/.])(?<month>\d\d?)\k<sign>(?<date>\d\d?)$/.exec(text.trim()) ??
    /^(?<date>\d\d?)\.(?<month>\d\d?)\.(?<year>\d{4})$/.exec(text.trim());
  if (named?.groups === undefined) return text;
  const { year = '', month = '', date = '' } = named.groups;
  return [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-');
}

const spellings: Readonly<Record<string, (text: string) => string>> = {
  kind: constant,
  visibility: constant,
  releasedOn: isoDay,
  endOfLife: isoDay,
};

/** A value of the field as the API knows it, where a person or a spreadsheet wrote it otherwise. */
export function asSpelled(field: string, value: unknown): unknown {
  const spelling = spellings[field];
  return spelling === undefined || typeof value !== 'string' ? value : spelling(value);
}

export function readCell(text: string): Cell {
  if (text === '') return { kind: 'UNTOUCHED' };
  if (text === none) return { kind: 'NONE' };
  if (text === source) return { kind: 'SOURCE' };
  return {
    kind: 'VALUE',
    text: text.startsWith("'") && (ambiguous.test(text) || numeric.test(text)) ? text.slice(1) : text,
  };
}
