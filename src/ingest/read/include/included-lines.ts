/** The part of a file that an include asks for. */

export interface LineRange {
  /** `1-3,7,9-`; 1-based. */
  readonly lines?: string | undefined;
  /** 0-based; negative counts from the end. */
  readonly startLine?: number | undefined;
  /** 0-based, exclusive. */
  readonly endLine?: number | undefined;
  /** From the first line that holds this text. */
  readonly startAt?: string | undefined;
  /** Up to the first line after the start that holds it. */
  readonly endAt?: string | undefined;
  /** Behind this text. */
  readonly startAfter?: string | undefined;
  readonly endBefore?: string | undefined;
}

/** A mark that is not found cuts nothing off. */
export function includedLines(lines: readonly string[], range: LineRange): string[] {
  let result = lines.slice(range.startLine ?? 0, range.endLine);
  if (range.lines !== undefined) result = pickedLines(result, range.lines);
  const holding = (text: string | undefined, from: number): number | undefined => {
    const at = text === undefined ? -1 : result.findIndex((line, place) => place >= from && line.includes(text));
    return at < 0 ? undefined : at;
  };
  const start = holding(range.startAt, 0) ?? (holding(range.startAfter, 0) ?? -1) + 1;
  const lastAt = holding(range.endAt, start);
  const end = lastAt === undefined ? holding(range.endBefore, start) : lastAt + 1;
  return result.slice(start, end);
}

/** @param spec `1-3,7,9-`; 1-based, both ends included. What is no number is ignored. */
export function pickedLines(lines: readonly string[], spec: string): string[] {
  return spec.split(',').flatMap((part) => {
    const range = /^\s*(\d*)\s*(?:(-|:)\s*(\d*))?\s*$/.exec(part);
    if (range === null) return [];
    const [, first = '', dash, last = ''] = range;
    const from = first === '' ? 1 : Number(first);
    const to = dash === undefined ? from : last === '' ? lines.length : Number(last);
    return lines.slice(Math.max(0, from - 1), to);
  });
}
