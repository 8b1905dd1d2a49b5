/** Chunks of a file, and the redirects of keys that no longer have a chunk. */
import type { EntityManager } from 'typeorm';

export interface StoredChunk {
  readonly id: number;
  readonly fileId: number;
  readonly key: string;
  readonly ordinal: number;
  readonly passageId: number;
  /** SHA-256 of the passage, hex. */
  readonly hash: string;
  readonly text: string;
}

export interface ChunkRow {
  readonly fileId: number;
  readonly ordinal: number;
  readonly key: string;
  readonly passageId: number;
  readonly sectionId: number | null;
  /** Place within the document. */
  readonly position: number;
  readonly firstPage: number | null;
  readonly firstPageLabel: string | null;
  readonly lastPage: number | null;
  readonly lastPageLabel: string | null;
}

/** The files' chunks in reading order. */
export async function storedChunks(manager: EntityManager, fileIds: readonly number[]): Promise<StoredChunk[]> {
  if (fileIds.length === 0) return [];
  return manager.query(
    `SELECT c.id, c.file_id AS "fileId", c.key, c.ordinal, c.passage_id AS "passageId", encode(p.hash, 'hex') AS hash, p.text
     FROM chunk c JOIN passage p ON p.id = c.passage_id WHERE c.file_id = ANY ($1::int[])
     ORDER BY c.position`,
    [fileIds],
  );
}

/** Inserts the chunks, or moves those that exist; keys decide which is which. */
export async function saveChunks(
  manager: EntityManager,
  place: { versionId: string; documentId: string },
  chunks: readonly ChunkRow[],
): Promise<void> {
  if (chunks.length === 0) return;
  await manager.query(
    `INSERT INTO chunk (version_id, document_id, file_id, key, ordinal, passage_id, section_id, position,
                        first_page, first_page_label, last_page, last_page_label)
     SELECT $1, $2, x."fileId", x.key, x.ordinal, x."passageId", x."sectionId", x.position,
            x."firstPage", x."firstPageLabel", x."lastPage", x."lastPageLabel"
     FROM jsonb_to_recordset($3::jsonb) AS x ("fileId" int, key text, ordinal int, "passageId" int, "sectionId" int, position int,
       "firstPage" int, "firstPageLabel" text, "lastPage" int, "lastPageLabel" text)
     ON CONFLICT (key) DO UPDATE
     SET passage_id = excluded.passage_id, section_id = excluded.section_id, position = excluded.position,
         first_page = excluded.first_page, first_page_label = excluded.first_page_label,
         last_page = excluded.last_page, last_page_label = excluded.last_page_label`,
    [place.versionId, place.documentId, JSON.stringify(chunks)],
  );
}

/**
 * Deletes chunks and leaves redirects behind: each key, and every older key that led to it, now leads to the chunk
 * named beside it, whether that holds the text or is just the nearest. A chunk without a successor takes its redirects with it.
 */
export async function retireChunks(
  manager: EntityManager,
  retired: readonly { id: number; key: string; successor: { key: string; isTextKept: boolean } | null }[],
): Promise<void> {
  if (retired.length === 0) return;
  const moves = JSON.stringify(
    retired.flatMap(({ id, key, successor }) =>
      successor === null ? [] : [{ id, key, successorKey: successor.key, isTextKept: successor.isTextKept }],
    ),
  );
  const from = `jsonb_to_recordset($1::jsonb) AS x (id int, key text, "successorKey" text, "isTextKept" boolean)`;
  await manager.query(
    `UPDATE chunk_redirect r SET chunk_id = s.id, is_text_kept = r.is_text_kept AND x."isTextKept"
     FROM ${from} JOIN chunk s ON s.key = x."successorKey" WHERE r.chunk_id = x.id`,
    [moves],
  );
  await manager.query(
    `INSERT INTO chunk_redirect (old_key, chunk_id, is_text_kept)
     SELECT x.key, s.id, x."isTextKept" FROM ${from} JOIN chunk s ON s.key = x."successorKey"
     ON CONFLICT (old_key) DO UPDATE SET chunk_id = excluded.chunk_id, is_text_kept = excluded.is_text_kept`,
    [moves],
  );
  await manager.query(`DELETE FROM chunk WHERE id = ANY ($1::int[])`, [retired.map((chunk) => chunk.id)]);
}
