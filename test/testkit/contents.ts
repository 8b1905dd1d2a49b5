/** Everything that an ingest writes, without the ids and times of the run that wrote it. */
import type { Queryable } from '../../src/store/queryable.js';

export async function contentsOf(db: Queryable): Promise<unknown> {
  const chunks: unknown[] = await db.query(
    `SELECT c.key, c.position, encode(p.hash, 'hex') AS hash, s.heading, v.passage_id IS NOT NULL AS embedded
     FROM chunk c JOIN passage p ON p.id = c.passage_id LEFT JOIN section s ON s.id = c.section_id
     LEFT JOIN passage_vector v ON v.passage_id = p.id ORDER BY c.key`,
  );
  const counts: unknown[] = await db.query(
    `SELECT (SELECT count(*)::int FROM document) AS documents, (SELECT count(*)::int FROM document_file) AS files,
            (SELECT count(*)::int FROM passage) AS passages, (SELECT count(*)::int FROM passage_vector) AS vectors,
            (SELECT count(*)::int FROM section) AS sections, (SELECT count(*)::int FROM chunk_redirect) AS redirects`,
  );
  return { chunks, counts };
}
