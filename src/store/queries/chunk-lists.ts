/** Lists of chunks: those of documents, of pages, of sections; and how many there are. */
import { pagesSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';
import { chunkColumns, joinedToChunk, type ChunkRow } from './chunks.js';
import { isListed, isShown } from './visibility.js';

export const chunksInReadingOrder: ListOrder = {
  name: 'READING',
  terms: [
    { sql: 'c.position', type: 'integer' },
    { sql: 'c.id', type: 'integer' },
  ],
};

interface ChunkList {
  /** With chunk c. */
  readonly from: string;
  /** Which chunks are those of `parent.id`. */
  readonly where: string;
}

/** A page of each parent's chunks, which is cut before it is joined: a parent may have thousands. */
function chunkPages(
  { from, where }: ChunkList,
  page: Page,
  parentIds: readonly unknown[],
): { readonly sql: string; readonly parameters: unknown[] } {
  const parameters: unknown[] = [];
  const list = { columns: 'c.id', from, where, order: chunksInReadingOrder };
  const pages = pagesSql(list, page, parentIds, parameters);
  const sql = `SELECT page."parentId", page."cursorKeys", ${chunkColumns} FROM (${pages}) AS page
     JOIN chunk c ON c.id = page.id ${joinedToChunk} ORDER BY c.position, c.id`;
  return { sql, parameters };
}

/** The same page of each document's chunks, in reading order. */
export function chunksOfDocuments(
  db: Queryable,
  documentIds: readonly string[],
  page: Page,
): Promise<Of<string, Keyed<ChunkRow>>[]> {
  const { sql, parameters } = chunkPages(
    { from: 'chunk c', where: `c.document_id = parent.id AND ${isShown('c')}` },
    page,
    documentIds,
  );
  return db.query(sql, parameters);
}

/** A page stands between the first and the last one of the chunk, in the same file. */
const standsOn = `c.file_id = g.file_id AND g.index BETWEEN c.first_page AND coalesce(c.last_page, c.first_page)
  AND ${isShown('c')}`;

/** The same page of the chunks that stand on each page of paginated originals, in reading order. */
export function chunksOfPages(
  db: Queryable,
  pageIds: readonly number[],
  page: Page,
): Promise<Of<number, Keyed<ChunkRow>>[]> {
  if (pageIds.length === 0) return Promise.resolve([]);
  const { sql, parameters } = chunkPages(
    { from: 'page g, chunk c', where: `g.id = parent.id AND ${standsOn}` },
    page,
    pageIds,
  );
  return db.query(sql, parameters);
}

export function chunkCountsOfPages(db: Queryable, pageIds: readonly number[]): Promise<CountOf<number>[]> {
  return db.query(
    `SELECT g.id AS "parentId", count(*)::int AS count FROM page g JOIN chunk c ON ${standsOn}
     WHERE g.id = ANY ($1::int[]) GROUP BY g.id`,
    [pageIds],
  );
}

/** It stands in the section, or in one below it. */
const inSection = (section: string): string =>
  `c.section_id IN (WITH RECURSIVE below (id) AS (
     SELECT ${section} UNION ALL SELECT s.id FROM below JOIN section s ON s.parent_id = below.id) SELECT id FROM below)
   AND ${isShown('c')}`;

/** The same page of the chunks in each section and those below it, in reading order. */
export function chunksOfSections(
  db: Queryable,
  sectionIds: readonly number[],
  page: Page,
): Promise<Of<number, Keyed<ChunkRow>>[]> {
  if (sectionIds.length === 0) return Promise.resolve([]);
  const { sql, parameters } = chunkPages({ from: 'chunk c', where: inSection('parent.id') }, page, sectionIds);
  return db.query(sql, parameters);
}

export function chunkCountsOfSections(db: Queryable, sectionIds: readonly number[]): Promise<CountOf<number>[]> {
  return db.query(
    `SELECT wanted.id AS "parentId", count(c.id)::int AS count
     FROM unnest($1::int[]) AS wanted (id) LEFT JOIN chunk c ON ${inSection('wanted.id')} GROUP BY wanted.id`,
    [sectionIds],
  );
}

export function chunkCountsOfDocuments(db: Queryable, documentIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT document_id AS "parentId", count(*)::int AS count FROM chunk
     WHERE document_id = ANY ($1::uuid[]) AND ${isShown('chunk')} GROUP BY document_id`,
    [documentIds],
  );
}

/** Chunks in published documents. */
export function chunkCountsOfVersions(db: Queryable, versionIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT c.version_id AS "parentId", count(*)::int AS count FROM chunk c JOIN document d ON d.id = c.document_id
     WHERE c.version_id = ANY ($1::uuid[]) AND ${isListed('d')} AND ${isShown('c')} GROUP BY c.version_id`,
    [versionIds],
  );
}
