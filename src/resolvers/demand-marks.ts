/** What curators make of questions: marked, sent on, erased; and that a hit was opened. */
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { recordAudit } from '../access/audit.js';
import { findGroups } from '../demand/find-groups.js';
import { markQuestions } from '../demand/mark-questions.js';
import { normalisedQuestion } from '../demand/search-log.js';
import { BadInputError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import {
  EraseSearchesInput,
  EraseSearchesPayload,
  MarkQuestionsPayload,
  QuestionMarkInput,
  RecordOpeningInput,
  RecordOpeningPayload,
  SendQuestionsInput,
  SendQuestionsPayload,
} from '../schema/demand-changes.js';
import type { Fields } from '../schema/fields.js';
import { Restricted } from '../schema/restricted.js';
import { eraseSearches } from '../store/writes/query-log.js';
import { groupData } from './demand-file.js';

const longestText = 1_000;
const mostAtOnce = 100;

/** @throws BadInputError for nothing, and for too much. */
function checkText(field: string, text: string): string {
  if (text !== '' && text.length <= longestText) return text;
  throw new BadInputError(`\`${field}\` must have 1 to ${String(longestText)} characters.`, { field });
}

/** @throws BadInputError for none, and for too many. */
function checkQuestions(questions: readonly string[]): string[] {
  if (questions.length < 1 || questions.length > mostAtOnce) {
    throw new BadInputError(`\`questions\` must be 1 to ${String(mostAtOnce)}.`, { field: 'questions' });
  }
  return questions.map((question) => checkText('questions', normalisedQuestion(question)));
}

@Resolver()
export class DemandMarksResolver {
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
  @Mutation(() => MarkQuestionsPayload, {
    description:
      'Says what is made of questions. It holds for wordings that are like them, also those to come. `CONFLICT` if somebody marked one of them since; then none is marked.',
  })
  async markQuestions(
    @Arg('input', () => QuestionMarkInput, { description: 'Which, and what.' }) input: QuestionMarkInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<Fields<MarkQuestionsPayload>> {
    const { state, verdict = null } = input;
    const note = input.note?.trim() ?? '';
    if (note !== '') checkText('note', note);
    const mark = { state, verdict, note: note === '' ? null : note, callerName: caller.name };
    const questions = checkQuestions(input.questions);
    const revision = await markQuestions(dataSource, questions, mark, input.expectedRevision ?? 0);
    return { questions, state, revision };
  }

  @Restricted('curation.edit')
  @Mutation(() => SendQuestionsPayload, {
    description:
      'Sends the groups that hold one of the questions to the webhook of the settings, signed. `SOURCE_UNAVAILABLE` if it does not take them.',
  })
  async sendQuestions(
    @Arg('input', () => SendQuestionsInput, { description: 'Which.' }) { questions }: SendQuestionsInput,
    @Ctx() { dataSource, searchLog, embedQuestion, sendDemand, queryLogDays, caller }: RequestContext,
  ): Promise<Fields<SendQuestionsPayload>> {
    if (sendDemand === null) {
      throw new BadInputError('No webhook is set: DEMAND_WEBHOOK_URL and DEMAND_WEBHOOK_SECRET name one.', {});
    }
    const chosen = new Set(checkQuestions(questions));
    await searchLog.flush();
    const scope = { days: queryLogDays, product: null, version: null, client: null };
    const groups = (await findGroups(dataSource, scope, embedQuestion)).filter((group) =>
      group.questions.some(({ normalised }) => chosen.has(normalised)),
    );
    if (groups.length === 0) return { sent: 0 };
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'demand webhook' });
    await sendDemand('demand.groups', { groups: groups.map(groupData) });
    return { sent: groups.length };
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
