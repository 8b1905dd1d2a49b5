/** Tells which pages lines stand on. */
import type { PageMark } from './page-marks.js';
import type { ReadPage } from '../page-reader.js';

/** Index of the page that a 0-based line stands on; undefined before the first page. */
export function pageAt(marks: readonly PageMark[], line: number): number | undefined {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return marks[low - 1]?.index;
}

export function spanOf(
  marks: readonly PageMark[],
  firstLine: number,
  lastLine: number,
): { firstPage?: number; lastPage?: number } {
  const firstPage = pageAt(marks, firstLine);
  const lastPage = pageAt(marks, lastLine);
  return { ...(firstPage !== undefined && { firstPage }), ...(lastPage !== undefined && { lastPage }) };
}

/** Each page with its text. */
export function pagesOf(marks: readonly PageMark[], text: string): ReadPage[] {
  if (marks.length === 0) return [];
  const lines = text.split('\n');
  return marks.map(({ index, label, line }, at) => ({
    index,
    label,
    text: lines
      .slice(line, marks[at + 1]?.line)
      .join('\n')
      .trim(),
  }));
}
