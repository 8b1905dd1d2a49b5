/** Walks Markdown line by line, knowing which lines stand inside fenced code. */

export interface ScannedLine {
  readonly text: string;
  /** True for the fences and for what stands between them. */
  readonly inCode: boolean;
}

const FENCE = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t>]*(`{3,}|~{3,})(.*)$/;

/** A fence that never closes holds everything to the end, as CommonMark says. */
export function scanLines(markdown: string): ScannedLine[] {
  if (!markdown.includes('```') && !markdown.includes('~~~')) {
    return markdown.split('\n').map((text) => ({ text, inCode: false }));
  }
  let open: string | undefined;
  return markdown.split('\n').map((text) => {
    const fence = FENCE.exec(text);
    const marks = fence?.[1] ?? '';
    const rest = fence?.[2] ?? '';
    if (open === undefined) {
      if (marks === '' || (marks.startsWith('`') && rest.includes('`'))) return { text, inCode: false };
      open = marks;
      return { text, inCode: true };
    }
    if (marks.startsWith(open) && rest.trim() === '') open = undefined;
    return { text, inCode: true };
  });
}
