/** Puts the marks of curators on the chunks of a document: whenever it is written, and whenever they change. */
import type { MarkEffect } from '../entities/mark-effect-kind.js';
import { placesOfPassages, type MarkableChunk, type MarkPlace } from '../marked-chunks.js';
import type { Queryable } from '../queryable.js';

interface PlacedMark {
  readonly id: string;
  readonly effect: MarkEffect;
  readonly passage: string | null;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
}

/** Marks of the document, and whether something of it is marked or hidden from before: places go with their mark. */
async function marksOf(db: Queryable, documentId: string): Promise<{ marks: PlacedMark[]; isMarked: boolean }> {
  const [row] = await db.query<{ marks: PlacedMark[] | null; isMarked: boolean }[]>(
    `SELECT (SELECT json_agg(json_build_object('id', m.id, 'effect', m.effect, 'passage', m.passage,
                      'firstPage', m.first_page, 'lastPage', m.last_page))
             FROM passage_mark m
             WHERE (m.product = p.slug AND m.document = d.slug AND (m.version IS NULL OR m.version = v.slug))
               OR EXISTS (SELECT FROM former_path f WHERE f.kind = 'DOCUMENT' AND f.target_id = d.id AND NOT f.is_taken_back
                 AND f.product = m.product AND f.document = m.document
                 AND (m.version IS NULL OR f.version = m.version))) AS marks,
            EXISTS (SELECT FROM chunk c WHERE c.document_id = d.id AND (
              c.is_hidden OR EXISTS (SELECT FROM passage_mark_place l WHERE l.chunk_id = c.id))) AS "isMarked"
     FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id WHERE d.id = $1`,
    [documentId],
  );
  return { marks: row?.marks ?? [], isMarked: row?.isMarked ?? false };
}

/** A chunk that stands on one of the pages, in part or as a whole. */
async function placesOfPages(db: Queryable, documentId: string, marks: readonly PlacedMark[]): Promise<MarkPlace[]> {
  const ranges = marks.filter(({ passage }) => passage === null);
  if (ranges.length === 0) return [];
  return db.query(
    `SELECT x.id AS "markId", c.id AS "chunkId"
     FROM jsonb_to_recordset($2::jsonb) AS x (id uuid, "firstPage" int, "lastPage" int)
     JOIN chunk c ON c.document_id = $1 AND c.first_page <= x."lastPage"
       AND coalesce(c.last_page, c.first_page) >= x."firstPage"`,
    [documentId, JSON.stringify(ranges)],
  );
}

async function chunksOf(db: Queryable, documentId: string): Promise<MarkableChunk[]> {
  return db.query(
    `SELECT c.id, p.text FROM chunk c JOIN passage p ON p.id = c.passage_id WHERE c.document_id = $1
     ORDER BY c.position, c.id`,
    [documentId],
  );
}

/** Asks one thing of a document that no mark is about. */
export async function placeMarks(db: Queryable, documentId: string): Promise<void> {
  const { marks, isMarked } = await marksOf(db, documentId);
  if (marks.length === 0 && !isMarked) return;
  const passages = marks.flatMap(({ id, passage }) => (passage === null ? [] : [{ id, passage }]));
  const places = [
    ...(await placesOfPages(db, documentId, marks)),
    ...(passages.length === 0 ? [] : placesOfPassages(passages, await chunksOf(db, documentId))),
  ];
  await db.query(`DELETE FROM passage_mark_place l USING chunk c WHERE c.id = l.chunk_id AND c.document_id = $1`, [
    documentId,
  ]);
  await db.query(
    `INSERT INTO passage_mark_place (mark_id, chunk_id)
     SELECT DISTINCT x."markId", x."chunkId" FROM jsonb_to_recordset($1::jsonb) AS x ("markId" uuid, "chunkId" int)`,
    [JSON.stringify(places)],
  );
  // Its indexes learn of it by the outbox: a trigger watches the column.
  await db.query(
    `UPDATE chunk c SET is_hidden = NOT c.is_hidden
     WHERE c.document_id = $1 AND c.is_hidden <> EXISTS (
       SELECT FROM passage_mark_place l JOIN passage_mark m ON m.id = l.mark_id AND m.effect = 'HIDE'
       WHERE l.chunk_id = c.id)`,
    [documentId],
  );
}

/** Documents that a mark is about, by any path that they have had: of its version, or of every one. */
export async function documentsMarked(
  db: Queryable,
  {
    product,
    version,
    document,
  }: { readonly product: string; readonly version: string | null; readonly document: string },
): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT called.id FROM documents_called($1, $2, $3) AS called (id) ORDER BY called.id`,
    [product, version, document],
  );
  return rows.map(({ id }) => id);
}
