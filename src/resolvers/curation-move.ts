/** Moves by curators. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { applyMove, findMovePreview, previewMove, type MovePreview } from '../curation/move.js';
import type { MovedThing } from '../curation/move-planner.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { moveRequestOf } from '../graphql/move-request.js';
import { tokenOf, typeNameOf } from '../graphql/subject-id.js';
import { type Connection, connectionField, GridArguments } from '../schema/connection.js';
import {
  ApplyMoveInput,
  ApplyMovePayloadType,
  MoveInput,
  MovePreviewType,
  MoveRowConnection,
} from '../schema/curation-move.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { bulkById, type BulkRow } from '../store/queries/curation-bulks.js';

const presented = (preview: MovePreview) => ({ ...preview, userErrors: preview.errors });
const ofKind = ({ moved }: MovePreview, kind: SubjectKind): number => moved.filter((one) => one.kind === kind).length;

const rowOf = ({ kind, id, before, after, effect }: MovedThing) => ({
  kind,
  before,
  after,
  effect,
  subjectId: toGlobalId(typeNameOf(kind), id),
});

@Resolver(() => MovePreviewType)
export class CurationMoveResolver {
  @Restricted('curation.edit')
  @Mutation(() => MovePreviewType, {
    description:
      'Says what a move would do, and freezes what it is about. Changes nothing yet. Made, it outlasts every ingest: what sources name as before comes to the new place, and links to the old one lead there.',
  })
  async previewMove(
    @Arg('input', () => MoveInput, { description: 'What is moved, and where to.' }) input: MoveInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<object> {
    return presented(await previewMove(dataSource, await moveRequestOf(dataSource, input)));
  }

  @Restricted('curation.edit')
  @Query(() => MovePreviewType, { description: 'A preview that was made before. `NOT_FOUND` after 30 minutes.' })
  async movePreview(
    @Arg('token', () => ID, { description: 'The `token` of the preview.' }) token: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<object> {
    return presented(await findMovePreview(dataSource, tokenOf(token)));
  }

  @Restricted('curation.edit')
  @Mutation(() => ApplyMovePayloadType, {
    description:
      'Makes a move that was looked at, as a whole or, if anything of it was changed since, not at all. `undoChanges` with its `bulkId` takes it back.',
  })
  async applyMove(
    @Arg('input', () => ApplyMoveInput, { description: 'Which preview.' }) { token }: ApplyMoveInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<{ readonly bulk: BulkRow | null; readonly userErrors: MovePreview['errors'] }> {
    const { bulkId, errors } = await applyMove(dataSource, tokenOf(token), caller);
    searchSettings.forget();
    return { bulk: bulkId === null ? null : await bulkById(dataSource, bulkId), userErrors: errors };
  }

  @FieldResolver(() => Int)
  documents(@Root() preview: MovePreview): number {
    return ofKind(preview, 'DOCUMENT');
  }

  @FieldResolver(() => Int)
  versions(@Root() preview: MovePreview): number {
    return ofKind(preview, 'VERSION');
  }

  @FieldResolver(() => Int)
  products(@Root() preview: MovePreview): number {
    return ofKind(preview, 'PRODUCT');
  }

  @FieldResolver(() => Int)
  vendors(@Root() preview: MovePreview): number {
    return ofKind(preview, 'VENDOR');
  }

  @FieldResolver(() => Int)
  united(@Root() { moved }: MovePreview): number {
    return moved.filter(({ effect }) => effect === 'UNITED').length;
  }

  @FieldResolver(() => Int)
  renamed(@Root() { moved }: MovePreview): number {
    return moved.filter(({ effect }) => effect === 'RENAMED').length;
  }

  @FieldResolver(() => Int)
  redirectedKeys(@Root() { moved }: MovePreview): number {
    return moved.reduce((sum, { chunks }) => sum + chunks, 0);
  }

  @FieldResolver(() => MoveRowConnection, connectionField('What would stand elsewhere, thing by thing.'))
  rows(
    @Root() { token, moved }: MovePreview,
    @Args(() => GridArguments) given: GridArguments,
  ): Promise<Connection<ReturnType<typeof rowOf>>> {
    return connectPlaced({ name: 'rows', of: token ?? '' }, given, moved.map(rowOf), ({ subjectId }) => subjectId);
  }
}
