/** Attribute lists of kramdown and Python-Markdown, `{: .class key="value" }`: call-outs stay, the rest only lays out. */
import { CALL_OUT_KINDS } from '../parts/call-out.js';
import { scanLines, type ScannedLine } from '../parts/lines.js';
import { mapProse } from './prose.js';

/** A list alone on its line belongs to the block beside it; `{::comment}` and `{:/}` steer the converter. */
const LINE = /^[ \t]*\{(?::(?![:/])|(?=[ \t]*[.#][A-Za-z]))[ \t]*([^{}\n]*)\}[ \t]*$/;
const STEERING = /^[ \t]*\{:(?:\/\w*|:(?!comment)\w+(?:[ \t][^{}\n]*)?)\/?\}[ \t]*$/;
const KIND = new RegExp(`(?:^|\\s)\\.(${CALL_OUT_KINDS})(?=[\\s.#]|$)`, 'i');
/** Behind a link, a picture, emphasis or a code span; one that begins with an id is a heading's. */
const INLINE = /(?<=^|[)\]*_])\{:?[ \t]*(?!#)(?:(?:[.#][\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))[ \t]*)+\}/g;

/** Paragraphs beside a list with the name of a call-out become `:::` call-outs; all lists go. */
export function withoutAttributeLists(markdown: string): string {
  if (!/\{:|\{[ \t]*[.\w]/.test(markdown)) return markdown;
  const lines = blockLists(scanLines(withoutSteeredComments(markdown)));
  return mapProse(lines, (prose) => prose.replace(INLINE, ''));
}

function blockLists(lines: readonly ScannedLine[]): string {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const { text, inCode } = lines[at] ?? { text: '', inCode: false };
    if (inCode || !/^[ \t]*\{/.test(text)) {
      result.push(text);
      continue;
    }
    const list = LINE.exec(text)?.[1];
    if (list === undefined) {
      if (!STEERING.test(text)) result.push(text);
      continue;
    }
    if (list.trim() === 'toc') removeContents(result);
    const kind = KIND.exec(list)?.[1];
    if (kind === undefined) continue;
    const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
    if ((result.at(-1) ?? '').trim() !== '') wrapAbove(result, kind, indent);
    else {
      const below = wrappedBelow(lines, at, { kind, indent });
      result.push(...below.lines);
      at = below.last;
    }
  }
  return result.join('\n');
}

/** What no blank line divides at the end of the result; an item of a list stays one. */
function wrapAbove(result: string[], kind: string, indent: string): void {
  let start = result.length;
  while (start > 0 && (result[start - 1] ?? '').trim() !== '') start -= 1;
  const first = result[start] ?? '';
  if (/^[ \t]*(?:#{1,6}|[-*+]|\d+[.)])[ \t]/.test(first) || !first.startsWith(indent)) return;
  const block = result.splice(start);
  result.push('', `${indent}:::${kind}`, ...block, `${indent}:::`, '');
}

/** What no blank line divides below the list, and the place of its last line. */
function wrappedBelow(
  lines: readonly ScannedLine[],
  at: number,
  { kind, indent }: { readonly kind: string; readonly indent: string },
): { lines: string[]; last: number } {
  let end = at + 1;
  while (end < lines.length && ((lines[end]?.text ?? '').trim() !== '' || lines[end]?.inCode === true)) end += 1;
  const below = lines.slice(at + 1, end).map(({ text }) => text);
  return { lines: below.length > 0 ? [`${indent}:::${kind}`, ...below, `${indent}:::`, ''] : [], last: end - 1 };
}

/** `1. TOC` above `{:toc}` stands for a list of contents. */
function removeContents(result: string[]): void {
  if (/^[ \t]*(?:[-*+]|\d+\.)[ \t]/.test(result.at(-1) ?? '')) result.pop();
}

/** Linear: a comment that never closes stays. */
function withoutSteeredComments(markdown: string): string {
  let result = '';
  let from = 0;
  for (;;) {
    const start = markdown.indexOf('{::comment}', from);
    const end = start < 0 ? -1 : markdown.indexOf('{:/', start);
    const close = end < 0 ? -1 : markdown.indexOf('}', end);
    if (close < 0) return result + markdown.slice(from);
    result += markdown.slice(from, start);
    from = close + 1;
  }
}
