/** Last stage of a search: one hit per passage, shown as its best chunk, variants folded and places spread. */
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import { comparedOccurrences } from '../store/queries/occurrences.js';
import { showPassage } from './best-chunk.js';
import type { Curation } from './curate.js';
import type { FusedHit } from './fusion.js';
import type { SearchHit } from './request.js';
import { spreadOverPlaces } from './spread.js';
import type { AskedTerm } from './terms/asked-terms.js';
import type { OpenQuestion } from './understand.js';
import { foldVariants, nearlyEqual, type ShownHit } from './variants.js';

const unexplained = { lexical: null, vector: null, exact: null } as const;

/** Hits that may be variants of the first ones, or take their place. */
function comparedDepth(fused: readonly FusedHit[], first: number): number {
  const least = nearlyEqual * (fused[first - 1]?.score ?? 0);
  const near = fused.findIndex((hit) => hit.score < least);
  return Math.max(4 * first, near === -1 ? fused.length : near);
}

export interface Presented {
  readonly hits: readonly SearchHit[];
  /** Terms that the first passages hold, by passage. */
  readonly held: ReadonlyMap<number, readonly AskedTerm[]>;
}

/** Added to the score of what the query names: more than the legs and the exact lane give to anything. */
const namedLift = 4;
/** What the list depends on besides the hits. */
export interface Presentation extends Pick<Curation, 'pins' | 'isHidden'> {
  /** Looked for in the first passages. */
  readonly terms: readonly AskedTerm[];
}

/** First passages whose texts are looked through for the terms of the query. */
const lookedThrough = 5;

/** What rules pin, at its place, whatever its score; what no leg found has none. */
function pinnedHits(fused: readonly FusedHit[], pins: Curation['pins']): { hit: FusedHit; at: number }[] {
  const known = new Map(fused.map((hit) => [hit.passageId, hit]));
  return pins.map(({ passageId, applied }) => {
    const hit = known.get(passageId) ?? { passageId, score: 0, explain: { ...unexplained, fusion: 'WEIGHTED' } };
    const rules = [...(hit.explain.rules ?? []), applied];
    return { hit: { ...hit, explain: { ...hit.explain, rules } }, at: (applied.position ?? 1) - 1 };
  });
}

/**
 * The best passages in one hit each; reads no more of them than the folding of variants has to compare.
 * @param fused best first.
 */
export async function present(
  dataSource: DataSource,
  fused: readonly FusedHit[],
  { index: scope, named, first }: OpenQuestion,
  { terms, pins, isHidden }: Presentation,
): Promise<Presented> {
  const pinned = pinnedHits(fused, pins);
  const pinnedIds = new Set(pinned.map(({ hit }) => hit.passageId));
  const others = fused.filter(({ passageId }) => !pinnedIds.has(passageId));
  const passageIds = fused.slice(0, lookedThrough).map((hit) => hit.passageId);
  const heldTerms = terms.map(({ kind, words }) => ({ words, asWritten: kind === 'IDENTIFIER' }));
  const lastCompared = named === null ? comparedDepth(others, first) : others.length;
  for (let depth = lastCompared; ; depth *= 4) {
    const compared = [...pinned.map(({ hit }) => hit), ...others.slice(0, depth)];
    const rows = await comparedOccurrences(
      dataSource,
      compared.map((hit) => hit.passageId),
      { passageIds, terms: heldTerms },
    );
    const occurrences = groupBy(
      rows.filter((row) => !isHidden(row)),
      (row) => row.passageId,
    );
    const shown = (hit: FusedHit): ShownHit[] => {
      const passage = showPassage(occurrences.get(hit.passageId) ?? [], scope, named);
      return passage === null ? [] : [{ ...hit, ...passage, score: hit.score + (passage.isNamed ? namedLift : 0) }];
    };
    const passages = others.slice(0, depth).flatMap(shown);
    if (named !== null) passages.sort((a, b) => b.score - a.score || a.passageId - b.passageId);
    const texts = rows.flatMap(({ passageId, contestedText: text }) => (text === null ? [] : [{ passageId, text }]));
    const folded = foldVariants(passages, new Map(texts.map(({ passageId, text }) => [passageId, text])));
    if (folded.length < first && depth < others.length) continue;
    // Each by itself: however often a place comes, all of what is named stays before the rest.
    const ofNamed = spreadOverPlaces(
      folded.filter(({ isNamed }) => isNamed),
      first,
    );
    const rest = spreadOverPlaces(
      folded.filter(({ isNamed }) => !isNamed),
      first - ofNamed.length,
    );
    const list = [...ofNamed, ...rest];
    for (const { hit, at } of pinned) list.splice(at, 0, ...shown(hit).map((one) => ({ ...one, changedIn: [] })));
    const hits = list.slice(0, first).map((hit, at) => ({
      rank: at + 1,
      score: hit.score,
      passageId: hit.passageId,
      chunkId: hit.best.chunkId,
      alsoIn: hit.alsoIn,
      changedIn: hit.changedIn,
      explain: hit.explain,
    }));
    const held = rows.flatMap(({ passageId, held: places }): [number, AskedTerm[]][] =>
      places === null ? [] : [[passageId, places.flatMap((place) => terms[place - 1] ?? [])]],
    );
    return { hits, held: new Map(held) };
  }
}
