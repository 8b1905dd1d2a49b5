/** Finds the marks that converters of paginated originals leave where a page begins. */
import { scanLines } from './lines.js';

export interface PageMark {
  /** 1-based. */
  readonly index: number;
  readonly label: string;
  /** 0-based line of the unmarked text from which on the text stands on this page. */
  readonly line: number;
}

export interface UnmarkedText {
  /** The text without the marks; blank lines stand in their place. */
  readonly text: string;
  /** In order; empty when nothing was marked. Text before the first mark stands on no known page. */
  readonly pages: readonly PageMark[];
}

const MARKS = [
  /^\s*<!--+\s*(?:page|pg\.?)[\s:#=-]*([\w.-]{1,16}?)\s*-*-->\s*$/i,
  /^\s*\[(?:page|pg\.?)[\s:#]*([\w.-]{1,16})\]\s*$/i,
  /^\{(\d{1,6})\}-{3,}\s*$/,
];

/**
 * `<!-- page 214 -->`, `[page 214]` alone on a line and `{214}-----` begin the page that follows them and say its label;
 * a form feed begins a page without saying one, unless such a mark follows at once. Marks inside fenced code are text.
 * @param options `fences: false` for plain text, where nothing is fenced.
 */
export function takePageMarks(text: string, { fences = true } = {}): UnmarkedText {
  if (!/\f|\[(?:page|pg)|<!--+\s*(?:page|pg)|^\{\d+\}---/im.test(text)) return { text, pages: [] };
  const starts: { label?: string; line: number }[] = [];
  const lines: string[] = [];
  const feeds = text.includes('\f');
  if (feeds) starts.push({ line: 0 });
  let pageHasText = false;
  for (const { text: line, inCode } of scanLines(text.replace(/\f/g, '\n\f'))) {
    const inFence = inCode && fences;
    const feed = line.startsWith('\f') && !inFence;
    const rest = line.replaceAll('\f', '');
    const label = inFence ? undefined : labelOf(rest);
    if (feed) {
      starts.push({ line: lines.length });
      pageHasText = false;
    }
    if (label === undefined) {
      pageHasText ||= rest.trim() !== '';
      lines.push(rest);
      continue;
    }
    const last = starts.at(-1);
    if (feeds && last?.label === undefined && !pageHasText) starts.pop();
    starts.push({ label, line: lines.length });
    pageHasText = false;
    lines.push('');
  }
  if (feeds && !pageHasText && starts.at(-1)?.label === undefined) starts.pop();
  return {
    text: lines.join('\n'),
    pages: starts.map(({ label, line }, at) => ({ index: at + 1, label: label ?? String(at + 1), line })),
  };
}

function labelOf(line: string): string | undefined {
  for (const mark of MARKS) {
    const label = mark.exec(line)?.[1];
    if (label !== undefined) return label;
  }
  return undefined;
}
