/** What curators make of questions, compared with what others said of them meanwhile. */
import type { DataSource } from 'typeorm';
import { ConflictError } from '../errors.js';
import { questionMarks } from '../store/queries/demand.js';
import { lockQuestionMarks, saveQuestionMarks, type QuestionMark } from '../store/writes/query-log.js';

type Said = Pick<QuestionMark, 'state' | 'verdict' | 'note'>;

function isSame(one: Said, other: Said): boolean {
  return one.state === other.state && one.verdict === other.verdict && one.note === other.note;
}

/**
 * @param expectedRevision the highest that the curator saw of the questions; 0 for none.
 * @returns the revision that all of them have then.
 * @throws ConflictError when something else was said of one of them since; then none is marked.
 */
export function markQuestions(
  dataSource: DataSource,
  questions: readonly string[],
  mark: QuestionMark,
  expectedRevision: number,
): Promise<number> {
  return dataSource.transaction(async (manager) => {
    await lockQuestionMarks(manager);
    const others = (await questionMarks(manager, questions)).filter((one) => !isSame(one, mark));
    const [latest] = others;
    if (latest !== undefined && latest.revision > expectedRevision) {
      const { revision, callerName, at, normalised, state, verdict, note } = latest;
      throw new ConflictError(
        `${callerName} marked "${normalised}" as ${state} since you saw it. Send yours again with revision ` +
          `${String(revision)} to change that.`,
        {
          ...{ revision, changedBy: callerName, changedAt: at.toISOString() },
          current: { question: normalised, state, verdict, note },
        },
      );
    }
    return saveQuestionMarks(manager, questions, mark);
  });
}
