/** Markdown as rows that are compared with each other: a paragraph, an item, a row of a table, a line of code. */

export type RowKind = 'TEXT' | 'CODE' | 'TABLE';

export interface TextRow {
  readonly kind: RowKind;
  /** As it is written; the lines of a paragraph are joined, the white space of a table's cells is collapsed. */
  readonly text: string;
}

const fence = /^\s*(?:>\s*)*(`{3,}|~{3,})/;
/** What begins a row of its own: items, headings, quotations, definitions, breaks. */
const beginning = /^\s*(?:[-*+] |\d{1,9}[.)] |#{1,6} |>|:{1,3} |(?:[-*_] ?){3,}$|<)/;
const quotation = /^\s*>/;
const tableRow = /^\s*(?:>\s*)*\|/;
const tableRule = /^[\s|:-]+$/;

/** Rows in reading order. Blank lines, and the dashes below a table's header, are no rows. */
export function rowsOf(markdown: string): TextRow[] {
  const rows: TextRow[] = [];
  let closer: string | null = null;
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length > 0) rows.push({ kind: 'TEXT', text: paragraph.join(' ') });
    paragraph = [];
  };
  for (const line of markdown.split('\n')) {
    const marks = fence.exec(line)?.[1];
    if (closer !== null) {
      rows.push({ kind: 'CODE', text: line.trimEnd() });
      if (marks?.startsWith(closer) === true && line.trim().replace(/^(?:>\s*)+/, '') === marks) closer = null;
    } else if (marks !== undefined) {
      endParagraph();
      rows.push({ kind: 'CODE', text: line.trimEnd() });
      closer = marks;
    } else if (line.trim() === '' || /^\s*(?:>\s*)+$/.test(line)) {
      endParagraph();
    } else if (tableRow.test(line)) {
      endParagraph();
      if (!tableRule.test(line)) rows.push({ kind: 'TABLE', text: line.trim().replace(/\s+/g, ' ') });
    } else {
      const isQuoted = quotation.test(line) && paragraph[0] !== undefined && quotation.test(paragraph[0]);
      const begins = beginning.test(line) && !isQuoted;
      if (begins) endParagraph();
      const text = isQuoted ? line.replace(/^\s*(?:>\s*)+/, '') : line;
      paragraph.push(paragraph.length === 0 ? text.trimEnd() : text.trim());
    }
  }
  endParagraph();
  return rows;
}
