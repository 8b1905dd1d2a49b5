/** Footnotes: small print that begins with a mark. */
import type { Line } from './page-model.js';

/** Text this much smaller than the body at the foot of a page is a footnote. */
const SMALLER = 0.93;

/** Small print at the foot of a column that begins with a mark. */
export function footnotesFrom(lines: readonly Line[], body: number): number {
  let from = lines.length;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.size > body * SMALLER || line.segments.every(({ mono }) => mono)) break;
    if (isNoteStart(line)) from = at;
  }
  return from;
}

function isNoteStart(line: Line): boolean {
  const [span] = line.segments[0]?.spans ?? [];
  return (
    span !== undefined &&
    /^(?:\d{1,3}|[*†‡§])$/.test(span.text.trim()) &&
    (span.raised || line.segments[0]?.spans.length !== 1)
  );
}

export function noteEnd(lines: readonly Line[], from: number): number {
  let to = from + 1;
  while (to < lines.length) {
    const line = lines[to];
    if (line === undefined || isNoteStart(line)) break;
    to += 1;
  }
  return to;
}
