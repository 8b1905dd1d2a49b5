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

/** Of `real` among Postgres' types. */
const REAL_OID = 700;
/** Sizes in bytes of an array's header (dimensions, nulls, type, then length and first index) and of an element. */
const HEADER = 20;
const ELEMENT = 8;

/**
 * All numbers of all vectors as one `real[]` in Postgres' binary form, which `pg` sends as it is: read as text, a vector takes
 * as long as all else that is done to insert it.
 */
function binaryReals(vectors: readonly Float32Array[]): Buffer {
  const count = vectors.reduce((sum, vector) => sum + vector.length, 0);
  const bytes = Buffer.alloc(HEADER + ELEMENT * count);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(REAL_OID, 8);
  bytes.writeInt32BE(count, 12);
  bytes.writeInt32BE(1, 16);
  let at = HEADER;
  for (const vector of vectors) {
    for (const value of vector) {
      bytes.writeInt32BE(4, at);
      bytes.writeFloatBE(value, at + 4);
      at += ELEMENT;
    }
  }
  return bytes;
}

/**
 * Inserts vectors with the sign bits of what lies beyond the model's centre; a passage that has one of this model keeps
 * it, a passage that is gone gets none. Holds the centre still until the transaction ends, so that all sign bits refer
 * to the same one.
 */
export async function insertVectors(manager: Queryable, modelId: number, rows: readonly NewVector[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const { length } = first.vector;
  if (rows.some(({ vector }) => vector.length !== length)) throw new Error('vectors of one model differ in length');
  await manager.query(
    `WITH model AS MATERIALIZED (SELECT id, centre::halfvec AS centre FROM embedding_model WHERE id = $1 FOR SHARE),
          fresh AS (SELECT passage_id, ($3::real[])[(at - 1) * $4::int + 1 : at * $4::int]::halfvec AS embedding
                    FROM unnest($2::int[]) WITH ORDINALITY AS x (passage_id, at)),
          held AS MATERIALIZED (SELECT id, product_id FROM passage WHERE id = ANY ($2::int[]) ORDER BY id FOR KEY SHARE)
     INSERT INTO passage_vector (passage_id, product_id, model_id, embedding, signs)
     SELECT f.passage_id, p.product_id, m.id, f.embedding,
            CASE WHEN m.centre IS NULL THEN binary_quantize(f.embedding)
                 ELSE binary_quantize(f.embedding - m.centre) END
     FROM fresh f JOIN held p ON p.id = f.passage_id CROSS JOIN model m
     ON CONFLICT (passage_id, model_id) DO NOTHING`,
    [modelId, rows.map((row) => row.passageId), binaryReals(rows.map((row) => row.vector)), length],
  );
}
