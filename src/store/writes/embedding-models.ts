/** The one model that all vectors of a library come from. */
import type { DataSource } from 'typeorm';
import { ModelMismatchError } from '../../errors.js';

/** What tells one model from another. */
export interface ModelIdentity {
  /** Changes whenever the numbers would. */
  readonly id: string;
  readonly dimensions: number;
}

interface StoredModel {
  readonly id: number;
  readonly name: string;
  readonly dimensions: number;
  readonly holdsVectors: boolean;
}

function mismatch(stored: StoredModel, model: ModelIdentity): ModelMismatchError {
  return new ModelMismatchError(
    `This library was embedded with ${stored.name} (${String(stored.dimensions)} dimensions), but ${model.id} ` +
      `(${String(model.dimensions)} dimensions) is configured, and their vectors can't be compared. Configure ` +
      `${stored.name} again (EMBEDDING_MODEL, EMBEDDING_URL), or ingest into an empty library: another MCDEWEY_DATA ` +
      'or DATABASE_URL.',
    { stored: stored.name, configured: model.id },
  );
}

/**
 * Makes the model the library's; a model that holds no vectors gives way. Several starters are safe.
 * @returns id of the model's row.
 * @throws ModelMismatchError when the library holds vectors of another model.
 */
export async function ensureActiveModel(dataSource: DataSource, model: ModelIdentity): Promise<number> {
  return dataSource.transaction(async (manager) => {
    await manager.query('LOCK TABLE embedding_model IN SHARE ROW EXCLUSIVE MODE');
    const [active]: StoredModel[] = await manager.query(
      `SELECT id, name, dimensions, EXISTS (SELECT FROM passage_vector v WHERE v.model_id = m.id) AS "holdsVectors"
       FROM embedding_model m WHERE active`,
    );
    if (active !== undefined) {
      if (active.name === model.id && active.dimensions === model.dimensions) return active.id;
      if (active.holdsVectors) throw mismatch(active, model);
      await manager.query('DELETE FROM embedding_model WHERE id = $1', [active.id]);
    }
    const [created]: { id: number }[] = await manager.query(
      'INSERT INTO embedding_model (name, dimensions, active) VALUES ($1, $2, true) RETURNING id',
      [model.id, model.dimensions],
    );
    if (created === undefined) throw new Error('Postgres gave no id for a new embedding model');
    return created.id;
  });
}
