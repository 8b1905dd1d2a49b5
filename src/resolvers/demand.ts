/** What is searched for: counted, grouped, written into files. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { recordAudit } from '../access/audit.js';
import { findGroups } from '../demand/find-groups.js';
import type { QuestionGroup } from '../demand/question-groups.js';
import { BadInputError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfCoverage, costOfList, costOfQuestionGroups } from '../schema/cost.js';
import {
  DemandArguments,
  DemandDimension,
  DemandTotalType,
  DemandType,
  QuestionGroupConnection,
  QuestionGroupType,
  AskedQuestionConnection,
} from '../schema/demand.js';
import { DemandFormat, QuestionFilterArguments } from '../schema/demand-gaps.js';
import { Restricted } from '../schema/restricted.js';
import { demandTotals, type AskedQuestion, type DemandScope, type DemandTotal } from '../store/queries/demand.js';
import { groupsAsCsv, groupsAsJson } from './demand-file.js';

export interface AskedDemand {
  readonly scope: DemandScope;
  readonly searches: number;
  readonly opened: number;
  readonly dropped: number;
}

/** @throws BadInputError for days out of bounds. */
export function demandScope({
  days,
  product,
  version,
  client,
}: Pick<DemandArguments, keyof DemandArguments>): DemandScope {
  if (days < 1 || days > 3_650) {
    throw new BadInputError(`\`days\` is ${String(days)}; it must be from 1 to 3650.`, { field: 'days' });
  }
  return { days, product: product ?? null, version: version ?? null, client: client ?? null };
}

function isTold({ verdicts, states, endings, unopened }: QuestionFilterArguments) {
  return ({ verdict, state, questions, opened }: QuestionGroup): boolean =>
    (verdicts?.includes(verdict) ?? true) &&
    (states?.includes(state) ?? true) &&
    (endings == null || questions.some((question) => endings.includes(question.verdict))) &&
    (unopened !== true || (opened === 0 && questions.every((question) => question.verdict === 'FOUND')));
}

@Resolver(() => QuestionGroupType)
export class QuestionGroupResolver {
  @FieldResolver(() => AskedQuestionConnection, connectionField('The wordings, most asked first.'))
  questions(
    @Root() { questions }: QuestionGroup,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<AskedQuestion>> {
    const of = questions[0]?.normalised ?? '';
    return connectPlaced({ name: 'questions', of }, given, questions, ({ normalised }) => normalised);
  }
}

@Resolver(() => DemandType)
export class DemandResolver {
  @Restricted('demand.read')
  @Query(() => DemandType, {
    description: 'What is searched for. Of what is older than the query log is kept, only totals are left.',
    complexity: costOfCoverage,
  })
  async demand(
    @Args(() => DemandArguments) given: DemandArguments,
    @Ctx() { dataSource, searchLog }: RequestContext,
  ): Promise<AskedDemand> {
    const scope = demandScope(given);
    await searchLog.flush();
    const totals = await demandTotals(dataSource, scope, 'VERDICT');
    return {
      scope,
      searches: totals.reduce((sum, { searches }) => sum + searches, 0),
      opened: totals.reduce((sum, { opened }) => sum + opened, 0),
      dropped: searchLog.dropped(),
    };
  }

  @FieldResolver(() => [DemandTotalType], {
    description: 'Searches by one dimension, most first; days in order.',
    complexity: costOfList,
  })
  totals(
    @Root() { scope }: AskedDemand,
    @Arg('by', () => DemandDimension, { description: 'What they are counted by.' }) by: keyof typeof DemandDimension,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<DemandTotal[]> {
    return demandTotals(dataSource, scope, by);
  }

  @FieldResolver(() => QuestionGroupConnection, {
    description: 'Questions that mean about the same, most asked first; of the 300 that are asked most.',
    complexity: costOfQuestionGroups,
  })
  async groups(
    @Root() { scope }: AskedDemand,
    @Args(() => QuestionFilterArguments) filter: QuestionFilterArguments,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { dataSource, embedQuestion }: RequestContext,
  ): Promise<Connection<QuestionGroup>> {
    const groups = await findGroups(dataSource, scope, embedQuestion);
    return connectPlaced(
      { name: 'groups' },
      page,
      groups.filter(isTold(filter)),
      ({ questions: [first] }, place) => first?.normalised ?? String(place),
    );
  }

  @FieldResolver(() => String, {
    description: 'The same groups as a file, all of them.',
    complexity: costOfQuestionGroups,
  })
  async file(
    @Root() { scope }: AskedDemand,
    @Arg('format', () => DemandFormat, { description: 'How it is written.' }) format: keyof typeof DemandFormat,
    @Args(() => QuestionFilterArguments) filter: QuestionFilterArguments,
    @Ctx() { dataSource, embedQuestion, caller }: RequestContext,
  ): Promise<string> {
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'demand' });
    const groups = (await findGroups(dataSource, scope, embedQuestion)).filter(isTold(filter));
    return format === 'CSV' ? groupsAsCsv(groups) : groupsAsJson(groups);
  }
}
