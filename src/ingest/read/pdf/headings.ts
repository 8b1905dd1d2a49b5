/** Which lines are headings: what the outline says, else the tagged structure, else the size and weight of the type. */
import type { OutlineEntry } from './outline.js';
import type { Region } from './page-layout.js';
import type { Line, PageModel, Segment } from './page-model.js';

export interface Heading {
  readonly text: string;
  /** 1 to 6. */
  readonly depth: number;
  /** How many lines it takes; 0 when it is not printed and only begins before its line. */
  readonly lines: number;
}

export interface LaidOutPage {
  readonly model: PageModel;
  readonly regions: readonly Region[];
}

/** By first line; several may begin at one. `onPage` holds those of pages without any line. */
export interface Headings {
  readonly atLine: ReadonlyMap<Line, readonly Heading[]>;
  readonly onPage: ReadonlyMap<number, readonly Heading[]>;
  /** All lines that print a heading. */
  readonly printed: ReadonlySet<Line>;
}

/** Lines that one heading may take. */
const MAX_LINES = 5;

export function linesOf(page: LaidOutPage | undefined): Line[] {
  return page?.regions.flatMap((region) => region.lines) ?? [];
}

export function outlineHeadings(entries: readonly OutlineEntry[], pages: readonly LaidOutPage[]): Headings {
  const atLine = new Map<Line, Heading[]>();
  const onPage = new Map<number, Heading[]>();
  const taken = new Set<Line>();
  for (const entry of entries) {
    const page = pages[entry.page - 1];
    const y = entry.top === undefined ? undefined : page?.model.topOf(entry.top);
    const here = linesOf(page);
    const printed = findTitle(entry.title, here, y, taken);
    if (printed !== undefined) {
      for (let at = printed.at; at < printed.at + printed.count; at += 1) {
        const line = here[at];
        if (line !== undefined) taken.add(line);
      }
      note(atLine, here[printed.at], { text: printed.text, depth: entry.depth, lines: printed.count });
      continue;
    }
    const below = here.find((line) => y === undefined || line.y >= y - 1) ?? linesOf(pages[entry.page])[0];
    const heading = { text: entry.title, depth: entry.depth, lines: 0 };
    if (below !== undefined) note(atLine, below, heading);
    else onPage.set(entry.page, [...(onPage.get(entry.page) ?? []), heading]);
  }
  return { atLine, onPage, printed: taken };
}

function note(map: Map<Line, Heading[]>, line: Line | undefined, heading: Heading): void {
  if (line === undefined) return;
  const list = map.get(line);
  if (list === undefined) map.set(line, [heading]);
  else list.push(heading);
}

/** What stands before a title in print and often not in the outline, or the other way round. */
const NUMBERING = /^(?:chapter|appendix|part|section|kapitel|anhang|第)?[0-9a-z.章節部付録]{0,9}$/;

/** The lines that print the title, nearest to where the outline points. */
function findTitle(
  title: string,
  lines: readonly Line[],
  y: number | undefined,
  taken: ReadonlySet<Line>,
): { at: number; count: number; text: string } | undefined {
  const wanted = bare(title);
  if (wanted === '') return undefined;
  let best: { at: number; count: number; text: string; distance: number } | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || taken.has(line)) continue;
    let printed = '';
    let text = '';
    for (let count = 1; count <= MAX_LINES; count += 1) {
      const next = lines[at + count - 1];
      if (next === undefined || taken.has(next)) break;
      printed += bare(next.text);
      text = `${text} ${next.text}`.trim();
      if (printed.length > wanted.length + 20) break;
      const spelled = spelling(printed, wanted);
      if (spelled === undefined) continue;
      const distance = y === undefined ? at : Math.abs(line.y - line.size - y);
      // Dot leaders and page numbers make an entry of the contents, not a heading.
      if (best === undefined || distance < best.distance) {
        best = { at, count, distance, text: spelled === 'longer' ? text.replace(/\s+/g, ' ') : title };
      }
      break;
    }
  }
  if (best === undefined || (y !== undefined && best.distance > 150)) return undefined;
  return best;
}

function spelling(printed: string, wanted: string): 'same' | 'longer' | undefined {
  if (printed === wanted) return 'same';
  if (printed.endsWith(wanted) && NUMBERING.test(printed.slice(0, -wanted.length))) return 'longer';
  const isShorter = printed.length >= 3 && wanted.endsWith(printed) && NUMBERING.test(wanted.slice(0, -printed.length));
  return isShorter ? 'same' : undefined;
}

