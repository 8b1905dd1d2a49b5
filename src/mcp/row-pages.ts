/** Rows of a report in parts: as many as the tokens allow, and a cursor that goes on behind the last one. */
import { estimateTokens } from './token-budget.js';

export interface RowPosition {
  /** Rows that were given before. */
  readonly given: number;
  /** Cursor of the last one; null at the beginning, and where rows come without cursors. */
  readonly after: string | null;
}

/** @param report what the rows are of: a cursor holds for that only. */
export function rowCursor(report: string, { given, after }: RowPosition): string {
  return `${report}.${String(given)}.${after ?? ''}`;
}

/** Where a cursor of {@link rowCursor} goes on; null for anything else. */
export function rowPosition(report: string, cursor: string | undefined): RowPosition | null {
  if (cursor === undefined) return { given: 0, after: null };
  const [, of, given, after] = /^(\w+)\.(\d{1,6})\.(.*)$/.exec(cursor) ?? [];
  if (of !== report || given === undefined || after === undefined) return null;
  return { given: Number(given), after: after === '' ? null : after };
}

/** A row costs as much as the larger of its two forms, JSON and text. */
export function rowTokens<Row>(row: Row, textOf: (row: Row) => string): number {
  return Math.max(estimateTokens(JSON.stringify(row)), estimateTokens(textOf(row)));
}

/**
 * Rows in their order until the tokens are spent.
 * @param shortened makes the first row fit where it is too long: that one is always given.
 */
export function fitRows<Row>(
  rows: readonly Row[],
  tokens: number,
  costOf: (row: Row) => number,
  shortened: (row: Row) => Row,
): Row[] {
  const fitted: Row[] = [];
  let left = tokens;
  for (const row of rows) {
    const cost = costOf(row);
    if (cost > left) break;
    fitted.push(row);
    left -= cost;
  }
  const [first] = rows;
  return fitted.length > 0 || first === undefined ? fitted : [shortened(first)];
}
