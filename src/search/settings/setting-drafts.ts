/** Rules and synonyms as they would be: those in force with drafts in their place. */
import type { RuleRow, SynonymRow } from '../../store/queries/search-settings.js';

export interface SettingDrafts {
  /** One with the id of a rule takes its place. */
  readonly rules: readonly RuleRow[];
  readonly synonyms: readonly SynonymRow[];
  /** Ids of rules and synonyms that would be deleted. */
  readonly without: readonly string[];
  /** What would be changed or deleted, as it is. */
  readonly replaced: SettingRows;
}

export interface SettingRows {
  readonly rules: readonly RuleRow[];
  readonly synonyms: readonly SynonymRow[];
}

function replacedBy<Row extends { readonly id: string }>(
  rows: readonly Row[],
  drafts: readonly Row[],
  without: readonly string[],
): Row[] {
  const gone = new Set([...drafts.map(({ id }) => id), ...without]);
  return [...rows.filter(({ id }) => !gone.has(id)), ...drafts];
}

export function rowsWithDrafts({ rules, synonyms }: SettingRows, drafts: SettingDrafts): SettingRows {
  return {
    rules: replacedBy(rules, drafts.rules, drafts.without),
    synonyms: replacedBy(synonyms, drafts.synonyms, drafts.without),
  };
}
