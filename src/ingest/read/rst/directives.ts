/** What directives mean: admonitions, code, tables, commands, includes; of all others the content is kept. */
import { parse as parseCsv } from 'csv-parse/sync';
import { includedLines, type LineRange } from '../include/included-lines.js';
import { dedented, isBlank, trimmed } from './lines.js';
import type { RstCell, RstNode } from './nodes.js';
import type { RstParse } from './parse-context.js';
import { tableOfLists } from './tables.js';

export interface RstDirective {
  readonly name: string;
  /** What stands behind `::` on its line. */
  readonly given: string;
  /** The indented lines below. */
  readonly block: readonly string[];
  readonly depth: number;
}

interface Parts {
  readonly argument: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly content: readonly string[];
}

const ADMONITIONS = new Set(
  'attention caution danger error hint important note tip warning seealso todo admonition'.split(' '),
);
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['versionadded', 'Added in version'],
  ['versionchanged', 'Changed in version'],
  ['deprecated', 'Deprecated since version'],
  ['versionremoved', 'Removed in version'],
]);
/** They steer the site or draw lists of links. */
const DROPPED = new Set(
  (
    'toctree contents sectnum section-numbering index highlight default-role role meta target-notes tabularcolumns ' +
    'currentmodule default-domain cssclass module program class rst-class header footer title codeauthor sectionauthor spelling tags ' +
    'bibliography acks include-toc youtube video'
  ).split(' '),
);
const CODE: ReadonlyMap<string, string> = new Map([
  ...['code-block', 'code', 'sourcecode', 'parsed-literal', 'prompt', 'productionlist'].map(
    (name) => [name, ''] as const,
  ),
  ...['graphviz', 'mermaid', 'uml', 'plantuml', 'math', 'blockdiag', 'nwdiag', 'seqdiag', 'actdiag', 'packetdiag'].map(
    (name) => [name, name] as const,
  ),
  ['digraph', 'dot'],
  ['graph', 'dot'],
  ['doctest', 'pycon'],
  ['ipython', 'python'],
]);
/** Their argument is the thing itself: a command, an option, a function. */
const SIGNED =
  /cmd$|fmt$|^(?:option|cmdoption|envvar|confval|describe|object|function|class|method|data|attribute|exception|setting|macro|type|enum|enumerator|struct|union|member|var)$|^[a-z]+:[a-z]+$/;

/** What is written for print alone, beside what the pages show. */
const OTHER_BUILDERS = /^(?:latex|latexpdf|pdf|man|epub|texinfo|text|gettext)$/;

