/** Changes Markdown's running text and leaves its code alone. */

/** Applies `change` to every stretch outside of fenced code and code spans. Linear in the text's length. */
export function mapProse(markdown: string, change: (prose: string) => string): string {
  if (!markdown.includes('`') && !markdown.includes('~~~')) return change(markdown);
  let result = '';
  let from = 0;
  for (const [start, end] of codeRanges(markdown)) {
    result += change(markdown.slice(from, start)) + markdown.slice(start, end);
    from = end;
  }
  return result + change(markdown.slice(from));
}

function codeRanges(markdown: string): [number, number][] {
  const ranges: [number, number][] = [];
  const marks = [...markdown.matchAll(/(^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?~{3,})|(`+)|\n[ \t]*\n/gm)].map(
    (match) => ({
      tildes: match[1]?.trimStart(),
      ticks: match[2],
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  for (let at = 0; at < marks.length; at += 1) {
    const mark = marks[at];
    if (mark === undefined || (mark.ticks === undefined && mark.tildes === undefined)) continue;
    const isFence = mark.tildes !== undefined || ((mark.ticks?.length ?? 0) >= 3 && startsLine(markdown, mark.start));
    const close = isFence ? fenceEnd(marks, at) : spanEnd(marks, at);
    if (close === undefined && !isFence) continue;
    ranges.push([mark.start, close?.end ?? markdown.length]);
    at = close?.at ?? marks.length;
  }
  return ranges;
}

/** Nothing but indentation, quote marks and list markers stands before it on its line. */
function startsLine(markdown: string, at: number): boolean {
  return /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$/.test(markdown.slice(Math.max(0, at - 80), at));
}

interface Mark {
  readonly tildes: string | undefined;
  readonly ticks: string | undefined;
  readonly end: number;
}

function fenceEnd(marks: readonly Mark[], open: number): { at: number; end: number } | undefined {
  const opener = marks[open];
  for (let at = open + 1; at < marks.length; at += 1) {
    const mark = marks[at];
    const closes =
      opener?.ticks === undefined
        ? mark?.tildes !== undefined
        : mark?.ticks !== undefined && mark.ticks.length >= opener.ticks.length;
    if (mark !== undefined && closes) return { at, end: mark.end };
  }
  return undefined;
}

/** A span ends at the next run of as many backticks within the paragraph. */
function spanEnd(marks: readonly Mark[], open: number): { at: number; end: number } | undefined {
  const length = marks[open]?.ticks?.length;
  for (let at = open + 1; at < marks.length && at < open + 200; at += 1) {
    const mark = marks[at];
    if (mark === undefined || (mark.ticks === undefined && mark.tildes === undefined)) return undefined;
    if (mark.ticks?.length === length) return { at, end: mark.end };
  }
  return undefined;
}
