/** Passages and documents that judgements are about: found by key and, where that is no more, by how the passage begins. */
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';
import { isListed, isShown } from './visibility.js';

/** Characters that a quote has at most. */
const longestQuote = 200;

/** The text of passage `p` with single blanks. */
const squeezed = `btrim(regexp_replace(p.text, '\\s+', ' ', 'g'))`;

export interface QuotedChunk {
  /** As it is now. */
  readonly key: string;
  readonly quote: string;
}

/** The passage that a key leads to; null if there is none, or its text is gone. */
export async function quotedChunk(db: Queryable, key: string): Promise<QuotedChunk | null> {
  const rows = await db.query<QuotedChunk[]>(
    `SELECT c.key, left(${squeezed}, ${String(longestQuote)}) AS quote
     FROM chunk c JOIN passage p ON p.id = c.passage_id
     WHERE c.key = $1 OR c.id = (SELECT chunk_id FROM chunk_redirect WHERE old_key = $1 AND is_text_kept)
     ORDER BY c.key = $1 DESC LIMIT 1`,
    [key],
  );
  return rows[0] ?? null;
}

/** A passage that a key leads to: the chunks that show it, in all published versions. */
export interface KeyedPassage {
  readonly passageId: number;
  readonly chunkIds: readonly number[];
}

export interface SoughtPassage {
  readonly key: string;
  /** Null if only the key tells it. */
  readonly quote: string | null;
}

interface Row extends KeyedPassage {
  readonly place: number;
}

const shownAs = `SELECT array_agg(c.id ORDER BY c.id) FROM chunk c JOIN document d ON d.id = c.document_id
  JOIN version v ON v.id = c.version_id WHERE c.passage_id = p.id AND ${isListed('d')} AND ${isListed('v')} AND ${isShown('c')}`;
const sought = 'unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (key, quote, place)';

const byKey = `SELECT t.place::int, p.id AS "passageId", (${shownAs}) AS "chunkIds" FROM ${sought}
  JOIN LATERAL (
    SELECT passage_id FROM chunk WHERE key = t.key
    UNION ALL
    SELECT c.passage_id FROM chunk_redirect r JOIN chunk c ON c.id = r.chunk_id
    WHERE r.old_key = t.key AND r.is_text_kept AND NOT EXISTS (SELECT FROM chunk WHERE key = t.key)
  ) AS named ON true
  JOIN passage p ON p.id = named.passage_id
  WHERE t.quote IS NULL OR strpos(${squeezed}, t.quote) > 0`;

/** In any version of the document; the one that the key names first. */
const byQuote = `SELECT t.place::int, found.* FROM ${sought}
  CROSS JOIN LATERAL (
    SELECT p.id AS "passageId", (${shownAs}) AS "chunkIds"
    FROM documents_called(split_part(t.key, '::', 1), NULL, split_part(t.key, '::', 3)) AS called (id)
    JOIN document d ON d.id = called.id AND ${isListed('d')} JOIN version v ON v.id = d.version_id AND ${isListed('v')}
    JOIN chunk c ON c.document_id = d.id JOIN passage p ON p.id = c.passage_id
    WHERE t.quote IS NOT NULL AND strpos(${squeezed}, t.quote) > 0
    ORDER BY v.slug = split_part(t.key, '::', 2) DESC, v.slug, c.position LIMIT 1
  ) AS found`;

async function rowsOf(db: Queryable, sql: string, passages: readonly SoughtPassage[]): Promise<Row[]> {
  if (passages.length === 0) return [];
  const rows = await db.query<(Omit<Row, 'chunkIds'> & { chunkIds: number[] | null })[]>(sql, [
    passages.map(({ key }) => key),
    passages.map(({ quote }) => quote),
  ]);
  return rows.flatMap((row) => (row.chunkIds === null ? [] : [{ ...row, chunkIds: row.chunkIds }]));
}

/** Two statements at most; null for those that nothing published shows any more. */
export async function findKeyedPassages(
  db: Queryable,
  passages: readonly SoughtPassage[],
): Promise<(KeyedPassage | null)[]> {
  const answers: (KeyedPassage | null)[] = passages.map(() => null);
  for (const { place, ...found } of await rowsOf(db, byKey, passages)) answers[place - 1] = found;
  const left = passages.flatMap((passage, at) => (answers[at] === null ? [{ ...passage, at }] : []));
  for (const { place, ...found } of await rowsOf(db, byQuote, left)) {
    const at = left[place - 1]?.at;
    if (at !== undefined) answers[at] = found;
  }
  return answers;
}

/** Documents of chunks. */
export async function documentsOfChunks(
  db: Queryable,
  chunkIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (chunkIds.length === 0) return new Map();
  const rows = await db.query<{ id: number; documentId: string }[]>(
    `SELECT id, document_id AS "documentId" FROM chunk WHERE id = ANY ($1::int[])`,
    [chunkIds],
  );
  return new Map(rows.map(({ id, documentId }) => [id, documentId]));
}

/** What a judged target says, to be read elsewhere. */
export interface TargetText {
  readonly title: string;
  readonly text: string;
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
}

/** The chunks of one document in reading order. @param chunkIds null for all of them. */
export async function targetText(
  db: Queryable,
  documentId: string,
  chunkIds: readonly number[] | null,
): Promise<TargetText | null> {
  const rows = await db.query<TargetText[]>(
    `SELECT ${required('d', 'title')} AS title, n.slug AS vendor, r.slug AS product, v.slug AS version,
       (SELECT string_agg(p.text, E'\\n\\n' ORDER BY c.position, c.id) FROM chunk c JOIN passage p ON p.id = c.passage_id
        WHERE c.document_id = d.id AND ($2::int[] IS NULL OR c.id = ANY ($2))) AS text
     FROM document d JOIN version v ON v.id = d.version_id JOIN product r ON r.id = v.product_id
     JOIN vendor n ON n.id = r.vendor_id WHERE d.id = $1`,
    [documentId, chunkIds],
  );
  return rows[0] ?? null;
}
