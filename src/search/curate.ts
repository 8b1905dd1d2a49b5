/**
 * Third stage of a search: what curators decided about its hits. A hide wins against a pin of the same place, and nothing
 * outside the scope of the question is touched.
 */
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import { isInScope } from './best-chunk.js';
import type { FusedHit } from './fusion.js';
import type { AppliedRule, Redirect } from './request.js';
import { targetsOf } from './settings/dead-targets.js';
import { rulesAbout } from './settings/rule-index.js';
import { planRules, type PlannedBoost, type RulePlan } from './settings/rule-plan.js';
import { findProducts, findTargets, isCovered } from './settings/rule-targets.js';
import type { OpenQuestion } from './understand.js';

/** Candidates that a leg gives besides, so that hidden ones leave enough. */
const mostSpare = 900;

/** Where the passages of the hits are, read once for all who ask. */
export type Places = () => Promise<readonly Occurrence[]>;

export interface Curation {
  /** How many more candidates the legs should give. */
  readonly spare: number;
  /**
   * The hits that are left, boosted, best first: a passage that is hidden wherever the scope shows it is none. Asks for
   * the places when there is anything to hide or to boost.
   */
  curate(hits: readonly FusedHit[], places: Places): Promise<readonly FusedHit[]>;
  /** A passage of a hit may be hidden in one place and shown in another. */
  isHidden(occurrence: Occurrence): boolean;
  /** What is hidden. */
  readonly hides: RulePlan['hides'];
  /** Passages that come at a place, by place. */
  readonly pins: RulePlan['pins'];
  readonly redirect: Redirect | null;
  /** All that the rules about the question say, also what came to nothing. */
  readonly applied: readonly AppliedRule[];
}

export const noCuration: Curation = {
  spare: 0,
  curate: (hits) => Promise.resolve(hits),
  isHidden: () => false,
  hides: [],
  pins: [],
  redirect: null,
  applied: [],
};

type Curated = Pick<RulePlan, 'boosts'> & Pick<Curation, 'isHidden'>;

/** By every boost that covers a place where it is shown. */
function boosted(hit: FusedHit, boosts: readonly PlannedBoost[], shown: readonly Occurrence[]): FusedHit {
  const mine = boosts.filter(({ covers }) => shown.some(covers));
  if (mine.length === 0) return hit;
  const score = mine.reduce((product, { factor }) => product * factor, hit.score);
  return { ...hit, score, explain: { ...hit.explain, rules: mine.map(({ applied }) => applied) } };
}

function curated(
  hits: readonly FusedHit[],
  places: readonly Occurrence[],
  { boosts, isHidden }: Curated,
): readonly FusedHit[] {
  const shownAt = groupBy(
    places.filter((occurrence) => !isHidden(occurrence)),
    ({ passageId }) => passageId,
  );
  return hits
    .flatMap((hit) => {
      const shown = shownAt.get(hit.passageId);
      return shown === undefined ? [] : [boosted(hit, boosts, shown)];
    })
    .toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
}

/**
 * Asks nothing of the database unless rules are about the question; then for their targets in one statement, and in
 * another for the products that they boost.
 */
export async function curationOf(dataSource: DataSource, question: OpenQuestion, now: Date): Promise<Curation> {
  const { query, settings, slugs, index } = question;
  const rules = rulesAbout(settings.rules, query, slugs, now);
  if (rules.length === 0) return noCuration;
  const paths = rules.flatMap(targetsOf);
  const sought = [...new Set(paths)].map((path) => ({ path, version: null }));
  const slugsOfBoosts = rules.flatMap(({ boosts }) => boosts.flatMap(({ product }) => product ?? []));
  const [found, productIds] = await Promise.all([
    findTargets(dataSource, sought, index),
    findProducts(dataSource, slugsOfBoosts),
  ]);
  const targets = new Map(sought.map(({ path }, at) => [path, found[at] ?? null]));
  const { pins, hides, boosts, redirect, applied } = planRules(rules, { places: targets, productIds });
  const isHidden = (occurrence: Occurrence): boolean => hides.some((target) => isCovered(target, occurrence));
  return {
    spare: Math.min(
      mostSpare,
      hides.reduce((sum, { size }) => sum + size, 0),
    ),
    async curate(hits, places) {
      if (boosts.length + hides.length === 0) return hits;
      const inScope = (await places()).filter((occurrence) => isInScope(occurrence, index));
      return curated(hits, inScope, { boosts, isHidden });
    },
    isHidden,
    hides,
    pins,
    redirect,
    applied,
  };
}
