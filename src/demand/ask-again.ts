/** Asks what found nothing again after an ingest, to tell curators what is answered since. */
import type { Audience } from '../audience.js';
import { BadInputError } from '../errors.js';
import type { Logger } from '../logger.js';
import { outsideOperations } from '../ongoing-operation.js';
import type { LibrarySearch, SearchAnswer } from '../search/request.js';
import type { AskedQuestion } from '../store/queries/demand.js';
import { askedQuestions, weakCosine } from '../store/queries/demand.js';
import type { Queryable } from '../store/queryable.js';
import { saveRetries, type QuestionRetried } from '../store/writes/query-log.js';
import { leastSearches, mostQuestions } from './find-groups.js';
import { isWeak, questionVerdict } from './question-groups.js';
import type { SearchLog } from './search-log.js';
import { bestCosineOf, searchVerdict } from './search-verdict.js';

export interface AskAgainParts {
  readonly db: Queryable;
  readonly search: Pick<LibrarySearch, 'search'>;
  readonly searchLog: Pick<SearchLog, 'flush'>;
  /** For how long searches are kept. */
  readonly days: number;
  /** Whom the answers must be for: the log does not know who asked, so those who may see least. */
  readonly audience: Audience;
  readonly logger: Logger;
  /** Told of questions that were not answered the last time. */
  readonly onAnswered?: (questions: readonly AskedQuestion[]) => Promise<void>;
}

/** Questions that are asked again after an ingest: more would keep searches of others waiting. */
const mostAsked = 100;

const retried = ['CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP'];

/**
 * What is open or planned, most asked first; what the machine answers already too, since an ingest may take it away again.
 * Whether a wording gap is closed shows only in what people open.
 */
function isToAsk(question: AskedQuestion, weak: number | null): boolean {
  const said = question.mark?.state ?? 'OPEN';
  return (
    question.askedScope !== null &&
    (said === 'OPEN' || said === 'PLANNED') &&
    retried.includes(questionVerdict(question, weak))
  );
}

function isAnswered(answer: SearchAnswer, weak: number | null): boolean {
  return searchVerdict(answer) === 'FOUND' && !isWeak(bestCosineOf(answer), weak);
}

export type AskAgain = (signal?: AbortSignal) => Promise<void>;

/** Never fails, and runs once at a time: what is left over is asked after the next ingest. */
export function createAskAgain(parts: AskAgainParts): AskAgain {
  const { db, search, searchLog, days, audience, logger, onAnswered } = parts;

  /** Null for what can't be asked any more, since masking left nothing to search for. */
  async function answerTo(
    { query, mode, askedScope }: AskedQuestion,
    signal: AbortSignal | undefined,
  ): Promise<SearchAnswer | null> {
    try {
      return await search.search({ query, mode, ...(askedScope && { scope: askedScope }), ...(signal && { signal }) });
    } catch (error) {
      if (error instanceof BadInputError) return null;
      throw error;
    }
  }

  async function run(signal: AbortSignal | undefined): Promise<void> {
    await searchLog.flush();
    const weak = await weakCosine(db, days, leastSearches);
    const scope = { days, product: null, client: null, version: null };
    const open = (await askedQuestions(db, scope, mostQuestions))
      .filter((one) => isToAsk(one, weak))
      .slice(0, mostAsked);
    const results: QuestionRetried[] = [];
    for (const question of open) {
      if (signal?.aborted === true) break;
      const answer = await answerTo(question, signal);
      // Half an answer says nothing of the library.
      if (answer !== null && answer.degraded.length === 0)
        results.push({ normalised: question.normalised, isAnswered: isAnswered(answer, weak) });
    }
    if (results.length === 0) return;
    await saveRetries(db, results);
    const answered = new Set(results.flatMap(({ normalised, isAnswered: is }) => (is ? [normalised] : [])));
    const news = open.filter((one) => answered.has(one.normalised) && one.answeredSince === null);
    if (news.length === 0) return;
    logger.info({ questions: news.length }, 'questions that found nothing are answered now');
    await onAnswered?.(news);
  }

  let last: Promise<void> = Promise.resolve();
  return (signal) => {
    last = last
      // The job that is done may have been begun by a curator.
      .then(() => outsideOperations(() => run(signal), audience))
      .catch((error: unknown) => {
        if (signal?.aborted !== true) logger.warn({ err: error }, 'what found nothing could not be asked again');
      });
    return last;
  };
}
