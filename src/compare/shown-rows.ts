/** The rows of a difference that are worth reading: changes with some rows around them. */
import type { DiffRow } from './diff-rows.js';

export interface ShownRow extends DiffRow {
  /** Rows that stand before it in both texts and were left out. */
  readonly skipped: number;
}

export interface ShownRows {
  readonly rows: readonly ShownRow[];
  readonly skippedAtEnd: number;
}

/**
 * @param context rows to keep before and after each change; null for all.
 * @returns the rows, and how many were left out behind the last one.
 */
export function shownRows(rows: readonly DiffRow[], context: number | null): ShownRows {
  if (context === null) return { rows: rows.map((row) => ({ ...row, skipped: 0 })), skippedAtEnd: 0 };
  const near = new Array<boolean>(rows.length).fill(false);
  for (const [at, row] of rows.entries()) {
    if (row.side !== 'SAME') near.fill(true, Math.max(0, at - context), at + context + 1);
  }
  const shown: ShownRow[] = [];
  let skipped = 0;
  for (const [at, row] of rows.entries()) {
    if (near[at] !== true) {
      skipped += 1;
      continue;
    }
    shown.push({ ...row, skipped });
    skipped = 0;
  }
  return { rows: shown, skippedAtEnd: skipped };
}
