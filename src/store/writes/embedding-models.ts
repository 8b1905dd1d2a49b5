/** The models that a library's vectors come from: its own, which searches compare with, and others beside it. */
import type { DataSource, EntityManager } from 'typeorm';
import { ModelMismatchError } from '../../errors.js';
import type { Queryable } from '../queryable.js';

/** What tells one model from another. */
export interface ModelIdentity {
  /** Changes whenever the numbers would. */
  readonly id: string;
  readonly dimensions: number;
}

/** Vectors of the active one answer; one that is being filled is for a later swap, the previous one to go back to. */
export type ModelState = 'ACTIVE' | 'FILLING' | 'PREVIOUS';

export interface KnownModel {
  readonly id: number;
  readonly name: string;
  readonly dimensions: number;
  readonly state: ModelState;
  /** From which sum of cosine and coverage on its hits are relevant; null: what comes with the model counts. */
  readonly relevanceThreshold: number | null;
  /** Grows with every change of the threshold. */
  readonly thresholdRevision: number;
}

/** The active one first, then the previous one. */
export function knownModels(db: Queryable): Promise<KnownModel[]> {
  return db.query(
    `SELECT id, name, dimensions,
            CASE WHEN active THEN 'ACTIVE' WHEN replaced_at IS NULL THEN 'FILLING' ELSE 'PREVIOUS' END AS state,
            relevance_threshold AS "relevanceThreshold", threshold_revision AS "thresholdRevision"
     FROM embedding_model ORDER BY active DESC, replaced_at DESC NULLS LAST, id`,
  );
}

/** The library's own; null before there is one. */
export async function activeModel(db: Queryable): Promise<KnownModel | null> {
  return (await knownModels(db)).find(({ state }) => state === 'ACTIVE') ?? null;
}

export async function isActiveModel(db: Queryable, modelId: number): Promise<boolean> {
  const rows = await db.query<unknown[]>('SELECT FROM embedding_model WHERE id = $1 AND active', [modelId]);
  return rows.length > 0;
}

/** Said wherever a process meets a library whose vectors were swapped since it started. */
export function replacedModel(active: string | null): ModelMismatchError {
  return new ModelMismatchError(
    `The library's vectors are of ${active ?? 'another model'} now. Restart this process with the settings of that ` +
      'model (EMBEDDING_MODEL, EMBEDDING_URL).',
    { stored: active },
  );
}

function mismatch(stored: KnownModel, model: ModelIdentity): ModelMismatchError {
  return new ModelMismatchError(
    `This library's vectors are of ${stored.name} (${String(stored.dimensions)} dimensions), but ${model.id} ` +
      `(${String(model.dimensions)} dimensions) is configured, and the two can't be compared. Configure ` +
      `${stored.name} again (EMBEDDING_MODEL, EMBEDDING_URL), or embed the library anew with the settings as they ` +
      'are: `mcdewey reindex --embeddings`.',
    { stored: stored.name, configured: model.id },
  );
}

async function holdsVectors(db: Queryable, modelId: number): Promise<boolean> {
  const rows = await db.query<unknown[]>('SELECT FROM passage_vector WHERE model_id = $1 LIMIT 1', [modelId]);
  return rows.length > 0;
}

/** @returns id of the model's row, which is made where there is none. */
async function ensureModel(manager: EntityManager, { id, dimensions }: ModelIdentity): Promise<number> {
  const [row]: { id: number }[] = await manager.query(
    `INSERT INTO embedding_model (name, dimensions) VALUES ($1, $2)
     ON CONFLICT (name, dimensions) DO UPDATE SET name = excluded.name RETURNING id`,
    [id, dimensions],
  );
  if (row === undefined) throw new Error('Postgres gave no id for an embedding model');
  return row.id;
}

/** Of several that change the list of models, one works while the others wait. Searches and ingests go on. */
async function lockModels(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE embedding_model IN SHARE ROW EXCLUSIVE MODE');
}

/**
 * Makes the model the library's; a model that holds no vectors gives way. Several starters are safe.
 * @returns id of the model's row.
 * @throws ModelMismatchError when the library holds vectors of another model.
 */
