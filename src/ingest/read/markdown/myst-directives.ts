/** Directives of MyST: a fence or colons with a name in braces, options and content. */
import { CALL_OUT_KINDS } from '../parts/call-out.js';

const OPEN = /^([ \t]*)(`{3,}|~{3,}|:{3,})\{([A-Za-z][\w:+-]*)\}[ \t]*(.*?)[ \t]*$/;

/** They steer the site, or show what is no text. */
const DROPPED =
  /^(?:[\w-]*toctree|contents|tableofcontents|sectnum|index|highlight|default-role|meta|tags|currentmodule|bibliography|youtube|vimeo|video|iframe|raw)$/;
const CODE = /^(?:code|code-block|code-cell|sourcecode|parsed-literal|prompt|doctest|ipython|literal)$/;
const DRAWN = /^(?:mermaid|graphviz|math|uml)$/;
/** Those that `:::` blocks have too. */
const BLOCKS = new RegExp(
  `^(?:${CALL_OUT_KINDS}|admonition|tabs?|tab-set|tab-item|group-tab|dropdown|details|card|grid|grid-item|grid-item-card|div|container|only)$`,
  'i',
);
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['versionadded', 'Added in version'],
  ['versionchanged', 'Changed in version'],
  ['deprecated', 'Deprecated since version'],
  ['versionremoved', 'Removed in version'],
]);

export interface PlainDirective {
  readonly lines: readonly string[];
  /** Place of the last line that was read. */
  readonly last: number;
}

/**
 * Undefined where no directive begins, and for those that are not known: they stay as they are written.
 * @param plain what becomes of the lines that are its content.
 */
export function directiveAt(
  lines: readonly string[],
  at: number,
  plain: (lines: readonly string[]) => readonly string[],
): PlainDirective | undefined {
  const open = OPEN.exec(lines[at] ?? '');
  if (open === null) return undefined;
  const [, indent = '', marks = '', given = '', argument = ''] = open;
  const last = closingLine(lines, at, marks);
  if (last === undefined) return undefined;
  const name = given.toLowerCase();
  const { options, content } = partsOf(lines.slice(at + 1, last));
  const shown = (text: readonly string[]): PlainDirective => ({ lines: text, last });
  const indented = (text: string): string => (text === '' ? '' : indent + text);
  if (DROPPED.test(name)) return shown([]);
  if (CODE.test(name) || DRAWN.test(name)) {
    return shown(fenced(indent, DRAWN.test(name) ? name : (argument.split(/\s/)[0] ?? ''), content));
  }
  if (name === 'terminal') {
    const input = options.get('input');
    return shown(fenced(indent, 'console', [...(input === undefined ? [] : [`${indent}$ ${input}`]), ...content]));
  }
  if (name === 'figure' || name === 'image') {
    const alt = options.get('alt') ?? '';
    return shown(['', ...(content.length > 0 ? plain(content) : [indented(alt)]), '']);
  }
  if (name === 'list-table') return shown(['', indented(bold(argument)), '', ...tableOfItems(content, indent), '']);
  if (name === 'table') return shown(['', indented(bold(argument)), '', ...plain(content), '']);
  const change = CHANGES.get(name);
  if (change !== undefined || BLOCKS.test(name)) {
    const colons = indent + ':'.repeat(marks.length);
    const head = change === undefined ? `${name} ${argument}` : `admonition ${change} ${argument}`;
    return shown([`${colons}${head.trimEnd()}`, ...plain(content), colons]);
  }
  if (!name.includes(':')) return undefined;
  // What a domain describes: its argument is the thing itself.
  const facts = [...options].map(([option, value]) => `${indent}- ${option}: ${value}`);
  return shown(['', `${indent}**\`${argument}\`**`, '', ...facts, '', ...plain(content), '']);
}

/** A fence ends as CommonMark's do, with what holds it at the latest; colons nest, and hold code that may hold colons. */
function closingLine(lines: readonly string[], at: number, marks: string): number | undefined {
  if (!marks.startsWith(':')) {
    const end = lines.findIndex((line, place) => place > at && isFence(line.trim()) && line.trim().startsWith(marks));
    return end < 0 ? lines.length : end;
  }
  let code: string | undefined;
  let nested = 0;
  for (let end = at + 1; end < lines.length; end += 1) {
    const text = (lines[end] ?? '').trim();
    if (code !== undefined) {
      if (isFence(text) && text.startsWith(code)) code = undefined;
    } else if (/^(?:`{3,}|~{3,})/.test(text)) {
      code = /^(?:`+|~+)/.exec(text)?.[0];
    } else if (text === marks) {
      if (nested === 0) return end;
      nested -= 1;
    } else if (text.startsWith(marks) && text.charAt(marks.length) !== ':') nested += 1;
  }
  return undefined;
}

function isFence(text: string): boolean {
  return /^(?:`{3,}|~{3,})$/.test(text);
}

/** Options are `:name: value` lines, or YAML between `---`, at its head. */
function partsOf(lines: readonly string[]): { options: ReadonlyMap<string, string>; content: readonly string[] } {
  const options = new Map<string, string>();
  let at = 0;
  if ((lines[0] ?? '').trim() === '---') {
    const end = lines.findIndex((line, place) => place > 0 && line.trim() === '---');
    return { options, content: end < 0 ? lines : lines.slice(end + 1) };
  }
  for (; at < lines.length; at += 1) {
    const option = /^[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*$/.exec(lines[at] ?? '');
    if (option === null) break;
    options.set(option[1] ?? '', option[2] ?? '');
  }
  return { options, content: lines.slice(at) };
}

function fenced(indent: string, language: string, content: readonly string[]): string[] {
  const longest = Math.max(2, ...[...content.join('\n').matchAll(/`{3,}/g)].map((run) => run[0].length));
  const fence = indent + '`'.repeat(longest + 1);
  return ['', `${fence}${language}`, ...content, fence, ''];
}

/** A list of lists, one for each row, whose first row is its head. */
function tableOfItems(lines: readonly string[], indent: string): string[] {
  const rows: string[][] = [];
  for (const line of lines) {
    const row = /^[ \t]*[*-][ \t]+[*-](?:[ \t]+(.*))?$/.exec(line);
    const cell = row === null ? /^[ \t]*[*-](?:[ \t]+(.*))?$/.exec(line) : null;
    if (row !== null) rows.push([row[1] ?? '']);
    else if (cell !== null) rows.at(-1)?.push(cell[1] ?? '');
    else {
      const cells = rows.at(-1);
      if (cells !== undefined) cells.push(`${cells.pop() ?? ''} ${line.trim()}`.trim());
    }
  }
  const [head, ...body] = rows.map(
    (cells) => `${indent}| ${cells.map((text) => text.replace(/\|/g, '\\|')).join(' | ')} |`,
  );
  return head === undefined ? [] : [head, `${indent}|${' --- |'.repeat(rows[0]?.length ?? 1)}`, ...body];
}

function bold(title: string): string {
  return title === '' ? '' : `**${title}**`;
}
