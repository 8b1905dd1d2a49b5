/**
 * Puts vendors, products, versions and documents elsewhere, in one transaction and set by set: rows, chunk keys, passages, history,
 * and the paths that lead on from where they were.
 */
import { randomUUID } from 'node:crypto';
import type { GoneRow, MadeRow } from '../entities/structure-move.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import type { Queryable } from '../queryable.js';
import { placesOf } from '../queries/structure.js';
import type { Authorship } from './curation.js';
import { emptyAmong, removeRows, tableOf, type Leaving } from './remove-merged.js';
import { rehomePassages } from './rehome-passages.js';

export type ParentKind = Exclude<SubjectKind, 'DOCUMENT'>;

/** A thing that is made, or has been before and comes back. */
export type NewRow = MadeRow & { readonly row: Readonly<Record<string, unknown>> };

/** One that has not been before, with what the columns have of themselves. */
export function newRow(kind: ParentKind, values: Readonly<Record<string, unknown>>): NewRow {
  const id = randomUUID();
  const usual = kind === 'VERSION' ? { preview: false, state: 'PUBLISHED' } : {};
  const times = { created_at: new Date(), updated_at: new Date() };
  return { kind, id, row: { id, aliases: [], overrides: {}, curation_revision: 0, ...usual, ...times, ...values } };
}

/** All by what they are called afterwards. */
export interface Rearrangement extends Leaving {
  readonly made: readonly NewRow[];
  readonly vendors: readonly { readonly id: string; readonly slug: string }[];
  /** @property vendor slug. */
  readonly products: readonly { readonly id: string; readonly vendor: string; readonly slug: string }[];
  /** @property product slug. */
  readonly versions: readonly { readonly id: string; readonly product: string; readonly slug: string }[];
  /** @property version `product/version`. */
  readonly documents: readonly { readonly id: string; readonly version: string; readonly slug: string }[];
}

/** Notes where everything stands that the rearrangement is about, with all that stands below it. */
async function listMoving(db: Queryable, { vendors, products, versions, documents }: Rearrangement): Promise<void> {
  const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id);
  await db.query(
    `CREATE TEMP TABLE moving (kind text NOT NULL, id uuid PRIMARY KEY, before text NOT NULL, after text) ON COMMIT DROP`,
  );
  const below = {
    VENDOR: 't.id = ANY ($1::uuid[])',
    PRODUCT: 't.id = ANY ($2::uuid[]) OR t.vendor_id = ANY ($1::uuid[])',
    VERSION: 't.id = ANY ($3::uuid[]) OR t.product_id = ANY ($2::uuid[])',
    DOCUMENT: 't.id = ANY ($4::uuid[]) OR t.version_id = ANY ($3::uuid[]) OR v.product_id = ANY ($2::uuid[])',
  } as const;
  for (const [kind, condition] of Object.entries(below) as [SubjectKind, string][]) {
    await db.query(
      `WITH asked AS (SELECT $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
       INSERT INTO moving (kind, id, before) SELECT $5::text, t.id, ${placesOf(kind).place} FROM ${placesOf(kind).from} WHERE ${condition}`,
      [ids(vendors), ids(products), ids(versions), ids(documents), kind],
    );
  }
}

