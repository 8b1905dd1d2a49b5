/** Pages and sections of a file; replaced whole when the file changes. */
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

export async function replacePages(manager: EntityManager, fileId: number, pages: readonly PageRow[]): Promise<void> {
  await manager.query(`DELETE FROM page WHERE file_id = $1`, [fileId]);
  if (pages.length === 0) return;
  await manager.query(
    `INSERT INTO page (file_id, index, label, text, quality)
     SELECT $1, x.index, x.label, x.text, x.quality
     FROM jsonb_to_recordset($2::jsonb) AS x (index int, label text, text text, quality text)`,
    [fileId, JSON.stringify(pages)],
  );
}

/**
 * @param firstPosition place of the first section in the document's contents.
 * @returns ids in the order of `sections`.
 */
export async function replaceSections(
  manager: EntityManager,
  documentId: string,
  fileId: number,
  firstPosition: number,
  sections: readonly SectionRow[],
): Promise<number[]> {
  await manager.query(`DELETE FROM section WHERE file_id = $1`, [fileId]);
  if (sections.length === 0) return [];
  const rows: { id: number; position: number }[] = await manager.query(
    `INSERT INTO section (document_id, file_id, position, depth, heading, anchor, page_label)
     SELECT $1, $2, x.position, x.depth, x.heading, x.anchor, x."pageLabel"
     FROM jsonb_to_recordset($3::jsonb) AS x (position int, depth int, heading text, anchor text, "pageLabel" text)
     RETURNING id, position`,
    [documentId, fileId, JSON.stringify(sections.map((section, at) => ({ ...section, position: firstPosition + at })))],
  );
  const ids = rows.sort((a, b) => a.position - b.position).map((row) => row.id);
  const children = sections.flatMap((section, at) =>
    section.parent === null ? [] : [{ id: ids[at], parent: ids[section.parent] }],
  );
  await manager.query(
    `UPDATE section s SET parent_id = x.parent
     FROM jsonb_to_recordset($1::jsonb) AS x (id int, parent int) WHERE s.id = x.id`,
    [JSON.stringify(children)],
  );
  return ids;
}

/** Moves an unchanged file's sections when a file before it grew or shrank. */
export async function shiftSections(manager: EntityManager, fileId: number, firstPosition: number): Promise<number> {
  const [row]: { first: number | null; count: number }[] = await manager.query(
    `SELECT min(position) AS first, count(*)::int AS count FROM section WHERE file_id = $1`,
    [fileId],
  );
  if (row?.first == null) return 0;
  if (row.first !== firstPosition) {
    await manager.query(`UPDATE section SET position = position + $2 WHERE file_id = $1`, [
      fileId,
      firstPosition - row.first,
    ]);
  }
  return row.count;
}
