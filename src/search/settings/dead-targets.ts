/** Targets of rules that nothing published answers to any more. */
import type { DataSource } from 'typeorm';
import type { RuleRow } from '../../store/queries/search-settings.js';
import { findTargets } from './rule-targets.js';

export interface CheckedRule extends RuleRow {
  /** In any version; of a rule about one version, in that. */
  readonly deadTargets: readonly string[];
}

/** Paths of a rule, each once. */
export function targetsOf({ pins, hides, boosts, redirect }: RuleRow): string[] {
  const paths = [...[...pins, ...boosts].map(({ target }) => target), ...hides, redirect];
  return [...new Set(paths.filter((path) => path !== null))];
}

/** One statement for all of them. */
export async function withDeadTargets(dataSource: DataSource, rules: readonly RuleRow[]): Promise<CheckedRule[]> {
  const sought = rules.flatMap((rule) =>
    targetsOf(rule).map((path) => ({
      path,
      // A target of another product than that of the version is in any of its versions.
      version: rule.version !== null && path.startsWith(`${rule.product ?? ''}/`) ? rule.version : null,
      rule,
    })),
  );
  const found = await findTargets(dataSource, sought, {});
  const dead = sought.filter((_, at) => found[at] === null);
  return rules.map((rule) => ({
    ...rule,
    deadTargets: dead.filter((one) => one.rule === rule).map(({ path }) => path),
  }));
}
