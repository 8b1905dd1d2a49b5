/** How far a page's text can be trusted. */
import type { PageModel } from './page-model.js';

/** `recognised`: the text comes from text recognition, not from the file. */
export type PageQuality = 'text' | 'blank' | 'no-text-layer' | 'unmapped' | 'recognised';

/** Share of glyphs without a meaning from which on a page's text is no text. */
const UNUSABLE = 0.5;
/** A page with a picture and fewer characters than this, headers aside, is a scan with a stamp on it. */
const FEW_CHARACTERS = 12;

/** @param content characters of the page without running headers and footers. */
export function pageQuality(page: PageModel, content: number): PageQuality {
  const glyphs = page.characters + page.unmapped;
  if (page.unmapped > 20 && page.unmapped > UNUSABLE * glyphs) return 'unmapped';
  if (content >= FEW_CHARACTERS) return 'text';
  if (page.drawn) return 'no-text-layer';
  return content > 0 ? 'text' : 'blank';
}

/** Share of all glyphs that have no meaning in Unicode, 0 to 1. */
export function unmappedShare(pages: readonly PageModel[]): number {
  const unmapped = pages.reduce((sum, page) => sum + page.unmapped, 0);
  const all = pages.reduce((sum, page) => sum + page.characters, unmapped);
  return all === 0 ? 0 : unmapped / all;
}

/** Page numbers as people write them: `3, 5–9, 12`. */
export function pageRanges(indexes: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  const shown = ranges.slice(0, 12).map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`));
  return shown.join(', ') + (ranges.length > shown.length ? ', …' : '');
}
