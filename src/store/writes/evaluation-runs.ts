/** Evaluations as they go on: a step adds what it measured. */
import type { EvaluationFigures, EvaluationRun, QuestionFigures } from '../entities/evaluation-run.js';
import { questionsOfRun, type EvaluationRunRow } from '../queries/evaluation-runs.js';
import type { Queryable } from '../queryable.js';

/** What one step of a run adds. */
export interface EvaluationStep {
  readonly questions: readonly QuestionFigures[];
  readonly unanswerable: number;
  readonly deadTargets: number;
  readonly lastKey: string | null;
  readonly isLast: boolean;
}

export async function startRun(
  db: Queryable,
  { mode, callerName }: Pick<EvaluationRun, 'mode' | 'callerName'>,
): Promise<string> {
  const [row] = await db.query<{ id: string }[]>(
    `INSERT INTO evaluation_run (mode, model, caller_name)
     VALUES ($1, coalesce((SELECT name FROM embedding_model WHERE active), ''), $2) RETURNING id`,
    [mode, callerName],
  );
  if (row === undefined) throw new Error('Postgres gave no id for an evaluation');
  return row.id;
}

/** @returns whether nobody else went on with the run since. */
export async function addToRun(
  db: Queryable,
  { id, lastKey }: EvaluationRunRow,
  step: EvaluationStep,
  figuresOf: (questions: readonly EvaluationFigures[]) => EvaluationFigures | null,
): Promise<boolean> {
  const questions = [...(await questionsOfRun(db, id)), ...step.questions];
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE evaluation_run SET questions = $3::jsonb, figures = $4::jsonb, unanswerable = unanswerable + $5,
       dead_targets = dead_targets + $6, last_key = $7, finished_at = CASE WHEN $8 THEN now() END
     WHERE id = $1 AND finished_at IS NULL AND last_key IS NOT DISTINCT FROM $2 RETURNING id`,
    [
      ...[id, lastKey, JSON.stringify(questions), JSON.stringify(figuresOf(questions))],
      ...[step.unanswerable, step.deadTargets, step.lastKey, step.isLast],
    ],
  );
  return rows.length > 0;
}
