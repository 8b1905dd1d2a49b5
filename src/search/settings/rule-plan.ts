/** What the rules about a question come to: who wins where they conflict, and what of them has no target. */
import type { Occurrence } from '../../store/queries/occurrences.js';
import type { Boost } from '../../store/entities/search-rule.js';
import type { RuleRow } from '../../store/queries/search-settings.js';
import type { AppliedRule } from '../request.js';
import { isCovered, type FoundTarget } from './rule-targets.js';

export interface PlannedPin {
  readonly passageId: number;
  readonly applied: AppliedRule;
}

export interface PlannedBoost {
  readonly covers: (occurrence: Occurrence) => boolean;
  readonly factor: number;
  readonly applied: AppliedRule;
}

export interface RulePlan {
  /** By position. */
  readonly pins: readonly PlannedPin[];
  readonly hides: readonly FoundTarget[];
  readonly boosts: readonly PlannedBoost[];
  readonly redirect: { readonly chunkId: number; readonly applied: AppliedRule } | null;
  /** All that the rules say, also what came to nothing and why. */
  readonly applied: readonly AppliedRule[];
}

/** What rules name, inside the scope of the question. */
export interface Targets {
  /** By path. */
  readonly places: ReadonlyMap<string, FoundTarget | null>;
  /** Ids of products by slug. */
  readonly productIds: ReadonlyMap<string, string>;
}

type Effect = Pick<AppliedRule, 'effect' | 'target'> & Partial<Pick<AppliedRule, 'position' | 'factor'>>;

function said(rule: RuleRow, effect: Effect, outcome: AppliedRule['outcome'], reason: string | null): AppliedRule {
  return { id: rule.id, name: rule.name, position: null, factor: null, ...effect, outcome, reason };
}

const noTarget = 'Nothing published answers to it in the versions that were searched.';
const quoted = ({ name }: Pick<RuleRow, 'name'>): string => `“${name}”`;

/** All that rules do to one list, noted in the order in which they win. */
class Planner {
  readonly applied: AppliedRule[] = [];
  readonly pins: PlannedPin[] = [];
  readonly hides: FoundTarget[] = [];
  readonly boosts: PlannedBoost[] = [];
  redirect: RulePlan['redirect'] = null;
  private readonly hiding = new Map<FoundTarget, RuleRow>();
  private readonly winners = new Map<string, RuleRow>();

  constructor(private readonly targets: Targets) {}

  private note(applied: AppliedRule): AppliedRule {
    this.applied.push(applied);
    return applied;
  }

  /** False if a rule that wins has it already; noted. */
  private isFirst(rule: RuleRow, effect: Effect, claims: Readonly<Record<string, string>>): boolean {
    for (const [claim, doing] of Object.entries(claims)) {
      const winner = this.winners.get(claim);
      if (winner === undefined) continue;
      this.note(said(rule, effect, 'OVERRULED', `${quoted(winner)} ${doing}.`));
      return false;
    }
    for (const claim of Object.keys(claims)) this.winners.set(claim, rule);
    return true;
  }

  hide(rule: RuleRow, path: string): void {
    const effect: Effect = { effect: 'HIDE', target: path };
    const target = this.targets.places.get(path) ?? null;
    if (target === null) {
      this.note(said(rule, effect, 'NO_TARGET', noTarget));
      return;
    }
    this.hides.push(target);
    if (!this.hiding.has(target)) this.hiding.set(target, rule);
    this.note(said(rule, effect, 'APPLIED', null));
  }

  /** The rule that hides where a pin or a redirect leads to; hides are planned first. */
  private hiderOf({ first }: FoundTarget): RuleRow | undefined {
    return [...this.hiding].find(([hidden]) => isCovered(hidden, first))?.[1];
  }

  private visible(rule: RuleRow, effect: Effect): FoundTarget | null {
    const target = this.targets.places.get(effect.target) ?? null;
    if (target === null) {
      this.note(said(rule, effect, 'NO_TARGET', noTarget));
      return null;
    }
    const hider = this.hiderOf(target);
    if (hider === undefined) return target;
    this.note(said(rule, effect, 'OVERRULED', `${quoted(hider)} hides it.`));
    return null;
  }

  pin(rule: RuleRow, path: string, position: number): void {
    const effect: Effect = { effect: 'PIN', target: path, position };
    const target = this.visible(rule, effect);
    if (target === null) return;
    const { passageId } = target.first;
    const place = String(position);
    const claims = { [`pin ${String(passageId)}`]: 'pins it already', [`place ${place}`]: `has place ${place}` };
    if (!this.isFirst(rule, effect, claims)) return;
    this.pins.push({ passageId, applied: this.note(said(rule, effect, 'APPLIED', null)) });
  }

  boost(rule: RuleRow, { target: path, kind, product, factor }: Boost): void {
    const effect: Effect = { effect: 'BOOST', target: path ?? kind ?? product ?? '', factor };
    const found = path === null ? null : (this.targets.places.get(path) ?? null);
    const productId = product === null ? null : (this.targets.productIds.get(product) ?? null);
    if ((path !== null && found === null) || (product !== null && productId === null)) {
      this.note(said(rule, effect, 'NO_TARGET', noTarget));
      return;
    }
    if (!this.isFirst(rule, effect, { [`boost ${effect.target}`]: 'says how much it counts' })) return;
    const covers = (occurrence: Occurrence): boolean =>
      found !== null
        ? isCovered(found, occurrence)
        : kind !== null
          ? occurrence.kind === kind
          : occurrence.productId === productId;
    this.boosts.push({ covers, factor, applied: this.note(said(rule, effect, 'APPLIED', null)) });
  }

  lead(rule: RuleRow, path: string): void {
    const effect: Effect = { effect: 'REDIRECT', target: path };
    const target = this.visible(rule, effect);
    if (target === null || !this.isFirst(rule, effect, { redirect: 'leads elsewhere' })) return;
    this.redirect = { chunkId: target.first.chunkId, applied: this.note(said(rule, effect, 'APPLIED', null)) };
  }
}

/** @param rules those that win first. */
export function planRules(rules: readonly RuleRow[], targets: Targets): RulePlan {
  const planner = new Planner(targets);
  for (const rule of rules) for (const path of rule.hides) planner.hide(rule, path);
  for (const rule of rules) {
    for (const boost of rule.boosts) planner.boost(rule, boost);
    for (const { target, position } of rule.pins) planner.pin(rule, target, position);
    if (rule.redirect !== null) planner.lead(rule, rule.redirect);
  }
  const { hides, boosts, redirect, applied } = planner;
  const pins = planner.pins.toSorted((a, b) => (a.applied.position ?? 0) - (b.applied.position ?? 0));
  return { pins, hides, boosts, redirect, applied };
}
