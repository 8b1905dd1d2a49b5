/** The sections of versions and the passages in them, without their texts: what a comparison of two versions begins with. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';
import type { Of } from './catalogue.js';
import { required } from './effective.js';
import { isListed, isShown } from './visibility.js';

export interface ComparedFile {
  readonly id: number;
  readonly stem: string;
  readonly title: string;
  readonly documentId: string;
  readonly document: string;
  readonly kind: DocumentKind;
}

/** `[id, file, parent, heading, anchor]` */
export type ComparedSectionRow = readonly [number, number, number | null, string, string];

/** `[id, file, section, passage]` */
export type ComparedChunkRow = readonly [number, number, number | null, number];

/** Listed documents only; all in reading order, document by document. */
export interface VersionStructure {
  readonly files: readonly ComparedFile[];
  readonly sections: readonly ComparedSectionRow[];
  readonly chunks: readonly ComparedChunkRow[];
}

const none: VersionStructure = { files: [], sections: [], chunks: [] };

/** One row of JSON: thousands of rows cost more to send than to find. */
export async function structureOfVersion(db: Queryable, versionId: string): Promise<VersionStructure> {
  const [row] = await db.query<VersionStructure[]>(
    `WITH listed AS (SELECT d.id, d.slug, ${required('d', 'kind')} AS kind FROM document d
                     WHERE d.version_id = $1 AND ${isListed('d')})
     SELECT
       (SELECT coalesce(json_agg(json_build_object('id', f.id, 'stem', f.stem, 'title', f.title, 'documentId', d.id,
                 'document', d.slug, 'kind', d.kind) ORDER BY d.slug, f.position, f.id), '[]')
        FROM listed d JOIN document_file f ON f.document_id = d.id) AS files,
       (SELECT coalesce(json_agg(json_build_array(s.id, s.file_id, s.parent_id, s.heading, s.anchor)
                 ORDER BY d.slug, s.position, s.id), '[]')
        FROM listed d JOIN section s ON s.document_id = d.id) AS sections,
       (SELECT coalesce(json_agg(json_build_array(c.id, c.file_id, c.section_id, c.passage_id)
                 ORDER BY d.slug, c.position, c.id), '[]')
        FROM listed d JOIN chunk c ON c.document_id = d.id AND ${isShown('c')}) AS chunks`,
    [versionId],
  );
  return row ?? none;
}

/** Changes whenever what a comparison reads of the version may have changed. */
export async function contentStamps(db: Queryable, versionIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<Of<string, { stamp: string }>[]>(
    `SELECT d.version_id AS "parentId",
            md5(string_agg(concat_ws(' ', d.id, d.revision, d.updated_at, ${required('d', 'kind')}), ',' ORDER BY d.id)) AS stamp
     FROM document d WHERE d.version_id = ANY ($1::uuid[]) AND ${isListed('d')} GROUP BY d.version_id`,
    [versionIds],
  );
  return new Map(rows.map(({ parentId, stamp }) => [parentId, stamp]));
}

/** Texts of passages that the caller read in a structure. */
export async function comparedTexts(db: Queryable, passageIds: readonly number[]): Promise<Map<number, string>> {
  if (passageIds.length === 0) return new Map();
  const [row] = await db.query<{ texts: [number, string][] }[]>(
    `SELECT coalesce(json_agg(json_build_array(id, text)), '[]') AS texts FROM passage WHERE id = ANY ($1::int[])`,
    [passageIds],
  );
  return new Map(row?.texts);
}

/** Identifiers of passages that the caller read in a structure. */
export async function comparedIdentifiers(
  db: Queryable,
  passageIds: readonly number[],
): Promise<Map<number, readonly string[]>> {
  if (passageIds.length === 0) return new Map();
  const [row] = await db.query<{ identifiers: [number, string[]][] }[]>(
    `SELECT coalesce(json_agg(json_build_array(id, identifiers)), '[]') AS identifiers
     FROM passage WHERE id = ANY ($1::int[])`,
    [passageIds],
  );
  return new Map(row?.identifiers);
}
