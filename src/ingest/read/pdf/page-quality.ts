/** How far a page's text can be trusted. */
import type { PageQuality } from '../../../store/entities/page-quality.js';
import type { PageModel } from './page-model.js';

/** Share of glyphs without a meaning from which on a page's text is no text. */
const UNUSABLE = 0.5;
/** Share of them from which on a reader of the text alone would miss something. */
const INCOMPLETE = 0.05;
/** Fewer of them are signs of lists and the like, whatever their share. */
const FEW_GLYPHS = 20;
/** A page with a picture and fewer characters than this, headers aside, is a scan with a stamp on it. */
const FEW_CHARACTERS = 12;

/** @param content characters of the page without running headers and footers. */
export function pageQuality(page: PageModel, content: number): PageQuality {
  const unmapped = page.unmapped > FEW_GLYPHS ? page.unmapped / (page.characters + page.unmapped) : 0;
  if (unmapped > UNUSABLE) return 'UNMAPPED';
  if (content >= FEW_CHARACTERS) return unmapped > INCOMPLETE ? 'PARTIAL' : 'TEXT';
  if (page.drawn) return 'NO_TEXT_LAYER';
  return content > 0 ? 'TEXT' : 'BLANK';
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
