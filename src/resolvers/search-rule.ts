/** Rules: listed with what of them is dead, made, changed, deleted. */
import type { DataSource } from 'typeorm';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { changeSetting, createSetting, removeSetting, restoreSetting } from '../curation/edit-setting.js';
import { ruleValues } from '../curation/rule-values.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { Restricted } from '../schema/restricted.js';
import {
  CreateSearchRuleInput,
  CreateSearchRulePayload,
  RestoreSearchRulePayload,
  RuleListArguments,
  SearchRuleConnection,
  UpdateSearchRuleInput,
  UpdateSearchRulePayload,
} from '../schema/search-rule.js';
import { DeletedSettingPayload, DeleteSettingInput, RestoreSettingInput } from '../schema/search-setting.js';
import { withDeadTargets, type CheckedRule } from '../search/settings/dead-targets.js';
import { settingsOf, type RuleRow } from '../store/queries/search-settings.js';
import type { Fields } from '../schema/fields.js';

function textsOf({ name, words, vendor, product, note, pins, hides, redirect }: RuleRow): (string | null)[] {
  return [name, words, vendor, product, note, redirect, ...hides, ...pins.map(({ target }) => target)];
}

interface GivenRule {
  readonly rule: CheckedRule | undefined;
}

async function given(db: DataSource, row: RuleRow): Promise<GivenRule> {
  return { rule: (await withDeadTargets(db, [row]))[0] };
}

@Resolver()
export class SearchRuleResolver {
  @Restricted('curation.read')
  @Query(() => SearchRuleConnection, connectionField('Rules by name, with what of them is dead.'))
  async searchRules(
    @Args(() => RuleListArguments) { contains, onlyDead, ...page }: RuleListArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<CheckedRule>> {
    const wanted = contains?.trim().toLowerCase() ?? '';
    const all = await settingsOf(dataSource, 'RULE');
    const rules = all.filter((rule) => textsOf(rule).some((text) => text?.toLowerCase().includes(wanted)));
    const checked = await withDeadTargets(dataSource, rules);
    const rows = onlyDead === true ? checked.filter(({ deadTargets }) => deadTargets.length > 0) : checked;
    return connectPlaced({ name: 'searchRules' }, page, rows, ({ id }) => id);
  }

  @Restricted('curation.edit')
  @Mutation(() => CreateSearchRulePayload, { description: 'Makes a rule; searches know it from then on.' })
  async createSearchRule(
    @Arg('input', () => CreateSearchRuleInput, { description: 'What it says.' }) { rule }: CreateSearchRuleInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<GivenRule> {
    const made = await createSetting(dataSource, 'RULE', ruleValues(rule), caller);
    searchSettings.forget();
    return given(dataSource, made);
  }

  @Restricted('curation.edit')
  @Mutation(() => UpdateSearchRulePayload, {
    description: 'Changes a rule as a whole. `CONFLICT` if somebody else did since.',
  })
  async updateSearchRule(
    @Arg('input', () => UpdateSearchRuleInput, { description: 'Which one, and what it says from now on.' })
    { id, expectedRevision, rule }: UpdateSearchRuleInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<GivenRule> {
    const seen = { id: settingIdOf(id), expectedRevision, values: ruleValues(rule) };
    const changed = await changeSetting(dataSource, 'RULE', seen, caller);
    searchSettings.forget();
    return given(dataSource, changed);
  }

  @Restricted('curation.edit')
  @Mutation(() => DeletedSettingPayload, { description: 'Deletes a rule. `CONFLICT` if somebody changed it since.' })
  async deleteSearchRule(
    @Arg('input', () => DeleteSettingInput, { description: 'Which one.' })
    { id, expectedRevision }: DeleteSettingInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<Fields<DeletedSettingPayload>> {
    const gone = await removeSetting(dataSource, 'RULE', { id: settingIdOf(id), expectedRevision }, caller);
    searchSettings.forget();
    return { id: gone };
  }

  @Restricted('curation.edit')
  @Mutation(() => RestoreSearchRulePayload, {
    description: 'Brings a rule back that was deleted, as it was. `CONFLICT` if it is there.',
  })
  async restoreSearchRule(
    @Arg('input', () => RestoreSettingInput, { description: 'Which one.' }) { id }: RestoreSettingInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<GivenRule> {
    const back = await restoreSetting(dataSource, 'RULE', settingIdOf(id), caller);
    searchSettings.forget();
    return given(dataSource, back);
  }
}
