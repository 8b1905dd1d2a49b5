/** Places that documentation comes from. */
import type { SourceKind } from '../entities/source-kind.js';
import type { Queryable } from '../queryable.js';

/** Nobody else decides about its jobs until the transaction ends. */
export async function lockSource(db: Queryable, id: string): Promise<void> {
  await db.query(`SELECT FROM ingest_source WHERE id = $1 FOR UPDATE`, [id]);
}

/** Finds or makes the source: what is read by another manifest is another one; remembers what its last run was asked for. */
export async function ensureSource(
  db: Queryable,
  source: {
    readonly kind: SourceKind;
    readonly location: string;
    readonly manifest: string;
    readonly options: unknown;
  },
): Promise<string> {
  const options = JSON.stringify(source.options);
  await db.query(
    `INSERT INTO ingest_source (kind, location, options, manifest) VALUES ($1, $2, $3, $4)
     ON CONFLICT (kind, location, manifest) DO UPDATE SET options = excluded.options
     WHERE ingest_source.options IS DISTINCT FROM excluded.options`,
    [source.kind, source.location, options, source.manifest],
  );
  const rows = await db.query<{ id: string }[]>(
    `SELECT id FROM ingest_source WHERE kind = $1 AND location = $2 AND manifest = $3`,
    [source.kind, source.location, source.manifest],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`the source ${source.location} vanished while it was written`);
  return row.id;
}
