/** Bulk edits on their way: kept for a while, made once. */
import type { CurationPreview, PlannedEdit } from '../entities/curation-preview.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';

/** How long somebody may look at a preview. */
const keptMinutes = 30;

export type StoredPreview = Pick<CurationPreview, 'subjectKind' | 'bulkKind' | 'edits' | 'note'>;

/** Also removes those that nobody came back for. */
export async function keepPreview(
  db: Queryable,
  { subjectKind, bulkKind, edits, note }: StoredPreview,
): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  await db.query(`DELETE FROM curation_preview WHERE expires_at < now()`);
  const [row] = await db.query<{ id: string; expiresAt: Date }[]>(
    `INSERT INTO curation_preview (subject_kind, bulk_kind, edits, note, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(mins => $5)) RETURNING id, expires_at AS "expiresAt"`,
    [subjectKind, bulkKind, JSON.stringify(edits), note, keptMinutes],
  );
  if (row === undefined) throw new Error('a preview vanished while it was written');
  return row;
}

/** Removes it, so that it can't be made twice; null if it is gone or too old. */
export async function takePreview(db: Queryable, id: string): Promise<StoredPreview | null> {
  const [rows] = await db.query<[StoredPreview[], number]>(
    `DELETE FROM curation_preview WHERE id = $1 AND expires_at > now()
     RETURNING subject_kind AS "subjectKind", bulk_kind AS "bulkKind", edits, note`,
    [id],
  );
  return rows[0] ?? null;
}

export interface WholePreview {
  readonly subjectKind: SubjectKind;
  readonly edits: readonly PlannedEdit[];
  readonly expiresAt: Date;
}

/** What a preview would do; null if it is gone or too old. */
export async function wholePreview(db: Queryable, id: string): Promise<WholePreview | null> {
  const [row] = await db.query<WholePreview[]>(
    `SELECT subject_kind AS "subjectKind", edits, expires_at AS "expiresAt"
     FROM curation_preview WHERE id = $1 AND expires_at > now()`,
    [id],
  );
  return row ?? null;
}

export const previewOrder: ListOrder = { name: 'CHOSEN', terms: [{ sql: 'e.place::int', type: 'integer' }] };

/** A part of what a preview would do, in the order in which things were chosen; nothing if it is gone or too old. */
export function previewedEdits(
  db: Queryable,
  id: string,
  page: Page,
): Promise<Keyed<{ readonly subjectKind: SubjectKind; readonly edit: PlannedEdit }>[]> {
  const parameters: unknown[] = [id];
  const list = {
    columns: `r.subject_kind AS "subjectKind", e.edit`,
    from: `curation_preview r CROSS JOIN LATERAL jsonb_array_elements(r.edits) WITH ORDINALITY AS e (edit, place)`,
    where: 'r.id = $1 AND r.expires_at > now()',
    order: previewOrder,
  };
  return db.query(pageSql(list, page, parameters), parameters);
}
