/** Moves by curators. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { applyMove, findMovePreview, previewMove, type MovePreview } from '../curation/move.js';
import type { MovedThing } from '../curation/move-planner.js';
import { ConflictError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { moveRequestOf } from '../graphql/move-request.js';
import { tokenOf, typeNameOf } from '../graphql/subject-id.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  ApplyMoveInput,
  ApplyMovePayload,
  MoveInput,
  MovePreviewType,
  MoveRowConnection,
  PreviewMovePayload,
} from '../schema/curation-move.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { bulkById, type BulkRow } from '../store/queries/curation-bulks.js';

/** One that could be made. */
interface GivenPreview {
  readonly token: string;
  readonly expiresAt: Date;
  readonly moved: readonly MovedThing[];
}

type UserErrors = MovePreview['errors'];

/** Null if there is nothing that could be made. */
function givenOf({ token, expiresAt, moved, errors }: MovePreview): GivenPreview | null {
  return token === null || expiresAt === null || errors.length > 0 ? null : { token, expiresAt, moved };
}

const ofKind = ({ moved }: GivenPreview, kind: SubjectKind): number => moved.filter((one) => one.kind === kind).length;

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
  @Mutation(() => PreviewMovePayload, {
    description:
      'Says what a move would do, and freezes what it is about. Changes nothing yet. Made, it outlasts every ingest: what sources name as before comes to the new place, and links to the old one lead there.',
  })
  async previewMove(
    @Arg('input', () => MoveInput, { description: 'What is moved, and where to.' }) input: MoveInput,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<{ readonly preview: GivenPreview | null; readonly userErrors: UserErrors }> {
    const preview = await previewMove(dataSource, await moveRequestOf(dataSource, input));
    return { preview: givenOf(preview), userErrors: preview.errors };
  }

  @Restricted('curation.edit')
  @Query(() => MovePreviewType, {
    description:
      'A preview that was made before. `NOT_FOUND` after 30 minutes, `CONFLICT` if the library was changed so that it can’t be made any more.',
  })
  async movePreview(
    @Arg('token', () => ID, { description: 'The `token` of the preview.' }) token: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<GivenPreview> {
    const preview = await findMovePreview(dataSource, tokenOf(token));
    const given = givenOf(preview);
    if (given !== null) return given;
    const reasons = preview.errors.map(({ message }) => message).join(' ');
    throw new ConflictError(`The library was changed since the preview. ${reasons} Ask anew.`, { field: 'token' });
  }

  @Restricted('curation.edit')
  @Mutation(() => ApplyMovePayload, {
    description:
      'Makes a move that was looked at, as a whole or, if anything of it was changed since, not at all. `undoChanges` with its `bulkId` takes it back.',
  })
  async applyMove(
    @Arg('input', () => ApplyMoveInput, { description: 'Which preview.' }) { token }: ApplyMoveInput,
    @Ctx() { dataSource, caller, searchSettings }: RequestContext,
  ): Promise<{ readonly bulk: BulkRow | null; readonly userErrors: UserErrors }> {
    const { bulkId, errors } = await applyMove(dataSource, tokenOf(token), caller);
    searchSettings.forget();
    return { bulk: bulkId === null ? null : await bulkById(dataSource, bulkId), userErrors: errors };
  }

  @FieldResolver(() => Int)
  documents(@Root() preview: GivenPreview): number {
    return ofKind(preview, 'DOCUMENT');
  }

  @FieldResolver(() => Int)
  versions(@Root() preview: GivenPreview): number {
    return ofKind(preview, 'VERSION');
  }

  @FieldResolver(() => Int)
  products(@Root() preview: GivenPreview): number {
    return ofKind(preview, 'PRODUCT');
  }

  @FieldResolver(() => Int)
  vendors(@Root() preview: GivenPreview): number {
    return ofKind(preview, 'VENDOR');
  }

  @FieldResolver(() => Int)
  united(@Root() { moved }: GivenPreview): number {
    return moved.filter(({ effect }) => effect === 'UNITED').length;
  }

  @FieldResolver(() => Int)
  renamed(@Root() { moved }: GivenPreview): number {
    return moved.filter(({ effect }) => effect === 'RENAMED').length;
  }

  @FieldResolver(() => Int)
  redirectedKeys(@Root() { moved }: GivenPreview): number {
    return moved.reduce((sum, { chunks }) => sum + chunks, 0);
  }

  @FieldResolver(() => MoveRowConnection, connectionField('What would stand elsewhere, thing by thing.'))
  rows(
    @Root() { token, moved }: GivenPreview,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<ReturnType<typeof rowOf>>> {
    return connectPlaced({ name: 'rows', of: token }, given, moved.map(rowOf), ({ subjectId }) => subjectId);
  }
}
