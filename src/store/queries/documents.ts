/** Documents and their files, with effective values. */
import type { DocumentFile } from '../entities/document-file.js';
import type { Document } from '../entities/document.js';
import { keepPlan } from '../kept-plans.js';
import { pagesSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';
import { effectiveFact, effectiveFacts, nullable, required, texts } from './effective.js';
import { effectiveState, isReadable } from './visibility.js';

export type DocumentRow = Pick<
  Document,
  | 'id'
  | 'versionId'
  | 'slug'
  | 'title'
  | 'kind'
  | 'language'
  | 'licence'
  | 'sourceUrl'
  | 'state'
  | 'pageCount'
  | 'pagesWithoutText'
  | 'createdAt'
  | 'updatedAt'
  | 'ingestedAt'
> & {
  /** `YYYY-MM-DD`. */
  readonly releasedOn: string | null;
  /** Versions that it says it applies to, as it writes them. */
  readonly statedVersions: readonly string[];
  /** Slugs of product, version and document. */
  readonly path: readonly string[];
};

/** `sha256` is hexadecimal. */
export type DocumentFileRow = Pick<
  DocumentFile,
  'id' | 'documentId' | 'path' | 'name' | 'title' | 'format' | 'bytes' | 'warnings'
> & { readonly sha256: string; readonly releasedOn: string | null; readonly statedVersions: readonly string[] };

/** Of a document `d`, its version `v` and its product `p`. */
export const documentColumns = `d.id, d.version_id AS "versionId", d.slug, ${required('d', 'title')} AS title, ${required('d', 'kind')} AS kind,
  ${nullable('d', 'language')} AS language, ${nullable('d', 'licence')} AS licence,
  ${nullable('d', 'source_url', 'sourceUrl')} AS "sourceUrl", ${effectiveState('d')} AS state, d.page_count AS "pageCount",
  d.pages_without_text AS "pagesWithoutText", ${effectiveFact('d', 'releasedOn')} AS "releasedOn",
  ${effectiveFacts('d', 'statedVersions', 'versions')} AS "statedVersions",
  ARRAY[p.slug, v.slug, d.slug] AS path, d.created_at AS "createdAt", d.updated_at AS "updatedAt",
  d.ingested_at AS "ingestedAt"`;
/** The tables of {@link documentColumns}. */
export const documentSource = `document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id`;
const fileColumns = `f.id, f.document_id AS "documentId", f.path, f.name, f.title, f.format, f.bytes, f.warnings,
  encode(f.sha256, 'hex') AS sha256, f.stated->>'releasedOn' AS "releasedOn",
  ${texts(`f.stated->'versions'`)} AS "statedVersions"`;

const byId = keepPlan(
  'documents_by_id',
  `SELECT ${documentColumns} FROM ${documentSource} WHERE d.id = ANY ($1::uuid[]) AND ${isReadable('d')} AND ${isReadable('v')}`,
);

/** Documents that answer when named. */
export function documentsById(db: Queryable, ids: readonly string[]): Promise<DocumentRow[]> {
  return db.query(byId, [ids]);
}

/** For curators: hidden ones too. */
export function allDocumentsById(db: Queryable, ids: readonly string[]): Promise<DocumentRow[]> {
  return db.query(`SELECT ${documentColumns} FROM ${documentSource} WHERE d.id = ANY ($1::uuid[])`, [ids]);
}

export interface DocumentName {
  readonly versionId: string;
  readonly slug: string;
}

/** Documents that answer when named. */
export function documentsBySlug(db: Queryable, names: readonly DocumentName[]): Promise<DocumentRow[]> {
  return db.query(
    `SELECT ${documentColumns} FROM ${documentSource}
     JOIN unnest($1::uuid[], $2::text[]) AS wanted (version_id, slug) ON wanted.version_id = v.id AND wanted.slug = d.slug
     WHERE ${isReadable('d')} AND ${isReadable('v')}`,
    [names.map((name) => name.versionId), names.map((name) => name.slug)],
  );
}

/** Files of readable documents. */
export function filesById(db: Queryable, ids: readonly number[]): Promise<DocumentFileRow[]> {
  return db.query(
    `SELECT ${fileColumns} FROM document_file f JOIN document d ON d.id = f.document_id
     JOIN version v ON v.id = d.version_id
     WHERE f.id = ANY ($1::int[]) AND ${isReadable('d')} AND ${isReadable('v')}`,
    [ids],
  );
}

export const filesInReadingOrder: ListOrder = {
  name: 'POSITION',
  terms: [
    { sql: 'f.position', type: 'integer' },
    { sql: 'f.id', type: 'integer' },
  ],
};

/** The same page of each document's files, in reading order. */
export function filesOfDocuments(
  db: Queryable,
  documentIds: readonly string[],
  page: Page,
): Promise<Of<string, Keyed<DocumentFileRow>>[]> {
  const parameters: unknown[] = [];
  const list = {
    columns: fileColumns,
    from: 'document_file f',
    where: 'f.document_id = parent.id',
    order: filesInReadingOrder,
  };
  const sql = pagesSql(list, page, documentIds, parameters);
  return db.query(sql, parameters);
}

export function fileCountsOfDocuments(db: Queryable, documentIds: readonly string[]): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT document_id AS "parentId", count(*)::int AS count FROM document_file
     WHERE document_id = ANY ($1::uuid[]) GROUP BY document_id`,
    [documentIds],
  );
}
