/** Evaluations of the library's own judgements: what each measured. */
import type { EvaluationRun, QuestionFigures } from '../entities/evaluation-run.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { inList } from './conditions.js';

export type EvaluationRunRow = Omit<EvaluationRun, 'questions'> & {
  /** Questions that were measured. */
  readonly questionCount: number;
};

const columns = `e.id, e.started_at AS "startedAt", e.finished_at AS "finishedAt", e.mode, e.model, e.unanswerable,
  e.dead_targets AS "deadTargets", e.figures, e.last_key AS "lastKey", e.caller_name AS "callerName",
  jsonb_array_length(e.questions) AS "questionCount"`;

export const runsNewestFirst: ListOrder = {
  name: 'NEWEST',
  terms: [
    { sql: 'e.started_at', type: 'timestamptz', descending: true },
    { sql: 'e.id', type: 'uuid', descending: true },
  ],
};

const condition = `e.finished_at IS NOT NULL AND ${inList('e.mode', 1)}`;
const parametersOf = (mode: string | null): unknown[] => [mode === null ? null : [mode]];

/** Finished ones. @param mode null for all. */
export function evaluationRuns(db: Queryable, mode: string | null, page: Page): Promise<Keyed<EvaluationRunRow>[]> {
  const parameters = parametersOf(mode);
  return db.query(
    pageSql({ columns, from: 'evaluation_run e', where: condition, order: runsNewestFirst }, page, parameters),
    parameters,
  );
}

export async function evaluationRunCount(db: Queryable, mode: string | null): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM evaluation_run e WHERE ${condition}`,
    parametersOf(mode),
  );
  return row?.count ?? 0;
}

export async function evaluationRunById(db: Queryable, id: string): Promise<EvaluationRunRow | null> {
  const rows = await db.query<EvaluationRunRow[]>(`SELECT ${columns} FROM evaluation_run e WHERE e.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Those of one run, worst first. */
export async function questionsOfRun(db: Queryable, id: string): Promise<QuestionFigures[]> {
  const rows = await db.query<{ questions: QuestionFigures[] }[]>(
    `SELECT questions FROM evaluation_run WHERE id = $1`,
    [id],
  );
  return (rows[0]?.questions ?? []).toSorted((a, b) => a.ndcg10 - b.ndcg10 || (a.key < b.key ? -1 : 1));
}

/** The finished run of the same mode before this one; null for the first. */
export async function runBefore(db: Queryable, { id, mode }: EvaluationRunRow): Promise<EvaluationRunRow | null> {
  const rows = await db.query<EvaluationRunRow[]>(
    `SELECT ${columns} FROM evaluation_run e, evaluation_run this
     WHERE this.id = $1 AND e.mode = $2 AND e.finished_at IS NOT NULL AND (e.started_at, e.id) < (this.started_at, this.id)
     ORDER BY e.started_at DESC, e.id DESC LIMIT 1`,
    [id, mode],
  );
  return rows[0] ?? null;
}
