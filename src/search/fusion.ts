/**
 * Merges the lists of the legs into one.
 * WEIGHTED: weighted sum of scores normalised to 0…1 (min-max per leg; "An Analysis of Fusion Functions for Hybrid
 * Retrieval", Bruch et al., 2022). RRF: reciprocal rank fusion (Cormack et al., 2009).
 */
import type { LegHit } from './lexical/lexical-index.js';
import type { ExactExplanation, Fusion, HitExplanation, LegExplanation } from './request.js';

/** Share of each leg in the weighted sum; they add up to 1. */
export const legWeights = { lexical: 0.42, vector: 0.58 } as const;
/** The same for words in a writing that the embedding model never learnt: it compares little more than single signs then. */
const unreadWeights = { lexical: 0.8, vector: 0.2 } as const;

export type LegWeights = Readonly<Record<keyof typeof legWeights, number>>;

/** @param script of the embedding model, if it knows only one. */
export function legWeightsFor(text: string, script: 'Latin' | undefined): LegWeights {
  if (script === undefined) return legWeights;
  const letters = text.match(/\p{L}/gu) ?? [];
  const read = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  return read.length < letters.length / 2 ? unreadWeights : legWeights;
}

/** Constant of reciprocal rank fusion, as published. */
const rrfConstant = 60;

export interface FusedHit {
  readonly passageId: number;
  readonly score: number;
  readonly explain: HitExplanation;
}

export interface LegLists {
  /** Best first; absent when the leg did not take part. */
  readonly lexical?: readonly LegHit[];
  readonly vector?: readonly LegHit[];
}

/** Lowest score that counts as nothing: BM25 starts at 0, similarities start where the leg's list ends. */
function explained(hits: readonly LegHit[], weight: number, floor: number): Map<number, LegExplanation> {
  const top = hits[0]?.score ?? 0;
  const span = top - floor;
  return new Map(
    hits.map((hit, at) => [
      hit.passageId,
      {
        rank: at + 1,
        score: hit.score,
        normalised: span > 0 ? Math.max(0, (hit.score - floor) / span) : 1,
        weight,
      },
    ]),
  );
}

function share(leg: LegExplanation | null, fusion: Fusion): number {
  if (leg === null) return 0;
  return leg.weight * (fusion === 'RRF' ? 1 / (rrfConstant + leg.rank) : leg.normalised);
}

const noDefinitions: ReadonlyMap<number, ExactExplanation> = new Map();

/**
 * Fuses the lists; ties go to the older passage, so that the order is the same every time.
 * @param exact lifts of passages that define what was asked for, as shares of the best score that the legs can give.
 * @param weights of both legs, where both took part.
 */
export function fuse(
  legs: LegLists,
  fusion: Fusion,
  exact = noDefinitions,
  weights: LegWeights = legWeights,
): FusedHit[] {
  const both = legs.lexical !== undefined && legs.vector !== undefined;
  const lexical = explained(legs.lexical ?? [], both ? weights.lexical : 1, 0);
  const vector = explained(legs.vector ?? [], both ? weights.vector : 1, legs.vector?.at(-1)?.score ?? 0);
  const passageIds = new Set([...lexical.keys(), ...vector.keys(), ...exact.keys()]);
  const best = fusion === 'RRF' ? 1 / (rrfConstant + 1) : 1;
  return [...passageIds]
    .map((passageId) => {
      const explain: HitExplanation = {
        lexical: lexical.get(passageId) ?? null,
        vector: vector.get(passageId) ?? null,
        exact: exact.get(passageId) ?? null,
        fusion,
      };
      const lift = best * (explain.exact?.lift ?? 0);
      return { passageId, score: share(explain.lexical, fusion) + share(explain.vector, fusion) + lift, explain };
    })
    .sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}
