/** Turns the call-outs and tabs of documentation generators into plain Markdown: quotes and bold labels. */
import { scanLines, type ScannedLine } from './lines.js';

/**
 * Understands `:::note[Title]` … `:::` (Docusaurus), `!!! note "Title"`, `??? note` and `=== "Tab"` with indented text
 * (MkDocs), `{{< call-out "note" >}}`, `{{< note >}}`, `{{% tab name="…" %}}` (Hugo) and `> [!NOTE]` (GitHub). What does
 * not close is left as it is.
 */
export function plainCallOuts(markdown: string): string {
  if (!/^[ \t>]*(?::::|!!!|\?\?\?|===[ +!"]|\{\{|> ?\[!|\[!)/m.test(markdown)) return markdown;
  return rewritten(scanLines(markdown)).join('\n');
}

const COLONS = /^([ \t]*)(:{3,})[ \t]*([A-Za-z][\w-]*)(?:\[(.*)\]|[ \t]+(.*?))?[ \t]*$/;
const INDENTED = /^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)[^"']*(?:["'](.*)["'])?[ \t]*$/;
const TAB = /^([ \t]*)===[+!]?[ \t]+["'](.+)["'][ \t]*$/;
const SHORTCODE = /^([ \t]*)\{\{[<%][ \t]*(\/?)[ \t]*([\w-]+)(.*?)\/?[>%]\}\}[ \t]*$/;
const GITHUB = /^([ \t]*>[ \t>]*)\[!(\w+)\][-+]?[ \t]*(.*)$/;

function rewritten(lines: readonly ScannedLine[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const taken = line.inCode
      ? undefined
      : (colonCallOut(lines, at) ?? indentedText(lines, at) ?? shortcode(lines, at));
    if (taken === undefined) result.push(line.inCode ? line.text : githubAlert(line.text));
    else {
      result.push(...taken.lines);
      at = taken.last;
    }
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
  const close = new RegExp(`^[ \\t]*:{${String(colons.length)}}[ \\t]*$`);
  let nested = 0;
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end];
    if (line === undefined || line.inCode) continue;
    if (COLONS.exec(line.text)?.[2] === colons) nested += 1;
    else if (close.test(line.text)) {
      if (nested === 0) return { lines: quoted(indent, kind, bracketed ?? plain, lines.slice(at + 1, end)), last: end };
      nested -= 1;
    }
  }
  return undefined;
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
  if (callOut !== null) return { lines: quoted(indent, callOut[2] ?? '', callOut[3], inner), last };
  return { lines: [`${indent}**${tab?.[2] ?? ''}**`, '', ...rewritten(inner).map((line) => indent + line), ''], last };
}

const QUOTED_SHORTCODES = /^(?:call-?out|note|important|warning|caution|tip|info|danger|hint|alert|admonition)$/i;

function shortcode(lines: readonly ScannedLine[], at: number): Taken | undefined {
  const open = SHORTCODE.exec(lines[at]?.text ?? '');
  if (open === null) return undefined;
  const [, indent = '', closing = '', name = '', given = ''] = open;
  if (/^tabs?$/i.test(name) || (closing === '/' && QUOTED_SHORTCODES.test(name))) {
    const label =
      name.toLowerCase() === 'tab' && closing === '' ? (/(?:name|title|label)?=?"([^"]*)"/.exec(given)?.[1] ?? '') : '';
    return { lines: label === '' ? [''] : ['', `${indent}**${label}**`, ''], last: at };
  }
  if (!QUOTED_SHORTCODES.test(name)) return undefined;
  for (let end = at + 1; end < lines.length; end += 1) {
    const close = SHORTCODE.exec(lines[end]?.text ?? '');
    if (close?.[3] !== name || lines[end]?.inCode === true) continue;
    if (close[2] !== '/') return undefined;
    const words = [...given.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    const isNamed = !/^(?:call-?out|alert|admonition)$/i.test(name);
    const kind = isNamed ? name : (words.shift() ?? 'note');
    return { lines: quoted(indent, kind, words[0], lines.slice(at + 1, end)), last: end };
  }
  return undefined;
}

function githubAlert(text: string): string {
  const alert = GITHUB.exec(text);
  if (alert === null) return text;
  const [, prefix = '', kind = '', title = ''] = alert;
  return `${prefix}${label(kind, title)}\n${prefix.trimEnd()}`;
}

function quoted(indent: string, kind: string, title: string | undefined, inner: readonly ScannedLine[]): string[] {
  const body = rewritten(inner).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
  while (body.at(0)?.trim() === '') body.shift();
  while (body.at(-1)?.trim() === '') body.pop();
  const text = [label(kind, title ?? ''), ...(body.length > 0 ? [''] : []), ...body];
  return ['', ...text.map((line) => (line === '' ? `${indent}>` : `${indent}> ${line}`)), ''];
}

function label(kind: string, title: string): string {
  const name = kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
  const plain = title.trim().replace(/^\*\*(.*)\*\*$/, '$1');
  return plain === '' || plain.toLowerCase() === name.toLowerCase() ? `**${name}**` : `**${name}: ${plain}**`;
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
