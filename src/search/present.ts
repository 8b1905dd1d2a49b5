/** Last stage of a search: one hit per passage, shown as its best chunk, variants folded and places spread. */
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import { comparedOccurrences, type Occurrence } from '../store/queries/occurrences.js';
import { isInScope, showPassage } from './best-chunk.js';
import type { Curation } from './curate.js';
import type { FusedHit } from './fusion.js';
import { isNamed } from './named-scope.js';
import type { HitExplanation, HitRequest, SearchHit } from './request.js';
import { foldSameText } from './same-text.js';
import { spreadOverPlaces } from './spread.js';
import type { AskedTerm } from './terms/asked-terms.js';
import type { OpenQuestion } from './understand.js';
import { foldVariants, nearlyEqual, type FoldedHit, type ShownHit } from './variants.js';

const unexplained = { lexical: null, vector: null, exact: null } as const;

/** First passages whose texts are looked through for the terms of the query, however many hits are wanted. */
const lookedThrough = 5;

/** Hits that may be variants of the first ones, or take their place. */
function comparedDepth(fused: readonly FusedHit[], first: number): number {
  const least = nearlyEqual * (fused[first - 1]?.score ?? 0);
  const near = fused.findIndex((hit) => hit.score < least);
  return Math.max(4 * first, lookedThrough, near === -1 ? fused.length : near);
}

export interface Presented {
  readonly hits: readonly SearchHit[];
  /** Whether there are other hits; null where not all candidates were read. */
  readonly hasNext: boolean | null;
  /** Nothing is shown on any page. */
  readonly isEmpty: boolean;
  /** Terms that the first passages hold, by passage. */
  readonly held: ReadonlyMap<number, readonly AskedTerm[]>;
  /** A curator chose one of the hits. */
  readonly hasPins: boolean;
}

/** What the list depends on besides the hits. */
export interface Presentation extends Pick<Curation, 'pins' | 'isHidden'> {
  readonly page: HitRequest;
  /** Looked for in the first passages. */
  readonly terms: readonly AskedTerm[];
  /** Where the passages of the hits are; asked for when the words of the query name something. */
  readonly occurrences: () => Promise<readonly Occurrence[]>;
}

/** A candidate; what a rule pins comes at its place, whatever its score. */
type Candidate = FusedHit & Pick<ShownHit, 'pin'>;

/** What no leg found has no score. */
function pinnedHits(fused: readonly FusedHit[], pins: Curation['pins']): Candidate[] {
  const known = new Map(fused.map((hit) => [hit.passageId, hit]));
  return pins.map((pin) => {
    const { passageId } = pin;
    const hit = known.get(passageId) ?? { passageId, score: 0, explain: { ...unexplained, fusion: 'WEIGHTED' } };
    return { ...hit, pin };
  });
}

function explained({ explain, pin }: FoldedHit): HitExplanation {
  return pin === null ? explain : { ...explain, rules: [...(explain.rules ?? []), pin.applied] };
}

/** Hits that the named part of the scope shows, and the others, each in their order. */
async function partedByName(
  fused: readonly FusedHit[],
  { index, named }: OpenQuestion,
  { occurrences, isHidden }: Presentation,
): Promise<{ readonly ofNamed: readonly FusedHit[]; readonly others: readonly FusedHit[] }> {
  if (named === null) return { ofNamed: [], others: fused };
  const shown = (await occurrences()).filter((one) => isInScope(one, index) && isNamed(named, one) && !isHidden(one));
  const passageIds = new Set(shown.map(({ passageId }) => passageId));
  const isOfNamed = ({ passageId }: FusedHit): boolean => passageIds.has(passageId);
  return { ofNamed: fused.filter(isOfNamed), others: fused.filter((hit) => !isOfNamed(hit)) };
}

