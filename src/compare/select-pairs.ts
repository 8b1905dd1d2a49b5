/** The part of a comparison that was asked for: a document, a section with what stands below it, or what a search found. */
import { NotFoundError } from '../errors.js';
import { nearestNames } from '../search/nearest.js';
import { chunksByKey } from '../store/queries/chunks.js';
import type { Queryable } from '../store/queryable.js';
import type { ComparedSection } from './compared-section.js';
import type { ComparedVersions } from './compared-versions.js';
import type { SectionPair } from './section-pairs.js';
import { collapsed } from './version-numbers.js';

export interface Selection {
  readonly document?: string;
  readonly section?: string;
  /** Places of hits by chunk, 1-based. */
  readonly ranks?: ReadonlyMap<number, number>;
}

type Test = (section: ComparedSection) => boolean;

/** @throws NotFoundError for a document or section that neither version has. */
export async function selectPairs(
  db: Queryable,
  compared: ComparedVersions,
  { document, section, ranks }: Selection,
): Promise<readonly SectionPair[]> {
  let pairs = compared.pairs;
  if (document !== undefined) {
    pairs = matching(pairs, (one) => one.document === document);
    if (pairs.length === 0) throw missing('document', document, compared, (one) => one.document);
  }
  if (section !== undefined) {
    const test = await sectionTest(db, section);
    const [from, to] = [withSubsections(compared.from, test), withSubsections(compared.to, test)];
    pairs = pairs.filter(
      (pair) => (pair.from !== null && from.has(pair.from.at)) || (pair.to !== null && to.has(pair.to.at)),
    );
    if (pairs.length === 0) throw missing('section', section, compared, (one) => one.heading ?? one.title);
  }
  return ranks === undefined ? pairs : ranked(pairs, ranks);
}

function matching(pairs: readonly SectionPair[], test: Test): SectionPair[] {
  return pairs.filter(({ from, to }) => (from !== null && test(from)) || (to !== null && test(to)));
}

/** A chunk's key, else an anchor or a heading. */
async function sectionTest(db: Queryable, name: string): Promise<Test> {
  if (name.includes('::')) {
    const [chunk] = await chunksByKey(db, [name]);
    return ({ chunkIds }) => chunk !== undefined && chunkIds.includes(chunk.id);
  }
  const wanted = collapsed(name.replace(/^#/, '')).toLowerCase();
  return ({ anchor, heading }) =>
    anchor?.toLowerCase() === wanted || (heading !== null && collapsed(heading).toLowerCase() === wanted);
}

function withSubsections(sections: readonly ComparedSection[], test: Test): Set<number> {
  const chosen = new Set<number>();
  for (const section of sections) {
    if ((section.parent !== null && chosen.has(section.parent)) || test(section)) chosen.add(section.at);
  }
  return chosen;
}

function ranked(pairs: readonly SectionPair[], ranks: ReadonlyMap<number, number>): SectionPair[] {
  const rankOf = ({ from, to }: SectionPair): number =>
    Math.min(...[from, to].flatMap((side) => side?.chunkIds.map((id) => ranks.get(id) ?? Infinity) ?? []), Infinity);
  return pairs
    .map((pair) => ({ pair, rank: rankOf(pair) }))
    .filter(({ rank }) => rank !== Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ pair }) => pair);
}

function missing(
  noun: 'document' | 'section',
  requested: string,
  { from, to }: ComparedVersions,
  nameOf: (section: ComparedSection) => string,
): NotFoundError {
  const nearest = nearestNames(requested, [...from, ...to].map(nameOf));
  const names = nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`;
  return new NotFoundError(`Neither version has a ${noun} "${requested.slice(0, 200)}".${names}`, {
    noun,
    requested,
    nearest,
  });
}
