/** Documents and their files as a source delivers them. */
import type { EntityManager } from 'typeorm';
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';

export interface DocumentFacts {
  readonly versionId: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: string;
  readonly language: string | null;
  readonly licence: string | null;
  readonly sourceRoot: string;
  readonly sourceUrl: string | null;
  /** SHA-256 over everything the document was made from, hex. */
  readonly contentHash: string;
  /** What the readers found, as found. */
  readonly extracted: Readonly<Record<string, unknown>>;
  /** `product/version/document` that the source names it by; null where it stands at that place. */
  readonly origin: string | null;
}

export interface StoredDocument {
  readonly id: string;
  readonly versionId: string;
  readonly productId: string;
  /** `product/version/document` in the library. */
  readonly path: string;
  /** The same as its source names it; null if that does not differ. */
  readonly origin: string | null;
  readonly slug: string;
  readonly state: string;
  readonly sourceRoot: string;
  readonly contentHash: string;
  /** `pipelineRevision` that its files were read with. */
  readonly pipeline: number | null;
  /** Paths below the source's root of the other files that its files were made with, or would have been. */
  readonly includePaths: readonly string[];
}

const storedColumns = `d.id, d.version_id AS "versionId", v.product_id AS "productId", d.origin,
  p.slug || '/' || v.slug || '/' || d.slug AS path, d.slug, d.state, d.source_root AS "sourceRoot",
  encode(d.content_hash, 'hex') AS "contentHash", (d.extracted->>'pipeline')::int AS pipeline,
  ARRAY (SELECT DISTINCT include->>'path' FROM document_file f, jsonb_array_elements(f.includes) AS include
         WHERE f.document_id = d.id) AS "includePaths"`;

const storedFrom = `document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id`;

/** Documents that a source names so, wherever they stand and whatever their state. @param slugs of one of its versions. */
export async function storedDocuments(
  manager: EntityManager,
  { product, version }: { readonly product: string; readonly version: string },
  slugs: readonly string[],
): Promise<StoredDocument[]> {
  const keys = slugs.map((slug) => `${product}/${version}/${slug}`);
  return manager.query(
    `SELECT ${storedColumns} FROM ${storedFrom} WHERE d.origin = ANY ($1::text[])
     UNION ALL
     SELECT ${storedColumns} FROM ${storedFrom}
     WHERE p.slug = $2 AND v.slug = $3 AND d.slug = ANY ($4::text[]) AND d.origin IS NULL`,
    [keys, product, version, slugs],
  );
}

/** The document that has the place, whatever its source calls it. */
export async function originAt(
  manager: EntityManager,
  versionId: string,
  slug: string,
): Promise<{ readonly origin: string | null } | undefined> {
  const rows: { origin: string | null }[] = await manager.query(
    `SELECT origin FROM document WHERE version_id = $1 AND slug = $2`,
    [versionId, slug],
  );
  return rows[0];
}

/**
 * Inserts or updates the document and locks it until the transaction ends. What was archived because it had
 * disappeared is published again; a curator's decision to hide it stays.
 * @returns null if another document has got the place meanwhile.
 */
export async function saveDocument(manager: EntityManager, facts: DocumentFacts): Promise<string | null> {
  const rows: { id: string }[] = await manager.query(
    `INSERT INTO document
       (version_id, slug, title, kind, language, licence, source_root, source_url, content_hash, extracted, origin)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11)
     ON CONFLICT (version_id, slug) DO UPDATE
     SET title = excluded.title, kind = excluded.kind, language = excluded.language, licence = excluded.licence,
         source_root = excluded.source_root, source_url = excluded.source_url, content_hash = excluded.content_hash,
         extracted = excluded.extracted, revision = document.revision + 1, ingested_at = now(),
         state = CASE document.state WHEN 'ARCHIVED' THEN 'PUBLISHED' ELSE document.state END, updated_at = now()
     WHERE document.origin IS NOT DISTINCT FROM excluded.origin
     RETURNING id`,
    [
      facts.versionId,
      facts.slug,
      facts.title,
      facts.kind,
      facts.language,
      facts.licence,
      facts.sourceRoot,
      facts.sourceUrl,
      facts.contentHash,
      JSON.stringify(facts.extracted),
      facts.origin,
    ],
  );
  return rows[0]?.id ?? null;
}

/** A document whose files have not changed: published again if it had been archived, and of this source from now on. */
export async function confirmDocument(manager: EntityManager, documentId: string, sourceRoot: string): Promise<void> {
  await manager.query(
    `UPDATE document SET state = CASE state WHEN 'ARCHIVED' THEN 'PUBLISHED' ELSE state END, source_root = $2,
            updated_at = now()
     WHERE id = $1 AND (state = 'ARCHIVED' OR source_root <> $2)`,
    [documentId, sourceRoot],
  );
}

export interface PublishedDocument {
  readonly id: string;
  /** `product/version/document`, as its source names it. */
  readonly key: string;
}

/** What the library published from a source. */
export async function publishedFrom(manager: EntityManager, sourceRoot: string): Promise<PublishedDocument[]> {
  return manager.query(
    `SELECT d.id, coalesce(d.origin, p.slug || '/' || v.slug || '/' || d.slug) AS key
     FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
     WHERE d.source_root = $1 AND d.state = 'PUBLISHED' ORDER BY key`,
    [sourceRoot],
  );
}

