/**
 * Asks the library all judged questions and keeps what it gets. A run goes step by step, so that each is short: whoever
 * has it run asks for the next one until it is finished.
 */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { BadInputError, ConflictError, IndexUnavailableError, NotFoundError } from '../errors.js';
import { meanOf } from '../evaluation/metrics.js';
import type { LibrarySearch, SearchMode } from '../search/request.js';
import type { QuestionFigures } from '../store/entities/evaluation-run.js';
import { evaluationRunById, type EvaluationRunRow } from '../store/queries/evaluation-runs.js';
import { settingsOf } from '../store/queries/search-settings.js';
import { addToRun, startRun } from '../store/writes/evaluation-runs.js';
import { gradeHits } from './grade-hits.js';
import { findJudged, judgedQuestions, type JudgedQuestion } from './judged-questions.js';

/** Questions of one step. */
const ofStep = 20;
/** Hits that are looked at: as many as the figures count, and those that are folded into one target. */
const depth = 50;

export interface Evaluation extends EvaluationRunRow {
  /** Questions that were dealt with, and all there are. */
  readonly done: number;
  readonly total: number;
}

interface Parts {
  readonly dataSource: DataSource;
  readonly search: LibrarySearch;
  readonly signal?: AbortSignal | undefined;
}

interface Measured {
  readonly figures: readonly QuestionFigures[];
  readonly unanswerable: number;
  readonly deadTargets: number;
}

async function measure(
  { dataSource, search, signal }: Parts,
  questions: readonly JudgedQuestion[],
  mode: SearchMode,
): Promise<Measured> {
  const targets = await findJudged(
    dataSource,
    questions.flatMap(({ judgements }) => judgements),
  );
  const figures: QuestionFigures[] = [];
  for (const { key, query, scope, judgements } of questions) {
    const { hits, degraded } = await search.search({
      query,
      scope,
      mode,
      page: { first: depth },
      ...(signal && { signal }),
    });
    const [missing] = degraded;
    if (missing !== undefined) {
      throw new IndexUnavailableError(`Without the ${missing.leg} leg nothing is measured: ${missing.reason}`, {});
    }
    const mine = targets.filter(({ judgement }) => judgements.includes(judgement));
    const got = await gradeHits(dataSource, hits, mine);
    if (got !== null) figures.push({ key, query, ...got });
  }
  const deadTargets = targets.filter(({ place }) => place === null).length;
  return { figures, unanswerable: questions.length - figures.length, deadTargets };
}

async function runOf(dataSource: DataSource, id: string): Promise<EvaluationRunRow> {
  const run = await evaluationRunById(dataSource, id);
  if (run === null) throw new NotFoundError('There is no such evaluation.', { id });
  return run;
}

/**
 * Starts a run, or goes on with one.
 * @throws BadInputError when nothing is judged; ConflictError when somebody else went on with the run; IndexUnavailableError
 *   when a part of the search is away: nothing is kept of the step then.
 */
export async function evaluateStep(
  parts: Parts,
  { runId, mode }: { readonly runId: string | null; readonly mode: SearchMode },
  caller: Caller,
): Promise<Evaluation> {
  const { dataSource } = parts;
  const questions = judgedQuestions(await settingsOf(dataSource, 'JUDGEMENT'));
  if (questions.length === 0) {
    throw new BadInputError('Nothing is judged yet: judge hits of a search first.', { field: 'run' });
  }
  const id = runId ?? (await startRun(dataSource, { mode, callerName: caller.name }));
  const run = await runOf(dataSource, id);
  const left = questions.filter(({ key }) => run.lastKey === null || key > run.lastKey);
  const asked = run.finishedAt === null ? left.slice(0, ofStep) : [];
  if (run.finishedAt === null) {
    const { figures, unanswerable, deadTargets } = await measure(parts, asked, run.mode);
    const lastKey = asked.at(-1)?.key ?? run.lastKey;
    const step = { questions: figures, unanswerable, deadTargets, lastKey, isLast: asked.length === left.length };
    const isMine = await addToRun(dataSource, run, step, (all) => (all.length === 0 ? null : meanOf(all)));
    if (!isMine) throw new ConflictError('Somebody else goes on with this evaluation.', { id });
  }
  const done = questions.length - left.length + asked.length;
  return { ...(await runOf(dataSource, id)), done, total: questions.length };
}
