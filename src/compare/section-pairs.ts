/** What became of each section: pairs of an alignment, and what is in one version only, in the reading order of the newer one. */
import type { Alignment, Side } from './align-sections.js';
import type { ComparedSection } from './compared-section.js';
import { resemblance, shinglesOf } from './shingles.js';
import { collapsed, type Neutral } from './version-numbers.js';

export type SectionChange = 'SAME' | 'NUMBERS_ONLY' | 'CHANGED' | 'MOVED' | 'RENAMED' | 'ADDED' | 'REMOVED';

export interface SectionPair {
  readonly change: SectionChange;
  /** Share of three-word runs that both texts have, 0 to 1; 0 where one side is missing. */
  readonly similarity: number;
  /** The words differ, in more than the product's own version numbers. */
  readonly textChanged: boolean;
  /** At least one is not null. */
  readonly from: ComparedSection | null;
  readonly to: ComparedSection | null;
}

export interface Neutrals {
  readonly text: Neutral;
  readonly heading: Neutral;
}

/** Sections that have a text in neither version are left out: they are what their subsections stand under. */
export function sectionPairs(from: Side, to: Side, alignment: Alignment, neutrals: Neutrals): SectionPair[] {
  const pairs = to.sections.map((section): SectionPair => {
    const at = alignment.byTo.get(section.at);
    const other = at === undefined ? undefined : from.sections[at];
    if (other === undefined) return alone('ADDED', section);
    return pairOf({ from, to, alignment, neutrals }, other, section);
  });
  const hasText = ({ from: a, to: b }: SectionPair): boolean =>
    (a !== null && a.passageIds.length > 0) || (b !== null && b.passageIds.length > 0);
  return withRemoved(from, pairs, alignment).filter(hasText);
}

function alone(change: 'ADDED' | 'REMOVED', section: ComparedSection): SectionPair {
  const missing = { similarity: 0, textChanged: true, from: null, to: null };
  return change === 'ADDED' ? { ...missing, change, to: section } : { ...missing, change, from: section };
}

interface Compared {
  readonly from: Side;
  readonly to: Side;
  readonly alignment: Alignment;
  readonly neutrals: Neutrals;
}

function pairOf(compared: Compared, a: ComparedSection, b: ComparedSection): SectionPair {
  const { from, to, neutrals } = compared;
  const sides = { from: a, to: b };
  const isSameText =
    a.passageIds.length === b.passageIds.length && a.passageIds.every((id, at) => id === b.passageIds[at]);
  const texts = isSameText ? null : ([from.textOf(a.at), to.textOf(b.at)] as const);
  const isSame = texts === null || texts[0] === texts[1];
  const isAlike = isSame || neutrals.text(texts[0]) === neutrals.text(texts[1]);
  const similarity = isSame ? 1 : resemblance(shinglesOf(texts[0]), shinglesOf(texts[1]));
  const moves = movesOf(compared, a, b);
  if (moves !== null) return { ...sides, change: moves, similarity, textChanged: !isAlike };
  if (isSame) return { ...sides, change: 'SAME', similarity, textChanged: false };
  return { ...sides, change: isAlike ? 'NUMBERS_ONLY' : 'CHANGED', similarity, textChanged: !isAlike };
}

/** Whether its own heading is another one, or else what it stands in or under. */
function movesOf(
  { from, to, alignment, neutrals }: Compared,
  a: ComparedSection,
  b: ComparedSection,
): 'RENAMED' | 'MOVED' | null {
  const heading = (section: ComparedSection): string => neutrals.heading(section.heading ?? section.title);
  const isPreamble = a.heading === null && b.heading === null;
  if (!isPreamble && heading(a) !== heading(b)) return 'RENAMED';
  if (a.document !== b.document || a.file !== b.file) return 'MOVED';
  const parents = [a.parent, b.parent] as const;
  if (parents[0] === null || parents[1] === null) return parents[0] === parents[1] ? null : 'MOVED';
  if (alignment.byFrom.get(parents[0]) === parents[1]) return null;
  const above = (side: Side, at: number): string =>
    collapsed(side.sections[at]?.path.map(neutrals.heading).join(' › ') ?? '');
  return above(from, parents[0]) === above(to, parents[1]) ? null : 'MOVED';
}

/** Puts each removed section behind the section of its document that stood before it. */
function withRemoved(from: Side, pairs: readonly SectionPair[], alignment: Alignment): SectionPair[] {
  const behind = new Map<number, SectionPair[]>();
  const first: SectionPair[] = [];
  const starts = new Map<string, number>();
  for (const { to } of pairs) {
    if (to !== null && !starts.has(to.document)) starts.set(to.document, to.at);
  }
  let last: number | undefined;
  let document: string | undefined;
  for (const section of from.sections) {
    if (section.document !== document) {
      document = section.document;
      const start = starts.get(document);
      // Before the first section of its document; of a document that is no more, behind what came before it.
      if (start !== undefined) last = start - 1;
    }
    const at = alignment.byFrom.get(section.at);
    if (at !== undefined) {
      if (pairs[at]?.to?.document === document) last = at;
      continue;
    }
    const removed = alone('REMOVED', section);
    if (last === undefined || last < 0) first.push(removed);
    else behind.set(last, [...(behind.get(last) ?? []), removed]);
  }
  return [...first, ...pairs.flatMap((pair, at) => [pair, ...(behind.get(at) ?? [])])];
}
