/** What curators make of questions: marked, sent on, erased; and that a hit was opened. */
import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { recordAudit } from '../access/audit.js';
import { findGroups } from '../demand/find-groups.js';
import { normalisedQuestion } from '../demand/search-log.js';
import { BadInputError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { QuestionMarkInput } from '../schema/demand.js';
import { Restricted } from '../schema/restricted.js';
import { eraseSearches, saveQuestionMarks } from '../store/writes/query-log.js';
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
  @Mutation(() => Boolean, {
    description: 'Somebody opened a hit. True, whether the search is logged or not; tokens of no search are ignored.',
  })
  recordOpening(
    @Arg('token', () => String, { description: '`openToken` of the hit.' }) token: string,
    @Ctx() { searchLog, caller }: RequestContext,
  ): boolean {
    if (caller.isUntracked !== true) searchLog.opened(token.slice(0, 100));
    return true;
  }

  @Restricted('curation.edit')
  @Mutation(() => Boolean, {
    description: 'Says what is made of questions. It holds for wordings that are like them, also those to come.',
  })
  async markQuestions(
    @Arg('input', () => QuestionMarkInput, { description: 'Which, and what.' }) input: QuestionMarkInput,
    @Ctx() { dataSource, caller }: RequestContext,
  ): Promise<boolean> {
    const { state, verdict = null } = input;
    const note = input.note?.trim() ?? '';
    if (note !== '') checkText('note', note);
    const mark = { state, verdict, note: note === '' ? null : note, callerName: caller.name };
    await saveQuestionMarks(dataSource, checkQuestions(input.questions), mark);
    return true;
  }

  @Restricted('curation.edit')
  @Mutation(() => Int, {
    description:
      'Sends the groups that hold one of the questions to the webhook of the settings, signed. Gives how many groups. `SOURCE_UNAVAILABLE` if it does not take them.',
  })
  async sendQuestions(
    @Arg('questions', () => [String], { description: 'Their words; 1 to 100.' }) questions: string[],
    @Ctx() { dataSource, searchLog, embedQuestion, sendDemand, queryLogDays, caller }: RequestContext,
  ): Promise<number> {
    if (sendDemand === null) {
      throw new BadInputError('No webhook is set: DEMAND_WEBHOOK_URL and DEMAND_WEBHOOK_SECRET name one.', {});
    }
    const chosen = new Set(checkQuestions(questions));
    await searchLog.flush();
    const scope = { days: queryLogDays, product: null, version: null, client: null };
    const groups = (await findGroups(dataSource, scope, embedQuestion)).filter((group) =>
      group.questions.some(({ normalised }) => chosen.has(normalised)),
    );
    if (groups.length === 0) return 0;
    await recordAudit(dataSource.manager, caller, { action: 'EXPORTED', subject: 'demand webhook' });
    await sendDemand('demand.groups', { groups: groups.map(groupData) });
    return groups.length;
  }

  @Restricted('operations.run')
  @Mutation(() => Int, {
    description: 'Erases every logged search whose words contain the text, in any case. Gives how many there were.',
  })
  async eraseSearches(
    @Arg('containing', () => String, { description: 'A text of 3 characters at least.' }) containing: string,
    @Ctx() { dataSource, searchLog }: RequestContext,
  ): Promise<number> {
    const text = checkText('containing', normalisedQuestion(containing));
    if (text.length < 3) throw new BadInputError('`containing` is shorter than 3 characters.', { field: 'containing' });
    await searchLog.flush();
    return eraseSearches(dataSource, text);
  }
}
