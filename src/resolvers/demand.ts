/** What is searched for: counted, grouped, marked by curators, erased. */
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { groupQuestions, type QuestionGroup } from '../demand/question-groups.js';
import { normalisedQuestion } from '../demand/search-log.js';
import { BadInputError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, ConnectionArguments } from '../schema/connection.js';
import { costOfCoverage, costOfList, costOfQuestionGroups } from '../schema/cost.js';
import {
  DemandArguments,
  DemandDimension,
  DemandTotalType,
  DemandType,
  EraseSearchesInput,
  EraseSearchesPayload,
  QuestionGroupConnection,
  QuestionState,
  QuestionVerdict,
  RecordOpeningInput,
  RecordOpeningPayload,
  SetQuestionStateInput,
  SetQuestionStatePayload,
} from '../schema/demand.js';
import { Restricted } from '../schema/restricted.js';
import {
  askedQuestions,
  demandTotals,
  weakCosine,
  type DemandScope,
  type DemandTotal,
} from '../store/queries/demand.js';
import { eraseSearches, saveQuestionState } from '../store/writes/query-log.js';
import type { Fields } from '../schema/fields.js';

/** Questions that are looked at: the most asked. */
const mostQuestions = 300;
/** Searches from which on what is weak can be told. */
const leastSearches = 100;
const longestText = 1_000;

interface AskedDemand {
  readonly scope: DemandScope;
  readonly searches: number;
  readonly opened: number;
  readonly dropped: number;
}

@ArgsType()
class QuestionGroupsArguments extends ConnectionArguments {
  @Field(() => [QuestionVerdict], { nullable: true, description: 'Only these verdicts; all if left out.' })
  verdicts?: (keyof typeof QuestionVerdict)[] | null;

  @Field(() => [QuestionState], {
    nullable: true,
    description: 'Only groups whose most asked question is in one of these states; all if left out.',
  })
  states?: (keyof typeof QuestionState)[] | null;
}

@Resolver(() => DemandType)
export class DemandResolver {
  @Restricted('demand.read')
  @Query(() => DemandType, {
    description: 'What is searched for. Of what is older than the query log is kept, only totals are left.',
    complexity: costOfCoverage,
  })
  async demand(
    @Args(() => DemandArguments) { days, product = null, client = null }: DemandArguments,
    @Ctx() { dataSource, searchLog }: RequestContext,
  ): Promise<AskedDemand> {
    if (days < 1 || days > 3_650) {
      throw new BadInputError(`\`days\` is ${String(days)}; it must be from 1 to 3650.`, { field: 'days' });
    }
    await searchLog.flush();
    const scope = { days, product, client };
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
    @Args(() => QuestionGroupsArguments) { verdicts, states, ...page }: QuestionGroupsArguments,
    @Ctx() { dataSource, embedQuestion }: RequestContext,
  ): Promise<Connection<QuestionGroup>> {
    const questions = await askedQuestions(dataSource, scope, mostQuestions);
    // Without vectors each question stands alone.
    const vectors = await Promise.all(questions.map(({ query }) => embedQuestion(query))).catch(() => []);
    const groups = groupQuestions(questions, vectors, await weakCosine(dataSource, scope.days, leastSearches));
    const shown = groups.filter(
      ({ verdict, questions: [first] }) =>
        (verdicts?.includes(verdict) ?? true) &&
        (states == null || (first !== undefined && states.includes(first.state))),
    );
    return connectPlaced(
      { name: 'groups' },
      page,
      shown,
      ({ questions: [first] }, place) => first?.normalised ?? String(place),
    );
  }

  @Restricted('library.read')
  @Mutation(() => RecordOpeningPayload, {
    description: 'Somebody opened a hit. Tokens of no search, or of one that is not logged, are ignored.',
  })
  recordOpening(
    @Arg('input', () => RecordOpeningInput, { description: 'Which hit.' }) { token }: RecordOpeningInput,
    @Ctx() { searchLog, caller }: RequestContext,
  ): Fields<RecordOpeningPayload> {
    const isTracked = caller.isUntracked !== true;
    if (isTracked) searchLog.opened(token.slice(0, 100));
    return { isTracked };
  }

  @Restricted('curation.edit')
  @Mutation(() => SetQuestionStatePayload, { description: 'Says what is made of a question.' })
  async setQuestionState(
    @Arg('input', () => SetQuestionStateInput, { description: 'Which question, and what is made of it.' })
    { question, state, note }: SetQuestionStateInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Fields<SetQuestionStatePayload>> {
    const normalised = checkText('question', normalisedQuestion(question));
    if (note != null && note !== '') checkText('note', note);
    await saveQuestionState(dataSource, { normalised, state, note: note?.trim() ?? null, callerName: caller.name });
    return { question: normalised, state };
  }

  @Restricted('operations.run')
  @Mutation(() => EraseSearchesPayload, {
    description: 'Erases every logged search whose words contain the text, in any case.',
  })
  async eraseSearches(
    @Arg('input', () => EraseSearchesInput, { description: 'Which searches.' }) { containing }: EraseSearchesInput,
    @Ctx() { dataSource, searchLog }: RequestContext,
  ): Promise<Fields<EraseSearchesPayload>> {
    const text = checkText('containing', normalisedQuestion(containing));
    if (text.length < 3) throw new BadInputError('`containing` is shorter than 3 characters.', { field: 'containing' });
    await searchLog.flush();
    return { erased: await eraseSearches(dataSource, text) };
  }
}

/** @throws BadInputError for nothing, and for too much. */
function checkText(field: string, text: string): string {
  if (text !== '' && text.length <= longestText) return text;
  throw new BadInputError(`\`${field}\` must have 1 to ${String(longestText)} characters.`, { field });
}
