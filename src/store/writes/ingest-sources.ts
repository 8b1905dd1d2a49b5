/** Places that documentation comes from. */
import type { SourceKind } from '../entities/source-kind.js';
import type { Queryable } from '../queryable.js';

/** Finds or makes the source; remembers what its last run was asked for. */
export async function ensureSource(
  db: Queryable,
  source: { readonly kind: SourceKind; readonly location: string; readonly options: unknown },
): Promise<string> {
  const options = JSON.stringify(source.options);
  await db.query(
    `INSERT INTO ingest_source (kind, location, options) VALUES ($1, $2, $3)
     ON CONFLICT (kind, location) DO UPDATE SET options = excluded.options
     WHERE ingest_source.options IS DISTINCT FROM excluded.options`,
    [source.kind, source.location, options],
  );
  const rows = await db.query<{ id: string }[]>(`SELECT id FROM ingest_source WHERE kind = $1 AND location = $2`, [
    source.kind,
    source.location,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the source ${source.location} vanished while it was written`);
  return row.id;
}
