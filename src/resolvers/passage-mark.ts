/** Marks: passages and pages hidden, marked as wrong, shown again. */
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { markPages, markPassage, undoMarkChange, unmark } from '../curation/mark-passages.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { ChunkType } from '../schema/chunk.js';
import { type Connection, connectionField } from '../schema/connection.js';
import {
  MarkListArguments,
  MarkPagesInput,
  MarkPagesPayload,
  MarkPassageInput,
  MarkPassagePayload,
  PassageMarkConnection,
  PassageMarkType,
  UndoMarkChangeInput,
  UndoMarkChangePayload,
} from '../schema/passage-mark.js';
import { Restricted } from '../schema/restricted.js';
import { DeletedSettingPayload, DeleteSettingInput } from '../schema/search-setting.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import { placesOfMarks } from '../store/queries/passage-marks.js';
import { settingsOf, type PassageMarkRow } from '../store/queries/search-settings.js';
import type { Fields } from '../schema/fields.js';

type Placed = PassageMarkRow & { readonly chunkCount: number; readonly chunkId: number | null };

async function placed(
  { dataSource }: Pick<RequestContext, 'dataSource'>,
  marks: readonly PassageMarkRow[],
): Promise<Placed[]> {
  const places = await placesOfMarks(
    dataSource,
    marks.map(({ id }) => id),
  );
  return marks.map((mark) => {
    const place = places.get(mark.id);
    return { ...mark, chunkCount: place?.count ?? 0, chunkId: place?.firstChunkId ?? null };
  });
}

interface GivenMark {
  readonly mark: Placed | null;
}

async function given(mark: PassageMarkRow, context: RequestContext): Promise<GivenMark> {
  return { mark: (await placed(context, [mark]))[0] ?? null };
}

@Resolver(() => PassageMarkType)
export class PassageMarkResolver {
  @Restricted('curation.read')
  @Query(
    () => PassageMarkConnection,
    connectionField('Passages and pages that curators hid or marked as wrong, by document.'),
  )
  async passageMarks(
    @Args(() => MarkListArguments) { contains, effect, product, document, onlyDead, ...page }: MarkListArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Placed>> {
    const wanted = contains?.trim().toLowerCase() ?? '';
    const all = await settingsOf(context.dataSource, 'PASSAGE_MARK');
    const asked = all.filter(
      (mark) =>
        (effect == null || mark.effect === effect) &&
        (product == null || mark.product === product) &&
        (document == null || mark.document === document) &&
        [mark.product, mark.document, mark.passage, mark.reason].some((text) => text?.toLowerCase().includes(wanted)),
    );
    const rows = await placed(context, asked);
    const shown = onlyDead === true ? rows.filter(({ chunkCount }) => chunkCount === 0) : rows;
    return connectPlaced({ name: 'passageMarks' }, page, shown, ({ id }) => id);
  }

  @Restricted('curation.edit')
  @Mutation(() => MarkPassagePayload, {
    description: 'Hides a passage, or marks it as wrong, and keeps that up through every ingest.',
  })
  async markPassage(
    @Arg('input', () => MarkPassageInput, { description: 'Which passage.' }) input: MarkPassageInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenMark> {
    const { effect, chunk: chunkKey, allVersions, reason } = input;
    const wish = { effect, chunkKey, allVersions: allVersions ?? false, reason: reason ?? null };
    return given(await markPassage(context.dataSource, wish, context.caller), context);
  }

  @Restricted('curation.edit')
  @Mutation(() => MarkPagesPayload, {
    description: 'Hides pages of a document, or marks them as wrong, and keeps that up through every ingest.',
  })
  async markPages(
    @Arg('input', () => MarkPagesInput, { description: 'Which pages.' }) input: MarkPagesInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenMark> {
    const { version = null, reason = null, effect, product, document, firstPage, lastPage } = input;
    const wish = { effect, product, version, document, firstPage, lastPage, reason };
    return given(await markPages(context.dataSource, wish, context.caller), context);
  }

  @Restricted('curation.edit')
  @Mutation(() => DeletedSettingPayload, {
    description: 'Takes a mark away. `CONFLICT` if somebody changed it since.',
  })
  async unmark(
    @Arg('input', () => DeleteSettingInput, { description: 'Which one.' }) { id, expectedRevision }: DeleteSettingInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Fields<DeletedSettingPayload>> {
    return { id: await unmark(dataSource, { id: settingIdOf(id), expectedRevision }, caller) };
  }

  @Restricted('curation.edit')
  @Mutation(() => UndoMarkChangePayload, {
    description:
      'Takes a change of a mark back, as `searchSettingChanges` lists it: gives the mark that is there again, null if one went. `CONFLICT` where it was changed since.',
  })
  async undoMarkChange(
    @Arg('input', () => UndoMarkChangeInput, { description: 'Which change.' }) { change }: UndoMarkChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenMark> {
    const mark = await undoMarkChange(context.dataSource, change, context.caller);
    return mark === null ? { mark } : given(mark, context);
  }

  @FieldResolver(() => ChunkType, { nullable: true })
  async chunk(@Root() { chunkId }: Placed, @Ctx() { loaders }: RequestContext): Promise<ChunkRow | null> {
    return chunkId === null ? null : loaders.citedChunk.load(chunkId);
  }
}
