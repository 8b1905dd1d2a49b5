/** Turns the call-outs and tabs of documentation generators into plain Markdown: quotes and bold labels. */
import { CALL_OUT_KINDS, callOutLabel, calledOut } from '../parts/call-out.js';
import { scanLines, type ScannedLine } from '../parts/lines.js';

/**
 * Understands `:::note[Title]` … `:::` (Docusaurus), `!!! note "Title"`,
 * `??? note` and `=== "Tab"` with indented text and `/// note | Title` … `///` (MkDocs), `{{< call-out "note" >}}`,
 * `{{< note >}}`, `{{% tab name="…" %}}` (Hugo), `> [!NOTE]` (GitHub) and `> **Note:** text`. What does not close is left
 * as it is.
 */
export function plainCallOuts(markdown: string): string {
  if (!/^[ \t>]*(?::::|!!!|\?\?\?|\/\/\/|===[ +!"]|\{\{|> ?\[!|\[!|>[ \t]*\S{0,20}[ \t]?[*_]{2})/m.test(markdown))
    return markdown;
  return rewritten(scanLines(markdown)).join('\n');
}

const COLONS = /^([ \t]*)(:{3,})[ \t]*([A-Za-z][\w-]*)(?:\[(.*)\]|[ \t]+(.*?))?[ \t]*$/;
const INDENTED = /^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)[^"']*(?:["'](.*)["'])?[ \t]*$/;
const TAB = /^([ \t]*)===[+!]?[ \t]+["'](.+)["'][ \t]*$/;
const SLASHES = /^([ \t]*)(\/{3,})[ \t]*([A-Za-z][\w-]*)(?:[ \t]*\|[ \t]*(.*?))?[ \t]*$/;
const SHORTCODE = /^([ \t]*)\{\{[<%][ \t]*(\/?)[ \t]*([\w-]+)(.*?)\/?[>%]\}\}[ \t]*$/;
const GITHUB = /^([ \t]*>[ \t>]*)\[!(\w+)\][-+]?[ \t]*(.*)$/;

/** `> **Note:** text`, `> **Note**: text`, `> ⚠️ **Warning: Title**`. */
const BOLD = new RegExp(
  `^([ \\t]*>[ \\t>]*)(?::\\w+:|\\p{Extended_Pictographic}\\uFE0F?)?[ \\t]*(\\*\\*|__)(${CALL_OUT_KINDS})(?:[ \\t]*:[ \\t]*([^*_\\n]{1,120}?))?:?\\2[ \\t]*:?[ \\t]*(.*)$`,
  'iu',
);

function rewritten(lines: readonly ScannedLine[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const taken = line.inCode
      ? undefined
      : (colonCallOut(lines, at) ?? slashBlock(lines, at) ?? indentedText(lines, at) ?? shortcode(lines, at));
    if (taken !== undefined) {
      result.push(...taken.lines);
      at = taken.last;
    } else if (line.inCode || !line.text.includes('>')) result.push(line.text);
    else result.push(quotedCallOut(line.text, lines[at - 1]?.text, lines[at + 1]?.text));
  }
  return result;
}

interface Taken {
  readonly lines: readonly string[];
  /** Place of the last line that was read. */
  readonly last: number;
}

function colonCallOut(lines: readonly ScannedLine[], at: number): Taken | undefined {
  const open = COLONS.exec(lines[at]?.text ?? '');
  if (open === null) return undefined;
  const [, indent = '', colons = '', kind = '', bracketed, plain] = open;
  const end = closingLine(lines, at, colons, COLONS);
  if (end === undefined) return undefined;
  return { lines: block({ indent, kind, title: bracketed ?? plain }, lines.slice(at + 1, end)), last: end };
}

function slashBlock(lines: readonly ScannedLine[], at: number): Taken | undefined {
  const open = SLASHES.exec(lines[at]?.text ?? '');
  if (open === null) return undefined;
  const [, indent = '', slashes = '', kind = '', title] = open;
  const end = closingLine(lines, at, slashes, SLASHES);
  if (end === undefined) return undefined;
  let first = at + 1;
  // Options of the block: indented lines right below its name.
  while (first < end && /^[ \t]{4,}[\w-]+:/.test(lines[first]?.text ?? '')) first += 1;
  return { lines: block({ indent, kind, title }, lines.slice(first, end)), last: end };
}

/** Which lines close which, by the marks; found once for all lines that stand together. */
const pairsOfLines = new WeakMap<readonly ScannedLine[], Map<string, ReadonlyMap<number, number>>>();

/** Place of the line that closes what `at` opens with these marks; inner ones of the same length nest. */
function closingLine(lines: readonly ScannedLine[], at: number, marks: string, opens: RegExp): number | undefined {
  const known = pairsOfLines.get(lines) ?? new Map<string, ReadonlyMap<number, number>>();
  pairsOfLines.set(lines, known);
  const pairs = known.get(marks) ?? pairsOf(lines, marks, opens);
  known.set(marks, pairs);
  return pairs.get(at);
}

function pairsOf(lines: readonly ScannedLine[], marks: string, opens: RegExp): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.inCode || !line.text.includes(marks)) continue;
    if (line.text.trim() === marks) {
      const opener = open.pop();
      if (opener !== undefined) pairs.set(opener, at);
    } else if (opens.exec(line.text)?.[2] === marks) open.push(at);
  }
  return pairs;
}

interface CallOut {
  readonly indent: string;
  readonly kind: string;
  readonly title: string | undefined;
}

