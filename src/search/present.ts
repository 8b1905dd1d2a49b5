/** Last stage of a search: one hit per passage, shown as its best chunk, variants folded and places spread. */
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import { comparedOccurrences } from '../store/queries/occurrences.js';
import { showPassage } from './best-chunk.js';
import type { FusedHit } from './fusion.js';
import type { SearchHit } from './request.js';
import { spreadOverPlaces } from './spread.js';
import type { AskedTerm } from './terms/asked-terms.js';
import type { OpenQuestion } from './understand.js';
import { foldVariants, nearlyEqual } from './variants.js';

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

/** First passages whose texts are looked through for the terms of the query. */
const lookedThrough = 5;

/**
 * The best passages in one hit each; reads no more of them than the folding of variants has to compare.
 * @param fused best first.
 * @param terms looked for in the first passages.
 */
export async function present(
  dataSource: DataSource,
  fused: readonly FusedHit[],
  { index: scope, first }: OpenQuestion,
  terms: readonly AskedTerm[],
): Promise<Presented> {
  const passageIds = fused.slice(0, lookedThrough).map((hit) => hit.passageId);
  const heldTerms = terms.map(({ kind, words }) => ({ words, asWritten: kind === 'IDENTIFIER' }));
  for (let depth = comparedDepth(fused, first); ; depth *= 4) {
    const compared = fused.slice(0, depth);
    const rows = await comparedOccurrences(
      dataSource,
      compared.map((hit) => hit.passageId),
      { passageIds, terms: heldTerms },
    );
    const occurrences = groupBy(rows, (row) => row.passageId);
    const passages = compared.flatMap((hit) => {
      const passage = showPassage(occurrences.get(hit.passageId) ?? [], scope);
      return passage === null ? [] : [{ ...hit, ...passage }];
    });
    const texts = rows.flatMap(({ passageId, contestedText: text }) => (text === null ? [] : [{ passageId, text }]));
    const folded = foldVariants(passages, new Map(texts.map(({ passageId, text }) => [passageId, text])));
    if (folded.length < first && depth < fused.length) continue;
    const hits = spreadOverPlaces(folded, first).map((hit, at) => ({
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
