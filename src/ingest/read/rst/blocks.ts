/**
 * Parses the blocks of reStructuredText, as its specification describes them
 * (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html). Never fails: what is not understood is text.
 */
import { parseDirective } from './directives.js';
import { dedented, endOfBlank, endOfIndented, indentOf, isBlank, trimmed } from './lines.js';
import { definitionsAt, listAt } from './lists.js';
import type { RstNode } from './nodes.js';
import type { BlockContext, BlockReader, RstParse } from './parse-context.js';
import { gridTable, isGridBorder, isSimpleBorder, simpleTable } from './tables.js';

/** Deeper nesting is read as a paragraph. */
const MAX_NESTING = 40;

const EXPLICIT = /^\.\.(?: +|$)/;
const ADORNMENT = /^([!-/:-@[-`{-~])\1*\s*$/;

/** In the order in which they are asked: what none of them knows is a paragraph. */
const BLOCK_READERS: readonly BlockReader[] = [
  quote,
  section,
  transition,
  gridTableAt,
  simpleTableAt,
  explicitMarkup,
  listAt,
  lineBlock,
  doctest,
];

/** @param lines without tabs. @param depth how deep in other blocks they stand; sections begin at 0 only. */
export function parseBlocks(lines: readonly string[], parse: RstParse, depth = 0): RstNode[] {
  if (depth > MAX_NESTING) return lines.some((line) => !isBlank(line)) ? [textOf(trimmed(lines))] : [];
  const context: BlockContext = { lines, depth, parse, nodes: [] };
  let at = 0;
  while (at < lines.length) at = isBlank(lines[at]) ? at + 1 : readBlock(context, at);
  return context.nodes;
}

function readBlock(context: BlockContext, at: number): number {
  for (const read of BLOCK_READERS) {
    const end = read(context, at);
    if (end !== undefined) return end;
  }
  return paragraph(context, at);
}

function quote({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  if (indentOf(lines[at] ?? '') === 0) return undefined;
  const end = Math.max(at + 1, endOfIndented(lines, at));
  const children = parseBlocks(dedented(lines.slice(at, end)), parse, depth + 1);
  nodes.push({ type: 'quote', children });
  return end;
}

function section({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  const title = titleAt(lines, at);
  if (title === undefined) return undefined;
  const sectionDepth = parse.depthOf(title.style);
  const labels = parse.takeLabels();
  if (depth === 0) nodes.push({ type: 'section', depth: sectionDepth, title: title.text, labels });
  else nodes.push({ type: 'heading', text: title.text });
  for (const label of labels) parse.labels.set(label, title.text);
  return title.end;
}

function transition({ lines }: BlockContext, at: number): number | undefined {
  const line = lines[at] ?? '';
  return ADORNMENT.test(line) && line.trim().length >= 4 && isBlank(lines[at + 1]) ? at + 1 : undefined;
}

function gridTableAt({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  if (!isGridBorder(lines[at] ?? '')) return undefined;
  const end = endWhere(lines, at, (next) => /^[|+]/.test(next));
  const table = gridTable(lines.slice(at, end), (cell) => parseBlocks(cell, parse, depth + 1));
  if (table === undefined) return undefined;
  nodes.push(table);
  return end;
}

function simpleTableAt({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  if (!isSimpleBorder(lines[at] ?? '')) return undefined;
  const table = simpleTable(lines, at, (cell) => parseBlocks(cell, parse, depth + 1));
  if (table === undefined) return undefined;
  nodes.push(table.node);
  return table.end;
}

/** A session of Python. */
function doctest({ lines, nodes }: BlockContext, at: number): number | undefined {
  if (!/^>>>(?: |$)/.test(lines[at] ?? '')) return undefined;
  const end = endWhere(lines, at, () => true);
  nodes.push({ type: 'code', text: lines.slice(at, end).join('\n'), language: 'pycon' });
  return end;
}

/** Place after the lines from `at` that are not blank and fit. */
function endWhere(lines: readonly string[], at: number, fits: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && fits(lines[end] ?? '')) end += 1;
  return end;
}

interface Title {
  readonly text: string;
  /** Its adornment, twice when there is a line above too: such titles are of another depth. */
  readonly style: string;
  readonly end: number;
}

function titleAt(lines: readonly string[], at: number): Title | undefined {
  const line = lines[at] ?? '';
  if (EXPLICIT.test(line)) return undefined;
  const over = ADORNMENT.exec(line)?.[1];
  return over === undefined ? underlinedTitle(lines, at) : overlinedTitle(lines, at, over);
}

/** A title between two lines. */
function overlinedTitle(lines: readonly string[], at: number, over: string): Title | undefined {
  const [above, text = '', below = ''] = [(lines[at] ?? '').trim(), lines[at + 1], lines[at + 2]];
  if (isBlank(text) || ADORNMENT.exec(below)?.[1] !== over || above.length < 2) return undefined;
  if (below.trim().length !== above.length && above.length < 4) return undefined;
  if (ADORNMENT.test(text) && text.trim().length > 3 && at > 0) return undefined;
  return { text: text.trim(), style: over + over, end: at + 3 };
}

function underlinedTitle(lines: readonly string[], at: number): Title | undefined {
  const [line = '', next = ''] = [lines[at], lines[at + 1]];
  const under = ADORNMENT.exec(next)?.[1];
  if (under === undefined || isBlank(line)) return undefined;
  const length = next.trim().length;
  if (length < 4 && length < line.trim().length) return undefined;
  return { text: line.trim(), style: under, end: at + 2 };
}

function lineBlock({ lines, nodes }: BlockContext, at: number): number | undefined {
  if (!/^\|(?: |$)/.test(lines[at] ?? '')) return undefined;
  const end = endWhere(lines, at, (line) => /^\|(?: |$)/.test(line) || indentOf(line) > 0);
  const text: string[] = [];
  for (const line of lines.slice(at, end)) {
    if (line.startsWith('|')) text.push(line.slice(2));
    else text.push(`${text.pop() ?? ''} ${line.trim()}`);
  }
  nodes.push({ type: 'lines', lines: text });
  return end;
}

/** Targets, footnotes, substitutions and directives; all else of the kind is a comment. */
function explicitMarkup({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  const line = lines[at] ?? '';
  if (!EXPLICIT.test(line) && !line.startsWith('__ ')) return undefined;
  const end = Math.max(at + 1, endOfIndented(lines, at + 1));
  const block = lines.slice(at + 1, end);
  const target = /^(?:\.\. _((?:[^:\\`]|\\.|:(?! |$))+|`[^`]+`):|\.\. __:|__)(?: +(.*))?$/.exec(line);
  if (target !== null) {
    const url = [target[2] ?? '', ...block].map((part) => part.trim()).join('');
    parse.addTarget(target[1] ?? '', url);
    return end;
  }
  const footnote = /^\.\. \[([^\]]+)\](?: +(.*))?$/.exec(line);
  if (footnote !== null) {
    const body = [footnote[2] ?? '', ...dedented(block)];
    nodes.push({
      type: 'footnote',
      label: (footnote[1] ?? '').replace(/^#/, '') || parse.nextFootnote(),
      children: parseBlocks(body, parse, depth + 1),
    });
    return end;
  }
  const substitution = /^\.\. \|([^|]+)\| +([\w-]+):: *(.*)$/.exec(line);
  if (substitution !== null) {
    const [, name = '', directive = '', given = ''] = substitution;
    parse.addSubstitution(name, directive, [given, ...dedented(block)]);
    return end;
  }
  const directive = /^\.\. ?([A-Za-z0-9](?:[\w.:+-]*[A-Za-z0-9])?) ?::(?: +(.*))?$/.exec(line);
  if (directive !== null) {
    const [, name = '', given = ''] = directive;
    nodes.push(...parseDirective({ name, given, block, depth }, parse));
  }
  return end;
}

/** A paragraph, a definition list, or a paragraph that announces a literal block. */
function paragraph(context: BlockContext, at: number): number {
  const { lines, nodes } = context;
  const next = lines[at + 1];
  const isTerm = next !== undefined && !isBlank(next) && indentOf(next) > 0 && !/::\s*$/.test(lines[at] ?? '');
  if (isTerm) {
    const afterDefinitions = definitionsAt(context, at);
    if (afterDefinitions !== undefined) return afterDefinitions;
    nodes.push(textOf([lines[at] ?? '']));
    return at + 1;
  }
  const end = endWhere(lines, at, (line) => indentOf(line) === 0);
  const text = lines.slice(at, end);
  if (!/::\s*$/.test(text.at(-1) ?? '')) {
    nodes.push(textOf(text));
    return end;
  }
  const shown = text.join('\n').replace(/\s*::\s*$/, (marks) => (/^\s/.test(marks) ? '' : ':'));
  if (shown.trim() !== '' && shown.trim() !== ':') nodes.push({ type: 'paragraph', text: shown });
  return literalBlock(context, end);
}

/** Indented, or with one punctuation character before every line. */
function literalBlock({ lines, nodes }: BlockContext, from: number): number {
  const start = endOfBlank(lines, from);
  const line = lines[start];
  if (line === undefined) return from;
  const mark = /^[!-/:-@[-`{-~]/.exec(line)?.[0];
  const end =
    indentOf(line) > 0
      ? endOfIndented(lines, start)
      : mark === undefined || EXPLICIT.test(line)
        ? start
        : endWhere(lines, start, (next) => next.startsWith(mark));
  if (end === start) return from;
  nodes.push({ type: 'code', text: dedented(lines.slice(start, end)).join('\n'), language: '' });
  return end;
}

function textOf(lines: readonly string[]): RstNode {
  return { type: 'paragraph', text: lines.map((line) => line.trim()).join('\n') };
}
