/** One edit of one thing: checked, compared with what others did meanwhile, written with its history, or refused as a whole. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { changesById, changesSince, lockSubjects, type ChangeRow, type SubjectRow } from '../store/queries/curation.js';
import type { Queryable } from '../store/queryable.js';
import { writeOverrides, type Authorship, type OverrideWrite } from '../store/writes/curation.js';
import { checkAgainstLibrary } from './check-against-library.js';
import { checkWish, type FieldWish } from './curated-values.js';
import type { EditError } from './edit-error.js';
import { LONGEST_NOTE } from './note.js';

export interface SubjectEdit {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly wishes: ReadonlyMap<string, FieldWish>;
  readonly note: string | null;
  /** Curation revision that the editor saw. */
  readonly expectedRevision: number;
  /** Whether changes of others to other fields may stand beside this one. */
  readonly merge: boolean;
}

/** What others did since the revision that the editor saw. */
export interface EditConflict {
  readonly changes: readonly ChangeRow[];
  /** Fields that both changed; none if they can be merged. */
  readonly overlapping: readonly string[];
}

export interface EditResult {
  /** As it is now; null if it is not there. */
  readonly subject: SubjectRow | null;
  readonly changes: readonly ChangeRow[];
  readonly errors: readonly EditError[];
  readonly conflict: EditConflict | null;
}

/**
 * Fields to set and to reset, by name.
 * @returns also an error for each field that is both.
 */
export function wishesOf(
  set: Readonly<Record<string, unknown>> | null | undefined,
  reset: readonly string[] | null | undefined,
): { readonly wishes: ReadonlyMap<string, FieldWish>; readonly errors: readonly EditError[] } {
  const wishes = new Map<string, FieldWish>();
  const errors: EditError[] = [];
  for (const [field, value] of Object.entries(set ?? {})) {
    if (value !== undefined) wishes.set(field, { set: true, value });
  }
  for (const field of reset ?? []) {
    if (wishes.get(field)?.set === true) {
      errors.push({ code: 'BAD_VALUE', field, message: `\`${field}\` is both set and reset; do one of them.` });
    }
    wishes.set(field, { set: false });
  }
  return { wishes, errors };
}

/** Every wish with its value as it is kept; errors of all of them at once. */
export function checkWishes(
  kind: SubjectKind,
  wishes: ReadonlyMap<string, FieldWish>,
  note: string | null,
): { readonly checked: ReadonlyMap<string, FieldWish>; readonly errors: readonly EditError[] } {
  const checked = new Map<string, FieldWish>();
  const errors: EditError[] = [];
  if (wishes.size === 0) {
    errors.push({ code: 'NOTHING_TO_DO', field: null, message: 'Name at least one field in `set` or `reset`.' });
  }
  if (note !== null && note.length > LONGEST_NOTE) {
    const message = `The note must have at most ${String(LONGEST_NOTE)} characters.`;
    errors.push({ code: 'BAD_VALUE', field: 'note', message });
  }
  for (const [field, wish] of wishes) {
    const outcome = checkWish(kind, field, wish);
    if ('error' in outcome) errors.push(outcome.error);
    else checked.set(field, outcome.wish);
  }
  return { checked, errors };
}

function conflictOf(since: readonly ChangeRow[], wishes: ReadonlyMap<string, FieldWish>): EditConflict {
  const changed = new Set(since.map(({ field }) => field));
  return { changes: since, overlapping: [...wishes.keys()].filter((field) => changed.has(field)) };
}

function conflictError({ changes, overlapping }: EditConflict): EditError {
  const who = [...new Set(changes.map(({ callerName }) => callerName))].join(', ');
  const fields = [...new Set(changes.map(({ field }) => field))].join(', ');
  const remedy =
    overlapping.length === 0
      ? 'Your fields are others: send it again with `merge: true`.'
      : 'Look at the values as they are now, and send it again with the new revision.';
  const message =
    changes.length === 0
      ? 'The expected revision is none that it has had; ask for it again.'
      : `It was changed since you saw it (${fields}; by ${who}). ${remedy}`;
  return { code: 'CONFLICT', field: overlapping[0] ?? null, message };
}

const refusal = (errors: readonly EditError[], subject: SubjectRow | null = null): EditResult => ({
  subject,
  changes: [],
  errors,
  conflict: null,
});

/** @param caller who may curate; that was asked before. */
export async function editSubject(dataSource: DataSource, edit: SubjectEdit, caller: Caller): Promise<EditResult> {
  const { kind, note } = edit;
  const { checked, errors } = checkWishes(kind, edit.wishes, note);
  if (errors.length > 0) return refusal(errors);
  return dataSource.transaction((manager) =>
    editWithin(manager, { ...edit, wishes: checked }, { caller, note, bulkId: null }),
  );
}

/** The same within a transaction, of wishes that were checked by themselves before. */
export async function editWithin(
  db: Queryable,
  { kind, id, wishes, expectedRevision, merge }: Omit<SubjectEdit, 'note'>,
  authorship: Authorship,
): Promise<EditResult> {
  const [subject] = await lockSubjects(db, kind, [id]);
  if (subject === undefined) {
    return refusal([{ code: 'NOT_FOUND', field: null, message: `There is no such ${kind.toLowerCase()} any more.` }]);
  }
  if (subject.revision !== expectedRevision) {
    const conflict = conflictOf(await changesSince(db, subject, expectedRevision), wishes);
    const mergeable = merge && conflict.overlapping.length === 0 && conflict.changes.length > 0;
    if (!mergeable) return { ...refusal([conflictError(conflict)], subject), conflict };
  }
  const taken = await checkAgainstLibrary(db, subject, wishes);
  if (taken.length > 0) return refusal(taken, subject);
  const writes = [...wishes].map(([field, wish]): OverrideWrite => ({ id, field, value: null, ...wish }));
  const ids = await writeOverrides(db, kind, writes, authorship);
  const [now] = await lockSubjects(db, kind, [id]);
  return { subject: now ?? null, changes: await changesById(db, ids), errors: [], conflict: null };
}