/** Each part is spread by itself: however often a place comes, all of what is named stays before the rest. */
function spread(folded: readonly FoldedHit[], first: number): FoldedHit[] {
  const part = (isOfNamed: boolean): FoldedHit[] => folded.filter((hit) => hit.isNamed === isOfNamed);
  const ofNamed = spreadOverPlaces(part(true), first);
  return [...ofNamed, ...spreadOverPlaces(part(false), first - ofNamed.length)];
}

/**
 * A page of the best passages in one hit each; reads no more of them than the folding of variants has to compare. What
 * was shown before takes part in folding and spreading, so that the list goes on as it began, and is left out at the end.
 * @param fused best first.
 */
export async function present(
  dataSource: DataSource,
  fused: readonly FusedHit[],
  question: OpenQuestion,
  presentation: Presentation,
): Promise<Presented> {
  const { index: scope, named } = question;
  const { terms, pins, isHidden, page } = presentation;
  const shownBefore = new Set(page.shown);
  const wanted = shownBefore.size + page.first;
  const isNew = ({ standsFor }: FoldedHit): boolean => !standsFor.some((passageId) => shownBefore.has(passageId));
  const { ofNamed, others } = await partedByName(fused, question, presentation);
  const pinned = pinnedHits(fused, pins);
  const pinnedIds = new Set(pinned.map(({ passageId }) => passageId));
  const passageIds = [...ofNamed, ...others].slice(0, lookedThrough).map((hit) => hit.passageId);
  const heldTerms = terms.map(({ kind, words }) => ({ words, asWritten: kind === 'IDENTIFIER' }));
  const depths = [ofNamed, others].map((part) => comparedDepth(part, wanted));
  for (let further = 1; ; further *= 4) {
    const ranked = [ofNamed, others].flatMap((part, at) => part.slice(0, (depths[at] ?? 0) * further));
    const unpinned = ranked.filter(({ passageId }) => !pinnedIds.has(passageId));
    const compared = [...pinned, ...unpinned.map((hit): Candidate => ({ ...hit, pin: null }))];
    const rows = await comparedOccurrences(
      dataSource,
      compared.map((hit) => hit.passageId),
      { passageIds, terms: heldTerms },
    );
    const occurrences = groupBy(
      rows.filter((row) => !isHidden(row)),
      (row) => row.passageId,
    );
    const passages = compared.flatMap((hit): ShownHit[] => {
      const passage = showPassage(occurrences.get(hit.passageId) ?? [], scope, named);
      return passage === null ? [] : [{ ...hit, ...passage }];
    });
    const texts = rows.flatMap(({ passageId, contestedText: text }) => (text === null ? [] : [{ passageId, text }]));
    const digests = rows.flatMap(({ passageId, textDigest }): [number, string][] =>
      textDigest === null ? [] : [[passageId, textDigest]],
    );
    const variants = foldVariants(passages, new Map(texts.map(({ passageId, text }) => [passageId, text])));
    const folded = foldSameText(variants, new Map(digests));
    const left = folded.filter(isNew).length;
    if (left < page.first && ranked.length < fused.length) continue;
    const list = spread(
      folded.filter(({ pin }) => pin === null),
      wanted,
    );
    for (const hit of folded) if (hit.pin !== null) list.splice((hit.pin.applied.position ?? 1) - 1, 0, hit);
    const pageOfList = list.filter(isNew).slice(0, page.first);
    const hits = pageOfList.map((hit, at) => ({
      rank: shownBefore.size + at + 1,
      score: hit.score,
      passageId: hit.passageId,
      chunkId: hit.best.chunkId,
      alsoIn: hit.alsoIn,
      alsoAt: hit.alsoAt,
      changedIn: hit.changedIn,
      explain: explained(hit),
    }));
    const held = rows.flatMap(({ passageId, held: places }): [number, AskedTerm[]][] =>
      places === null ? [] : [[passageId, places.flatMap((place) => terms[place - 1] ?? [])]],
    );
    return {
      hits,
      hasNext: left > hits.length || (ranked.length < fused.length ? null : false),
      isEmpty: folded.length === 0,
      held: new Map(held),
      hasPins: folded.some(({ pin }) => pin !== null),
    };
  }
}
