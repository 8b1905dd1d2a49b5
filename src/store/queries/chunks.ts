/** Chunks with the text and the names that are cited with them, and passages. */
import type { Chunk } from '../entities/chunk.js';
import type { Passage } from '../entities/passage.js';
import { keepPlan } from '../kept-plans.js';
import type { Queryable } from '../queryable.js';
import {
  productColumns,
  vendorColumnsOf,
  versionColumns,
  type CountOf,
  type Of,
  type ProductRow,
  type VendorRow,
  type VersionRow,
} from './catalogue.js';
import { documentColumns, type DocumentRow } from './documents.js';
import { flagsOf } from './passage-marks.js';
import { isArchived, isListed, isReadable, isShown } from './visibility.js';

export type PassageRow = Pick<Passage, 'id' | 'productId' | 'headingPath' | 'text' | 'tokens'>;

export type ChunkRow = Pick<
  Chunk,
  | 'id'
  | 'key'
  | 'versionId'
  | 'documentId'
  | 'fileId'
  | 'sectionId'
  | 'passageId'
  | 'ordinal'
  | 'lastPage'
  | 'lastPageLabel'
> &
  Pick<Passage, 'productId' | 'headingPath' | 'text' | 'tokens'> & {
    readonly vendorId: string;
    /** 1-based index of the first page. */
    readonly page: number | null;
    readonly pageLabel: string | null;
    /** `product/version/document/file`. */
    readonly source: string;
    /** What curators say is wrong with it. */
    readonly flags: readonly string[];
  };

/** A chunk and what is cited with it. */
export interface CitedChunkRow {
  readonly chunk: ChunkRow;
  readonly document: DocumentRow;
  readonly version: VersionRow;
  readonly product: ProductRow;
  readonly vendor: VendorRow;
}

/** Of chunk c and what `joinedToChunk` brings. */
export const chunkColumns = `c.id, c.key, c.version_id AS "versionId", c.document_id AS "documentId", c.file_id AS "fileId", c.section_id AS "sectionId",
  c.passage_id AS "passageId", c.ordinal, c.first_page AS page, c.first_page_label AS "pageLabel",
  c.last_page AS "lastPage", c.last_page_label AS "lastPageLabel", v.product_id AS "productId",
  p.vendor_id AS "vendorId", p.slug || '/' || v.slug || '/' || d.slug || '/' || f.name AS source,
  t.heading_path AS "headingPath", t.text, t.tokens, ${flagsOf('c')} AS flags`;
export const joinedToChunk = `JOIN passage t ON t.id = c.passage_id JOIN document d ON d.id = c.document_id
  JOIN version v ON v.id = c.version_id JOIN product p ON p.id = v.product_id JOIN document_file f ON f.id = c.file_id`;
const readable = `${isReadable('d')} AND ${isReadable('v')} AND ${isShown('c')}`;

const byId = keepPlan(
  'chunks_by_id',
  `SELECT ${chunkColumns} FROM chunk c ${joinedToChunk} WHERE c.id = ANY ($1::int[]) AND ${readable}`,
);

/** Chunks of readable documents. */
export function chunksById(db: Queryable, ids: readonly number[]): Promise<ChunkRow[]> {
  return db.query(byId, [ids]);
}

const row = (columnsOfRow: string): string => `(SELECT row_to_json(one) FROM (SELECT ${columnsOfRow}) AS one)`;
const citedById = keepPlan(
  'cited_chunks_by_id',
  `SELECT ${row(chunkColumns)} AS chunk, ${row(documentColumns)} AS document, ${row(versionColumns)} AS version,
          ${row(productColumns)} AS product, ${row(vendorColumnsOf('r'))} AS vendor
   FROM chunk c ${joinedToChunk} JOIN vendor r ON r.id = p.vendor_id WHERE c.id = ANY ($1::int[]) AND ${readable}`,
);

/** A row that went through JSON, which has texts for dates. */
type JsonRow<Row> = { readonly [Field in keyof Row]: Row[Field] extends Date ? string : Row[Field] };
type JsonChunkRow = { readonly [Part in keyof CitedChunkRow]: JsonRow<CitedChunkRow[Part]> };

type DateField<Row> = { [Field in keyof Row]: Row[Field] extends Date ? Field : never }[keyof Row];

/** @param fields all that are dates: a new one has to be named here. */
function withDates<Row extends object>(row: JsonRow<Row>, fields: Readonly<Record<DateField<Row>, true>>): Row {
  const texts = row as Readonly<Record<string, string>>;
  return {
    ...row,
    ...Object.fromEntries(Object.keys(fields).map((name) => [name, new Date(texts[name] ?? '')])),
  } as Row;
}

const written = { createdAt: true, updatedAt: true } as const;

