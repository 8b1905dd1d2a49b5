/** Cuts a page into pieces, region by region. */
import { linesOf, type Headings, type LaidOutPage } from './headings.js';
import type { Piece } from './piece.js';
import { regionPieces } from './region-pieces.js';
import { ruledTables } from './ruled-tables.js';

export function piecesOf(page: LaidOutPage, headings: Headings, body: number): Piece[] {
  const index = page.model.index;
  const tables = ruledTables(page.model.rules, linesOf(page));
  const pieces: Piece[] = (headings.onPage.get(index) ?? []).map((heading) => ({
    kind: 'heading',
    page: index,
    heading,
  }));
  for (const region of page.regions) pieces.push(...regionPieces(region, { page: index, headings, tables, body }));
  return pieces;
}
