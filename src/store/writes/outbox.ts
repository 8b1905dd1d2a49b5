/** Takes changed passages out of the outbox, under a lease, and puts back what could not be delivered. */
import type { DataSource } from 'typeorm';
import type { Queryable } from '../queryable.js';
import { projectionsOf, type PassageProjection } from '../queries/projections.js';

/** Whoever took rows has this long to deliver them; then others may. Seconds. */
const leaseSeconds = 45;
/** First pause of a row that could not be delivered; doubles with every attempt. Seconds. */
const firstPauseSeconds = 0.5;
const longestPauseSeconds = 20;

/** A passage as an index should hold it from a revision on; `null`: it should not hold it. */
export interface PassageChange {
  readonly passageId: number;
  readonly revision: number;
  readonly projection: PassageProjection | null;
}

export interface Claim {
  /** Ids of the rows that were taken. */
  readonly rows: readonly string[];
  /** One for each passage, however many rows told of it. */
  readonly changes: readonly PassageChange[];
  /** Rows of each passage. */
  readonly rowsOf: ReadonlyMap<number, readonly string[]>;
}

interface TakenRow {
  readonly id: string;
  readonly passageId: number;
  readonly removedAtRevision: number | null;
}

/**
 * Takes the oldest due rows and reads what they are about.
 *
 * A revision is given here and not where a passage is written: the row is locked, its revision raised, and only then is
 * its state read, so that of two readers the later one has both the higher revision and the newer state, whatever the
 * order in which writers commit. Writers never wait for one another.
 */
export async function claimChanges(dataSource: DataSource, most: number): Promise<Claim> {
  return dataSource.transaction(async (manager) => {
    const [rows]: [TakenRow[], number] = await manager.query(
      `UPDATE outbox SET due_at = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1
       WHERE id IN (SELECT id FROM outbox WHERE due_at <= clock_timestamp() ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, passage_id AS "passageId", removed_at_revision AS "removedAtRevision"`,
      [most, leaseSeconds],
    );
    if (rows.length === 0) return { rows: [], changes: [], rowsOf: new Map() };
    const passageIds = [...new Set(rows.map((row) => row.passageId))];
    await manager.query(
      `WITH locked AS MATERIALIZED (
         SELECT id FROM passage WHERE id = ANY ($1::int[]) ORDER BY id FOR NO KEY UPDATE)
       UPDATE passage SET revision = revision + 1 WHERE id IN (SELECT id FROM locked)`,
      [passageIds],
    );
    const projections = await projectionsOf(manager, passageIds);
    return { rows: rows.map((row) => row.id), changes: changesOf(rows, projections), rowsOf: rowsByPassage(rows) };
  });
}

function rowsByPassage(rows: readonly TakenRow[]): Map<number, string[]> {
  const rowsOf = new Map<number, string[]>();
  for (const row of rows) rowsOf.set(row.passageId, [...(rowsOf.get(row.passageId) ?? []), row.id]);
  return rowsOf;
}

function changesOf(rows: readonly TakenRow[], projections: readonly PassageProjection[]): PassageChange[] {
  const changes = new Map<number, PassageChange>();
  for (const { passageId, removedAtRevision } of rows) {
    const known = changes.get(passageId);
    // Rows without a revision that outlive their passage say nothing: the row of its removal does.
    if (removedAtRevision === null || (known !== undefined && known.revision >= removedAtRevision)) continue;
    changes.set(passageId, { passageId, revision: removedAtRevision, projection: null });
  }
  for (const projection of projections) {
    const { id: passageId, revision } = projection;
    changes.set(passageId, { passageId, revision, projection: projection.shownAs.length > 0 ? projection : null });
  }
  return [...changes.values()];
}

export async function deleteDelivered(db: Queryable, rows: readonly string[]): Promise<void> {
  if (rows.length > 0) await db.query('DELETE FROM outbox WHERE id = ANY ($1::bigint[])', [rows]);
}

/** Puts rows back that may be delivered later: after a pause that doubles with every attempt, with half of it random. */
export async function postpone(db: Queryable, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `UPDATE outbox SET due_at = clock_timestamp() + make_interval(secs =>
       least($3::float8, $2::float8 * 2 ^ least(attempts - 1, 16)) * (0.5 + random() / 2))
     WHERE id = ANY ($1::bigint[])`,
    [rows, firstPauseSeconds, longestPauseSeconds],
  );
}

/** Puts rows back at once, as if they had never been taken. */
export async function release(db: Queryable, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(`UPDATE outbox SET due_at = now(), attempts = attempts - 1 WHERE id = ANY ($1::bigint[])`, [rows]);
}

/** Tells of every passage, for an index that has lost or never had them. */
export async function recordAll(db: Queryable): Promise<void> {
  await db.query('INSERT INTO outbox (passage_id) SELECT id FROM passage ORDER BY id');
}

/**
 * How far a revision goes past a passage that an index has lost: a deletion leaves a revision behind that nobody can ask
 * for, one higher than the document's, and older writes are refused for an hour.
 */
const pastDeletion = 1_000;

/**
 * Tells of passages that an index holds otherwise than Postgres says. Their revisions go past what the index holds, so
 * that it accepts the next write.
 */
export async function recordDrift(
  dataSource: DataSource,
  drifts: readonly {
    readonly passageId: number;
    /** `null` when the index does not hold it. */
    readonly heldRevision: number | null;
  }[],
): Promise<void> {
  if (drifts.length === 0) return;
  const drifted = `jsonb_to_recordset($1::jsonb) AS x ("passageId" int, "heldRevision" bigint)`;
  await dataSource.transaction(async (manager) => {
    const rows = JSON.stringify(drifts);
    await manager.query(
      `WITH locked AS MATERIALIZED (
         SELECT p.id, greatest(p.revision, coalesce(x."heldRevision", p.revision + $2)) AS revision
         FROM ${drifted} JOIN passage p ON p.id = x."passageId" ORDER BY p.id FOR NO KEY UPDATE OF p)
       UPDATE passage p SET revision = l.revision FROM locked l WHERE p.id = l.id AND p.revision < l.revision`,
      [rows, pastDeletion],
    );
    await manager.query(
      `INSERT INTO outbox (passage_id, removed_at_revision)
       SELECT x."passageId", CASE WHEN p.id IS NULL THEN x."heldRevision" + 1 END
       FROM ${drifted} LEFT JOIN passage p ON p.id = x."passageId" ORDER BY x."passageId"`,
      [rows],
    );
  });
}
