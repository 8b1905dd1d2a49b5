/**
 * Finds, for each section of one version, the section of the other that is the same section: first by place (file and
 * headings), then by identical text elsewhere, then by what most of the text has in common. Each section is in one pair at
 * most.
 */
import { groupBy } from '../group-by.js';
import type { ComparedSection } from './compared-section.js';
import { resemblance, resemblingPairs, shinglesOf, wordsOf, type Shingles } from './shingles.js';
import type { Neutral } from './version-numbers.js';

/** Texts below this are another text, unless the heading is the same. */
const leastResemblance = 0.5;
/** What the same heading counts beside the text. */
const sameHeadingBonus = 0.15;
/** Share from which on a section at the same place is taken for the same at once; below it, its text may have gone elsewhere. */
const leastAtPlace = 0.2;
/** Headings that differ in a number only ("Notes for 9.18.4", "Notes for 9.20.2") are about different things, unless nearly all is the same. */
const leastUnderOtherNumber = 0.75;
/** Fewest three-word runs of a text that is recognised in another file. */
const fewestRunsElsewhere = 8;
/** A section of the same heading elsewhere in its file must share at least this much. */
const leastInFile = 0.1;
/** Shorter texts stand in many places by chance. */
const fewestWords = 6;
/** Pairs of sections under one repeated heading that are compared one by one; of more, the order decides. */
const mostCompared = 2_500;

export interface Side {
  readonly sections: readonly ComparedSection[];
  /** Joined text of a section by its place; empty for one without a text. Not asked for sections that are paired from the start. */
  readonly textOf: (at: number) => string;
}

export interface Alignment {
  /** Places in `from` by places in `to`. */
  readonly byTo: ReadonlyMap<number, number>;
  /** Places in `to` by places in `from`. */
  readonly byFrom: ReadonlyMap<number, number>;
}

class Pairing implements Alignment {
  readonly byTo = new Map<number, number>();
  readonly byFrom = new Map<number, number>();
  private readonly shingles = { from: new Map<number, Shingles>(), to: new Map<number, Shingles>() };

  constructor(
    readonly from: Side,
    readonly to: Side,
    readonly heading: Neutral,
  ) {}

  pair(a: ComparedSection, b: ComparedSection): void {
    this.byFrom.set(a.at, b.at);
    this.byTo.set(b.at, a.at);
  }

  open(side: 'from' | 'to'): ComparedSection[] {
    const taken = side === 'from' ? this.byFrom : this.byTo;
    return this[side].sections.filter(({ at }) => !taken.has(at));
  }

  shinglesAt(side: 'from' | 'to', at: number): Shingles {
    const known = this.shingles[side].get(at);
    if (known !== undefined) return known;
    const shingles = shinglesOf(this[side].textOf(at));
    this.shingles[side].set(at, shingles);
    return shingles;
  }

  resemblance(a: ComparedSection, b: ComparedSection): number {
    return resemblance(this.shinglesAt('from', a.at), this.shinglesAt('to', b.at));
  }

  headingOf({ heading }: ComparedSection): string {
    return heading === null ? '' : this.heading(heading);
  }
}

/** Sections that hold the same passages at the same place: known without a look at their texts. */
export function unchangedSections(
  from: readonly ComparedSection[],
  to: readonly ComparedSection[],
): [ComparedSection, ComparedSection][] {
  const key = (section: ComparedSection): string =>
    JSON.stringify([section.document, section.file, section.path, section.passageIds]);
  const groups = groupBy(to, key);
  return from.flatMap((section): [ComparedSection, ComparedSection][] => {
    const same = groups.get(key(section))?.shift();
    return same === undefined ? [] : [[section, same]];
  });
}

/**
 * @param unchanged pairs to begin with.
 * @param heading makes headings comparable: without their numbers and the versions' own.
 */
