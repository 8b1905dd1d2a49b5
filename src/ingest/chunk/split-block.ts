/** Splits one block that is too large alone, along its own structure. */
import type { BlockKind } from '../read/page-reader.js';
import { scanLines, type ScannedLine } from '../read/parts/lines.js';
import { packed, type Piece, type Sizing } from './piece.js';
import { closesFence, splitCode, splitTable } from './split-lines.js';
import { splitText } from './split-text.js';

/** Deeper nesting is split as text: it is a drawing, not a list. */
const MAX_DEPTH = 8;

export function splitBlock(kind: BlockKind, text: string, sizing: Sizing, depth = 0): Piece[] {
  if (depth > MAX_DEPTH) return splitText(text, sizing);
  switch (kind) {
    case 'code':
      return splitCode(text, sizing);
    case 'table':
      return splitTable(text, sizing);
    case 'list':
      return splitList(text, sizing, depth);
    case 'quote':
      return splitQuote(text, sizing, depth);
    case 'paragraph':
      return splitText(text, sizing);
  }
}

const MARKER = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;

function splitList(list: string, sizing: Sizing, depth: number): Piece[] {
  const items: string[][] = [];
  for (const { text, inCode } of scanLines(list)) {
    const item = items.at(-1);
    if (item === undefined || (MARKER.test(text) && (!inCode || /```|~~~/.test(text)))) items.push([text]);
    else item.push(text);
  }
  const isLoose = /\n[ \t]*\n(?:[-*+]|\d{1,9}[.)])[ \t]/.test(list);
  const pieces = items.flatMap((lines) => {
    const text = lines.join('\n').trimEnd();
    const tokens = sizing.countTokens(text);
    return tokens <= sizing.budget ? [{ text, tokens }] : splitItem(text, sizing, depth);
  });
  return packed(pieces, sizing.budget, isLoose ? '\n\n' : '\n');
}

/** The first part keeps the item's marker; what follows stands at the margin. */
function splitItem(item: string, sizing: Sizing, depth: number): Piece[] {
  const marker = MARKER.exec(item)?.[0] ?? '';
  if (marker === '') return splitText(item, sizing);
  const content = item.slice(marker.length).replace(new RegExp(`\\n[ \\t]{1,${String(marker.length)}}`, 'g'), '\n');
  const around = sizing.countTokens(marker);
  const [first, ...others] = splitMixed(content, { ...sizing, budget: sizing.budget - around }, depth);
  if (first === undefined) return [];
  const indent = ' '.repeat(marker.length);
  const marked = marker + first.text.replace(/\n(?=[^\n])/g, `\n${indent}`);
  return [{ text: marked, tokens: first.tokens + around }, ...others];
}

function splitQuote(quote: string, sizing: Sizing, depth: number): Piece[] {
  const inner = quote.replace(/^[ \t]{0,3}> ?/gm, '');
  return splitMixed(inner, { ...sizing, budget: Math.floor(sizing.budget * 0.85) }, depth)
    .map(({ text }) => text.replace(/^/gm, '> ').replace(/^> $/gm, '>'))
    .map((text) => ({ text, tokens: sizing.countTokens(text) }));
}

function splitMixed(text: string, sizing: Sizing, depth: number): Piece[] {
  const pieces = partsOf(text).flatMap(({ kind, text: part }) => {
    const tokens = sizing.countTokens(part);
    return tokens <= sizing.budget ? [{ text: part, tokens }] : splitBlock(kind, part, sizing, depth + 1);
  });
  return packed(pieces, sizing.budget, '\n\n');
}

/** A block of a list item or quote while its lines are collected. */
interface Part {
  readonly kind: BlockKind;
  readonly lines: string[];
}

/** The blocks inside of a list item or quote, told by their first characters. */
function partsOf(text: string): { kind: BlockKind; text: string }[] {
  const parts: Part[] = [];
  let afterBlank = true;
  for (const line of scanLines(text)) {
    const part = parts.at(-1);
    if (line.text.trim() === '' && !line.inCode) {
      afterBlank = true;
      part?.lines.push('');
      continue;
    }
    if (part !== undefined && belongsTo(part, line, afterBlank)) part.lines.push(line.text);
    else parts.push({ kind: line.inCode ? 'code' : kindOfLine(line.text), lines: [line.text] });
    afterBlank = false;
  }
  return parts.map(({ kind, lines }) => ({ kind, text: lines.join('\n').trim() }));
}

/** Whether a line goes on with the part before it. */
function belongsTo(part: Part, { text, inCode }: ScannedLine, afterBlank: boolean): boolean {
  const { lines } = part;
  if (part.kind === 'code') return inCode && !(lines.length > 1 && closesFence(lines[0], lines.at(-1)));
  const isIndented = /^[ \t]/.test(text);
  const kind = inCode ? 'code' : kindOfLine(text);
  if (part.kind === 'list' && (isIndented || kind === 'list' || !afterBlank)) return true;
  return (!afterBlank && part.kind === kind) || (isIndented && !inCode);
}

function kindOfLine(line: string): BlockKind {
  if (line.startsWith('|')) return 'table';
  if (line.startsWith('>')) return 'quote';
  return MARKER.test(line) ? 'list' : 'paragraph';
}
