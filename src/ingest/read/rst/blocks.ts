/**
 * Parses the blocks of reStructuredText, as its specification describes them
 * (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html). Never fails: what is not understood is text.
 */
import { parseDirective } from './directives.js';
import { dedented, endOfBlank, endOfIndented, indentOf, isBlank, trimmed } from './lines.js';
import { definitionsAt, listAt } from './lists.js';
import type { RstNode } from './nodes.js';
import type { RstParse } from './parse-context.js';
import { gridTable, isGridBorder, isSimpleBorder, simpleTable } from './tables.js';

/** Deeper nesting is read as a paragraph. */
const MAX_NESTING = 40;

const EXPLICIT = /^\.\.(?: +|$)/;
const ADORNMENT = /^([!-/:-@[-`{-~])\1*\s*$/;

/** @param lines without tabs. @param depth how deep in other blocks they stand; sections begin at 0 only. */
export function parseBlocks(lines: readonly string[], parse: RstParse, depth = 0): RstNode[] {
  const nodes: RstNode[] = [];
  if (depth > MAX_NESTING) return lines.some((line) => !isBlank(line)) ? [textOf(trimmed(lines))] : [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (isBlank(line)) {
      at += 1;
      continue;
    }
    at = parseBlock(lines, at, line, nodes, parse, depth);
  }
  return nodes;
}

/** Adds what begins at `at` and gives the place after it. */
function parseBlock(
  lines: readonly string[],
  at: number,
  line: string,
  nodes: RstNode[],
  parse: RstParse,
  depth: number,
): number {
  if (indentOf(line) > 0) {
    const end = Math.max(at + 1, endOfIndented(lines, at));
    const children = parseBlocks(dedented(lines.slice(at, end)), parse, depth + 1);
    nodes.push({ type: 'quote', children });
    return end;
  }
  const section = sectionAt(lines, at, parse);
  if (section !== undefined) {
    const labels = parse.takeLabels();
    if (depth === 0) nodes.push({ type: 'section', depth: section.depth, title: section.title, labels });
    else nodes.push({ type: 'heading', text: section.title });
    for (const label of labels) parse.labels.set(label, section.title);
    return section.end;
  }
  if (isTransition(lines, at)) return at + 1;
  if (isGridBorder(line)) {
    const end = endWhere(lines, at, (next) => /^[|+]/.test(next));
    const table = gridTable(lines.slice(at, end), (cell) => parseBlocks(cell, parse, depth + 1));
    if (table !== undefined) {
      nodes.push(table);
      return end;
    }
  }
  if (isSimpleBorder(line)) {
    const table = simpleTable(lines, at, (cell) => parseBlocks(cell, parse, depth + 1));
    if (table !== undefined) {
      nodes.push(table.node);
      return table.end;
    }
  }
  if (EXPLICIT.test(line) || /^__ /.test(line)) return explicitMarkup(lines, at, nodes, parse, depth);
  const afterList = listAt(lines, at, nodes, parse, depth);
  if (afterList !== undefined) return afterList;
  if (/^\|(?: |$)/.test(line)) return lineBlock(lines, at, nodes);
  if (/^>>>(?: |$)/.test(line)) {
    const end = endWhere(lines, at, () => true);
    nodes.push({ type: 'code', text: lines.slice(at, end).join('\n'), language: 'pycon' });
    return end;
  }
  return paragraph(lines, at, nodes, parse, depth);
}

/** Place after the lines from `at` that are not blank and fit. */
function endWhere(lines: readonly string[], at: number, fits: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && fits(lines[end] ?? '')) end += 1;
  return end;
}

function sectionAt(
  lines: readonly string[],
  at: number,
  parse: RstParse,
): { title: string; depth: number; end: number } | undefined {
  const [line = '', next = '', third = ''] = [lines[at], lines[at + 1], lines[at + 2]];
  if (EXPLICIT.test(line)) return undefined;
  const over = ADORNMENT.exec(line)?.[1];
  if (over !== undefined && !isBlank(next) && ADORNMENT.exec(third)?.[1] === over && line.trim().length > 1) {
    const fits = third.trim().length === line.trim().length || line.trim().length >= 4;
    if (fits && !(ADORNMENT.test(next) && next.trim().length > 3 && at > 0)) {
      return { title: next.trim(), depth: parse.depthOf(over + over), end: at + 3 };
    }
  }
  const under = ADORNMENT.exec(next)?.[1];
  if (under === undefined || over !== undefined || isBlank(line)) return undefined;
  const length = next.trim().length;
  if (length < 4 && length < line.trim().length) return undefined;
  return { title: line.trim(), depth: parse.depthOf(under), end: at + 2 };
}

function isTransition(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return ADORNMENT.test(line) && line.trim().length >= 4 && isBlank(lines[at + 1]);
}

function lineBlock(lines: readonly string[], at: number, nodes: RstNode[]): number {
  const end = endWhere(lines, at, (line) => /^\|(?: |$)/.test(line) || indentOf(line) > 0);
  const text: string[] = [];
  for (const line of lines.slice(at, end)) {
    if (line.startsWith('|')) text.push(line.slice(2));
    else text.push(`${text.pop() ?? ''} ${line.trim()}`);
  }
  nodes.push({ type: 'lines', lines: text });
  return end;
}

function explicitMarkup(
  lines: readonly string[],
  at: number,
  nodes: RstNode[],
  parse: RstParse,
  depth: number,
): number {
  const line = lines[at] ?? '';
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
function paragraph(lines: readonly string[], at: number, nodes: RstNode[], parse: RstParse, depth: number): number {
  const next = lines[at + 1];
  const isTerm = next !== undefined && !isBlank(next) && indentOf(next) > 0 && !/::\s*$/.test(lines[at] ?? '');
  if (isTerm) {
    const afterDefinitions = definitionsAt(lines, at, nodes, parse, depth);
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
  return literalBlock(lines, end, nodes);
}

/** Indented, or with one punctuation character before every line. */
function literalBlock(lines: readonly string[], from: number, nodes: RstNode[]): number {
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
