/** Tables of contents. */
import type { Section } from '../entities/section.js';
import type { Queryable } from '../queryable.js';
import type { Of } from './catalogue.js';
import { isReadable, isShown } from './visibility.js';

export type SectionRow = Pick<
  Section,
  'id' | 'documentId' | 'fileId' | 'parentId' | 'heading' | 'anchor' | 'depth' | 'pageLabel'
>;

const columns = `s.id, s.document_id AS "documentId", s.file_id AS "fileId", s.parent_id AS "parentId", s.heading,
  s.anchor, s.depth, s.page_label AS "pageLabel"`;

/** Sections of readable documents. */
export function sectionsById(db: Queryable, ids: readonly number[]): Promise<SectionRow[]> {
  return db.query(
    `SELECT ${columns} FROM section s JOIN document d ON d.id = s.document_id JOIN version v ON v.id = d.version_id
     WHERE s.id = ANY ($1::int[]) AND ${isReadable('d')} AND ${isReadable('v')}`,
    [ids],
  );
}

/** In reading order. */
export function sectionsOfDocuments(db: Queryable, ids: readonly string[]): Promise<SectionRow[]> {
  return db.query(`SELECT ${columns} FROM section s WHERE s.document_id = ANY ($1::uuid[]) ORDER BY s.position, s.id`, [
    ids,
  ]);
}

/** The first chunk in each section or in the sections below it; sections without text are left out. */
export function firstChunksOfSections(
  db: Queryable,
  ids: readonly number[],
): Promise<Of<number, { readonly chunkId: number }>[]> {
  return db.query(
    `WITH RECURSIVE below AS (
       SELECT id AS root, id FROM section WHERE id = ANY ($1::int[])
       UNION ALL
       SELECT below.root, s.id FROM below JOIN section s ON s.parent_id = below.id
     )
     SELECT DISTINCT ON (below.root) below.root AS "parentId", c.id AS "chunkId"
     FROM below CROSS JOIN LATERAL (
       SELECT id, position FROM chunk WHERE section_id = below.id AND ${isShown('chunk')} ORDER BY position, id LIMIT 1) AS c
     ORDER BY below.root, c.position, c.id`,
    [ids],
  );
}
