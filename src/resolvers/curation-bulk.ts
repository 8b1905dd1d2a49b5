/** Bulk edits by curators. */
import { toGlobalId } from 'graphql-relay';
import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  applyBulk,
  findPreview,
  previewDocuments,
  previewedRows,
  type BulkPreview,
  type BulkRefusal,
  type BulkWish,
  type PreviewedRow,
} from '../curation/bulk-edit.js';
import { wishesOf } from '../curation/edit-subject.js';
import { NotFoundError } from '../errors.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { filterOf } from '../graphql/document-filter.js';
import { bulkIdOf, tokenOf, typeNameOf } from '../graphql/subject-id.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  ApplyBulkEditInput,
  ApplyBulkPayloadType,
  BulkEditInput,
  BulkPreviewType,
  BulkRowConnection,
  BulkSubjectsType,
  CurationBulkConnection,
  CurationBulkType,
  PreviewBulkEditPayload,
} from '../schema/curation-bulk.js';
import { CurationChangeConnection } from '../schema/curation.js';
import { costOfList } from '../schema/cost.js';
import { Restricted } from '../schema/restricted.js';
import type { Keyed } from '../store/keyset.js';
import type { BulkSubjectsRow } from '../store/queries/bulk-subjects.js';
import {
  bulkById,
  bulksNewestFirst,
  curationBulkCount,
  curationBulks,
  type BulkRow,
} from '../store/queries/curation-bulks.js';
import { changeCount, changes, changesNewestFirst, type ChangeRow } from '../store/queries/curation.js';
import { previewOrder } from '../store/writes/curation-previews.js';

interface GivenPreview {
  readonly preview: BulkPreview | null;
  readonly userErrors: BulkWish['errors'];
}

const rowOf = ({ subject, isStale, cells, cursorKeys }: Keyed<PreviewedRow>) => ({
  cursorKeys,
  subjectId: toGlobalId(typeNameOf(subject.kind), subject.id),
  path: subject.path,
  isStale,
  cells: cells.map(({ field, before, afterSet, after }) => ({
    field,
    before: before.effective,
    beforeSet: before.isOverridden,
    after,
    afterSet,
  })),
});

@Resolver(() => BulkPreviewType)
export class BulkPreviewResolver {
  @Restricted('curation.edit')
  @Mutation(() => PreviewBulkEditPayload, {
    description:
      'Says what a change of many documents would do, and freezes which documents it is about. Changes nothing yet.',
  })
  async previewBulkEdit(
    @Arg('input', () => BulkEditInput, { description: 'Which documents, and what to change.' }) input: BulkEditInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<GivenPreview> {
    const { wishes, errors } = wishesOf(Object.fromEntries(Object.entries(input.set ?? {})), input.reset);
    if (errors.length > 0) return { preview: null, userErrors: errors };
    const wish = await previewDocuments(dataSource, {
      filter: filterOf(input.filter),
      wishes,
      useStatedTitle: input.useStatedTitle ?? false,
      confirm: input.confirm ?? [],
      note: input.note ?? null,
    });
    return { preview: wish.preview, userErrors: wish.errors };
  }

  @Restricted('curation.edit')
  @Query(() => BulkPreviewType, { description: 'A preview that was made before. `NOT_FOUND` after 30 minutes.' })
  bulkPreview(
    @Arg('token', () => ID, { description: 'The `token` of the preview.' }) token: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<BulkPreview> {
    return findPreview(dataSource, tokenOf(token));
  }

  @Restricted('curation.edit')
  @Mutation(() => ApplyBulkPayloadType, {
    description:
      'Makes a bulk that was looked at, as a whole. What was changed since the preview is left out and told.',
  })
  async applyBulkEdit(
    @Arg('input', () => ApplyBulkEditInput, { description: 'Which preview.' }) { token }: ApplyBulkEditInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<{ readonly bulk: BulkRow; readonly refused: readonly BulkRefusal[] }> {
    const { bulkId, refused } = await applyBulk(dataSource, tokenOf(token), caller);
    const bulk = await bulkById(dataSource, bulkId);
    if (bulk === null) throw new NotFoundError('The bulk vanished.', { noun: 'bulk' });
    return { bulk, refused };
  }

  @FieldResolver(() => BulkRowConnection, connectionField('What would change, row by row.'))
  rows(
    @Root() { token, chosen }: BulkPreview,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ReturnType<typeof rowOf>>> {
    const list = { name: 'rows', of: token, order: previewOrder };
    return connect(
      list,
      pageOf(list, given),
      async (page) => (await previewedRows(dataSource, token, page)).map(rowOf),
      () => Promise.resolve(chosen),
    );
  }
}

@Resolver(() => CurationBulkType)
export class CurationBulkResolver {
  @Restricted('curation.read')
  @Query(() => CurationBulkConnection, connectionField('Bulks, newest first.'))
  curationBulks(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<BulkRow>> {
    const list = { name: 'curationBulks', order: bulksNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => curationBulks(dataSource, page),
      () => curationBulkCount(dataSource),
    );
  }

  @Restricted('curation.read')
  @Query(() => CurationBulkType, { nullable: true, description: 'One bulk.' })
  curationBulk(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<BulkRow | null> {
    return bulkById(dataSource, bulkIdOf(id));
  }

  @FieldResolver(() => [BulkSubjectsType], {
    description: 'What it was about, by sort of thing: how many, and what they have in common.',
    complexity: costOfList,
  })
  subjects(@Root() { id }: BulkRow, @Ctx() { loaders }: RequestContext): Promise<BulkSubjectsRow[]> {
    return loaders.bulkSubjects.load(id);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the last of its changes was taken back; null while any of them is in force, or was overwritten since.',
  })
  async takenBackAt(@Root() { id }: BulkRow, @Ctx() { loaders }: RequestContext): Promise<Date | null> {
    return (await loaders.bulkTakenBack.load(id))?.at ?? null;
  }

  @FieldResolver(() => CurationChangeConnection, connectionField('Its changes, last first.'))
  changes(
    @Root() { id }: BulkRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ChangeRow>> {
    const list = { name: 'changes', of: id, order: changesNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => changes(dataSource, { bulkId: id }, page),
      () => changeCount(dataSource, { bulkId: id }),
    );
  }
}