export function parseDirective(directive: RstDirective, parse: RstParse): RstNode[] {
  const name = directive.name.toLowerCase();
  const { depth } = directive;
  if (DROPPED.has(name)) return [];
  const parts = partsOf(directive, !ADMONITIONS.has(name) || name === 'admonition');
  const blocks = (lines: readonly string[]): RstNode[] => parse.blocks(lines, depth + 1);
  const argument = parts.argument.join(' ').trim();
  if (ADMONITIONS.has(name)) {
    const title = name === 'admonition' ? argument : undefined;
    const label = name === 'seealso' ? 'See also' : title === undefined || title === '' ? name : 'Note';
    return [{ type: 'quote', label, ...(title && { title }), children: blocks(parts.content) }];
  }
  const change = CHANGES.get(name);
  if (change !== undefined) {
    const [version = '', ...rest] = argument.split(/\s+/);
    return [{ type: 'quote', label: `${change} ${version}`, children: blocks([rest.join(' '), '', ...parts.content]) }];
  }
  const language = CODE.get(name);
  if (language !== undefined) return codeOf(language === '' ? argument : language, parts, name);
  if (SIGNED.test(name)) {
    return [{ type: 'command', signatures: signaturesOf(name, parts.argument), children: blocks(parts.content) }];
  }
  switch (name) {
    case 'include':
    case 'cmdinclude':
      return included(argument, parts, parse, depth);
    case 'literalinclude':
      return literalInclude(argument, parts, parse);
    case 'figure':
    case 'image':
      return pictured(parts, blocks(parts.content));
    case 'table':
      return [...titled(argument), ...blocks(parts.content)];
    case 'list-table':
    case 'flat-table':
      return [
        ...titled(argument),
        ...tableOfLists(blocks(parts.content), Number(parts.options.get('header-rows') ?? 0)),
      ];
    case 'csv-table':
      return [...titled(argument), ...csvTable(parts, parse, depth)];
    case 'raw':
      return /html/.test(argument) ? [{ type: 'html', html: parts.content.join('\n') }] : [];
    case 'only':
      return OTHER_BUILDERS.test(argument) ? [] : parse.blocks(parts.content, depth);
    case 'ifconfig':
    case 'container':
    case 'compound':
    case 'highlights':
    case 'glossary':
    case 'hlist':
    case 'grid':
    case 'tabs':
    case 'tab-set':
      return parse.blocks(parts.content, depth);
    case 'epigraph':
    case 'pull-quote':
      return [{ type: 'quote', children: blocks([...parts.argument, '', ...parts.content]) }];
    case 'code-tab':
      return [
        ...titled(argument.replace(/^\S+\s*/, '') || argument),
        ...codeOf(argument.split(' ')[0] ?? '', parts, name),
      ];
    default:
      return [...titled(argument), ...blocks(parts.content)];
  }
}

function titled(text: string): RstNode[] {
  return text === '' ? [] : [{ type: 'heading', text }];
}

/** Argument, options and content; without an argument everything that is no option is content. */
function partsOf({ given, block }: RstDirective, takesArgument: boolean): Parts {
  const lines = dedented([...block]);
  const argument = given.trim() === '' ? [] : [given.trim()];
  const options = new Map<string, string>();
  let at = 0;
  const isOption = (line: string | undefined): boolean => /^:[\w-]+:(?: |$)/.test(line ?? '');
  const startsBelow = block.length === 0 || isBlank(block[0]);
  if (takesArgument && !startsBelow) {
    while (at < lines.length && !isBlank(lines[at]) && !isOption(lines[at])) {
      argument.push((lines[at] ?? '').trim());
      at += 1;
    }
  }
  if (!startsBelow) {
    let name = '';
    for (; at < lines.length && !isBlank(lines[at]); at += 1) {
      const line = lines[at] ?? '';
      const option = /^:([\w-]+):(?: +(.*))?$/.exec(line);
      if (option === null && (name === '' || !line.startsWith(' '))) break;
      if (option === null) options.set(name, `${options.get(name) ?? ''} ${line.trim()}`);
      else {
        name = option[1] ?? '';
        options.set(name, option[2] ?? '');
      }
    }
  }
  const rest = trimmed(lines.slice(at));
  if (takesArgument) return { argument, options, content: rest };
  return { argument: [], options, content: [...argument, ...(startsBelow ? [''] : []), ...rest] };
}

function codeOf(language: string, { content, options }: Parts, name: string): RstNode[] {
  const caption = options.get('caption');
  const text = name === 'parsed-literal' ? content.map((line) => line.replace(/\\(.)/g, '$1')) : content;
  const code: RstNode[] = content.length === 0 ? [] : [{ type: 'code', text: text.join('\n'), language }];
  return [...(caption ? titled(caption) : []), ...code];
}

/** Each line is a signature, unless the line before is not finished; commands are one signature. */
function signaturesOf(name: string, lines: readonly string[]): string[] {
  const signatures: string[] = [];
  for (const line of lines) {
    const last = signatures.at(-1);
    const text = line.replace(/\\$/, '').trim();
    if (last !== undefined && (/^(?:cfg|op)cmd$/.test(name) || isOpen(last) || /\\$/.test(lines[0] ?? ''))) {
      signatures[signatures.length - 1] = `${last} ${text}`;
    } else signatures.push(text);
  }
  return signatures.map((signature) => signature.replace(/\s+/g, ' '));
}