export async function ensureActiveModel(dataSource: DataSource, model: ModelIdentity): Promise<number> {
  return dataSource.transaction(async (manager) => {
    await lockModels(manager);
    const active = await activeModel(manager);
    if (active !== null) {
      if (active.name === model.id && active.dimensions === model.dimensions) return active.id;
      if (await holdsVectors(manager, active.id)) throw mismatch(active, model);
      await manager.query('DELETE FROM embedding_model WHERE id = $1', [active.id]);
    }
    const id = await ensureModel(manager, model);
    await manager.query('UPDATE embedding_model SET active = true, replaced_at = NULL WHERE id = $1', [id]);
    return id;
  });
}

/**
 * @param expectedRevision of the threshold that was seen; null replaces whatever there is.
 * @returns its revision now; undefined when the library has no such model, or somebody else set its threshold since.
 */
export async function setRelevanceThreshold(
  db: Queryable,
  name: string,
  threshold: number | null,
  expectedRevision: number | null,
): Promise<number | undefined> {
  const [rows] = await db.query<[{ revision: number }[], number]>(
    `UPDATE embedding_model SET relevance_threshold = $2, threshold_revision = threshold_revision + 1
     WHERE name = $1 AND ($3::int IS NULL OR threshold_revision = $3) RETURNING threshold_revision AS revision`,
    [name, threshold, expectedRevision],
  );
  return rows[0]?.revision;
}

/** @returns id of a model's row beside that of the library's own, or of that one if it is the same. */
export function registerModel(dataSource: DataSource, model: ModelIdentity): Promise<number> {
  return dataSource.transaction(async (manager) => {
    await lockModels(manager);
    return ensureModel(manager, model);
  });
}

/**
 * Keeps a model the library's own until the transaction ends; whoever swaps models waits that long.
 * @throws ModelMismatchError when it is not, or no longer.
 */
export async function holdActiveModel(manager: EntityManager, modelId: number): Promise<void> {
  const [held]: { active: boolean }[] = await manager.query(
    'SELECT active FROM embedding_model WHERE id = $1 FOR SHARE',
    [modelId],
  );
  if (held?.active === true) return;
  const active = await activeModel(manager);
  throw replacedModel(active?.name ?? null);
}

/** What a library's passages lack of a model. */
export interface Lack {
  readonly passages: number;
  /** Passages without a vector of the model. */
  readonly missing: number;
}

/** Counts at this moment; within a transaction, what others have not committed is not counted. */
export async function lackOf(db: Queryable, modelId: number): Promise<Lack> {
  const [row] = await db.query<Lack[]>(
    `SELECT count(*)::int AS passages, (count(*) FILTER (WHERE v.passage_id IS NULL))::int AS missing
     FROM passage p LEFT JOIN passage_vector v ON v.passage_id = p.id AND v.model_id = $1`,
    [modelId],
  );
  return row ?? { passages: 0, missing: 0 };
}

/**
 * Makes another model the library's own, in one transaction. Documents that are being written are waited for, later ones
 * wait; searches do neither. The model before is kept.
 * @param complete runs while nothing can be written; nothing is swapped if it gives false.
 * @returns whether it was swapped.
 */
export function activateModel(
  dataSource: DataSource,
  modelId: number,
  complete: (manager: EntityManager) => Promise<boolean>,
): Promise<boolean> {
  return dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL lock_timeout = 0');
    await manager.query('SET LOCAL statement_timeout = 0');
    await manager.query('SELECT id FROM embedding_model ORDER BY id FOR NO KEY UPDATE');
    if (!(await complete(manager))) return false;
    await manager.query('UPDATE embedding_model SET active = false, replaced_at = now() WHERE active AND id <> $1', [
      modelId,
    ]);
    await manager.query('UPDATE embedding_model SET active = true, replaced_at = NULL WHERE id = $1', [modelId]);
    return true;
  });
}

/** Deletes a model with its vectors, all at once, unless it is the library's own. */
export function forgetModel(dataSource: DataSource, modelId: number): Promise<void> {
  return dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL lock_timeout = 0');
    await manager.query('SET LOCAL statement_timeout = 0');
    const spare: unknown[] = await manager.query(
      'SELECT id FROM embedding_model WHERE id = $1 AND NOT active FOR UPDATE',
      [modelId],
    );
    if (spare.length === 0) return;
    await manager.query('DELETE FROM passage_vector WHERE model_id = $1', [modelId]);
    await manager.query('DELETE FROM embedding_model WHERE id = $1', [modelId]);
  });
}
