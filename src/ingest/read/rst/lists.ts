/** Lists of reStructuredText: bullets, numbers, fields, options, definitions. */
import { commonIndent, dedented, endOfBlank, endOfIndented, indentOf, isBlank, trimmed } from './lines.js';
import type { RstDefinition, RstNode } from './nodes.js';
import type { BlockContext } from './parse-context.js';

const BULLET = /^[-*+•‣⁃](?: +|$)/;
const ENUMERATED = /^(\()?(?:(\d{1,9})|([A-Za-z])|([ivxlcdmIVXLCDM]{2,9})|(#))([.)])(?: +|$)/;
const FIELD = /^:(?![: ])((?:[^:\\\n]|\\.|:(?![ \n]|$)){1,200}):(?: +|$)/;
const OPTION_WORD = String.raw`(?:-[A-Za-z0-9?](?: ?(?:<[^<>]+>|[A-Za-z][\w-]*))?|(?:--|/)[A-Za-z][\w-]*(?:[ =](?:<[^<>]+>|[A-Za-z][\w-]*))?)`;
const OPTION = new RegExp(`^(${OPTION_WORD}(?:, ${OPTION_WORD})*)(?:  +|$)`);

/** Lists of bullets, numbers, fields or options. */
export function listAt(context: BlockContext, at: number): number | undefined {
  const line = context.lines[at] ?? '';
  if (BULLET.test(line)) return list(context, at, { widthOf: bulletWidth, start: null });
  if (isEnumerated(context.lines, at)) return list(context, at, { widthOf: enumeratorWidth, start: startOf(line) });
  if (FIELD.test(line)) return fields(context, at);
  return OPTION.test(line) ? options(context, at) : undefined;
}

interface ListKind {
  /** Columns before the text of an item; undefined for what is no item of the list that begins with `first`. */
  readonly widthOf: (line: string, first: string) => number | undefined;
  /** Its first number; null for bullets. */
  readonly start: number | null;
}

function bulletWidth(line: string, first: string): number | undefined {
  const bullet = BULLET.exec(line);
  return bullet !== null && line[0] === first[0] ? markerWidth(line, bullet[0]) : undefined;
}

function enumeratorWidth(line: string): number | undefined {
  const enumerator = ENUMERATED.exec(line);
  return enumerator === null ? undefined : markerWidth(line, enumerator[0]);
}

/** Columns before the item's text; a marker that stands alone counts one blank. */
function markerWidth(line: string, marker: string): number {
  return marker.length < line.length ? marker.length : marker.trimEnd().length + 1;
}

/** "A. Einstein was right" in running text is no item: what follows must be blank, indented or the next item. */
function isEnumerated(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const match = ENUMERATED.exec(line);
  if (match === null || (match[1] === '(' && match[6] !== ')')) return false;
  const next = lines[at + 1];
  // A letter that stands alone is text: nothing would be left of it as an item.
  if (match[0].trimEnd() === line && match[2] === undefined && (next === undefined || isBlank(next))) return false;
  return next === undefined || isBlank(next) || indentOf(next) > 0 || ENUMERATED.test(next);
}

function startOf(line: string): number {
  return Number(ENUMERATED.exec(line)?.[2] ?? '1');
}

function list({ lines, depth, parse, nodes }: BlockContext, at: number, { widthOf, start }: ListKind): number {
  const items: RstNode[][] = [];
  const first = lines[at] ?? '';
  let end = at;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const width = isBlank(line) ? undefined : widthOf(line, first);
    if (width === undefined) break;
    // A text that begins further right than the lines below it is indented by those.
    const itemEnd = Math.max(end + 1, endOfIndented(lines, end + 1));
    const rest = lines.slice(end + 1, itemEnd);
    const inner = Math.min(width, commonIndent(rest) || width);
    items.push(parse.blocks([line.slice(width), ...dedentedKeeping(rest, inner)], depth + 1));
    end = itemEnd;
    const next = endOfBlank(lines, end);
    const goesOn = next < lines.length && indentOf(lines[next] ?? '') === 0;
    if (!goesOn || widthOf(lines[next] ?? '', first) === undefined) break;
    end = next;
  }
  nodes.push({ type: 'list', start, items });
  return end;
}

function dedentedKeeping(lines: readonly string[], width: number): string[] {
  return lines.map((line) => line.slice(Math.min(width, indentOf(line))));
}

function fields({ lines, depth, parse, nodes }: BlockContext, at: number): number {
  const items: RstDefinition[] = [];
  const atTop = depth === 0 && nodes.length === 0;
  let end = at;
  while (end < lines.length) {
    const field = FIELD.exec(lines[end] ?? '');
    if (field === null) break;
    const bodyEnd = Math.max(end + 1, endOfIndented(lines, end + 1));
    const rest = (lines[end] ?? '').slice(field[0].length);
    const body = trimmed([rest, ...dedented(lines.slice(end + 1, bodyEnd))]);
    const name = (field[1] ?? '').replace(/\\(.)/g, '$1');
    if (atTop) parse.fields.set(name.toLowerCase(), body.join(' ').trim());
    else items.push({ term: name, children: parse.blocks(body, depth + 1) });
    end = bodyEnd;
    const next = endOfBlank(lines, end);
    if (next >= lines.length || !FIELD.test(lines[next] ?? '')) break;
    end = next;
  }
  if (items.length > 0) nodes.push({ type: 'definitions', items });
  return end;
}

function options({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  const items: RstDefinition[] = [];
  let end = at;
  for (;;) {
    const option = OPTION.exec(lines[end] ?? '');
    if (option === null) break;
    const bodyEnd = Math.max(end + 1, endOfIndented(lines, end + 1));
    const rest = (lines[end] ?? '').slice(option[0].length);
    if (rest === '' && bodyEnd === end + 1) break;
    const children = parse.blocks([rest, ...dedented(lines.slice(end + 1, bodyEnd))], depth + 1);
    items.push({ term: option[1] ?? '', isCode: true, children });
    end = bodyEnd;
    const next = endOfBlank(lines, end);
    if (next >= lines.length || !OPTION.test(lines[next] ?? '')) break;
    end = next;
  }
  if (items.length === 0) return undefined;
  nodes.push({ type: 'definitions', items });
  return end;
}

/**
 * Adds a definition list and gives the place after it; undefined when there is none. A term may be any text, so this is
 * asked last.
 */
export function definitionsAt({ lines, depth, parse, nodes }: BlockContext, at: number): number | undefined {
  const items: RstDefinition[] = [];
  let end = at;
  while (end < lines.length) {
    const [term = '', next = ''] = [lines[end], lines[end + 1]];
    const isTerm = !isBlank(term) && indentOf(term) === 0 && !isBlank(next) && indentOf(next) > 0;
    if (!isTerm || term.startsWith('.. ') || BULLET.test(term) || FIELD.test(term)) break;
    const bodyEnd = endOfIndented(lines, end + 1);
    items.push({ term, children: parse.blocks(dedented(lines.slice(end + 1, bodyEnd)), depth + 1) });
    end = bodyEnd;
    const following = endOfBlank(lines, end);
    if (following >= lines.length) break;
    end = following;
  }
  if (items.length === 0) return undefined;
  nodes.push({ type: 'definitions', items });
  return end;
}
