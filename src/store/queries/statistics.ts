/** How large the published library is. */
import type { Queryable } from '../queryable.js';
import { isListed, isOpen } from './visibility.js';

export interface LibraryStatistics {
  readonly vendors: number;
  readonly products: number;
  readonly versions: number;
  readonly documents: number;
  readonly files: number;
  readonly chunks: number;
  readonly passages: number;
  readonly embeddingModel: string | null;
}

const empty: LibraryStatistics = {
  vendors: 0,
  products: 0,
  versions: 0,
  documents: 0,
  files: 0,
  chunks: 0,
  passages: 0,
  embeddingModel: null,
};

/** Counts what is published; vendors and products count from the start. */
export async function libraryStatistics(db: Queryable): Promise<LibraryStatistics> {
  const rows = await db.query<LibraryStatistics[]>(
    `WITH shown AS MATERIALIZED (
       SELECT d.id FROM document d JOIN version v ON v.id = d.version_id
       WHERE ${isListed('d')} AND ${isListed('v')}
     ), counted AS (
       SELECT count(*)::int AS chunks, count(DISTINCT c.passage_id)::int AS passages
       FROM chunk c JOIN shown ON shown.id = c.document_id
     )
     SELECT (SELECT count(*)::int FROM vendor o WHERE ${isOpen('o')}) AS vendors,
            (SELECT count(*)::int FROM product p WHERE ${isOpen('p')}) AS products,
            (SELECT count(*)::int FROM version v WHERE ${isListed('v')}) AS versions,
            (SELECT count(*)::int FROM shown) AS documents,
            (SELECT count(*)::int FROM document_file f JOIN shown ON shown.id = f.document_id) AS files,
            counted.chunks, counted.passages,
            (SELECT name FROM embedding_model WHERE active) AS "embeddingModel"
     FROM counted`,
  );
  return rows[0] ?? empty;
}

/** Whether nothing was ever read into the library, and nobody has begun to. */
export async function isUntouched(db: Queryable): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    'SELECT FROM (SELECT FROM document LIMIT 1) d UNION ALL SELECT FROM (SELECT FROM job LIMIT 1) j',
  );
  return rows.length === 0;
}
