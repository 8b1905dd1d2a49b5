/** Adds the headings that an outline leaves out because it ends at its second or third level. */
import { linesOf, type Heading, type Headings, type LaidOutPage } from './headings.js';
import type { Line } from './page-model.js';

/** Numbers of sections, as in `3.2.1 Threads`. */
const NUMBERED = /^(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,5}\.?\s+\S/;
/** Type that is larger than the text by this much heads something even without a number. */
const LARGER = 1.12;

/**
 * @param outline what the file lists.
 * @param type what its type shows; bold lines of the text's own size are not taken, they are as often labels.
 * @returns the outline's headings, and below each of them those of the type.
 */
export function withDeeperHeadings(
  outline: Headings,
  type: Headings,
  pages: readonly LaidOutPage[],
  body: number,
): Headings {
  const atLine = new Map<Line, readonly Heading[]>(outline.atLine);
  const printed = new Set(outline.printed);
  /** Depth of the last heading of the outline; 0 before the first: title pages and contents are left alone. */
  let depth = 0;
  let number: { parts: number; depth: number } | undefined;
  for (const page of pages) {
    depth = outline.onPage.get(page.model.index)?.at(-1)?.depth ?? depth;
    for (const line of linesOf(page)) {
      const listed = outline.atLine.get(line)?.at(-1);
      if (listed !== undefined) {
        depth = listed.depth;
        number = { parts: partsOf(listed.text), depth };
      }
      const shown = outline.printed.has(line) ? undefined : type.atLine.get(line)?.at(-1);
      if (shown === undefined || depth === 0 || listed !== undefined) continue;
      const parts = NUMBERED.test(shown.text) ? partsOf(shown.text) : 0;
      if (parts === 0 && line.size < body * LARGER) continue;
      const below = parts > 0 && number !== undefined && number.parts > 0 ? parts - number.parts : 1;
      if (below < 1) continue;
      atLine.set(line, [{ ...shown, depth: Math.min(6, depth + below) }]);
      printed.add(line);
    }
  }
  return { atLine, onPage: outline.onPage, printed };
}

/** `3.2.1 Threads` → 3; 0 without a number. */
function partsOf(text: string): number {
  const number = /^(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){0,5}(?=\.?\s)/.exec(text)?.[0];
  return number === undefined ? 0 : number.split('.').length;
}
