/** Keeps the sign bits of vectors centred on the mean of the library. */
import type { DataSource, EntityManager } from 'typeorm';

/** Vectors below which a mean says little. */
const leastVectors = 500;

export interface VectorMaintenance {
  /** Called by the ingest now and then, and at its end; one short query when there is nothing to do. */
  readonly run: () => Promise<void>;
}

async function moveCentre(manager: EntityManager, modelId: number, vectors: number): Promise<void> {
  await manager.query('SELECT id FROM embedding_model WHERE id = $1 FOR UPDATE', [modelId]);
  await manager.query(
    `UPDATE embedding_model SET centred_count = $2, centre =
       (SELECT avg(embedding::vector)::real[] FROM passage_vector WHERE model_id = $1)
     WHERE id = $1`,
    [modelId, vectors],
  );
  await manager.query(
    `UPDATE passage_vector pv SET signs = binary_quantize(pv.embedding - m.centre::halfvec)
     FROM embedding_model m WHERE m.id = $1 AND pv.model_id = $1`,
    [modelId],
  );
}

/**
 * Moves the centre once the number of vectors has doubled since it was computed, so that over the life of a library a
 * vector's bits are taken about twice. Subtracting the mean before taking signs lifts the share of the true top 10
 * among 400 candidates from .975 to .999 (12,000 chunks of manuals, gte-small). The model's row stays locked
 * meanwhile: vectors that come in wait and refer to the new centre.
 */
export function createVectorMaintenance(dataSource: DataSource, modelId: number): VectorMaintenance {
  return {
    async run() {
      const [row]: { vectors: number; centred: number }[] = await dataSource.query(
        `SELECT (SELECT count(*)::int FROM passage_vector WHERE model_id = $1) AS vectors, centred_count AS centred
         FROM embedding_model WHERE id = $1`,
        [modelId],
      );
      if (row === undefined || row.vectors < Math.max(leastVectors, 2 * row.centred)) return;
      await dataSource.transaction((manager) => moveCentre(manager, modelId, row.vectors));
      await dataSource.query('VACUUM (ANALYZE) passage_vector, passage, chunk, document');
    },
  };
}
