/** The history of rules, synonyms, judgements and marks. */
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { Restricted } from '../schema/restricted.js';
import { SearchSettingChangeConnection, SettingKind } from '../schema/search-setting.js';
import type { SearchSettingChange } from '../store/entities/search-setting-change.js';
import { settingChangeCount, settingChanges, settingChangesNewestFirst } from '../store/queries/search-settings.js';

@Resolver()
export class SearchSettingChangeResolver {
  @Restricted('curation.read')
  @Query(
    () => SearchSettingChangeConnection,
    connectionField('What became of a rule, a synonym, a judgement or a mark, newest first; also of a deleted one.'),
  )
  searchSettingChanges(
    @Arg('kind', () => SettingKind, { description: 'What it is.' }) kind: keyof typeof SettingKind,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<SearchSettingChange>> {
    const name = { kind, id: settingIdOf(id) };
    const list = { name: 'searchSettingChanges', of: `${kind} ${id}`, order: settingChangesNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => settingChanges(dataSource, name, page),
      () => settingChangeCount(dataSource, name),
    );
  }
}
