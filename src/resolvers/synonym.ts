/** Synonyms: listed, made, changed, deleted. */
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { changeSetting, createSetting, removeSetting, restoreSetting } from '../curation/edit-setting.js';
import { synonymValues } from '../curation/synonym-values.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { Restricted } from '../schema/restricted.js';
import {
  DeletedSettingPayload,
  DeleteSettingInput,
  RestoreSettingInput,
  SettingListArguments,
} from '../schema/search-setting.js';
import {
  CreateSynonymInput,
  CreateSynonymPayload,
  RestoreSynonymPayload,
  SynonymConnection,
  UpdateSynonymInput,
  UpdateSynonymPayload,
} from '../schema/synonym.js';
import type { Synonym } from '../store/entities/synonym.js';
import { settingsOf } from '../store/queries/search-settings.js';
import type { Fields } from '../schema/fields.js';

@Resolver()
export class SynonymResolver {
  @Restricted('curation.read')
  @Query(() => SynonymConnection, connectionField('Synonyms by scope and terms.'))
  async synonyms(
    @Args(() => SettingListArguments) { contains, ...page }: SettingListArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<Synonym>> {
    const wanted = contains?.trim().toLowerCase() ?? '';
    const all = await settingsOf(dataSource, 'SYNONYM');
    const rows = all.filter(({ terms, alternatives, vendor, product, note }) =>
      [...terms, ...alternatives, vendor, product, note].some((text) => text?.toLowerCase().includes(wanted)),
    );
    return connectPlaced({ name: 'synonyms' }, page, rows, ({ id }) => id);
  }

  @Restricted('curation.edit')
  @Mutation(() => CreateSynonymPayload, { description: 'Makes a synonym; searches know it from then on.' })
  async createSynonym(
    @Arg('input', () => CreateSynonymInput, { description: 'What it says.' }) { synonym }: CreateSynonymInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<{ readonly synonym: Synonym }> {
    const made = await createSetting(dataSource, 'SYNONYM', synonymValues(synonym), caller);
    searchSettings.forget();
    return { synonym: made };
  }

  @Restricted('curation.edit')
  @Mutation(() => UpdateSynonymPayload, {
    description: 'Changes a synonym as a whole. `CONFLICT` if somebody else did since.',
  })
  async updateSynonym(
    @Arg('input', () => UpdateSynonymInput, { description: 'Which one, and what it says from now on.' })
    { id, expectedRevision, synonym }: UpdateSynonymInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<{ readonly synonym: Synonym }> {
    const seen = { id: settingIdOf(id), expectedRevision, values: synonymValues(synonym) };
    const changed = await changeSetting(dataSource, 'SYNONYM', seen, caller);
    searchSettings.forget();
    return { synonym: changed };
  }

  @Restricted('curation.edit')
  @Mutation(() => DeletedSettingPayload, { description: 'Deletes a synonym. `CONFLICT` if somebody changed it since.' })
  async deleteSynonym(
    @Arg('input', () => DeleteSettingInput, { description: 'Which one.' })
    { id, expectedRevision }: DeleteSettingInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<Fields<DeletedSettingPayload>> {
    const gone = await removeSetting(dataSource, 'SYNONYM', { id: settingIdOf(id), expectedRevision }, caller);
    searchSettings.forget();
    return { id: gone };
  }

  @Restricted('curation.edit')
  @Mutation(() => RestoreSynonymPayload, {
    description: 'Brings a synonym back that was deleted, as it was. `CONFLICT` if it is there.',
  })
  async restoreSynonym(
    @Arg('input', () => RestoreSettingInput, { description: 'Which one.' }) { id }: RestoreSettingInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<{ readonly synonym: Synonym }> {
    const back = await restoreSetting(dataSource, 'SYNONYM', settingIdOf(id), caller);
    searchSettings.forget();
    return { synonym: back };
  }
}