export function alignSections(
  from: Side,
  to: Side,
  unchanged: readonly (readonly [ComparedSection, ComparedSection])[],
  heading: Neutral,
): Alignment {
  const pairing = new Pairing(from, to, heading);
  for (const [a, b] of unchanged) pairing.pair(a, b);
  pairByPlace(pairing, placeOf, leastAtPlace);
  pairByHeadingInFile(pairing);
  pairByText(pairing);
  pairByResemblance(pairing);
  const renamed = renamedFiles(pairing);
  // What is left at its place was written anew, unless its text went elsewhere.
  pairByPlace(pairing, (section) => renamed.get(placeOf(section)) ?? placeOf(section), 0);
  pairByChildren(pairing);
  return pairing;
}

type PlaceOf = (section: ComparedSection) => string;

function placeOf({ document, file }: ComparedSection): string {
  return JSON.stringify([document, file]);
}

/** Same file, same headings from the top down. Where headings repeat, the same text first, then the most alike. */
function pairByPlace(pairing: Pairing, placeOfFrom: PlaceOf, least: number): void {
  const key = (section: ComparedSection, place: PlaceOf): string =>
    JSON.stringify([place(section), ...section.path.map(pairing.heading)]);
  pairGroups(
    pairing,
    (section) => key(section, placeOfFrom),
    (section) => key(section, placeOf),
    least,
  );
}

/** Same heading in the same file, where what is above it was changed. A heading that repeats needs more in common. */
function pairByHeadingInFile(pairing: Pairing): void {
  const key = (section: ComparedSection): string | null =>
    section.heading === null ? null : JSON.stringify([placeOf(section), pairing.headingOf(section)]);
  pairGroups(pairing, key, key, leastInFile);
}

type KeyOf = (section: ComparedSection) => string | null;

/** Pairs open sections that have a key in common, the most alike first. */
function pairGroups(pairing: Pairing, keyOfFrom: KeyOf, keyOfTo: KeyOf, least: number): void {
  const groups = groupBy(pairing.open('to'), keyOfTo);
  for (const [key, left] of groupBy(pairing.open('from'), keyOfFrom)) {
    const right = key === null ? undefined : groups.get(key);
    if (right === undefined) continue;
    const [a, b] = [left[0], right[0]];
    if (left.length === 1 && right.length === 1 && a !== undefined && b !== undefined && least === 0) {
      pairing.pair(a, b);
      continue;
    }
    const inOrder = left.length * right.length > mostCompared;
    const candidates = left.flatMap((one, at) =>
      (inOrder ? right.slice(at, at + 1) : right).map((other, otherAt) => ({
        a: one,
        b: other,
        score: pairing.resemblance(one, other) - (inOrder ? 0 : Math.abs(at - otherAt) / 1_000),
      })),
    );
    const isRepeated = left.length + right.length > 2;
    const enough = isRepeated && least === leastInFile ? leastResemblance - sameHeadingBonus : least;
    pairBest(
      pairing,
      candidates.filter(
        ({ a: one, b: other, score }) =>
          least === 0 || (score >= enough && (score >= leastUnderOtherNumber || !differInNumbers(pairing, one, other))),
      ),
    );
  }
}

/** The same text in another place. Among several, the one in the same file, then under the same heading, then the next in order. */
function pairByText(pairing: Pairing): void {
  const key =
    (side: Side): KeyOf =>
    (section) => {
      const text = side.textOf(section.at);
      if (text === '') return null;
      return wordsOf(text).length >= fewestWords ? text : JSON.stringify([text, pairing.headingOf(section)]);
    };
  const groups = groupBy(pairing.open('to'), key(pairing.to));
  for (const [text, left] of groupBy(pairing.open('from'), key(pairing.from))) {
    const right = text === null ? undefined : groups.get(text);
    if (right === undefined) continue;
    const candidates = left.flatMap((a, at) =>
      right.map((b, otherAt) => {
        const near = Number(a.document === b.document && a.file === b.file);
        const named = Number(pairing.headingOf(a) === pairing.headingOf(b));
        return { a, b, score: 2 * near + named - Math.abs(at - otherAt) / 1_000 };
      }),
    );
    pairBest(pairing, candidates);
  }
}

