/** Writes rules and synonyms, and beside each, in the same statement, what it was before. */
import type { Caller } from '../../caller.js';
import { settingTable, type Settings } from '../queries/search-settings.js';
import type { Queryable } from '../queryable.js';

/** What curators give, by columns of the table. */
export type SettingValues = Readonly<Record<string, unknown>>;

const authorOf = ({ kind, id, name, door }: Caller): unknown[] => [kind, id, name, door];

/** Key of the lock that settings are written under: "mcds" in ASCII. */
const settingsLock = 0x6d636473;

/**
 * One writer at a time, until the transaction ends: changes become visible in the order of their numbers, so that who has
 * seen one has seen all before it.
 */
export async function lockSettings(db: Queryable): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1)`, [settingsLock]);
}

const noteChange = `INSERT INTO search_setting_change
  (kind, setting_id, revision, before, after, caller_kind, caller_id, caller_name, door)`;

const contentOf = (row: string): string => `to_jsonb(${row}) - ARRAY['id', 'revision', 'caller_name', 'changed_at']`;

async function idOf(rows: Promise<{ id: string }[]>): Promise<string> {
  const [row] = await rows;
  if (row === undefined) throw new Error('a setting vanished while it was written');
  return row.id;
}

/**
 * One that was deleted and comes back goes on where its history ends: who saw it before has seen another revision.
 * @param id of one that comes back from a file; null for a new one.
 */
export function insertSetting(
  db: Queryable,
  kind: keyof Settings,
  values: SettingValues,
  author: { readonly caller: Caller; readonly id: string | null },
): Promise<string> {
  const { table, columns } = settingTable(kind);
  const names = columns.join(', ');
  return idOf(
    db.query(
      `WITH written AS (
         INSERT INTO ${table} (id, ${names}, caller_name, revision)
         SELECT coalesce($6::uuid, gen_random_uuid()), ${names}, $4, 1 + coalesce(
           (SELECT max(c.revision) FROM search_setting_change c WHERE c.kind = '${kind}' AND c.setting_id = $6::uuid), 0)
         FROM jsonb_populate_record(NULL::${table}, $1::jsonb) RETURNING *
       ), noted AS (
         ${noteChange} SELECT '${kind}', w.id, w.revision, NULL, ${contentOf('w')}, $2, $3, $4, $5 FROM written w
       )
       SELECT id FROM written`,
      [JSON.stringify(values), ...authorOf(author.caller), author.id],
    ),
  );
}

/** Every value is written; what it was before is taken from the row, which has to be locked. */
export function updateSetting(
  db: Queryable,
  kind: keyof Settings,
  values: SettingValues,
  author: { readonly caller: Caller; readonly id: string },
): Promise<string> {
  const { table, columns } = settingTable(kind);
  const names = columns.join(', ');
  return idOf(
    db.query(
      `WITH was AS (SELECT * FROM ${table} WHERE id = $6), written AS (
         UPDATE ${table} t SET (${names}, caller_name, revision, changed_at) =
           (SELECT ${names}, $4, t.revision + 1, now() FROM jsonb_populate_record(NULL::${table}, $1::jsonb))
         WHERE t.id = $6 RETURNING *
       ), noted AS (
         ${noteChange} SELECT '${kind}', w.id, w.revision, ${contentOf('was')}, ${contentOf('w')}, $2, $3, $4, $5
         FROM written w, was
       )
       SELECT id FROM written`,
      [JSON.stringify(values), ...authorOf(author.caller), author.id],
    ),
  );
}

export function deleteSetting(
  db: Queryable,
  kind: keyof Settings,
  author: { readonly caller: Caller; readonly id: string },
): Promise<string> {
  return idOf(
    db.query(
      `WITH gone AS (DELETE FROM ${settingTable(kind).table} WHERE id = $5 RETURNING *), noted AS (
         ${noteChange} SELECT '${kind}', g.id, g.revision + 1, ${contentOf('g')}, NULL, $1, $2, $3, $4 FROM gone g
       )
       SELECT id FROM gone`,
      [...authorOf(author.caller), author.id],
    ),
  );
}
