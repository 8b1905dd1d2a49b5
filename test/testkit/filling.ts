/** Short ways to fill a library without an ingest. */
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { identifiersOf } from '../../src/search/identifiers.js';
import { indexedWords } from '../../src/search/search-words.js';

async function insert<Id>(dataSource: DataSource, sql: string, parameters: unknown[]): Promise<Id> {
  const [row]: { id: Id }[] = await dataSource.query(`${sql} RETURNING id`, parameters);
  if (row === undefined) throw new Error('nothing was inserted');
  return row.id;
}

export async function addProduct(dataSource: DataSource, slug: string): Promise<string> {
  const vendor = await insert<string>(dataSource, 'INSERT INTO vendor (slug, name) VALUES ($1, $1)', [`${slug}-maker`]);
  return insert(dataSource, 'INSERT INTO product (vendor_id, slug, name) VALUES ($1, $2, $2)', [vendor, slug]);
}

export interface DocumentPlace {
  readonly productId: string;
  readonly versionId: string;
  readonly documentId: string;
  readonly fileId: number;
}

/** A version with one document. */
export async function addVersion(
  dataSource: DataSource,
  productId: string,
  slug: string,
  { kind = 'GUIDE', state = 'PUBLISHED' }: { kind?: string; state?: string } = {},
): Promise<DocumentPlace> {
  const versionId = await insert<string>(
    dataSource,
    'INSERT INTO version (product_id, slug, label) VALUES ($1, $2, $2)',
    [productId, slug],
  );
  const documentId = await insert<string>(
    dataSource,
    `INSERT INTO document (version_id, slug, title, kind, state, source_root, content_hash)
     VALUES ($1, 'guide', 'Guide', $2, $3, 'test', '')`,
    [versionId, kind, state],
  );
  const fileId = await insert<number>(
    dataSource,
    `INSERT INTO document_file (document_id, position, path, name, stem, title, format, bytes, sha256)
     VALUES ($1, 0, 'guide.md', 'guide.md', 'guide', 'Guide', 'MARKDOWN', 0, '')`,
    [documentId],
  );
  return { productId, versionId, documentId, fileId };
}

/** Passages with one chunk each in every place; ids in the order of the texts. */
export async function addPassages(
  dataSource: DataSource,
  places: readonly [DocumentPlace, ...DocumentPlace[]],
  texts: readonly string[],
): Promise<number[]> {
  const { productId } = places[0];
  const rows = texts.map((text) => ({
    hash: createHash('sha256').update(text).digest('hex'),
    text,
    words: indexedWords(text, []),
    identifiers: identifiersOf(text),
  }));
  const inserted = await dataSource.query<{ id: number; text: string }[]>(
    `INSERT INTO passage (product_id, hash, heading_path, text, search_text, search_words, identifiers, tokens)
     SELECT $1, decode(x.hash, 'hex'), '{}', x.text, x.text, x.words, ARRAY(SELECT jsonb_array_elements_text(x.identifiers)), 1
     FROM jsonb_to_recordset($2::jsonb) AS x (hash text, text text, words text, identifiers jsonb) RETURNING id, text`,
    [productId, JSON.stringify(rows)],
  );
  const byText = new Map(inserted.map((row) => [row.text, row.id]));
  const ids = texts.map((text) => byText.get(text) ?? 0);
  for (const { documentId, versionId, fileId } of places) {
    await dataSource.query(
      `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
       SELECT $1 || '::' || id, $2, $3, $4, id, id, id FROM unnest($5::int[]) AS id`,
      [documentId, versionId, documentId, fileId, ids],
    );
  }
  return ids;
}
