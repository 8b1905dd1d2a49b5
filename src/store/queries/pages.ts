/** Pages of paginated originals. */
import type { PageQuality } from '../entities/page-quality.js';
import type { Page } from '../entities/page.js';
import { pagesSql, type Keyed, type ListOrder, type Page as ListPage } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';
import { isListed, isReadable } from './visibility.js';

export type PageRow = Pick<Page, 'id' | 'fileId' | 'index' | 'label' | 'text' | 'quality'>;

const columns = `g.id, g.file_id AS "fileId", g.index, g.label, g.text, g.quality`;

/** Pages of readable documents. */
export function pagesById(db: Queryable, ids: readonly number[]): Promise<PageRow[]> {
  return db.query(
    `SELECT ${columns} FROM page g JOIN document_file f ON f.id = g.file_id JOIN document d ON d.id = f.document_id
     JOIN version v ON v.id = d.version_id
     WHERE g.id = ANY ($1::int[]) AND ${isReadable('d')} AND ${isReadable('v')}`,
    [ids],
  );
}

export const pagesInReadingOrder: ListOrder = {
  name: 'READING',
  terms: [
    { sql: 'f.position', type: 'integer' },
    { sql: 'f.id', type: 'integer' },
    { sql: 'g.index', type: 'integer' },
  ],
};

/** The same page of each document's pages, in reading order; of one quality if it is given. */
export function pagesOfDocuments(
  db: Queryable,
  documentIds: readonly string[],
  { page, quality }: { readonly page: ListPage; readonly quality: PageQuality | null },
): Promise<Of<string, Keyed<PageRow>>[]> {
  const parameters: unknown[] = [quality];
  const list = {
    columns,
    from: 'page g JOIN document_file f ON f.id = g.file_id',
    where: `f.document_id = parent.id AND ($1::text IS NULL OR g.quality = $1)`,
    order: pagesInReadingOrder,
  };
  const sql = pagesSql(list, page, documentIds, parameters);
  return db.query(sql, parameters);
}

export function pageCountsOfDocuments(
  db: Queryable,
  documentIds: readonly string[],
  quality: PageQuality | null,
): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT f.document_id AS "parentId", count(*)::int AS count FROM page g JOIN document_file f ON f.id = g.file_id
     WHERE f.document_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR g.quality = $2) GROUP BY f.document_id`,
    [documentIds, quality],
  );
}

/** Pages without usable text in each version's published documents. */
export function pagesWithoutTextOfVersions(db: Queryable, versionIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT d.version_id AS "parentId", sum(d.pages_without_text)::int AS count FROM document d
     WHERE d.version_id = ANY ($1::uuid[]) AND ${isListed('d')} GROUP BY d.version_id`,
    [versionIds],
  );
}
