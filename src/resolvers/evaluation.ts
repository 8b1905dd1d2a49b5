/** Evaluations of the library's own judgements: run step by step, listed, compared with the one before. */
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connect, pageOf, connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { settingIdOf } from '../graphql/setting-id.js';
import { evaluateStep } from '../judgements/evaluate.js';
import { type Connection, connectionField, ConnectionArguments } from '../schema/connection.js';
import { costOfEvaluation } from '../schema/cost.js';
import {
  EvaluateJudgementsInput,
  EvaluateJudgementsPayloadType,
  EvaluationListArguments,
  EvaluationRunConnection,
  EvaluationRunType,
  QuestionFiguresConnection,
} from '../schema/judgement.js';
import { Restricted } from '../schema/restricted.js';
import type { QuestionFigures } from '../store/entities/evaluation-run.js';
import {
  evaluationRunCount,
  evaluationRuns,
  questionsOfRun,
  runBefore,
  runsNewestFirst,
  type EvaluationRunRow,
} from '../store/queries/evaluation-runs.js';
import type { Fields } from '../schema/fields.js';

@Resolver(() => EvaluationRunType)
export class EvaluationResolver {
  @Restricted('curation.read')
  @Query(() => EvaluationRunConnection, connectionField('Finished evaluations of the judgements, newest first.'))
  evaluationRuns(
    @Args(() => EvaluationListArguments) { mode = null, ...given }: EvaluationListArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<EvaluationRunRow>> {
    const list = { name: 'evaluationRuns', of: mode ?? '', order: runsNewestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => evaluationRuns(dataSource, mode, page),
      () => evaluationRunCount(dataSource, mode),
    );
  }

  @Restricted('curation.edit')
  @Mutation(() => EvaluateJudgementsPayloadType, {
    description:
      'Asks the next judged questions of an evaluation, and keeps what was measured; ask again until `finishedAt` is set. `INDEX_UNAVAILABLE` while a part of the search is away.',
    complexity: costOfEvaluation,
  })
  async evaluateJudgements(
    @Arg('input', () => EvaluateJudgementsInput, { description: 'Which evaluation.' })
    { run, mode }: EvaluateJudgementsInput,
    @Ctx() { dataSource, search, caller, signal }: RequestContext,
  ): Promise<Fields<EvaluateJudgementsPayloadType>> {
    const which = { runId: run == null ? null : settingIdOf(run), mode: mode ?? 'HYBRID' } as const;
    const { done, total, ...measured } = await evaluateStep({ dataSource, search, signal }, which, caller);
    return { run: measured, done, total };
  }

  @FieldResolver(() => EvaluationRunType, {
    nullable: true,
    description: 'The finished evaluation of the same legs before this one.',
  })
  previous(@Root() run: EvaluationRunRow, @Ctx() { dataSource }: RequestContext): Promise<EvaluationRunRow | null> {
    return runBefore(dataSource, run);
  }

  @FieldResolver(() => QuestionFiguresConnection, connectionField('What the questions got, worst first.'))
  async questions(
    @Root() run: EvaluationRunRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<QuestionFigures & { readonly ndcg10Before: number | null }>> {
    const before = await runBefore(dataSource, run);
    const known = before === null ? [] : await questionsOfRun(dataSource, before.id);
    const figures = new Map(known.map(({ key, ndcg10 }) => [key, ndcg10]));
    const questions = await questionsOfRun(dataSource, run.id);
    const compared = questions.map((one) => ({ ...one, ndcg10Before: figures.get(one.key) ?? null }));
    return connectPlaced({ name: 'questions', of: run.id }, given, compared, ({ key }) => key);
  }
}
