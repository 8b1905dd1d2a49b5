/** Collects what changes in a text and applies it at once. */

export interface TextEdits {
  readonly source: string;
  replace(start: number, end: number, text: string): void;
  /** Moves lines (1-based, both ends included) left by up to `width` blanks. */
  dedent(firstLine: number, lastLine: number, width: number): void;
  apply(): string;
}

/** Where two replacements overlap, the one that begins first wins. */
export function createTextEdits(source: string): TextEdits {
  const list: { start: number; end: number; text: string }[] = [];
  const dedents = new Map<number, number>();
  return {
    source,
    replace(start, end, text) {
      list.push({ start, end, text });
    },
    dedent(firstLine, lastLine, width) {
      for (let line = firstLine; line <= lastLine; line += 1) dedents.set(line, (dedents.get(line) ?? 0) + width);
    },
    apply() {
      let offset = 0;
      if (dedents.size > 0) {
        source.split('\n').forEach((line, at) => {
          const width = Math.min(dedents.get(at + 1) ?? 0, line.length - line.trimStart().length);
          if (width > 0) list.push({ start: offset, end: offset + width, text: '' });
          offset += line.length + 1;
        });
      }
      list.sort((a, b) => a.start - b.start || b.end - a.end);
      let result = '';
      let from = 0;
      for (const { start, end, text } of list) {
        if (start < from) continue;
        result += source.slice(from, start) + text;
        from = end;
      }
      return result + source.slice(from);
    },
  };
}