function isOpen(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if ('<[({'.includes(character)) open += 1;
    else if ('>])}'.includes(character)) open -= 1;
  }
  return open > 0 || /\|$/.test(text);
}

function rangeOf(options: ReadonlyMap<string, string>): LineRange {
  const text = (name: string): string | undefined => options.get(name)?.trim() || undefined;
  const number = (name: string): number | undefined => {
    const value = text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  };
  return {
    lines: text('lines'),
    startLine: number('start-line'),
    endLine: number('end-line'),
    startAt: text('start-at'),
    endAt: text('end-at'),
    startAfter: text('start-after'),
    endBefore: text('end-before'),
  };
}

function included(name: string, parts: Parts, parse: RstParse, depth: number): RstNode[] {
  if (/^<.*>$/.test(name)) return [];
  const file = parse.file(name);
  if (file === undefined) return [];
  const lines = includedLines(file.lines, rangeOf(parts.options)).map((line) =>
    line.includes('{{')
      ? line.replace(/\{\{ *(var\d+) *\}\}/g, (whole, key: string) => parts.options.get(key) ?? whole)
      : line,
  );
  const language = parts.options.get('code');
  if (language !== undefined || parts.options.has('literal')) {
    return [{ type: 'code', text: trimmed(lines).join('\n'), language: language?.trim() ?? '' }];
  }
  const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return parse.inside(file.path, size, () => parse.blocks(lines, depth)) ?? [];
}

function literalInclude(name: string, parts: Parts, parse: RstParse): RstNode[] {
  const file = parse.file(name);
  if (file === undefined) return [];
  const lines = trimmed(includedLines(file.lines, rangeOf(parts.options)));
  const dedent = Number(parts.options.get('dedent') ?? 0);
  const text = (dedent > 0 ? dedented(lines, dedent) : lines).join('\n');
  const caption = parts.options.get('caption');
  const language = parts.options.get('language')?.trim() ?? '';
  return text === '' ? [] : [...titled(caption?.trim() ?? ''), { type: 'code', text, language }];
}

/** The caption says what the picture shows; without one its alternative text does. */
function pictured({ options }: Parts, children: readonly RstNode[]): RstNode[] {
  const alt = options.get('alt')?.trim() ?? '';
  const caption = children[0]?.type === 'paragraph' ? children[0].text.replace(/\s+/g, ' ') : '';
  return alt === '' || alt === caption ? [...children] : [{ type: 'paragraph', text: alt }, ...children];
}

function csvTable({ options, content }: Parts, parse: RstParse, depth: number): RstNode[] {
  const name = options.get('file');
  const file = name === undefined ? { lines: content } : parse.file(name.trim());
  if (file === undefined) return [];
  const delimiter = { tab: '\t', space: ' ' }[options.get('delim')?.trim() ?? ''] ?? options.get('delim')?.trim();
  const read = (text: string): string[][] => {
    try {
      const rows: unknown = parseCsv(text, {
        delimiter: delimiter ?? ',',
        quote: options.get('quote')?.trim() ?? '"',
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        ltrim: true,
      });
      return rows as string[][];
    } catch {
      parse.warn('a CSV table could not be parsed and was kept as lines');
      return text.split('\n').map((line) => [line]);
    }
  };
  const toCells = (rows: readonly string[][]): RstCell[][] =>
    rows.map((row) => row.map((cell) => parse.blocks(cell.split('\n'), depth + 1)));
  const rows = read(file.lines.join('\n'));
  const header = options.get('header');
  const headRows = header === undefined ? Number(options.get('header-rows') ?? 0) : 0;
  const head = header === undefined ? rows.slice(0, headRows) : read(header);
  const body = rows.slice(headRows);
  return head.length + body.length === 0 ? [] : [{ type: 'table', head: toCells(head), rows: toCells(body) }];
}
