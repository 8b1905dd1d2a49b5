/** Third stage of a search: what curators decided about its hits. Hides beat pins, and all stays inside the scope. */
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import { occurrencesOf, type Occurrence } from '../store/queries/occurrences.js';
import { isInScope } from './best-chunk.js';
import type { FusedHit } from './fusion.js';
import type { AppliedRule, Redirect } from './request.js';
import { targetsOf } from './settings/dead-targets.js';
import { rulesAbout } from './settings/rule-index.js';
import { isCovered, planRules, type PlannedBoost, type RulePlan } from './settings/rule-plan.js';
import { findProducts, findTargets } from './settings/rule-targets.js';
import type { OpenQuestion } from './understand.js';

/** Candidates that a leg gives besides, so that hidden ones leave enough. */
const mostSpare = 900;

export interface Curation {
  /** How many more candidates the legs should give. */
  readonly spare: number;
  /** Boosts the hits, best first. */
  curate(hits: readonly FusedHit[]): Promise<readonly FusedHit[]>;
  isHidden(occurrence: Occurrence): boolean;
  /** Passages that come at a place, by place. */
  readonly pins: RulePlan['pins'];
  readonly redirect: Redirect | null;
  readonly applied: readonly AppliedRule[];
}

export const noCuration: Curation = {
  spare: 0,
  curate: (hits) => Promise.resolve(hits),
  isHidden: () => false,
  pins: [],
  redirect: null,
  applied: [],
};

async function boosted(
  dataSource: DataSource,
  boosts: readonly PlannedBoost[],
  hits: readonly FusedHit[],
  { index }: OpenQuestion,
): Promise<readonly FusedHit[]> {
  const passageIds = hits.map(({ passageId }) => passageId);
  const byPassage = groupBy(await occurrencesOf(dataSource, passageIds), ({ passageId }) => passageId);
  return hits
    .map((hit) => {
      const shown = (byPassage.get(hit.passageId) ?? []).filter((occurrence) => isInScope(occurrence, index));
      const mine = boosts.filter(({ covers }) => shown.some(covers));
      if (mine.length === 0) return hit;
      const score = mine.reduce((product, { factor }) => product * factor, hit.score);
      return { ...hit, score, explain: { ...hit.explain, rules: mine.map(({ applied }) => applied) } };
    })
    .toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
}

/** Asks nothing of the database unless rules are about the question; then one statement for their targets. */
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
  const places = new Map(sought.map(({ path }, at) => [path, found[at] ?? null]));
  const { pins, hides, boosts, redirect, applied } = planRules(rules, { places, productIds });
  return {
    spare: Math.min(
      mostSpare,
      hides.reduce((sum, { size }) => sum + size, 0),
    ),
    curate: (hits) => (boosts.length === 0 ? Promise.resolve(hits) : boosted(dataSource, boosts, hits, question)),
    isHidden: (occurrence) => hides.some((target) => isCovered(target, occurrence)),
    pins,
    redirect,
    applied,
  };
}
