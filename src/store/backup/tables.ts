/** What a library's tables are, asked of the database itself, so that a new table is in every backup from its first day. */
import type { Queryable } from '../queryable.js';

export interface Table {
  readonly name: string;
  /** Columns that are stored; generated ones follow from them. */
  readonly columns: readonly string[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Column that numbers rows by itself, if there is one. */
  readonly identity: string | null;
}

/**
 * Tables that describe the database and not the library. What an index beside this database holds says nothing of one
 * beside another: a restored library fills its own. What is on its way in lies beside the database too,
 * and a bulk edit or a move that is only looked at is not part of the library yet.
 * Accounts and keys belong to an installation, and a backup holds no secrets. What people searched for is kept for a time
 * that a backup would not know of, and so is what calls gave that were named; the counts of days and what curators made of questions go along.
 */
const ofTheDatabase = [
  ...[
    'migrations',
    'typeorm_metadata',
    'search_index',
    'outbox',
    'dead_letter',
    'upload',
    'curation_preview',
    'move_preview',
  ],
  ...['account', 'session', 'api_key', 'access_link', 'audit_event', 'query_log', 'question_retry', 'sign_in_attempt'],
  'idempotent_call',
];

/** Tables of the current schema, by name. */
export function tablesOf(db: Queryable): Promise<Table[]> {
  return db.query(
    `SELECT c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT array_agg(a.attname::text ORDER BY k.place)
        FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid) AS key,
       (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '') AS identity
     FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND NOT c.relname = ANY ($1::text[])
     ORDER BY c.relname`,
    [ofTheDatabase],
  );
}

/** Names of all tables of the current schema, those of the database included: a backup reads migrations, too. */
export async function lockedTablesOf(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

/** A name as SQL writes it; names come from the catalogue, never from input. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
