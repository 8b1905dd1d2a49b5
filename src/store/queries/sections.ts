/** Tables of contents. */
import type { Section } from '../entities/section.js';
import type { Queryable } from '../queryable.js';
import { pagesSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { CountOf, Of } from './catalogue.js';
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

export const sectionsInReadingOrder: ListOrder = {
  name: 'POSITION',
  terms: [
    { sql: 's.position', type: 'integer' },
    { sql: 's.id', type: 'integer' },
  ],
};

/** The same page of each document's sections, in reading order; `parentId` is that of the section. */
export function sectionsOfDocuments(
  db: Queryable,
  documentIds: readonly string[],
  page: Page,
): Promise<Keyed<SectionRow>[]> {
  const parameters: unknown[] = [];
  const list = { columns, from: 'section s', where: 's.document_id = parent.id', order: sectionsInReadingOrder };
  const sql = pagesSql(list, page, documentIds, parameters);
  return db.query(sql, parameters);
}

export function sectionCountsOfDocuments(db: Queryable, documentIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT document_id AS "parentId", count(*)::int AS count FROM section
     WHERE document_id = ANY ($1::uuid[]) GROUP BY document_id`,
    [documentIds],
  );
}

/** The section before or after each in the reading order of its document. */
export function sectionsBeside(
  db: Queryable,
  ids: readonly number[],
  step: 'before' | 'after',
): Promise<(SectionRow & { readonly besideId: number })[]> {
  const [sign, direction] = step === 'after' ? ['>', 'ASC'] : ['<', 'DESC'];
  return db.query(
    `SELECT this.id AS "besideId", beside.* FROM section this CROSS JOIN LATERAL (
       SELECT ${columns} FROM section s
       WHERE s.document_id = this.document_id AND (s.position, s.id) ${sign} (this.position, this.id)
       ORDER BY s.position ${direction}, s.id ${direction} LIMIT 1) AS beside
     WHERE this.id = ANY ($1::int[])`,
    [ids],
  );
}

/** A section, and the version that its counterpart is looked for in. */
export interface SectionPlace {
  readonly ofId: number;
  readonly versionId: string;
}

/** What has the anchor of the section in the file and document of the same names in another version. */
export function sectionsByPlace(
  db: Queryable,
  places: readonly SectionPlace[],
): Promise<(SectionRow & SectionPlace)[]> {
  return db.query(
    `SELECT ${columns}, this.id AS "ofId", v.id AS "versionId"
     FROM unnest($1::int[], $2::uuid[]) AS wanted (section_id, version_id)
     JOIN section this ON this.id = wanted.section_id
     JOIN document own ON own.id = this.document_id JOIN document_file own_file ON own_file.id = this.file_id
     JOIN version v ON v.id = wanted.version_id
     JOIN document d ON d.version_id = v.id AND d.slug = own.slug
     JOIN document_file f ON f.document_id = d.id AND f.stem = own_file.stem
     JOIN section s ON s.file_id = f.id AND s.anchor = this.anchor
     WHERE ${isReadable('d')} AND ${isReadable('v')}`,
    [places.map(({ ofId }) => ofId), places.map(({ versionId }) => versionId)],
  );
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
