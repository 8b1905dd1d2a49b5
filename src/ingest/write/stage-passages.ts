/** Stores the passages of a document ahead of it, a few at a time. */
import type { DataSource } from 'typeorm';
import { holdActiveModel } from '../../store/writes/embedding-models.js';
import { ensurePassages, type EnsuredPassages, type NewPassage } from '../../store/writes/passages.js';
import { insertVectors, type NewVector } from '../../store/writes/vectors.js';

/** Between two searches that wait for the embedded Postgres. */
const atOnce = 32;

/** Passages of a document, and what was made for them. */
interface MadePassages {
  readonly modelId: number;
  readonly productId: string;
  readonly passages: readonly NewPassage[];
  /** Of the passages that may be new, by hash; few enough for one turn are left to the document. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/**
 * While the one session of the embedded Postgres is in a transaction, every search waits; passages and their vectors are most of
 * what a document takes to write. Nobody is shown a passage that has no chunk, so they may be there before the document is.
 * Those of a document that is never written are removed when its job ends, or the next one does.
 * @returns what is in the library now, each with its vector.
 * @throws ModelMismatchError when the library's vectors are of another model by now.
 */
export async function stagePassages(
  dataSource: DataSource,
  { modelId, productId, passages, vectors }: MadePassages,
): Promise<EnsuredPassages> {
  const ids = new Map<string, number>();
  let inserted = 0;
  const fresh = vectors.size > atOnce ? passages.filter(({ hash }) => vectors.has(hash)) : [];
  for (let from = 0; from < fresh.length; from += atOnce) {
    const staged = await dataSource.transaction(async (manager) => {
      await holdActiveModel(manager, modelId);
      const ensured = await ensurePassages(manager, productId, fresh.slice(from, from + atOnce));
      await insertVectors(manager, modelId, vectorsOf(ensured.ids, vectors));
      return ensured;
    });
    for (const [hash, id] of staged.ids) ids.set(hash, id);
    inserted += staged.inserted;
  }
  return { ids, inserted };
}

/** A row for each passage that a vector was made for. */
export function vectorsOf(
  ids: Iterable<readonly [string, number]>,
  vectors: ReadonlyMap<string, Float32Array>,
): NewVector[] {
  return [...ids].flatMap(([hash, passageId]) => {
    const vector = vectors.get(hash);
    return vector === undefined ? [] : [{ passageId, vector }];
  });
}
