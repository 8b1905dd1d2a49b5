/** Keeps the numbers of tables within reason: `99999999*|` asks Asciidoctor for so many cells. */

/** Columns, cells of one specifier, and cells that one spans. */
const most = '1000';

/** `3*`, `2.3+` and the like before the bar of a cell. */
const CELL = /\d{4,}(?=(?:\.\d{1,20})?[*+][^|\n]{0,10}\|)|(?<=\d\.)\d{4,}(?=\+[^|\n]{0,10}\|)/g;
const COLUMNS = /\bcols\s{0,5}=\s{0,5}["']?[^"'\n\]]{1,2000}/g;

export function withBoundedTables(text: string): string {
  if (!/\d{4}/.test(text)) return text;
  return text.replace(CELL, most).replace(COLUMNS, (columns) => columns.replace(/\d{4,}(?=\*)/g, most));
}