/** The source no longer holds it. A curator's decision to hide it stays. */
export async function archiveDocument(manager: EntityManager, documentId: string): Promise<void> {
  await manager.query(
    `UPDATE document SET state = 'ARCHIVED', updated_at = now() WHERE id = $1 AND state = 'PUBLISHED'`,
    [documentId],
  );
}

/**
 * Publishes what ingests of a source have archived: all of it, or the documents that are named as `product/version/document`.
 * @returns how many.
 */
export async function restoreArchived(
  db: Queryable,
  sourceId: string,
  keys: readonly string[] | null,
): Promise<number> {
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE document d SET state = 'PUBLISHED', updated_at = now()
     FROM version v JOIN product p ON p.id = v.product_id, ingest_source s
     WHERE v.id = d.version_id AND s.id = $1 AND d.source_root = coalesce(s.root, s.location) AND d.state = 'ARCHIVED'
       AND ($2::text[] IS NULL OR p.slug || '/' || v.slug || '/' || d.slug = ANY ($2::text[]) OR d.origin = ANY ($2::text[]))
     RETURNING d.id`,
    [sourceId, keys],
  );
  return rows.length;
}

export interface FileFacts {
  readonly position: number;
  readonly path: string;
  readonly name: string;
  readonly stem: string;
  readonly title: string;
  readonly format: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly warnings: readonly string[];
  readonly includes: readonly FileInclude[];
  readonly stated: StatedFacts;
}

/** What a file says of itself; a document takes what its files agree on. */
export interface StatedFacts {
  /** BCP 47. */
  readonly language?: string;
  readonly kind?: DocumentKind;
  /** ISO date. */
  readonly releasedOn?: string;
  /** Versions that it applies to, as they are written. */
  readonly versions?: readonly string[];
}

/** Another file of the source that a file was made with. */
export interface FileInclude {
  /** Below the source's root. */
  readonly path: string;
  /** Hex; null for one that was missing. */
  readonly sha256: string | null;
}

export interface StoredFile {
  readonly id: number;
  readonly path: string;
  readonly stem: string;
  readonly title: string;
  readonly sha256: string;
  readonly includes: readonly FileInclude[];
  readonly stated: StatedFacts;
  /** First ordinal that no chunk of this file has ever had. */
  readonly nextOrdinal: number;
}

export async function storedFiles(manager: EntityManager, documentId: string): Promise<StoredFile[]> {
  return manager.query(
    `SELECT id, path, stem, title, encode(sha256, 'hex') AS sha256, includes, stated,
       next_ordinal AS "nextOrdinal"
     FROM document_file WHERE document_id = $1`,
    [documentId],
  );
}

/** @returns ids by stem. */
export async function saveFiles(
  manager: EntityManager,
  documentId: string,
  files: readonly (FileFacts & Pick<StoredFile, 'nextOrdinal'>)[],
): Promise<Map<string, number>> {
  if (files.length === 0) return new Map();
  const facts = files.map((file) => ({
    position: file.position,
    path: file.path,
    name: file.name,
    stem: file.stem,
    title: file.title,
    format: file.format,
    bytes: file.bytes,
    sha256: file.sha256,
    nextOrdinal: file.nextOrdinal,
    warnings: file.warnings,
    includes: file.includes,
    stated: file.stated,
  }));
  const rows: { id: number; stem: string }[] = await manager.query(
    `INSERT INTO document_file
       (document_id, position, path, name, stem, title, format, bytes, sha256, next_ordinal, warnings, includes, stated)
     SELECT $1, x.position, x.path, x.name, x.stem, x.title, x.format, x.bytes, decode(x.sha256, 'hex'), x."nextOrdinal",
            ARRAY(SELECT jsonb_array_elements_text(x.warnings)), x.includes, x.stated
     FROM jsonb_to_recordset($2::jsonb) AS x (position int, path text, name text, stem text, title text, format text,
       bytes int, sha256 text, "nextOrdinal" int, warnings jsonb, includes jsonb, stated jsonb)
     ON CONFLICT (document_id, stem) DO UPDATE
     SET position = excluded.position, path = excluded.path, name = excluded.name, title = excluded.title,
         format = excluded.format, bytes = excluded.bytes, sha256 = excluded.sha256,
         next_ordinal = excluded.next_ordinal, warnings = excluded.warnings, includes = excluded.includes,
         stated = excluded.stated
     RETURNING id, stem`,
    [documentId, JSON.stringify(facts)],
  );
  return new Map(rows.map((row) => [row.stem, row.id]));
}

/** Puts files that stay as they are where they stand among the files of their document now. */
export async function placeStoredFiles(
  manager: EntityManager,
  places: readonly { readonly fileId: number; readonly position: number }[],
): Promise<void> {
  if (places.length === 0) return;
  await manager.query(
    `UPDATE document_file f SET position = x.position
     FROM jsonb_to_recordset($1::jsonb) AS x ("fileId" int, position int) WHERE f.id = x."fileId" AND f.position <> x.position`,
    [JSON.stringify(places)],
  );
}

export async function deleteFiles(manager: EntityManager, fileIds: readonly number[]): Promise<void> {
  if (fileIds.length > 0) await manager.query(`DELETE FROM document_file WHERE id = ANY ($1::int[])`, [fileIds]);
}
