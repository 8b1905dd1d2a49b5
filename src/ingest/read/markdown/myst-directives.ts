/** Directives of MyST: a fence or colons with a name in braces, options and content. */
import { CALL_OUT_KINDS } from '../parts/call-out.js';
import { handlerFor, type PatternTable } from '../parts/handler-table.js';

const OPEN = /^([ \t]*)(`{3,}|~{3,}|:{3,})\{([A-Za-z][\w:+-]*)\}[ \t]*(.*?)[ \t]*$/;

/** Those that `:::` blocks have too. */
const BLOCKS = new RegExp(
  `^(?:${CALL_OUT_KINDS}|admonition|tabs?|tab-set|tab-item|group-tab|dropdown|details|card|grid|grid-item|grid-item-card|div|container|only)$`,
  'i',
);

interface Directive {
  readonly name: string;
  readonly argument: string;
  readonly options: ReadonlyMap<string, string>;
  readonly content: readonly string[];
  readonly indent: string;
  /** What opens it: backquotes, tildes or colons. */
  readonly marks: string;
  /** What becomes of lines of its content. */
  readonly plain: (lines: readonly string[]) => readonly string[];
}

const MEANINGS: PatternTable<(directive: Directive) => readonly string[]> = [
  // They steer the site, or show what is no text.
  [
    /^(?:[\w-]*toctree|contents|tableofcontents|sectnum|index|highlight|default-role|meta|tags|currentmodule|bibliography|youtube|vimeo|video|iframe|raw)$/,
    () => [],
  ],
  [
    /^(?:code|code-block|code-cell|sourcecode|parsed-literal|prompt|doctest|ipython|literal)$/,
    ({ indent, argument, content }) => fenced(indent, argument.split(/\s/)[0] ?? '', content),
  ],
  [/^(?:mermaid|graphviz|math|uml)$/, ({ indent, name, content }) => fenced(indent, name, content)],
  [/^terminal$/, terminal],
  [/^(?:figure|image)$/, picture],
  [/^list-table$/, (table) => titled(table, tableOfItems(table.content, table.indent))],
  [/^table$/, (table) => titled(table, table.plain(table.content))],
  [/^versionadded$/, change('Added in version')],
  [/^versionchanged$/, change('Changed in version')],
  [/^deprecated$/, change('Deprecated since version')],
  [/^versionremoved$/, change('Removed in version')],
  [BLOCKS, (directive) => colonBlock(directive, directive.name)],
  [/:/, described],
];

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
  const name = given.toLowerCase();
  const meaning = handlerFor(MEANINGS, name);
  const last = meaning && closingLine(lines, at, marks);
  if (meaning === undefined || last === undefined) return undefined;
  const parts = partsOf(lines.slice(at + 1, last));
  return { lines: meaning({ name, argument, ...parts, indent, marks, plain }), last };
}

function terminal({ options, content, indent }: Directive): string[] {
  const input = options.get('input');
  return fenced(indent, 'console', [...(input === undefined ? [] : [`${indent}$ ${input}`]), ...content]);
}

/** Its caption, or what its options say that it shows. */
function picture({ options, content, indent, plain }: Directive): string[] {
  return ['', ...(content.length > 0 ? plain(content) : [indented(indent, options.get('alt') ?? '')]), ''];
}

function titled({ indent, argument }: Directive, lines: readonly string[]): string[] {
  return ['', indented(indent, bold(argument)), '', ...lines, ''];
}

function change(label: string): (directive: Directive) => string[] {
  return (directive) => colonBlock(directive, `admonition ${label}`);
}

/** As the call-outs and boxes of other dialects are written. */
function colonBlock({ argument, content, indent, marks, plain }: Directive, kind: string): string[] {
  const colons = indent + ':'.repeat(marks.length);
  return [`${colons}${`${kind} ${argument}`.trimEnd()}`, ...plain(content), colons];
}

/** What a domain describes: its argument is the thing itself. */
function described({ argument, options, content, indent, plain }: Directive): string[] {
  const facts = [...options].map(([option, value]) => `${indent}- ${option}: ${value}`);
  return ['', `${indent}**\`${argument}\`**`, '', ...facts, '', ...plain(content), ''];
}

function indented(indent: string, text: string): string {
  return text === '' ? '' : indent + text;
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
