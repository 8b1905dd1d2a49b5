/** Bulk edits on their way: kept for a while, made once. */
import type { CurationPreview, PlannedEdit } from '../entities/curation-preview.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import type { Queryable } from '../queryable.js';

/** How long somebody may look at a preview. */
const keptMinutes = 30;

type StoredPreview = Pick<CurationPreview, 'subjectKind' | 'edits' | 'note'>;

/** Also removes those that nobody came back for. */
export async function keepPreview(
  db: Queryable,
  { subjectKind, edits, note }: StoredPreview,
): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  await db.query(`DELETE FROM curation_preview WHERE expires_at < now()`);
  const [row] = await db.query<{ id: string; expiresAt: Date }[]>(
    `INSERT INTO curation_preview (subject_kind, edits, note, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(mins => $4)) RETURNING id, expires_at AS "expiresAt"`,
    [subjectKind, JSON.stringify(edits), note, keptMinutes],
  );
  if (row === undefined) throw new Error('a preview vanished while it was written');
  return row;
}

/** Removes it, so that it can't be made twice; null if it is gone or too old. */
export async function takePreview(db: Queryable, id: string): Promise<StoredPreview | null> {
  const [rows] = await db.query<[StoredPreview[], number]>(
    `DELETE FROM curation_preview WHERE id = $1 AND expires_at > now()
     RETURNING subject_kind AS "subjectKind", edits, note`,
    [id],
  );
  return rows[0] ?? null;
}

export interface PreviewSlice {
  readonly subjectKind: SubjectKind;
  readonly edits: readonly PlannedEdit[];
  readonly count: number;
  readonly expiresAt: Date;
}

/** A part of what a preview would do; null if it is gone or too old. */
export async function previewSlice(
  db: Queryable,
  id: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<PreviewSlice | null> {
  const [row] = await db.query<PreviewSlice[]>(
    `SELECT subject_kind AS "subjectKind", jsonb_array_length(edits) AS count, expires_at AS "expiresAt",
            coalesce((SELECT jsonb_agg(edit ORDER BY place) FROM (
              SELECT edit, place FROM jsonb_array_elements(edits) WITH ORDINALITY AS e (edit, place)
              ORDER BY place LIMIT $2 OFFSET $3) AS part), '[]') AS edits
     FROM curation_preview WHERE id = $1 AND expires_at > now()`,
    [id, limit, offset],
  );
  return row ?? null;
}
