/** Removes vendors, products and versions that nothing stands below any more, and leads on from them. */
import type { GoneRow, MadeRow } from '../entities/structure-move.js';
import type { Queryable } from '../queryable.js';
import { required } from '../queries/effective.js';
import { placesOf } from '../queries/structure.js';
import type { Authorship } from './curation.js';

export const tableOf = { VENDOR: 'vendor', PRODUCT: 'product', VERSION: 'version', DOCUMENT: 'document' } as const;

/** What goes, and the paths of what it went into. */
export interface Leaving {
  readonly gone: readonly MadeRow[];
  readonly successors: readonly { readonly id: string; readonly path: string }[];
}

/** Deletes what nothing stands below any more; links to it, and to what went into it before, lead to its successor. */
export async function removeRows(
  db: Queryable,
  { gone, successors }: Leaving,
  { caller, note, bulkId }: Authorship,
): Promise<GoneRow[]> {
  const removed: GoneRow[] = [];
  for (const kind of ['VERSION', 'PRODUCT', 'VENDOR'] as const) {
    const ids = gone.filter((one) => one.kind === kind).map(({ id }) => id);
    if (ids.length === 0) continue;
    const { from, path, place } = placesOf(kind);
    const followed = `jsonb_to_recordset($1::jsonb) AS x (id uuid, path text) JOIN ${from} ON t.id = x.id
       JOIN (SELECT t.id, ${path} AS path, ${place} AS place FROM ${from}) AS s ON s.path = x.path
       WHERE t.id = ANY ($2::uuid[])`;
    const parts = kind === 'VERSION' ? [`p.slug`, 't.slug'] : ['NULL', 'NULL'];
    const called = kind === 'VERSION' ? 'label' : 'name';
    await db.query(
      `INSERT INTO former_path (kind, path, product, version, names, old_id, target_id, bulk_id)
       SELECT '${kind}', ${path}, ${parts.join(', ')}, ARRAY[${required('t', called)}, ${place}] || t.aliases, t.id, s.id, $3
       FROM ${followed}`,
      [JSON.stringify(successors), ids, bulkId],
    );
    await db.query(
      `INSERT INTO curation_change (subject_kind, subject_id, subject_path, revision, field, before_set, before, after_set,
         after, note, bulk_id, caller_kind, caller_id, caller_name, door)
       SELECT '${kind}', t.id, ${path}, t.curation_revision + 1, 'place', true, to_jsonb(${place}), true, to_jsonb(s.place),
         $4, $3::uuid, $5, $6, $7, $8 FROM ${followed}`,
      [JSON.stringify(successors), ids, bulkId, note, caller.kind, caller.id, caller.name, caller.door],
    );
    await db.query(
      `INSERT INTO former_path (kind, path, product, version, document, names, old_id, target_id, is_taken_back, bulk_id)
       SELECT f.kind, f.path, f.product, f.version, f.document, f.names, f.old_id, now.target_id, f.is_taken_back, $2
       FROM former_path f JOIN former_path now ON now.old_id = f.target_id AND now.bulk_id = $2
       WHERE f.target_id = ANY ($1::uuid[])`,
      [ids, bulkId],
    );
    if (kind === 'PRODUCT') {
      await db.query(`DELETE FROM passage WHERE product_id = ANY ($1::uuid[])`, [ids]);
    }
    const [rows] = await db.query<[{ row: Readonly<Record<string, unknown>> }[], number]>(
      `DELETE FROM ${tableOf[kind]} t WHERE t.id = ANY ($1::uuid[]) RETURNING to_jsonb(t) AS row`,
      [ids],
    );
    removed.push(...rows.map(({ row }) => ({ kind, row })));
  }
  return removed;
}

/** Those of them that nothing stands below. */
export async function emptyAmong(db: Queryable, rows: readonly MadeRow[]): Promise<MadeRow[]> {
  const empty: MadeRow[] = [];
  const below = { VENDOR: 'product', PRODUCT: 'version', VERSION: 'document' } as const;
  for (const kind of ['VERSION', 'PRODUCT', 'VENDOR'] as const) {
    const ids = rows.filter((one) => one.kind === kind).map(({ id }) => id);
    const going = empty.map(({ id }) => id);
    const found = await db.query<{ id: string }[]>(
      `SELECT t.id FROM ${tableOf[kind]} t WHERE t.id = ANY ($1::uuid[]) AND NOT EXISTS (
         SELECT FROM ${below[kind]} b WHERE b.${tableOf[kind]}_id = t.id AND NOT b.id = ANY ($2::uuid[]))`,
      [ids, going],
    );
    empty.push(...found.map(({ id }) => ({ kind, id })));
  }
  return empty;
}
