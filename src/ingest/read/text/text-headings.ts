/** Finds headings in plain text, where its layout leaves no doubt. */

export interface TextHeading {
  /** 0-based. */
  readonly line: number;
  /** Lines that it takes, with those drawn under and over it. */
  readonly lines: number;
  /** 1 to 6. */
  readonly depth: number;
  readonly text: string;
}

const RULE = /^([=\-~^*#"'`+.:_])\1{2,}\s*$/;
const NUMBERED = /^(\d{1,3}(?:\.\d{1,3}){0,5})(\.?)(\s+)(\p{Lu}[^\n]{1,90})$/u;
const CAPITALS = /^\p{Lu}[\p{Lu}\p{N} ,:/&()'-]{3,60}$/u;

/**
 * Underlined lines; numbered lines that stand alone, if the text numbers in several levels; lines of capitals that stand
 * alone, if there are at least two. Indented lines are never headings.
 */
export function textHeadings(lines: readonly string[]): TextHeading[] {
  const underlined = underlinedHeadings(lines);
  const taken = new Set(underlined.map(({ line }) => line));
  const alone = lines.flatMap((_, at) => (!taken.has(at) && standsAlone(lines, at) ? [at] : []));
  const numbered = numberedHeadings(lines, alone);
  for (const { line } of numbered) taken.add(line);
  const capitals = alone.filter((at) => !taken.has(at) && isCapitals(lines[at] ?? ''));
  const depth = underlined.length > 0 ? 3 : 1;
  const shouted =
    capitals.length < 2 ? [] : capitals.map((line) => ({ line, lines: 1, depth, text: trimmed(lines[line]) }));
  return [...underlined, ...numbered, ...shouted].sort((a, b) => a.line - b.line);
}

function underlinedHeadings(lines: readonly string[]): TextHeading[] {
  const depths = new Map<string, number>();
  return lines.flatMap((line, at): TextHeading[] => {
    const mark = RULE.exec(lines[at + 1] ?? '')?.[1];
    const text = line.trim();
    const above = lines[at - 1] ?? '';
    const isOverlined = mark !== undefined && above.startsWith(mark) && RULE.test(above);
    if (mark === undefined || text.length < 2 || text.length > 100 || /^\s/.test(line) || RULE.test(line)) return [];
    if (above.trim() !== '' && !isOverlined) return [];
    const rule = trimmed(lines[at + 1]).length;
    if (rule < text.length - 1 || rule > Math.max(text.length + 4, 80) || /\S {3,}\S/.test(text)) return [];
    const style = `${mark}${String(isOverlined)}`;
    if (!depths.has(style)) depths.set(style, Math.min(6, depths.size + 1));
    const line0 = isOverlined ? at - 1 : at;
    return [{ line: line0, lines: isOverlined ? 3 : 2, depth: depths.get(style) ?? 1, text }];
  });
}

function numberedHeadings(lines: readonly string[], alone: readonly number[]): TextHeading[] {
  const found = alone.flatMap((line) => {
    const match = NUMBERED.exec(trimmed(lines[line]));
    const [, number = '', dot = '', gap = '', words = ''] = match ?? [];
    if (match === null || /[.,;:]$/.test(words) || /\.{3,}|\. \. /.test(words)) return [];
    return [
      {
        line,
        number,
        isSure: number.includes('.') || (dot === '.' && gap.length > 1),
        text: `${number}${dot} ${words}`,
      },
    ];
  });
  if (!found.some(({ isSure }) => isSure)) return [];
  return found.map(({ line, number, text }) => ({
    line,
    lines: 1,
    depth: Math.min(6, number.split('.').length),
    text,
  }));
}

function isCapitals(line: string): boolean {
  const text = line.trimEnd();
  return CAPITALS.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 4 && !/[,:]$/.test(text);
}

/** At the margin, after a blank line, and before one or before text that is indented under it. */
function standsAlone(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '' || /^\s/.test(line) || (lines[at - 1] ?? '').trim() !== '') return false;
  const below = lines[at + 1] ?? '';
  return at + 1 < lines.length && (below.trim() === '' || /^\s{2,}\S/.test(below));
}

function trimmed(line: string | undefined): string {
  return (line ?? '').trimEnd();
}
