/** Writes the spans of lines as one stretch of Markdown: links kept, signs that Markdown would swallow protected. */
import type { Line, Span } from './page-model.js';
import { joinedLines, type Vocabulary } from './vocabulary.js';

/** Letters that Unicode has raised forms of. */
const RAISED: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  n: 'ⁿ',
  i: 'ⁱ',
};

interface Stretch {
  text: string;
  readonly url: string | undefined;
}

/** @param lines of one paragraph or cell, in order; they may stand on two pages. */
export function inlineText(lines: readonly Pick<Line, 'segments'>[], vocabulary: Vocabulary): string {
  const stretches: Stretch[] = [];
  for (const line of lines) {
    let startsLine = true;
    for (const segment of line.segments) {
      let startsSegment = true;
      for (const span of segment.spans) {
        const text = spanText(span);
        const last = stretches.at(-1);
        if (last?.url === span.url && last !== undefined) {
          if (startsLine) last.text = joinedLines(last.text, text, vocabulary);
          else last.text += (startsSegment ? ' ' : '') + text;
        } else if (last !== undefined && startsLine) {
          // Across a link's edge nothing is glued: only a blank is certain.
          stretches.push({ text: ` ${text}`, url: span.url });
        } else stretches.push({ text: (startsSegment && last !== undefined ? ' ' : '') + text, url: span.url });
        startsLine = false;
        startsSegment = false;
      }
    }
  }
  return stretches
    .map(written)
    .join('')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

function spanText(span: Span): string {
  if (span.raised) {
    const raised = Array.from(span.text.trim(), (character) => RAISED[character]);
    if (raised.every((character) => character !== undefined)) return raised.join('');
  }
  return span.font.mono && NEEDS_CODE.test(span.text) ? asCode(span.text) : span.text;
}

/** Signs that Markdown reads as markup. */
const NEEDS_CODE = /[<*`[\]\\]|__|(?:^|\W)_|_(?:\W|$)/;

function asCode(text: string): string {
  const inner = text.trim();
  if (inner === '' || inner.includes('`')) return text;
  const [before, after] = [/^\s*/.exec(text)?.[0] ?? '', /\s*$/.exec(text)?.[0] ?? ''];
  return `${before}\`${inner}\`${after}`;
}

function written({ text, url }: Stretch): string {
  if (url === undefined) return escaped(text);
  const label = text.trim();
  const before = /^\s*/.exec(text)?.[0] ?? '';
  const after = /\s*$/.exec(text)?.[0] ?? '';
  if (label === '' || sameAddress(label, url)) return text;
  return `${before}[${label.replace(/[[\]]/g, '\\$&')}](${url.replace(/[\s<>()]/g, encodeURIComponent)})${after}`;
}

/** A link that shows its own address needs no second one. */
function sameAddress(label: string, url: string): boolean {
  const bare = (text: string): string =>
    text
      .replace(/^(?:https?:\/\/|mailto:|ftp:\/\/)/i, '')
      .replace(/[\s/]+$/, '')
      .replace(/\s+/g, '')
      .toLowerCase();
  return bare(label) === bare(url) || /^https?:\/\//i.test(label);
}

/** Code spans stay; elsewhere tags, emphasis and backticks become signs again. */
function escaped(text: string): string {
  if (!/[`<*]/.test(text)) return text;
  return text
    .split(/(`[^`]+`)/)
    .map((part, at) => {
      if (at % 2 === 1) return part;
      const plain = part.replace(/`/g, '\\`').replace(/<(?=[A-Za-z/!?])/g, '\\<');
      return /\*\S.*\S\*|\*\S\*/.test(plain) ? plain.replace(/\*/g, '\\*') : plain;
    })
    .join('');
}
