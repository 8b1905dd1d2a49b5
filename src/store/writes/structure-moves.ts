/** Keeps moves: what was looked at, what was made, and the rules that put what sources name to its place. */
import { FormerPath } from '../entities/former-path.js';
import { Placement, type PlacementKind } from '../entities/placement.js';
import { StructureMove, type GoneRow, type MadeRow } from '../entities/structure-move.js';
import type { Queryable, Repositories } from '../queryable.js';

/** How long somebody may look at a preview. */
const keptMinutes = 30;

type Request = Readonly<Record<string, unknown>>;

export interface KeptPreview {
  readonly request: Request;
  readonly fingerprint: string;
  readonly expiresAt: Date;
}

const previewColumns = `request, fingerprint, expires_at AS "expiresAt"`;

/** Also removes those that nobody came back for. */
export async function keepMovePreview(
  db: Queryable,
  request: object,
  fingerprint: string,
): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  await db.query(`DELETE FROM move_preview WHERE expires_at < now()`);
  const [row] = await db.query<{ id: string; expiresAt: Date }[]>(
    `INSERT INTO move_preview (request, fingerprint, expires_at)
     VALUES ($1, $2, now() + make_interval(mins => $3)) RETURNING id, expires_at AS "expiresAt"`,
    [JSON.stringify(request), fingerprint, keptMinutes],
  );
  if (row === undefined) throw new Error('a preview vanished while it was written');
  return row;
}

export async function movePreviewById(db: Queryable, id: string): Promise<KeptPreview | null> {
  const rows = await db.query<KeptPreview[]>(
    `SELECT ${previewColumns} FROM move_preview WHERE id = $1 AND expires_at > now()`,
    [id],
  );
  return rows[0] ?? null;
}

/** Removes it, so that it can't be made twice; null if it is gone or too old. */
export async function takeMovePreview(db: Queryable, id: string): Promise<KeptPreview | null> {
  const [rows] = await db.query<[KeptPreview[], number]>(
    `DELETE FROM move_preview WHERE id = $1 AND expires_at > now() RETURNING ${previewColumns}`,
    [id],
  );
  return rows[0] ?? null;
}

export interface NewPlacement {
  readonly kind: PlacementKind;
  readonly from: string;
  readonly to: string;
}

export interface NewMove {
  readonly bulkId: string;
  readonly request: object;
  readonly made: readonly MadeRow[];
  readonly gone: readonly GoneRow[];
  readonly placements: readonly NewPlacement[];
}

export async function saveMove(db: Repositories, { bulkId, request, made, gone, placements }: NewMove): Promise<void> {
  await db.getRepository(StructureMove).save({ bulkId, request, made, gone });
  await db.query(
    `INSERT INTO placement (bulk_id, kind, from_path, to_path)
     SELECT $1, x.rule->>'kind', x.rule->>'from', x.rule->>'to'
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS x (rule, place) ORDER BY x.place`,
    [bulkId, JSON.stringify(placements)],
  );
}

/** Its rules and the links from before it are in force no more. */
export async function retireMove(db: Repositories, bulkId: string): Promise<void> {
  await db.getRepository(StructureMove).update({ bulkId }, { undoneAt: () => 'now()' });
  await db.getRepository(Placement).delete({ bulkId });
  await db.getRepository(FormerPath).delete({ bulkId });
}

/** Documents among those that curators marked something of, by any name that they have had. */
export async function markedAmong(db: Queryable, documentIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT DISTINCT called.id FROM passage_mark m CROSS JOIN LATERAL documents_called(m.product, m.version, m.document) AS called (id)
     WHERE called.id = ANY ($1::uuid[])`,
    [documentIds],
  );
  return rows.map(({ id }) => id);
}
