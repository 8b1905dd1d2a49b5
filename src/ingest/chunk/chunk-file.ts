/** Cuts a file into passages along its structure: sections first, then blocks, then the inside of blocks. */
import { commandIdentifiers, identifiersOf } from '../../search/identifiers.js';
import type { ReadBlock, ReadFile } from '../read/page-reader.js';
import { headingPathOf } from './heading-path.js';
import type { Piece, Sizing } from './piece.js';
import { splitBlock } from './split-block.js';

/** Sizes in tokens of the embedding model. */
export interface ChunkLimits {
  readonly target: number;
  readonly max: number;
  /** Smaller ends join the passage before them, if both fit. */
  readonly small: number;
}

export const usualLimits: ChunkLimits = { target: 300, max: 384, small: 60 };
/** What fits into the model's window of 512 beside its two own tokens. */
const WINDOW = 508;
const MIN_BUDGET = 96;

export interface FilePassage {
  /** Markdown, without the headings. */
  readonly text: string;
  readonly headingPath: readonly string[];
  /** Of `text` alone. */
  readonly tokens: number;
  /** Place in the file's `sections`; null before the first heading. */
  readonly section: number | null;
  /** Indexes of pages. */
  readonly firstPage?: number;
  readonly lastPage?: number;
  readonly identifiers: readonly string[];
}

export interface ChunkOptions {
  countTokens(text: string): number;
  /** Embedded before the heading path, so it takes room. */
  readonly productName: string;
  /** Others than the usual ones are for looking only: they know of no model's window. */
  readonly limits?: ChunkLimits;
}

/**
 * Passages in reading order, never across sections. Depends on the file and the counter alone.
 * @returns passages whose product name, heading path and text together stay below 512 tokens.
 */
export function chunkFile(file: ReadFile, options: ChunkOptions): FilePassage[] {
  const passages: FilePassage[] = [];
  for (let from = 0; from < file.blocks.length;) {
    const section = file.blocks[from]?.section ?? null;
    let to = from + 1;
    while (to < file.blocks.length && (file.blocks[to]?.section ?? null) === section) to += 1;
    passages.push(...chunkSection(file, section, file.blocks.slice(from, to), options));
    from = to;
  }
  return passages;
}

function chunkSection(
  file: ReadFile,
  section: number | null,
  blocks: readonly ReadBlock[],
  options: ChunkOptions,
): FilePassage[] {
  const headingPath = headingPathOf(file, section);
  const context = options.countTokens([options.productName, ...headingPath].join(' > '));
  const { limits = usualLimits } = options;
  const room = options.limits === undefined ? Math.max(MIN_BUDGET, WINDOW - context) : limits.max;
  const budget = Math.min(limits.max, room);
  const sizing: Sizing = {
    budget,
    countTokens: (text) => options.countTokens(text),
    ...(file.language !== undefined && { language: file.language }),
  };
  const units = blocks.flatMap((block) => unitsOf(block, sizing, limits));
  return groupsOf(units, budget, limits).map((group) => {
    const text = group.map((unit) => unit.text).join('\n\n');
    const pages = group.flatMap(({ block }) => [block.firstPage ?? [], block.lastPage ?? []].flat());
    return {
      text,
      headingPath,
      tokens: sizeOf(group),
      section,
      ...(pages.length > 0 && { firstPage: Math.min(...pages), lastPage: Math.max(...pages) }),
      identifiers: [...new Set([...commandsOf(group), ...identifiersOf([...headingPath, text].join('\n'))])],
    };
  });
}

interface Unit extends Piece {
  readonly block: ReadBlock;
}

function unitsOf(block: ReadBlock, sizing: Sizing, { target }: ChunkLimits): Unit[] {
  const tokens = sizing.countTokens(block.text);
  if (tokens <= sizing.budget) return [{ text: block.text, tokens, block }];
  const pieces = splitBlock(block.kind, block.text, { ...sizing, budget: Math.min(target, sizing.budget) });
  return pieces.map((piece) => ({ ...piece, block }));
}

function groupsOf(units: readonly Unit[], budget: number, limits: ChunkLimits): Unit[][] {
  const groups: Unit[][] = [];
  const { small } = limits;
  const target = Math.min(limits.target, budget);
  let group: Unit[] = [];
  for (const unit of units) {
    const together = sizeOf(group) + unit.tokens;
    const fits =
      !isNextPart(group.at(-1), unit) &&
      (together <= target || (together <= budget && (sizeOf(group) < small || unit.tokens < small)));
    if (group.length > 0 && !fits) {
      const leadIn = leadInOf(group, unit, budget);
      groups.push(leadIn === undefined ? group : group.slice(0, -1));
      group = leadIn === undefined ? [] : [leadIn];
    }
    group.push(unit);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** Two parts of one table or listing would repeat their header in the middle of a passage. */
function isNextPart(before: Unit | undefined, unit: Unit | undefined): boolean {
  const kind = unit?.block.kind;
  return before !== undefined && before.block === unit?.block && (kind === 'code' || kind === 'table');
}

function commandsOf(group: readonly Unit[]): string[] {
  return group.flatMap(({ block }) => (block.identifiers ?? []).flatMap(commandIdentifiers));
}

/** "Run this command:" belongs to the command, and a command to what says what it does. */
function leadInOf(group: readonly Unit[], next: Unit, budget: number): Unit | undefined {
  const last = group.at(-1);
  if (last === undefined || group.length < 2 || last.tokens + next.tokens > budget) return undefined;
  if (isNextPart(last, next)) return undefined;
  if (last.block.keepWithNext === true) return last;
  const announces = next.block.kind !== 'paragraph' && last.block.kind === 'paragraph' && /:\s*$/.test(last.text);
  return announces ? last : undefined;
}

function sizeOf(group: readonly Unit[]): number {
  return group.reduce((sum, { tokens }) => sum + tokens, 0);
}