/** Tabs and summaries get a bold label, plain boxes nothing, all else is a call-out. */
function block(callOut: CallOut, inner: readonly ScannedLine[]): string[] {
  const { indent, kind, title } = callOut;
  if (/^(?:tab|tab-item|group-tab|details|dropdown|collapse|caption|figure-caption|grid-item-card|card)$/i.test(kind)) {
    return labelled(indent, title ?? '', inner);
  }
  if (
    /^(?:tabs|tab-set|code-group|html|div|container|only|grid|grid-item|row|col|columns?|steps|definition|define|center|raw|v-pre)$/i.test(
      kind,
    )
  ) {
    return labelled(indent, '', inner);
  }
  const isNamed = !/^(?:admonition|block|custom)$/i.test(kind);
  return quoted(isNamed ? callOut : { ...callOut, kind: 'note' }, inner);
}

function labelled(indent: string, label: string, inner: readonly ScannedLine[]): string[] {
  const heading = label.trim() === '' ? [''] : ['', `${indent}**${label.trim()}**`, ''];
  return [...heading, ...rewritten(inner), ''];
}

function indentedText(lines: readonly ScannedLine[], at: number): Taken | undefined {
  const text = lines[at]?.text ?? '';
  const callOut = INDENTED.exec(text);
  const tab = callOut === null ? TAB.exec(text) : null;
  const indent = (callOut ?? tab)?.[1];
  if (indent === undefined) return undefined;
  let last = at;
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end]?.text ?? '';
    if (line.trim() === '') continue;
    if (!line.startsWith(`${indent}    `) && !line.startsWith(`${indent}\t`)) break;
    last = end;
  }
  const inner = dedented(lines.slice(at + 1, last + 1));
  if (callOut !== null) return { lines: quoted({ indent, kind: callOut[2] ?? '', title: callOut[3] }, inner), last };
  return { lines: [`${indent}**${tab?.[2] ?? ''}**`, '', ...rewritten(inner).map((line) => indent + line), ''], last };
}

const QUOTED_SHORTCODES = /^(?:call-?out|note|important|warning|caution|tip|info|danger|hint|alert|admonition)$/i;

interface Shortcode {
  readonly indent: string;
  readonly isClosing: boolean;
  readonly name: string;
  /** What stands behind the name. */
  readonly given: string;
}

function shortcode(lines: readonly ScannedLine[], at: number): Taken | undefined {
  const match = SHORTCODE.exec(lines[at]?.text ?? '');
  if (match === null) return undefined;
  const [, indent = '', slash = '', name = '', given = ''] = match;
  const tag: Shortcode = { indent, isClosing: slash === '/', name, given };
  const isCallOut = QUOTED_SHORTCODES.test(name);
  if (/^(?:tabs?|tabpane|tab-?panel|tabbed)$/i.test(name) || (tag.isClosing && isCallOut)) {
    const label = name.toLowerCase() === 'tab' && !tag.isClosing ? tabLabel(given) : '';
    return { lines: label === '' ? [''] : ['', `${indent}**${label}**`, ''], last: at };
  }
  return isCallOut ? quotedShortcode(lines, at, tag) : undefined;
}

function tabLabel(given: string): string {
  return /(?:name|title|label|header)?=?["']([^"']*)["']/.exec(given)?.[1] ?? given.trim();
}

/** Undefined where it does not close before the next of its name opens. */
function quotedShortcode(lines: readonly ScannedLine[], at: number, tag: Shortcode): Taken | undefined {
  const { indent, name, given } = tag;
  for (let end = at + 1; end < lines.length; end += 1) {
    const close = SHORTCODE.exec(lines[end]?.text ?? '');
    if (close?.[3] !== name || lines[end]?.inCode === true) continue;
    if (close[2] !== '/') return undefined;
    const words = [...given.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    const isNamed = !/^(?:call-?out|alert|admonition)$/i.test(name);
    const kind = isNamed ? name : (words.shift() ?? 'note');
    return { lines: quoted({ indent, kind, title: words[0] }, lines.slice(at + 1, end)), last: end };
  }
  return undefined;
}

/** A quote that begins with its kind: `[!NOTE]` or a bold word. */
function quotedCallOut(text: string, before: string | undefined, after: string | undefined): string {
  const goesOn = /^[ \t>]*>[ \t]*[^ \t>]/.test(after ?? '');
  const alert = GITHUB.exec(text);
  if (alert !== null) {
    const [, prefix = '', kind = '', title = ''] = alert;
    return `${prefix}${callOutLabel(kind, title)}${goesOn ? `\n${prefix.trimEnd()}` : ''}`;
  }
  if (/^[ \t]*>[ \t>]*\S/.test(before ?? '')) return text;
  const bold = BOLD.exec(text);
  if (bold === null) return text;
  const [, prefix = '', , kind = '', title = '', rest = ''] = bold;
  const label = `${prefix}${callOutLabel(kind, title)}`;
  const gap = `\n${prefix.trimEnd()}`;
  if (rest !== '') return `${label}${gap}\n${prefix}${rest}`;
  return goesOn ? label + gap : label;
}

function quoted({ indent, kind, title }: CallOut, inner: readonly ScannedLine[]): string[] {
  const body = rewritten(inner).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
  return ['', ...calledOut(kind, title, body.join('\n').split('\n')).map((line) => indent + line), ''];
}

function dedented(lines: readonly ScannedLine[]): ScannedLine[] {
  const widths = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => /^[ \t]*/.exec(text)?.[0].length ?? 0);
  const width = widths.length === 0 ? 0 : widths.reduce((a, b) => Math.min(a, b));
  return lines.map(({ text, inCode }) => ({
    text: text.slice(Math.min(width, text.length - text.trimStart().length)),
    inCode,
  }));
}
