/** Lines that begin with a bullet or a number. */
import { isMarker, markerOf } from './list-marker.js';
import type { Line, Segment } from './page-model.js';

/** @returns the line without its marker. */
export function markedLine(line: Line): { marker: string; line: Line } | undefined {
  const [first, ...others] = line.segments;
  if (first === undefined) return undefined;
  if (others.length > 0 && isMarker(first.text)) {
    const marked = markerOf(`${first.text.trim()} x`);
    const [content] = others;
    if (marked === undefined || content === undefined) return undefined;
    const kept = marked.length === 0 ? line.segments : others;
    return { marker: marked.marker, line: { ...line, segments: kept, x0: content.x0, text: line.text } };
  }
  const marked = markerOf(first.text);
  if (marked === undefined) return undefined;
  if (marked.length === 0) return { marker: marked.marker, line };
  const cut = withoutStart(first, marked.length);
  return { marker: marked.marker, line: { ...line, x0: cut.x0, segments: [cut, ...others] } };
}

function withoutStart(segment: Segment, length: number): Segment {
  let left = length;
  const spans = segment.spans.flatMap((span) => {
    if (left >= span.text.length) {
      left -= span.text.length;
      return [];
    }
    const text = span.text.slice(left);
    const x0 = span.x0 + ((span.x1 - span.x0) * left) / span.text.length;
    left = 0;
    return [{ ...span, text, x0 }];
  });
  return { ...segment, spans, text: segment.text.slice(length), x0: spans[0]?.x0 ?? segment.x0 };
}
