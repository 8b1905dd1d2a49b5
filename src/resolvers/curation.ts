/** What curators made of things, and the history of it. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { standingsOf, type FieldStanding } from '../curation/standing.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { bulkIdOf, subjectOf, typeNameOf } from '../graphql/subject-id.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfList } from '../schema/cost.js';
import {
  CuratedFieldType,
  CurationChangeConnection,
  CurationChangesArguments,
  CurationChangeType,
  CurationType,
} from '../schema/curation.js';
import { CurationBulkType } from '../schema/curation-bulk.js';
import { SubjectKind } from '../schema/curation-enums.js';
import { Restricted } from '../schema/restricted.js';
import type { BulkRow } from '../store/queries/curation-bulks.js';
import {
  changeCount,
  changes,
  changesNewestFirst,
  subjectsByPath,
  type ChangeFilter,
  type ChangeRow,
  type SubjectRow,
} from '../store/queries/curation.js';

@Resolver(() => CurationType)
export class CurationResolver {
  @Restricted('curation.read')
  @Query(() => CurationType, {
    nullable: true,
    description: 'What curators made of one thing, hidden or not; null if it is not in the library.',
  })
  curation(
    @Arg('id', () => ID, { description: 'Of a vendor, product, version or document.' }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<SubjectRow | null> {
    const subject = subjectOf(id);
    return loaders.curation(subject.kind).load(subject.id);
  }

  @Restricted('curation.read')
  @Query(() => CurationType, {
    nullable: true,
    description: 'The same by its path, such as `product/version/document`.',
  })
  async curationByPath(
    @Arg('kind', () => SubjectKind, { description: 'What sort of thing it is.' }) kind: keyof typeof SubjectKind,
    @Arg('path', () => String, { description: 'Slugs joined by `/`.' }) path: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<SubjectRow | null> {
    return (await subjectsByPath(dataSource, kind, [path]))[0] ?? null;
  }

  @Restricted('curation.read')
  @Query(() => CurationChangeConnection, connectionField('Changes by curators, newest first.'))
  curationChanges(
    @Args(() => CurationChangesArguments) { filter, ...given }: CurationChangesArguments,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Connection<ChangeRow>> {
    const {
      mine,
      bulkId,
      ...asked
    }: Omit<ChangeFilter, 'bulkId'> & { readonly mine?: boolean | null; readonly bulkId?: string | null } =
      filter ?? {};
    const wanted: ChangeFilter = {
      ...asked,
      ...(mine === true && { caller }),
      ...(bulkId != null && { bulkId: bulkIdOf(bulkId) }),
    };
    const list = { name: 'curationChanges', order: changesNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => changes(dataSource, wanted, page),
      () => changeCount(dataSource, wanted),
    );
  }

  @FieldResolver(() => ID, { description: 'The `id` of the vendor, product, version or document.' })
  subjectId(@Root() { kind, id }: SubjectRow): string {
    return toGlobalId(typeNameOf(kind), id);
  }

  @FieldResolver(() => [CuratedFieldType], {
    description: 'Every field that curators can change, and how it stands.',
    complexity: costOfList,
  })
  async fields(@Root() subject: SubjectRow, @Ctx() { loaders }: RequestContext): Promise<FieldStanding[]> {
    return standingsOf(subject, await loaders.lastChanges.load({ kind: subject.kind, path: subject.path }));
  }

  @FieldResolver(() => CurationChangeConnection, connectionField('What was changed, newest first.'))
  history(
    @Root() { kind, path }: SubjectRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ChangeRow>> {
    const filter = { subject: { kind, path } };
    const list = { name: 'history', of: `${kind} ${path}`, order: changesNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => changes(dataSource, filter, page),
      () => changeCount(dataSource, filter),
    );
  }
}

@Resolver(() => CurationChangeType)
export class CurationChangeResolver {
  @FieldResolver(() => ID, { description: 'Of the vendor, product, version or document as it was then.' })
  subjectId(@Root() { subjectKind, subjectId }: ChangeRow): string {
    return toGlobalId(typeNameOf(subjectKind), subjectId);
  }

  @FieldResolver(() => CurationBulkType, { nullable: true, description: 'The bulk that it belongs to.' })
  bulk(@Root() { bulkId }: ChangeRow, @Ctx() { loaders }: RequestContext): Promise<BulkRow | null> | null {
    return bulkId === null ? null : loaders.bulk.load(bulkId);
  }
}
