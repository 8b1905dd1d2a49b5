/** Writes overrides, and beside each, in the same transaction, what it was before. */
import type { Caller } from '../../caller.js';
import type { BulkKind } from '../entities/bulk-kind.js';
import { CurationBulk } from '../entities/curation-bulk.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import { extractedValues, subjectTable } from '../queries/curated-fields.js';
import type { Queryable, Repositories } from '../queryable.js';

/** One field of one thing: a value of the curator's, or back to what the source says. */
export interface OverrideWrite {
  readonly id: string;
  readonly field: string;
  readonly set: boolean;
  /** Null is a value; without meaning if it is not set. */
  readonly value: unknown;
  /** The change that this one takes back. */
  readonly reverts?: number;
}

/** Who changes something, and why. */
export interface Authorship {
  readonly caller: Caller;
  readonly note: string | null;
  readonly bulkId: string | null;
  /** What was proposed to whoever changes it. */
  readonly proposalId?: string | null;
}

const authorOf = ({
  kind,
  id,
  name,
  door,
}: Caller): Pick<CurationBulk, 'callerKind' | 'callerId' | 'callerName' | 'door'> => ({
  callerKind: kind,
  callerId: id,
  callerName: name,
  door,
});

/** SQL of what the writes in parameter 1 would change, as `effect`; what changes nothing is left out. */
function effectOf(kind: SubjectKind): string {
  const { from, path } = subjectTable(kind);
  return `wanted AS (
       SELECT x.id, x.field, x.set AS is_set, coalesce(x.value, 'null') AS value, x.reverts
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, field text, set boolean, value jsonb, reverts integer)
     ), subject AS (
       SELECT t.id, t.overrides, t.curation_revision, ${path} AS path, ${extractedValues(kind)} AS extracted
       FROM ${from} WHERE t.id IN (SELECT id FROM wanted)
     ), effect AS (
       SELECT w.*, s.path, s.curation_revision + 1 AS revision, s.overrides ? w.field AS before_set,
              nullif(s.overrides->w.field, 'null') AS before, nullif(s.extracted->w.field, 'null') AS extracted
       FROM wanted w JOIN subject s ON s.id = w.id
       WHERE CASE WHEN w.is_set THEN (s.overrides->w.field) IS DISTINCT FROM w.value ELSE s.overrides ? w.field END
     )`;
}

/** How many things the writes would change. */
export async function countEffects(
  db: Queryable,
  kind: SubjectKind,
  writes: readonly OverrideWrite[],
): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `WITH ${effectOf(kind)} SELECT count(DISTINCT id)::int AS count FROM effect`,
    [JSON.stringify(writes)],
  );
  return rows[0]?.count ?? 0;
}

/**
 * One statement, however many there are; what changes nothing is left out. The things have to be locked.
 * @returns ids of the changes.
 */
export async function writeOverrides(
  db: Queryable,
  kind: SubjectKind,
  writes: readonly OverrideWrite[],
  { caller, note, bulkId, proposalId = null }: Authorship,
): Promise<number[]> {
  if (writes.length === 0) return [];
  const { table } = subjectTable(kind);
  const rows = await db.query<{ id: number }[]>(
    `WITH ${effectOf(kind)}, written AS (
       UPDATE ${table} t
       SET overrides = (t.overrides - e.removed) || e.added, curation_revision = e.revision, updated_at = now()
       FROM (SELECT id, revision, coalesce(array_agg(field) FILTER (WHERE NOT is_set), '{}') AS removed,
                    coalesce(jsonb_object_agg(field, value) FILTER (WHERE is_set), '{}') AS added
             FROM effect GROUP BY id, revision) AS e
       WHERE t.id = e.id
     )
     INSERT INTO curation_change (subject_kind, subject_id, subject_path, revision, field, before_set, before, after_set,
       after, extracted, reverts, note, bulk_id, proposal_id, caller_kind, caller_id, caller_name, door)
     SELECT '${kind}', id, path, revision, field, before_set, before, is_set, CASE WHEN is_set THEN nullif(value, 'null') END,
       extracted, reverts, $2, $3::uuid, $4::uuid, $5, $6, $7, $8
     FROM effect ORDER BY path, field
     RETURNING id`,
    [JSON.stringify(writes), note, bulkId, proposalId, ...Object.values(authorOf(caller))],
  );
  return rows.map(({ id }) => id);
}

/** Changes that follow belong to it. It has the id that is given, where there is one. */
export async function openBulk(
  db: Repositories,
  kind: BulkKind,
  { caller, note, bulkId }: Authorship,
): Promise<string> {
  const bulks = db.getRepository(CurationBulk);
  const bulk = bulks.create({ kind, changed: 0, note, ...authorOf(caller), ...(bulkId !== null && { id: bulkId }) });
  await bulks.insert(bulk);
  return bulk.id;
}

export async function closeBulk(db: Repositories, id: string, changed: number): Promise<void> {
  await db.getRepository(CurationBulk).update({ id }, { changed });
}

/** Of one that came to nothing: there is nothing of it to look at, or to take back. */
export async function discardBulk(db: Repositories, id: string): Promise<void> {
  await db.getRepository(CurationBulk).delete({ id });
}

/** Keys of the locks that names are given under: "mcdn" in ASCII, and the kind. */
const namingLock = 0x6d63646e;

/** Of two who give the same name at once, the second waits and then finds it taken. */
export async function lockNames(db: Queryable, kind: SubjectKind): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [namingLock, kind]);
}
