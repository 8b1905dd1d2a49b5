/** The fragments of a text that show best why it was found, with the words that match told apart. */
import { inflections, matchesOf, type QueryTerms } from './query-terms.js';
import { densest, ellipsis, frequencies, windowAround, type Core, type Match, type Span } from './text-window.js';

/** A part of a fragment; all parts in a row are the fragment's text. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

export type Fragment = readonly Piece[];

export interface HighlightLimits {
  /** Most fragments. */
  readonly first: number;
  /** Most UTF-16 units of a fragment. */
  readonly maxLength: number;
}

/** What a term that an earlier fragment shows already still counts, against one that none does. */
const shownBefore = 0.1;

/**
 * The stretches that hold most of the query's words, rare ones counting more and a phrase as many as it has words, in
 * reading order and without overlaps.
 * One at least: without any word of the query, the beginning.
 * @param plain text without markup, white space collapsed.
 * @param stemsOf gives the stem of each word that is no stop word.
 */
export async function highlightsOf(
  plain: string,
  terms: QueryTerms,
  { first, maxLength }: HighlightLimits,
  stemsOf: (words: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Fragment[]> {
  const room = maxLength - 2 * ellipsis.length;
  const stems = await stemsOf(inflections(terms, plain));
  const matches = matchesOf(plain, terms, stems, room);
  if (plain.length <= maxLength) return [pieces(plain, { start: 0, end: plain.length }, matches)];
  return bestWindows(plain, matches, room, first)
    .sort((a, b) => a.start - b.start)
    .map((window) => pieces(plain, window, matches));
}

function bestWindows(plain: string, matches: readonly Match[], room: number, most: number): Span[] {
  const counts = frequencies(matches);
  const shown = new Set<string>();
  const windows: Span[] = [];
  let gaps: Span[] = [{ start: 0, end: plain.length }];
  const weightOf = (term: string): number =>
    ((shown.has(term) ? shownBefore : 1) * term.split(' ').length) / (counts.get(term) ?? 1);
  const inside = (gap: Span): Match[] => matches.filter(({ start, end }) => start >= gap.start && end <= gap.end);
  while (windows.length < most) {
    let best: { readonly gap: Span; readonly core: Core } | undefined;
    for (const gap of gaps) {
      const core = densest(inside(gap), room, weightOf);
      if (core.weight > (best?.core.weight ?? 0)) best = { gap, core };
    }
    if (best === undefined) break;
    const { gap, core } = best;
    const window = windowAround(plain, core, room, gap);
    windows.push(window);
    for (const { term } of inside(window)) shown.add(term);
    gaps = gaps.flatMap((other) =>
      other === gap
        ? [
            { start: gap.start, end: window.start },
            { start: window.end, end: gap.end },
          ]
        : [other],
    );
  }
  const beginning = { start: 0, end: 0 };
  return windows.length > 0 ? windows : [windowAround(plain, beginning, room, { start: 0, end: plain.length })];
}

/** Cuts a window where matches begin and end; says where the text goes on. */
function pieces(plain: string, { start, end }: Span, matches: readonly Match[]): Fragment {
  const cut: Piece[] = [];
  let at = start;
  for (const match of matches) {
    if (match.start < start || match.end > end) continue;
    cut.push({ text: plain.slice(at, match.start), isMatch: false });
    cut.push({ text: plain.slice(match.start, match.end), isMatch: true });
    at = match.end;
  }
  const before = cut[0];
  const opening = start > 0 ? ellipsis : '';
  const closing = end < plain.length ? ellipsis : '';
  if (before !== undefined) cut[0] = { ...before, text: `${opening}${before.text.trimStart()}` };
  const rest = plain.slice(at, end).trimEnd();
  cut.push({ text: `${before === undefined ? `${opening}${rest.trimStart()}` : rest}${closing}`, isMatch: false });
  return cut.filter(({ text }) => text !== '');
}
