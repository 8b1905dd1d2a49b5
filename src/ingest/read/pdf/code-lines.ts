/** Writes lines set in a typewriter font as they stand: indentation, columns and blank lines. */
import type { Line } from './page-model.js';

export function isCode(line: Line): boolean {
  return line.segments.every(({ mono }) => mono);
}

/** @param lines neighbours in one region. @returns the text without fences. */
export function codeText(lines: readonly Line[]): string {
  const advance = advanceOf(lines);
  const left = Math.min(...lines.map(({ x0 }) => x0));
  const step = lineStep(lines);
  const written: string[] = [];
  let before: Line | undefined;
  for (const line of lines) {
    const blank = before === undefined ? 0 : Math.round((line.y - before.y) / step) - 1;
    for (let count = 0; count < Math.min(blank, 3); count += 1) written.push('');
    let text = '';
    for (const segment of line.segments) {
      const column = Math.max(0, Math.round((segment.x0 - left) / advance));
      text = text.padEnd(column) + (text !== '' && column <= text.length ? ' ' : '') + segment.text;
    }
    written.push(text.trimEnd());
    before = line;
  }
  return written.join('\n');
}

/** A fence longer than any run of backticks within. */
export function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

/** Width of one character. */
function advanceOf(lines: readonly Line[]): number {
  const widths: number[] = [];
  for (const line of lines) {
    for (const { x0, x1, text } of line.segments) if (text.length > 2) widths.push((x1 - x0) / text.length);
  }
  widths.sort((a, b) => a - b);
  return Math.max(1, widths[Math.floor(widths.length / 2)] ?? (lines[0]?.size ?? 10) * 0.6);
}

/** The usual distance of two lines: the lower quartile, since blank lines only make it larger. */
function lineStep(lines: readonly Line[]): number {
  const gaps = lines
    .flatMap((line, at) => (at === 0 ? [] : [line.y - (lines[at - 1]?.y ?? line.y)]))
    .filter((gap) => gap > 0.5 * (lines[0]?.size ?? 10))
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 4)] ?? (lines[0]?.size ?? 10) * 1.2;
}
