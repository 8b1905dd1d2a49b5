/** Judgements: listed with what of them is dead, made, changed, withdrawn, handed out as a collection. */
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { recordAudit } from '../access/audit.js';
import { removeSetting } from '../curation/edit-setting.js';
import { judge } from '../curation/judge.js';
import { judgementValues } from '../curation/judgement-values.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { judgedCollection, type JudgedCollection } from '../judgements/judged-collection.js';
import { findJudged } from '../judgements/judged-questions.js';
import { ChunkType } from '../schema/chunk.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { costOfWalk } from '../schema/cost.js';
import {
  JudgedCollectionType,
  JudgePayload,
  JudgementConnection,
  JudgementInput,
  JudgementListArguments,
  JudgementType,
} from '../schema/judgement.js';
import { Restricted } from '../schema/restricted.js';
import { DeletedSettingPayload, DeleteSettingInput } from '../schema/search-setting.js';
import type { ChunkRow } from '../store/queries/chunks.js';
import { settingsOf, type JudgementRow } from '../store/queries/search-settings.js';
import type { Fields } from '../schema/fields.js';

type Checked = JudgementRow & {
  readonly isDead: boolean;
  /** Where it begins. */
  readonly chunkId: number | null;
};

async function checked(
  { dataSource }: Pick<RequestContext, 'dataSource'>,
  judgements: readonly JudgementRow[],
): Promise<Checked[]> {
  const targets = await findJudged(dataSource, judgements);
  return targets.map(({ judgement, place }) => ({
    ...judgement,
    isDead: place === null,
    chunkId: place?.firstChunkId ?? null,
  }));
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

type Asked = Pick<Fields<JudgementListArguments>, 'contains' | 'query' | 'product' | 'grades'>;

function isAskedFor({ contains, query, product, grades }: Asked): (one: JudgementRow) => boolean {
  const wanted = contains?.trim().toLowerCase() ?? '';
  const words = query == null ? null : squeezed(query);
  return (one) =>
    (words === null || one.query === words) &&
    (product == null || one.product === product) &&
    (grades == null || grades.includes(one.grade)) &&
    [one.query, one.target, one.note, one.product].some((text) => text?.toLowerCase().includes(wanted));
}

@Resolver(() => JudgementType)
export class JudgementResolver {
  @Restricted('curation.read')
  @Query(
    () => JudgementConnection,
    connectionField('Judgements by question, the best first, with what of them is dead.'),
  )
  async judgements(
    @Args(() => JudgementListArguments) { contains, query, product, grades, onlyDead, ...page }: JudgementListArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Checked>> {
    const all = await settingsOf(context.dataSource, 'JUDGEMENT');
    const asked = await checked(
      context,
      all.filter(
        isAskedFor({
          contains: contains ?? null,
          query: query ?? null,
          product: product ?? null,
          grades: grades ?? null,
        }),
      ),
    );
    const rows = onlyDead === true ? asked.filter(({ isDead }) => isDead) : asked;
    return connectPlaced({ name: 'judgements' }, page, rows, ({ id }) => id);
  }

  @Restricted('curation.edit')
  @Mutation(() => JudgePayload, {
    description:
      'Says how well something answers a question: makes the judgement, or changes the one there is. `CONFLICT` if somebody judged since.',
  })
  async judge(
    @Arg('input', () => JudgementInput, { description: 'What is judged.' }) input: JudgementInput,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly judgement: Checked | undefined }> {
    const wish = { values: judgementValues(input), expectedRevision: input.expectedRevision ?? 0 };
    const [judgement] = await checked(context, [await judge(context.dataSource, wish, context.caller)]);
    return { judgement };
  }

  @Restricted('curation.edit')
  @Mutation(() => DeletedSettingPayload, {
    description: 'Withdraws a judgement. `CONFLICT` if somebody judged since.',
  })
  async withdrawJudgement(
    @Arg('input', () => DeleteSettingInput, { description: 'Which one.' }) { id, expectedRevision }: DeleteSettingInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Fields<DeletedSettingPayload>> {
    return { id: await removeSetting(dataSource, 'JUDGEMENT', { id: settingIdOf(id), expectedRevision }, caller) };
  }

  @Restricted('curation.read')
  @Query(() => JudgedCollectionType, {
    description: 'The judgements as a collection, with the texts of what was judged.',
    complexity: costOfWalk,
  })
  async judgedCollection(@Ctx() { dataSource, caller }: RequestContext): Promise<JudgedCollection> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'judgements' });
    return judgedCollection(dataSource);
  }

  @FieldResolver(() => ChunkType, { nullable: true })
  async chunk(@Root() { chunkId }: Checked, @Ctx() { loaders }: RequestContext): Promise<ChunkRow | null> {
    return chunkId === null ? null : loaders.citedChunk.load(chunkId);
  }
}
