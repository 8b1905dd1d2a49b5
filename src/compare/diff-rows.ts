/**
 * What differs between two texts: rows first, then the words inside rows that were replaced. Both steps give up beyond a
 * bound and then show the row, or all rows, as replaced; without one, a single section of 12 kB takes many seconds.
 */
import { diffArrays } from 'diff';
import { rowsOf, type RowKind, type TextRow } from '../search/definitions/text-rows.js';
import { wordsOf } from './shingles.js';

const mostRowEdits = 800;
const mostWordEdits = 400;
/** Rows of a replaced run that are compared with each other one by one; of more, the order decides. */
const mostRowPairs = 2_500;
/** Share of words that two rows need in common to be shown as one row that was changed. */
const leastAlike = 0.4;

export type DiffSide = 'SAME' | 'FROM' | 'TO';

export interface DiffPiece {
  readonly text: string;
  readonly side: DiffSide;
}

export interface DiffRow {
  readonly kind: RowKind;
  /** `CHANGED`: in both texts, with other words. */
  readonly side: DiffSide | 'CHANGED';
  /** The row from left to right. Those that are not `TO` are the row of the older text, those that are not `FROM` that of the newer. */
  readonly pieces: readonly DiffPiece[];
}

/** Rows of both Markdown texts in one order. */
export function diffRows(from: string, to: string): DiffRow[] {
  const [left, right] = [rowsOf(from), rowsOf(to)];
  const parts = diffArrays(left.map(keyOf), right.map(keyOf), { maxEditLength: mostRowEdits });
  if (parts === undefined) return replacedRows(left, right);
  const rows: DiffRow[] = [];
  let [atLeft, atRight] = [0, 0];
  let removed: TextRow[] = [];
  let added: TextRow[] = [];
  const endRun = (): void => {
    rows.push(...replacedRows(removed, added));
    [removed, added] = [[], []];
  };
  for (const part of parts) {
    const count = part.value.length;
    if (part.removed) removed.push(...left.slice(atLeft, atLeft + count));
    else if (part.added) added.push(...right.slice(atRight, atRight + count));
    else {
      endRun();
      rows.push(...right.slice(atRight, atRight + count).map((row) => wholeRow(row, 'SAME')));
    }
    if (!part.added) atLeft += count;
    if (!part.removed) atRight += count;
  }
  endRun();
  return rows;
}

/** Rows are the same if their words and marks are; the indentation of code counts. */
function keyOf({ kind, text }: TextRow): string {
  return kind === 'CODE' ? `C ${text}` : `${kind} ${text.replace(/\s+/g, ' ').trim()}`;
}

function wholeRow({ kind, text }: TextRow, side: DiffSide): DiffRow {
  return { kind, side, pieces: [{ text, side }] };
}

/** A run of rows that was replaced by another: rows that are alike are shown as changed, in their order. */
function replacedRows(removed: readonly TextRow[], added: readonly TextRow[]): DiffRow[] {
  const partners = partnersOf(removed, added);
  const rows: DiffRow[] = [];
  let next = 0;
  for (const [at, row] of removed.entries()) {
    const partner = partners.get(at);
    if (partner === undefined) {
      rows.push(wholeRow(row, 'FROM'));
      continue;
    }
    rows.push(...added.slice(next, partner).map((one) => wholeRow(one, 'TO')));
    const other = added[partner];
    if (other !== undefined) rows.push(...changedRow(row, other));
    next = partner + 1;
  }
  return [...rows, ...added.slice(next).map((one) => wholeRow(one, 'TO'))];
}

/** For rows on the left, the row on the right that it became: the best of all pairings that keep the order of both. */
function partnersOf(removed: readonly TextRow[], added: readonly TextRow[]): Map<number, number> {
  if (removed.length === 0 || added.length === 0) return new Map();
  const alike = (a: TextRow, b: TextRow): number => (a.kind === b.kind ? sharedWords(a.text, b.text) : 0);
  if (removed.length * added.length > mostRowPairs) {
    return new Map(
      removed.flatMap((row, at) => {
        const other = added[at];
        return other !== undefined && alike(row, other) >= leastAlike ? [[at, at] as const] : [];
      }),
    );
  }
  const scores = removed.map((row) => added.map((other) => alike(row, other)));
  return bestInOrder(scores, added.length);
}

/** Longest common subsequence, weighted: `best[i][j]` is the most that rows from `i` and `j` on can score. */
function bestInOrder(scores: readonly (readonly number[])[], width: number): Map<number, number> {
  const best = Array.from({ length: scores.length + 1 }, () => new Array<number>(width + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const gain = (i: number, j: number): number => {
    const score = scores[i]?.[j] ?? 0;
    return score >= leastAlike ? score + at(i + 1, j + 1) : 0;
  };
  for (let i = scores.length - 1; i >= 0; i -= 1) {
    for (let j = width - 1; j >= 0; j -= 1) {
      const line = best[i];
      if (line !== undefined) line[j] = Math.max(at(i + 1, j), at(i, j + 1), gain(i, j));
    }
  }
  const partners = new Map<number, number>();
  for (let i = 0, j = 0; i < scores.length && j < width;) {
    if (gain(i, j) > 0 && at(i, j) === gain(i, j)) {
      partners.set(i, j);
      i += 1;
      j += 1;
    } else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return partners;
}

/** Share of the words of either that both have, each counted as often as it stands there. */
function sharedWords(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const open = new Map<string, number>();
  for (const one of left) open.set(one, (open.get(one) ?? 0) + 1);
  let shared = 0;
  for (const one of right) {
    const count = open.get(one) ?? 0;
    if (count === 0) continue;
    shared += 1;
    open.set(one, count - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

const token = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;

function changedRow(from: TextRow, to: TextRow): DiffRow[] {
  const parts = diffArrays(from.text.match(token) ?? [], to.text.match(token) ?? [], { maxEditLength: mostWordEdits });
  if (parts === undefined) return [wholeRow(from, 'FROM'), wholeRow(to, 'TO')];
  const pieces = parts.map((part): DiffPiece => {
    const side = part.added ? 'TO' : part.removed ? 'FROM' : 'SAME';
    return { text: part.value.join(''), side };
  });
  return [{ kind: to.kind, side: 'CHANGED', pieces: readablePieces(pieces) }];
}

/** Blanks between two changes belong to both: three replaced words are one replacement. */
function readablePieces(pieces: readonly DiffPiece[]): DiffPiece[] {
  const readable: DiffPiece[] = [];
  let run = { from: '', to: '' };
  const endRun = (): void => {
    if (run.from !== '') readable.push({ text: run.from, side: 'FROM' });
    if (run.to !== '') readable.push({ text: run.to, side: 'TO' });
    run = { from: '', to: '' };
  };
  for (const [at, { text, side }] of pieces.entries()) {
    const isInside = at > 0 && at < pieces.length - 1 && (run.from !== '' || run.to !== '');
    if (side === 'SAME' && !(isInside && text.trim() === '')) {
      endRun();
      readable.push({ text, side });
      continue;
    }
    if (side !== 'TO') run.from += text;
    if (side !== 'FROM') run.to += text;
  }
  endRun();
  return readable;
}