/** Chunks of readable documents with their documents, versions, products and vendors, in one statement instead of five. */
export async function citedChunksById(db: Queryable, ids: readonly number[]): Promise<CitedChunkRow[]> {
  const rows = await db.query<JsonChunkRow[]>(citedById, [ids]);
  return rows.map(({ chunk, document, version, product, vendor }) => ({
    chunk,
    document: withDates<DocumentRow>(document, { ...written, ingestedAt: true }),
    version: withDates<VersionRow>(version, written),
    product: withDates<ProductRow>(product, written),
    vendor: withDates<VendorRow>(vendor, written),
  }));
}

/** A chunk, as a key leads to it. */
export type KeyedChunkRow = ChunkRow & {
  /** False if the text that the key stood for is gone, and this is just the nearest. */
  readonly isTextKept: boolean;
};

/**
 * Chunks of readable documents by key. Keys that are no more lead to the chunk that took their text over, or to the nearest; those
 * of a document that was archived to the same passage in a published one of its version, where a folder that was moved or
 * renamed has it.
 */
export function chunksByKey(db: Queryable, keys: readonly string[]): Promise<Of<string, KeyedChunkRow>[]> {
  return db.query(
    `SELECT named.key AS "parentId", named.is_text_kept AS "isTextKept", ${chunkColumns}
     FROM (
       SELECT key, id, true FROM chunk WHERE key = ANY ($1::text[])
       UNION ALL
       SELECT old_key, chunk_id, is_text_kept FROM chunk_redirect
       WHERE old_key = ANY ($1::text[]) AND NOT EXISTS (SELECT FROM chunk WHERE chunk.key = old_key)
     ) AS named (key, id, is_text_kept)
     JOIN chunk asked ON asked.id = named.id
     LEFT JOIN LATERAL (
       SELECT same.id FROM document was, chunk same JOIN document now ON now.id = same.document_id
       WHERE was.id = asked.document_id AND ${isArchived('was')} AND same.passage_id = asked.passage_id
         AND same.version_id = asked.version_id AND ${isListed('now')}
       ORDER BY now.slug, same.position LIMIT 1
     ) AS moved ON true
     JOIN chunk c ON c.id = coalesce(moved.id, asked.id) ${joinedToChunk} WHERE ${readable}`,
    [keys],
  );
}

/** How many chunks of its document stand before each chunk. */
export function chunkOffsets(db: Queryable, ids: readonly number[]): Promise<CountOf<number>[]> {
  return db.query(
    `SELECT c.id AS "parentId", count(earlier.id)::int AS count
     FROM chunk c LEFT JOIN chunk earlier
       ON earlier.document_id = c.document_id AND ${isShown('earlier')} AND (earlier.position, earlier.id) < (c.position, c.id)
     WHERE c.id = ANY ($1::int[]) GROUP BY c.id`,
    [ids],
  );
}

export interface NeighbourRow extends ChunkRow {
  readonly parentId: number;
  readonly side: 'before' | 'after';
}

/** Up to `before` and `after` chunks around each chunk within its document, in reading order. */
export function neighboursOf(
  db: Queryable,
  ids: readonly number[],
  wanted: { readonly before: number; readonly after: number },
): Promise<NeighbourRow[]> {
  return db.query(
    `SELECT here.id AS "parentId", c.side, ${chunkColumns} FROM chunk here
     CROSS JOIN LATERAL (
       (SELECT 'before' AS side, b.* FROM chunk b
        WHERE b.document_id = here.document_id AND ${isShown('b')} AND (b.position, b.id) < (here.position, here.id)
        ORDER BY b.position DESC, b.id DESC LIMIT $2)
       UNION ALL
       (SELECT 'after', a.* FROM chunk a
        WHERE a.document_id = here.document_id AND ${isShown('a')} AND (a.position, a.id) > (here.position, here.id)
        ORDER BY a.position, a.id LIMIT $3)
     ) AS c ${joinedToChunk} WHERE here.id = ANY ($1::int[]) ORDER BY c.position, c.id`,
    [ids, wanted.before, wanted.after],
  );
}

/** Passages that a readable document shows. */
export function passagesById(db: Queryable, ids: readonly number[]): Promise<PassageRow[]> {
  return db.query(
    `SELECT t.id, t.product_id AS "productId", t.heading_path AS "headingPath", t.text, t.tokens FROM passage t
     WHERE t.id = ANY ($1::int[]) AND EXISTS (
       SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
       WHERE c.passage_id = t.id AND ${readable}
     )`,
    [ids],
  );
}

export function passageCreations(
  db: Queryable,
  ids: readonly number[],
): Promise<{ readonly id: number; readonly createdAt: Date }[]> {
  return db.query(`SELECT id, created_at AS "createdAt" FROM passage WHERE id = ANY ($1::int[])`, [ids]);
}