async function insertRows(db: Queryable, rows: readonly NewRow[]): Promise<void> {
  for (const kind of ['VENDOR', 'PRODUCT', 'VERSION'] as const) {
    const table = tableOf[kind];
    const ofKind = rows.filter((one) => one.kind === kind).map(({ row }) => row);
    const names = [...new Set(ofKind.flatMap((row) => Object.keys(row)))].map(
      (name) => `"${name.replaceAll('"', '')}"`,
    );
    if (ofKind.length === 0) continue;
    await db.query(
      `INSERT INTO ${table} (${names.join(', ')})
       SELECT ${names.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(ofKind)],
    );
  }
}

/** @throws Error when a vendor, product or version is not there that something is put below. */
async function putElsewhere(db: Queryable, { vendors, products, versions, documents }: Rearrangement): Promise<void> {
  const steps: [readonly object[], string][] = [
    [
      vendors,
      `UPDATE vendor t SET slug = x.slug FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, slug text) WHERE t.id = x.id`,
    ],
    [
      products,
      `UPDATE product t SET vendor_id = o.id, slug = x.slug
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, vendor text, slug text) JOIN vendor o ON o.slug = x.vendor
       WHERE t.id = x.id`,
    ],
    [
      versions,
      `UPDATE version t SET product_id = p.id, slug = x.slug
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, product text, slug text) JOIN product p ON p.slug = x.product
       WHERE t.id = x.id`,
    ],
    [
      documents,
      `UPDATE document t SET version_id = v.id, slug = x.slug
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, version text, slug text)
       JOIN product p ON p.slug = split_part(x.version, '/', 1)
       JOIN version v ON v.product_id = p.id AND v.slug = split_part(x.version, '/', 2)
       WHERE t.id = x.id`,
    ],
  ];
  for (const [things, sql] of steps) {
    if (things.length === 0) continue;
    const [, count] = await db.query<[unknown, number]>(sql, [JSON.stringify(things)]);
    if (count !== things.length) throw new Error('what things are put below vanished while they were moved');
  }
  await db.query(
    `UPDATE chunk c SET version_id = d.version_id FROM moving m JOIN document d ON d.id = m.id
     WHERE m.kind = 'DOCUMENT' AND c.document_id = m.id AND c.version_id <> d.version_id`,
  );
}

/** Leaves in `moving` what really stands elsewhere. */
async function compareMoving(db: Queryable): Promise<void> {
  for (const kind of Object.keys(tableOf) as SubjectKind[]) {
    const { from, place } = placesOf(kind);
    await db.query(
      `UPDATE moving m SET after = now.place FROM (SELECT t.id, ${place} AS place FROM ${from}
       WHERE t.id IN (SELECT id FROM moving WHERE kind = '${kind}')) AS now WHERE now.id = m.id`,
    );
  }
  await db.query(`DELETE FROM moving WHERE after = before`);
  await db.query('ANALYZE moving');
}

const ofDocuments = `m.kind = 'DOCUMENT' AND c.document_id = m.id`;
const prefixOf = (column: string): string => `replace(m.${column}, '/', '::') || '::'`;

/** Keys begin with the place of the document; those before lead on. */
async function rewriteKeys(db: Queryable): Promise<void> {
  await db.query(
    `INSERT INTO chunk_redirect (old_key, chunk_id) SELECT c.key, c.id FROM moving m JOIN chunk c ON ${ofDocuments}
     ON CONFLICT (old_key) DO UPDATE SET chunk_id = excluded.chunk_id, is_text_kept = true`,
  );
  await db.query(
    `UPDATE chunk c SET key = ${prefixOf('after')} || substr(c.key, length(${prefixOf('before')}) + 1)
     FROM moving m WHERE ${ofDocuments} AND starts_with(c.key, ${prefixOf('before')})`,
  );
  await db.query(`DELETE FROM chunk_redirect r USING moving m JOIN chunk c ON ${ofDocuments} WHERE r.old_key = c.key`);
}

/** Paths of products are their slugs, wherever they stand. */
const pathOf = (column: string): string =>
  `CASE m.kind WHEN 'PRODUCT' THEN split_part(m.${column}, '/', 2) ELSE m.${column} END`;

/** What is known by its path, is known by the new one. */
async function renameHistory(db: Queryable): Promise<void> {
  for (const table of ['curation_change', 'proposal']) {
    await db.query(
      `UPDATE ${table} c SET subject_path = ${pathOf('after')} FROM moving m
       WHERE c.subject_kind = m.kind AND c.subject_path = ${pathOf('before')} AND ${pathOf('after')} <> ${pathOf('before')}`,
    );
  }
}

async function noteOrigins(db: Queryable): Promise<void> {
  for (const table of ['version', 'document'] as const) {
    await db.query(
      `UPDATE ${table} t SET origin = nullif(coalesce(t.origin, m.before), m.after), updated_at = now(),
         curation_revision = t.curation_revision + 1
       FROM moving m WHERE m.kind = '${table.toUpperCase()}' AND t.id = m.id`,
    );
  }
  await db.query(
    `UPDATE product t SET origin = nullif(coalesce(t.origin, split_part(m.before, '/', 1)), split_part(m.after, '/', 1)),
       updated_at = now(), curation_revision = t.curation_revision + 1
     FROM moving m WHERE m.kind = 'PRODUCT' AND t.id = m.id`,
  );
  await db.query(
    `UPDATE vendor t SET updated_at = now(), curation_revision = t.curation_revision + 1
     FROM moving m WHERE m.kind = 'VENDOR' AND t.id = m.id`,
  );
}

async function noteHistory(db: Queryable, { caller, note, bulkId }: Authorship): Promise<void> {
  const revision = Object.values(tableOf).map((table) => `SELECT id, curation_revision FROM ${table}`);
  await db.query(
    `INSERT INTO curation_change (subject_kind, subject_id, subject_path, revision, field, before_set, before, after_set,
       after, note, bulk_id, caller_kind, caller_id, caller_name, door)
     SELECT m.kind, m.id, ${pathOf('after')}, t.curation_revision, 'place', true, to_jsonb(m.before), true,
       to_jsonb(m.after), $1, $2::uuid, $3, $4, $5, $6
     FROM moving m JOIN (${revision.join(' UNION ALL ')}) AS t ON t.id = m.id ORDER BY m.after`,
    [note, bulkId, caller.kind, caller.id, caller.name, caller.door],
  );
}

/** A product is known by its vendor and slug, too. @param isTakenBack whether these are places that things had until a move was taken back. */
async function notePaths(db: Queryable, bulkId: string, isTakenBack: boolean): Promise<void> {
  const part = (kinds: string, place: number): string =>
    `CASE WHEN m.kind IN (${kinds}) THEN split_part(m.before, '/', ${String(place)}) END`;
  await db.query(
    `INSERT INTO former_path (kind, path, product, version, document, names, target_id, is_taken_back, bulk_id)
     SELECT m.kind, ${pathOf('before')}, ${part(`'VERSION', 'DOCUMENT'`, 1)}, ${part(`'VERSION', 'DOCUMENT'`, 2)},
       ${part(`'DOCUMENT'`, 3)}, CASE m.kind WHEN 'VERSION' THEN v.label || v.aliases WHEN 'PRODUCT' THEN ARRAY[m.before] ELSE '{}' END, m.id, $2, $1
     FROM moving m LEFT JOIN version v ON v.id = m.id
     WHERE m.kind = 'PRODUCT' OR ${pathOf('after')} <> ${pathOf('before')} ORDER BY m.before`,
    [bulkId, isTakenBack],
  );
}

export interface Rearranged {
  /** Things that stand elsewhere. */
  readonly moved: number;
  readonly gone: readonly GoneRow[];
  /** Documents that stand elsewhere. */
  readonly documentIds: readonly string[];
}

export interface RearrangeOptions extends Authorship {
  readonly bulkId: string;
  /** Whether it takes a move back. */
  readonly isTakenBack: boolean;
  /** Go too, where nothing stands below them. */
  readonly empty?: readonly MadeRow[];
}

/** Within a transaction that has locked the structure. */
export async function rearrange(
  db: Queryable,
  rearrangement: Rearrangement,
  { isTakenBack, empty = [], ...authorship }: RearrangeOptions,
): Promise<Rearranged> {
  const { bulkId } = authorship;
  await listMoving(db, rearrangement);
  await insertRows(db, rearrangement.made);
  await putElsewhere(db, rearrangement);
  await compareMoving(db);
  await rewriteKeys(db);
  await rehomePassages(db);
  await renameHistory(db);
  await noteOrigins(db);
  await noteHistory(db, authorship);
  await notePaths(db, bulkId, isTakenBack);
  const left = await emptyAmong(db, empty);
  const { gone: going, successors } = rearrangement;
  const gone = await removeRows(db, { gone: [...going, ...left], successors }, authorship);
  const rows = await db.query<{ kind: SubjectKind; id: string }[]>('SELECT kind, id FROM moving ORDER BY after');
  await db.query('DROP TABLE moving');
  const documentIds = rows.filter(({ kind }) => kind === 'DOCUMENT').map(({ id }) => id);
  return { moved: rows.length, gone, documentIds };
}
