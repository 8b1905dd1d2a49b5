/** Stores what passages were embedded to. */
import pgvector from 'pgvector';
import type { Queryable } from '../queryable.js';

export interface NewVector {
  readonly passageId: number;
  /** L2-normalised, of the model's dimensions. */
  readonly vector: Float32Array;
}

/** Significant digits that a half-precision number keeps. */
const digits = 5;

/** A vector as text that Postgres reads as `vector` or `halfvec`. */
export function vectorText(vector: Float32Array): string {
  return pgvector.toSql(Array.from(vector, (value) => Number(value.toPrecision(digits)))) as string;
}

/**
 * Inserts vectors with the sign bits of what lies beyond the model's centre; a passage that has one of this model keeps
 * it, a passage that is gone gets none. Holds the centre still until the transaction ends, so that all sign bits refer
 * to the same one.
 */
export async function insertVectors(manager: Queryable, modelId: number, rows: readonly NewVector[]): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(
    `WITH model AS MATERIALIZED (SELECT id, centre::halfvec AS centre FROM embedding_model WHERE id = $1 FOR SHARE),
          fresh AS (SELECT passage_id, embedding::halfvec AS embedding
                    FROM unnest($2::int[], $3::text[]) AS x (passage_id, embedding)),
          held AS MATERIALIZED (SELECT id, product_id FROM passage WHERE id = ANY ($2::int[]) ORDER BY id FOR KEY SHARE)
     INSERT INTO passage_vector (passage_id, product_id, model_id, embedding, signs)
     SELECT f.passage_id, p.product_id, m.id, f.embedding,
            CASE WHEN m.centre IS NULL THEN binary_quantize(f.embedding)
                 ELSE binary_quantize(f.embedding - m.centre) END
     FROM fresh f JOIN held p ON p.id = f.passage_id CROSS JOIN model m
     ON CONFLICT (passage_id, model_id) DO NOTHING`,
    [modelId, rows.map((row) => row.passageId), rows.map((row) => vectorText(row.vector))],
  );
}
