/** Rows for tests. Each factory makes the parents that it is not given, and names that no other test has. */
import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { indexedWords } from '../../src/search/search-words.js';

type Values = Readonly<Record<string, unknown>>;

export interface Row {
  readonly id: string;
  readonly slug: string;
}

interface NumberedRow {
  readonly id: number;
}

export interface ProductRow extends Row {
  readonly vendor: Row;
}

export interface VersionRow extends Row {
  readonly product: ProductRow;
}

export interface DocumentRow extends Row {
  readonly version: VersionRow;
  /** The file that chunks go to unless another is made. */
  readonly file: NumberedRow;
}

export interface ChunkRow extends NumberedRow {
  readonly key: string;
  readonly passageId: number;
  readonly document: DocumentRow;
}

/** Columns by their names in the database; what is left out gets a value that fits. */
type Given<Parents> = Partial<Parents> & { readonly columns?: Values };

const unique = (noun: string): string => `${noun}-${randomUUID().slice(0, 13)}`;
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

async function insert<Inserted>(db: DataSource, table: string, values: Values): Promise<Inserted> {
  const names = Object.keys(values);
  const places = names.map((_, at) => `$${String(at + 1)}`);
  const [row] = await db.query<Inserted[]>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')}) RETURNING *`,
    Object.values(values),
  );
  if (row === undefined) throw new Error(`nothing was inserted into ${table}`);
  return row;
}

export function aVendor(db: DataSource, { columns }: Given<object> = {}): Promise<Row> {
  const slug = unique('vendor');
  return insert(db, 'vendor', { slug, name: slug, ...columns });
}

export async function aProduct(db: DataSource, { vendor, columns }: Given<{ vendor: Row }> = {}): Promise<ProductRow> {
  const owner = vendor ?? (await aVendor(db));
  const slug = unique('product');
  return {
    ...(await insert<Row>(db, 'product', { vendor_id: owner.id, slug, name: slug, ...columns })),
    vendor: owner,
  };
}

export async function aVersion(
  db: DataSource,
  { product, columns }: Given<{ product: ProductRow }> = {},
): Promise<VersionRow> {
  const owner = product ?? (await aProduct(db));
  const given = columns?.['label'];
  const label = typeof given === 'string' ? given : '1.0';
  const values = { product_id: owner.id, slug: label, label, ...columns };
  return { ...(await insert<Row>(db, 'version', values)), product: owner };
}

export async function aDocument(
  db: DataSource,
  { version, columns }: Given<{ version: VersionRow }> = {},
): Promise<DocumentRow> {
  const owner = version ?? (await aVersion(db));
  const slug = unique('document');
  const document = await insert<Row>(db, 'document', {
    version_id: owner.id,
    slug,
    title: slug,
    source_root: 'tests',
    content_hash: sha256(slug),
    ...columns,
  });
  const file = await aFile(db, document, {});
  return { ...document, version: owner, file };
}

export function aFile(db: DataSource, document: Row, columns: Values): Promise<NumberedRow> {
  return insert(db, 'document_file', {
    document_id: document.id,
    position: 0,
    path: 'guide/guide.md',
    name: 'guide.md',
    stem: 'guide',
    title: 'Guide',
    format: 'markdown',
    bytes: 10,
    sha256: sha256('guide'),
    ...columns,
  });
}

export function aSection(db: DataSource, document: DocumentRow, columns: Values): Promise<NumberedRow> {
  return insert(db, 'section', {
    document_id: document.id,
    file_id: document.file.id,
    position: 0,
    depth: 1,
    heading: 'Section',
    anchor: unique('section'),
    ...columns,
  });
}

export function aPassage(db: DataSource, product: Row, text: string): Promise<NumberedRow> {
  return insert(db, 'passage', {
    product_id: product.id,
    hash: sha256(`${text} ${randomUUID()}`),
    heading_path: ['Guide'],
    text,
    search_text: text,
    search_words: indexedWords(text, ['Guide']),
    identifiers: [],
    tokens: text.split(' ').length,
  });
}

/** @param given.passage the text to show again; a new one is made of `text` otherwise. */
export async function aChunk(
  db: DataSource,
  given: Given<{ document: DocumentRow; passage: NumberedRow; text: string; ordinal: number }> = {},
): Promise<ChunkRow> {
  const document = given.document ?? (await aDocument(db));
  const { version } = document;
  const passage = given.passage ?? (await aPassage(db, version.product, given.text ?? 'Words about nothing.'));
  const ordinal = given.ordinal ?? 0;
  const row = await insert<{ id: number; key: string }>(db, 'chunk', {
    key: [version.product.slug, version.slug, document.slug, 'guide', String(ordinal)].join('::'),
    version_id: version.id,
    document_id: document.id,
    file_id: document.file.id,
    passage_id: passage.id,
    ordinal,
    position: ordinal,
    ...given.columns,
  });
  return { id: row.id, key: row.key, passageId: passage.id, document };
}
