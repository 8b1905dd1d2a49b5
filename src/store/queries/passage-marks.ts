/** What of the marks of curators is in force where. */
import type { Queryable } from '../queryable.js';
import { isListed } from './visibility.js';

/** SQL expression: what curators say is wrong with chunk `alias`. */
export function flagsOf(alias: string): string {
  return `ARRAY(SELECT m.reason FROM passage_mark_place l JOIN passage_mark m ON m.id = l.mark_id
    WHERE l.chunk_id = ${alias}.id AND m.effect = 'FLAG' ORDER BY m.changed_at, m.id)`;
}

/** Chunks of published documents that each mark is on; marks that are on none are left out. */
export async function placesOfMarks(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly count: number; readonly firstChunkId: number }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<{ id: string; count: number; firstChunkId: number }[]>(
    `SELECT l.mark_id AS id, count(*)::int AS count, (array_agg(c.id ORDER BY c.position, c.id))[1] AS "firstChunkId"
     FROM passage_mark_place l JOIN chunk c ON c.id = l.chunk_id JOIN document d ON d.id = c.document_id
     JOIN version v ON v.id = c.version_id
     WHERE l.mark_id = ANY ($1::uuid[]) AND ${isListed('d')} AND ${isListed('v')} GROUP BY l.mark_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a chunk is, for a mark on it. */
export interface MarkedChunk {
  readonly key: string;
  readonly product: string;
  readonly version: string;
  readonly document: string;
  readonly passage: string;
}

/** Also of chunks that are hidden. A key that is no more leads to the chunk that has its text. */
export async function chunkToMark(db: Queryable, key: string): Promise<MarkedChunk | null> {
  const rows = await db.query<MarkedChunk[]>(
    `SELECT c.key, r.slug AS product, v.slug AS version, d.slug AS document, p.text AS passage
     FROM chunk c JOIN passage p ON p.id = c.passage_id JOIN document d ON d.id = c.document_id
     JOIN version v ON v.id = c.version_id JOIN product r ON r.id = v.product_id
     WHERE c.key = $1 OR c.id = (SELECT chunk_id FROM chunk_redirect WHERE old_key = $1 AND is_text_kept)
     ORDER BY c.key = $1 DESC LIMIT 1`,
    [key],
  );
  return rows[0] ?? null;
}