/** Letters and digits alone, in lower case. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '')
    .replace(/\.+$/, '');
}

export function taggedHeadings(pages: readonly LaidOutPage[]): Headings {
  const atLine = new Map<Line, Heading[]>();
  const printed = new Set<Line>();
  for (const page of pages) {
    const lines = linesOf(page);
    for (let at = 0; at < lines.length; at += 1) {
      const depth = tagOf(lines[at], page.model);
      if (depth === undefined) continue;
      let count = 1;
      while (
        count < MAX_LINES &&
        tagOf(lines[at + count], page.model) === depth &&
        isNext(lines[at + count - 1], lines[at + count])
      ) {
        count += 1;
      }
      const whole = lines.slice(at, at + count);
      for (const line of whole) printed.add(line);
      note(atLine, lines[at], { text: textOf(whole), depth, lines: count });
      at += count - 1;
    }
  }
  return { atLine, onPage: new Map(), printed };
}

function tagOf(line: Line | undefined, model: PageModel): number | undefined {
  const mcid = line?.segments[0]?.mcid;
  return mcid === undefined ? undefined : model.taggedHeadings.get(mcid);
}

function isNext(line: Line | undefined, next: Line | undefined): boolean {
  return line !== undefined && next !== undefined && next.y > line.y && next.y - line.y < 1.6 * line.size;
}

export function textOf(lines: readonly Line[]): string {
  return lines
    .flatMap((line) => line.segments.map((segment) => withoutMarks(segment)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Marks of footnotes are no part of a heading. */
function withoutMarks(segment: Segment): string {
  return segment.spans
    .filter((span) => !(span.raised && /^[\d*†‡]{1,3}$/.test(span.text.trim())))
    .map((span) => span.text)
    .join('');
}

/** The size that most characters of the document have. */
export function bodySize(pages: readonly LaidOutPage[]): number {
  const counts = new Map<number, number>();
  for (const page of pages) {
    for (const line of linesOf(page)) {
      const size = Math.round(line.size * 2) / 2;
      counts.set(size, (counts.get(size) ?? 0) + line.text.length);
    }
  }
  let best = 10;
  let most = 0;
  for (const [size, count] of counts) {
    if (count > most) {
      best = size;
      most = count;
    }
  }
  return best;
}

/** A heading is set larger than the text, or bold and apart from it. */
const LARGER = 1.12;
const MAX_LENGTH = 140;

/** Sizes are ranked: the largest is the top. Where headings are numbered, the number tells the depth. */
export function typeHeadings(pages: readonly LaidOutPage[], body: number): Headings {
  const found: { line: Line; lines: Line[]; style: number; number: number }[] = [];
  let all = 0;
  for (const page of pages) {
    for (const region of page.regions) {
      all += region.lines.length;
      for (let at = 0; at < region.lines.length; at += 1) {
        const line = region.lines[at];
        const before = region.lines[at - 1];
        if (line === undefined || !isHeadingLike(line, before, body)) continue;
        const lines = [line];
        for (let next = region.lines[at + 1]; next !== undefined; next = region.lines[at + lines.length]) {
          if (lines.length >= 4 || styleOf(next) !== styleOf(line) || !isNext(lines.at(-1), next)) break;
          lines.push(next);
        }
        at += lines.length - 1;
        const text = textOf(lines);
        if (text.length > MAX_LENGTH || !/\p{L}{2}/u.test(text)) continue;
        found.push({ line, lines, style: styleOf(line), number: numberDepth(text) });
      }
    }
  }
  if (found.length > 0.3 * all && all > 30) return { atLine: new Map(), onPage: new Map(), printed: new Set() };
  const styles = [...new Set(found.map(({ style }) => style))].sort((a, b) => b - a);
  const printed = new Set(found.flatMap(({ lines }) => lines));
  const numbered = found.filter(({ number }) => number > 0).length > 0.6 * found.length;
  const atLine = new Map<Line, Heading[]>();
  for (const { line, lines, style, number } of found) {
    const depth = numbered && number > 0 ? number : styles.indexOf(style) + 1;
    note(atLine, line, { text: textOf(lines), depth: Math.min(6, depth), lines: lines.length });
  }
  return { atLine, onPage: new Map(), printed };
}

function isHeadingLike(line: Line, before: Line | undefined, body: number): boolean {
  if (line.segments.length > 2 || line.segments.every(({ mono }) => mono)) return false;
  if (/\.{4,}|(?:\. ){4,}/.test(line.text)) return false;
  if (line.size >= body * LARGER) return !/[,;]$/.test(line.text);
  const isBold = line.segments.every(({ bold }) => bold);
  const isApart = before === undefined || line.y - before.y > 1.45 * line.size;
  return isBold && isApart && line.size >= body * 0.97 && line.text.length <= 90 && !/[.,;:]$/.test(line.text);
}

function styleOf(line: Line): number {
  return Math.round(line.size * 2) / 2 + (line.segments.every(({ bold }) => bold) ? 0.25 : 0);
}

/** `3.1.2 Options` → 3; 0 without a number. */
function numberDepth(text: string): number {
  const number = /^(?:[A-Z]|\d{1,3})(?:\.\d{1,3}){0,5}\.?(?=\s+\S)/.exec(text)?.[0];
  return number === undefined ? 0 : number.replace(/\.$/, '').split('.').length;
}
