/** Pages and sections of files, replaced whole when a file changes; places of chunks and sections within a document. */
import type { EntityManager } from 'typeorm';
import type { PageQuality } from '../entities/page-quality.js';

export interface PageRow {
  readonly index: number;
  readonly label: string;
  readonly text: string;
  readonly quality: PageQuality;
}

export interface SectionRow {
  readonly depth: number;
  readonly heading: string;
  readonly anchor: string;
  /** Place of the parent in the same list; null at the top. */
  readonly parent: number | null;
  readonly pageLabel: string | null;
}

/** A section that was removed, to get its id back if its file has it again. */
export interface FormerSection {
  readonly id: number;
  readonly fileId: number;
  readonly anchor: string;
}

/** What a file is about to hold anew. */
export async function deleteStructure(manager: EntityManager, fileIds: readonly number[]): Promise<FormerSection[]> {
  if (fileIds.length === 0) return [];
  await manager.query(`DELETE FROM page WHERE file_id = ANY ($1::int[])`, [fileIds]);
  const [rows]: [FormerSection[], number] = await manager.query(
    `DELETE FROM section WHERE file_id = ANY ($1::int[]) RETURNING id, file_id AS "fileId", anchor`,
    [fileIds],
  );
  return rows;
}

export async function insertPages(
  manager: EntityManager,
  pages: readonly (PageRow & { readonly fileId: number })[],
): Promise<void> {
  if (pages.length === 0) return;
  await manager.query(
    `INSERT INTO page (file_id, index, label, text, quality)
     SELECT x."fileId", x.index, x.label, x.text, x.quality
     FROM jsonb_to_recordset($1::jsonb) AS x ("fileId" int, index int, label text, text text, quality text)`,
    [JSON.stringify(pages)],
  );
}

/** A section with its place in the document's contents; `parent` is the place of its parent there. */
export type PlacedSection = SectionRow & {
  /** Null for a new one. */
  readonly id: number | null;
  readonly fileId: number;
  readonly position: number;
};

/** @returns ids by place. */
export async function insertSections(
  manager: EntityManager,
  documentId: string,
  sections: readonly PlacedSection[],
): Promise<Map<number, number>> {
  if (sections.length === 0) return new Map();
  const rows: { id: number; position: number }[] = await manager.query(
    `WITH placed AS MATERIALIZED (
       SELECT coalesce(x.former, nextval(pg_get_serial_sequence('section', 'id'))::int) AS id, x.*
       FROM jsonb_to_recordset($2::jsonb) AS x (former int, "fileId" int, position int, parent int, depth int, heading text,
         anchor text, "pageLabel" text))
     INSERT INTO section (id, document_id, file_id, parent_id, position, depth, heading, anchor, page_label)
     OVERRIDING SYSTEM VALUE
     SELECT p.id, $1, p."fileId", parent.id, p.position, p.depth, p.heading, p.anchor, p."pageLabel"
     FROM placed p LEFT JOIN placed parent ON parent.position = p.parent
     RETURNING id, position`,
    [documentId, JSON.stringify(sections.map(({ id, ...section }) => ({ ...section, former: id })))],
  );
  return new Map(rows.map((row) => [row.position, row.id]));
}

/** What a file that stays as it is takes up of its document. */
export interface FileExtent {
  readonly fileId: number;
  readonly sections: number;
  readonly firstSection: number | null;
  readonly chunks: number;
  readonly firstChunk: number | null;
}

export async function extentsOf(manager: EntityManager, fileIds: readonly number[]): Promise<FileExtent[]> {
  if (fileIds.length === 0) return [];
  return manager.query(
    `SELECT f.id AS "fileId", s.count AS sections, s.first AS "firstSection", c.count AS chunks, c.first AS "firstChunk"
     FROM unnest($1::int[]) AS f (id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(position) AS first FROM section WHERE file_id = f.id) s
     CROSS JOIN LATERAL (SELECT count(*)::int AS count, min(position) AS first FROM chunk WHERE file_id = f.id) c`,
    [fileIds],
  );
}

/** Moves unchanged files' sections or chunks when a file before them grew or shrank. */
export async function shiftPlaces(
  manager: EntityManager,
  table: 'section' | 'chunk',
  shifts: readonly { readonly fileId: number; readonly by: number }[],
): Promise<void> {
  const moved = shifts.filter(({ by }) => by !== 0);
  if (moved.length === 0) return;
  await manager.query(
    `UPDATE ${table} t SET position = t.position + x.by
     FROM jsonb_to_recordset($1::jsonb) AS x ("fileId" int, by int) WHERE t.file_id = x."fileId"`,
    [JSON.stringify(moved)],
  );
}
