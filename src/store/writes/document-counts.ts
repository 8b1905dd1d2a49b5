/** Counts that are kept with each document, so that reports over the whole library need not read its chunks. */
import { WITHOUT_TEXT } from '../entities/page-quality.js';
import type { Queryable } from '../queryable.js';

const counts = [
  'page_count',
  'pages_without_text',
  'file_count',
  'warning_count',
  'missing_includes',
  'chunk_count',
  'passage_count',
  'token_count',
  'unembedded_count',
] as const;

const columns = counts.join(', ');
const columnsOf = (alias: string): string => `(${counts.map((column) => `${alias}.${column}`).join(', ')})`;
const differs = `${columnsOf('document')} IS DISTINCT FROM ${columnsOf('counted')}`;

/** What the rows below a document `d` add up to; $1 is the qualities of pages whose text can't be used. */
const belowDocument = `
  CROSS JOIN LATERAL (
    SELECT nullif(count(*), 0)::int AS page_count,
           (count(*) FILTER (WHERE p.quality = ANY ($1::text[])))::int AS pages_without_text
    FROM document_file f JOIN page p ON p.file_id = f.id WHERE f.document_id = d.id) pages
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS file_count, coalesce(sum(cardinality(f.warnings)), 0)::int AS warning_count,
           coalesce(sum((SELECT count(*) FROM jsonb_array_elements(f.includes) AS include
                         WHERE include->>'sha256' IS NULL)), 0)::int AS missing_includes
    FROM document_file f WHERE f.document_id = d.id) files
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS chunk_count, count(DISTINCT c.passage_id)::int AS passage_count,
           coalesce(sum(p.tokens), 0)::int AS token_count,
           count(DISTINCT c.passage_id) FILTER (WHERE NOT EXISTS (
             SELECT FROM passage_vector v WHERE v.passage_id = c.passage_id
             AND v.model_id = (SELECT id FROM embedding_model WHERE active)))::int AS unembedded_count
    FROM chunk c JOIN passage p ON p.id = c.passage_id WHERE c.document_id = d.id) chunks`;

/** Counts anew what stands below the documents. Part of the transaction that changes it. */
export async function countDocuments(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE document SET (${columns}) = ${columnsOf('counted')}
     FROM (SELECT d.id, ${columns} FROM (SELECT id FROM document WHERE id = ANY ($2::uuid[])) d ${belowDocument}) counted
     WHERE document.id = counted.id AND ${differs}`,
    [WITHOUT_TEXT, ids],
  );
}

/** Documents whose counts are not what stands below them. */
export async function miscountedDocuments(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT document.id FROM document
     JOIN (SELECT d.id, ${columns} FROM (SELECT id FROM document) d ${belowDocument}) counted ON counted.id = document.id
     WHERE ${differs}`,
    [WITHOUT_TEXT],
  );
  return rows.map(({ id }) => id);
}

/** Counts passages without a vector anew, once the library's vectors are those of another model. */
export async function countUnembedded(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE document SET unembedded_count = counted.bare
     FROM (SELECT d.id, coalesce(b.bare, 0) AS bare FROM document d LEFT JOIN (
             SELECT c.document_id, count(DISTINCT c.passage_id) AS bare FROM chunk c
             WHERE NOT EXISTS (SELECT FROM passage_vector v WHERE v.passage_id = c.passage_id
                               AND v.model_id = (SELECT id FROM embedding_model WHERE active))
             GROUP BY c.document_id) b ON b.document_id = d.id) counted
     WHERE document.id = counted.id AND document.unembedded_count <> counted.bare`,
  );
}