function pairByResemblance(pairing: Pairing): void {
  const shingled = (side: 'from' | 'to'): Map<number, Shingles> =>
    new Map(
      pairing
        .open(side)
        .filter(({ at }) => pairing[side].textOf(at) !== '')
        .map(({ at }) => [at, pairing.shinglesAt(side, at)]),
    );
  const pairs = resemblingPairs(shingled('from'), shingled('to'), leastResemblance - sameHeadingBonus);
  const candidates = pairs.flatMap(({ a: atFrom, b: atTo, resemblance: alike }) => {
    const [a, b] = [pairing.from.sections[atFrom], pairing.to.sections[atTo]];
    if (a === undefined || b === undefined) return [];
    const named = pairing.headingOf(a) === pairing.headingOf(b);
    const score = alike + (named ? sameHeadingBonus : 0);
    if (differInNumbers(pairing, a, b) && alike < leastUnderOtherNumber) return [];
    const runs = Math.min(pairing.shinglesAt('from', atFrom).size, pairing.shinglesAt('to', atTo).size);
    if (runs < fewestRunsElsewhere && placeOf(a) !== placeOf(b)) return [];
    return score >= leastResemblance ? [{ a, b, score }] : [];
  });
  pairBest(pairing, candidates);
}

function differInNumbers(pairing: Pairing, a: ComparedSection, b: ComparedSection): boolean {
  const [left, right] = [a, b].map(({ path }) => path.map(pairing.heading).join(' › '));
  const bare = (path = ''): string => path.replace(/\d+/g, '');
  return left !== right && bare(left) === bare(right);
}

/** A section with another heading and another text of its own that still holds most of the same sections is the same. */
function pairByChildren(pairing: Pairing): void {
  const children = groupBy(pairing.from.sections, ({ parent }) => parent);
  for (const section of pairing.open('from').reverse()) {
    const votes = new Map<number, number>();
    const own = children.get(section.at) ?? [];
    for (const { at } of own) {
      const partner = pairing.byFrom.get(at);
      const parent = partner === undefined ? null : (pairing.to.sections[partner]?.parent ?? null);
      if (parent !== null) votes.set(parent, (votes.get(parent) ?? 0) + 1);
    }
    const [most] = [...votes].sort(([, x], [, y]) => y - x);
    const other = most === undefined || most[1] * 2 <= own.length ? undefined : pairing.to.sections[most[0]];
    if (other !== undefined && !pairing.byTo.has(other.at)) pairing.pair(section, other);
  }
}

interface ScoredPair {
  readonly a: ComparedSection;
  readonly b: ComparedSection;
  readonly score: number;
}

/** Greedy, best first; ties in reading order. */
function pairBest(pairing: Pairing, candidates: readonly ScoredPair[]): void {
  const best = candidates.toSorted((x, y) => y.score - x.score || x.a.at - y.a.at || x.b.at - y.b.at);
  for (const { a, b } of best) {
    if (!pairing.byFrom.has(a.at) && !pairing.byTo.has(b.at)) pairing.pair(a, b);
  }
}

/** Files that are only in the older version, with the file only in the newer one that took over most of their sections. */
function renamedFiles(pairing: Pairing): Map<string, string> {
  const known = { from: new Set(pairing.from.sections.map(placeOf)), to: new Set(pairing.to.sections.map(placeOf)) };
  const sizes = groupBy(pairing.from.sections, placeOf);
  const votes = new Map<string, Map<string, number>>();
  for (const [atFrom, atTo] of pairing.byFrom) {
    const [a, b] = [pairing.from.sections[atFrom], pairing.to.sections[atTo]];
    if (a === undefined || b === undefined) continue;
    const [place, other] = [placeOf(a), placeOf(b)];
    if (known.to.has(place) || known.from.has(other)) continue;
    const counts = votes.get(place) ?? new Map<string, number>();
    votes.set(place, counts.set(other, (counts.get(other) ?? 0) + 1));
  }
  return new Map(
    [...votes].flatMap(([place, counts]) => {
      const [most] = [...counts].sort(([, x], [, y]) => y - x);
      const sections = sizes.get(place)?.length ?? 0;
      return most === undefined || most[1] * 2 < sections ? [] : [[place, most[0]] as const];
    }),
  );
}
