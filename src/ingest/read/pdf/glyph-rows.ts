/** Which glyphs stand on one baseline. */
import type { Glyph } from './glyph.js';

/** In heights of the font, as all here. */
export const SAME_BASELINE = 0.12;
/** Glyphs of one row: small signs above or below the line included. */
const ROW_REACH = 0.42;

export interface Row {
  y: number;
  size: number;
  glyphs: Glyph[];
}

/** Glyphs drawn one after the other on one baseline belong together, so that rows are made of runs, not of glyphs. */
export function rowsOf(glyphs: readonly Glyph[]): Row[] {
  const runs: Row[] = [];
  let run: Row | undefined;
  for (const glyph of glyphs) {
    if (run === undefined || Math.abs(run.y - glyph.y) > SAME_BASELINE * glyph.size || run.size !== glyph.size) {
      run = { y: glyph.y, size: glyph.size, glyphs: [] };
      runs.push(run);
    }
    run.glyphs.push(glyph);
  }
  runs.sort((a, b) => a.y - b.y || b.size - a.size);
  const rows: Row[] = [];
  // The larger text of a row comes first, so that a raised mark finds the line that it belongs to.
  const small = new Set(runs.filter((candidate) => isSmall(candidate, runs)));
  for (const candidate of runs) {
    if (small.has(candidate)) continue;
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row.y - candidate.y) <= 0.25 * Math.min(row.size, candidate.size)) {
      row.glyphs.push(...candidate.glyphs);
      row.size = Math.max(row.size, candidate.size);
    } else rows.push({ ...candidate, glyphs: [...candidate.glyphs] });
  }
  for (const candidate of small) {
    const home = nearestRow(rows, candidate);
    if (home !== undefined) home.glyphs.push(...candidate.glyphs);
    else insertRow(rows, candidate);
  }
  return rows;
}

/** Few glyphs, and clearly smaller than text beside them. */
function isSmall(run: Row, runs: readonly Row[]): boolean {
  if (run.glyphs.length > 12) return false;
  const [first, last] = [run.glyphs[0], run.glyphs.at(-1)];
  if (first === undefined || last === undefined) return false;
  for (const other of neighbours(runs, run)) {
    if (
      other.size * (run.glyphs.length <= 4 ? 0.92 : 0.82) < run.size ||
      Math.abs(other.y - run.y) > ROW_REACH * 1.3 * other.size
    )
      continue;
    const touches = other.glyphs.some(
      (glyph) => first.x0 - glyph.x1 < 0.4 * other.size && glyph.x0 - last.x1 < 0.4 * other.size,
    );
    if (touches) return true;
  }
  return false;
}

/** Runs near in height; the list is sorted by baseline. */
function neighbours(runs: readonly Row[], run: Row): Row[] {
  const reach = run.size * 1.6;
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.y ?? 0) < run.y - reach) low = middle + 1;
    else high = middle;
  }
  const found: Row[] = [];
  for (let at = low; at < runs.length; at += 1) {
    const other = runs[at];
    if (other === undefined || other.y > run.y + reach) break;
    if (other !== run) found.push(other);
  }
  return found;
}

function nearestRow(rows: readonly Row[], run: Row): Row | undefined {
  let best: Row | undefined;
  let distance = Infinity;
  for (const row of rows) {
    const apart = Math.abs(row.y - run.y);
    if (apart > ROW_REACH * 1.3 * row.size || row.size * 0.92 < run.size || apart >= distance) continue;
    best = row;
    distance = apart;
  }
  return best;
}

function insertRow(rows: Row[], run: Row): void {
  const place = rows.findIndex((row) => row.y > run.y);
  rows.splice(place === -1 ? rows.length : place, 0, { ...run, glyphs: [...run.glyphs] });
}
