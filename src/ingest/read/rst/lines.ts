/** Lines and how far they are indented. */

/** Of a whole text, without tabs and without blanks at the ends. */
export function textLines(text: string): string[] {
  return text.split(/\r?\n|\f/).map((line) => withoutTabs(line).trimEnd());
}

export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Smallest indentation of the lines that are not blank; 0 if there are none. */
export function commonIndent(lines: readonly string[]): number {
  let least = Infinity;
  for (const line of lines) if (!isBlank(line)) least = Math.min(least, indentOf(line));
  return least === Infinity ? 0 : least;
}

/** Moved left, without blank lines around. */
export function dedented(lines: readonly string[], width = commonIndent(lines)): string[] {
  return trimmed(lines.map((line) => line.slice(Math.min(width, indentOf(line)))));
}

/** Without blank lines at the beginning and the end. */
export function trimmed(lines: readonly string[]): string[] {
  let [first, last] = [0, lines.length];
  while (first < last && isBlank(lines[first])) first += 1;
  while (last > first && isBlank(lines[last - 1])) last -= 1;
  return lines.slice(first, last);
}

/** Place after the lines from `start` that are blank or indented by at least `width`, without blank ones at the end. */
export function endOfIndented(lines: readonly string[], start: number, width = 1): number {
  let end = start;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    if (indentOf(line) < width) break;
    end = at + 1;
  }
  return end;
}

/** Tabs become blanks up to the next multiple of eight, as docutils reads them. */
function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let result = '';
  for (const part of line.split(/(\t)/)) {
    result += part === '\t' ? ' '.repeat(8 - (result.length % 8)) : part;
  }
  return result;
}

/** Place of the first line from `from` that is not blank. */
export function endOfBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}
