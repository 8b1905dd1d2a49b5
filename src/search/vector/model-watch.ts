/** What a search has to know of its model from time to time: whether it is still the library's own, and has a graph. */
import type { DataSource } from 'typeorm';
import { signIndexName } from './sign-index.js';

/** How long a search believes what it learnt, in milliseconds. */
const believedForMs = 2_000;

export interface WatchedModel {
  /** Name of the model that the library's vectors are of; null before there is one. */
  readonly activeName: string | null;
  /** Whether that is the watched model. */
  readonly isActive: boolean;
  /** Whether the graph over the watched model's signs can be used. */
  readonly isIndexed: boolean;
  /** From which sum of cosine and coverage on hits of the watched model are relevant, as measured in this library; null if never. */
  readonly relevanceThreshold: number | null;
}

/** Asks Postgres every few seconds only. */
export function createModelWatch(
  dataSource: DataSource,
  modelId: number,
  believedMs = believedForMs,
): () => Promise<WatchedModel> {
  let known: WatchedModel | undefined;
  let askedAt = -Infinity;
  return async () => {
    if (known !== undefined && performance.now() - askedAt < believedMs) return known;
    const [row] = await dataSource.query<WatchedModel[]>(
      `SELECT (SELECT name FROM embedding_model WHERE active) AS "activeName",
              EXISTS (SELECT FROM embedding_model WHERE active AND id = $1) AS "isActive",
              EXISTS (SELECT FROM pg_index
                      WHERE indexrelid = to_regclass($2) AND indisvalid AND indisready) AS "isIndexed",
              (SELECT relevance_threshold FROM embedding_model WHERE id = $1) AS "relevanceThreshold"`,
      [modelId, signIndexName(modelId)],
    );
    known = row ?? { activeName: null, isActive: false, isIndexed: false, relevanceThreshold: null };
    askedAt = performance.now();
    return known;
  };
}
