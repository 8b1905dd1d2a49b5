/**
 * One edit of many things: looked at first, with ids and curation revisions frozen, then made in one transaction. Things
 * that somebody changed in between are left out and reported.
 */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { BadInputError, NotFoundError } from '../errors.js';
import type { PlannedEdit } from '../store/entities/curation-preview.js';
import { chosenDocuments, type DocumentFilter } from '../store/queries/document-lists.js';
import { lockSubjects, subjectsById, type SubjectRow } from '../store/queries/curation.js';
import type { Keyed, Page } from '../store/keyset.js';
import type { Queryable } from '../store/queryable.js';
import {
  keepPreview,
  previewedEdits,
  takePreview,
  wholePreview,
  type StoredPreview,
} from '../store/writes/curation-previews.js';
import { closeBulk, countEffects, openBulk, writeOverrides, type OverrideWrite } from '../store/writes/curation.js';
import { checkAgainstLibrary } from './check-against-library.js';
import type { FieldWish } from './curated-values.js';
import type { EditError } from './edit-error.js';
import { checkWishes } from './edit-subject.js';
import { checkOwnChanges, ownChanges, type OwnChanges } from './own-changes.js';
import { standingsOf, type FieldStanding } from './standing.js';

/** Things that one bulk can change. */
export const MOST_IN_BULK = 50_000;

export interface BulkPreview {
  /** Names it to whoever makes it. */
  readonly token: string;
  readonly expiresAt: Date;
  /** Things that were chosen. */
  readonly chosen: number;
  /** Those of them that would change. */
  readonly changing: number;
}

/** The preview is null if there is nothing that could be made. */
export interface BulkWish {
  readonly preview: BulkPreview | null;
  readonly errors: readonly EditError[];
}

export interface PreviewedRow {
  readonly subject: SubjectRow;
  /** Somebody changed it since the preview was made: it would be left out. */
  readonly isStale: boolean;
  readonly cells: readonly {
    readonly field: string;
    /** How it stands now. */
    readonly before: FieldStanding;
    readonly afterSet: boolean;
    /** The value that would be in force. */
    readonly after: unknown;
  }[];
}

export interface BulkRefusal {
  readonly id: string;
  readonly path: string | null;
  readonly reason: 'CHANGED_SINCE' | 'GONE';
  readonly message: string;
}

export interface BulkResult {
  readonly bulkId: string;
  /** Fields that changed. */
  readonly changed: number;
  readonly refused: readonly BulkRefusal[];
}

const writesOf = (edits: readonly PlannedEdit[]): OverrideWrite[] =>
  edits.flatMap(({ id, changes }) => changes.map((change) => ({ id, ...change })));

/** Keeps a plan until it is made or forgotten. */
export async function previewEdits(db: Queryable, preview: StoredPreview): Promise<BulkPreview> {
  const changing = await countEffects(db, preview.subjectKind, writesOf(preview.edits));
  const { id, expiresAt } = await keepPreview(db, preview);
  return { token: id, expiresAt, chosen: preview.edits.length, changing };
}

export interface DocumentsEdit extends OwnChanges {
  readonly filter: DocumentFilter;
  /** The same for every document. */
  readonly wishes: ReadonlyMap<string, FieldWish>;
  readonly note: string | null;
}

function errorsOf(edit: DocumentsEdit): readonly EditError[] {
  const { wishes, useStatedTitle, confirm, note } = edit;
  const { errors } = checkWishes('DOCUMENT', wishes, note);
  const asksForOwn = useStatedTitle || confirm.length > 0;
  const ofSame = asksForOwn ? errors.filter(({ code }) => code !== 'NOTHING_TO_DO') : errors;
  return [...checkOwnChanges(edit, wishes), ...ofSame];
}

/** Nothing of the edit is made yet. */
export async function previewDocuments(dataSource: DataSource, edit: DocumentsEdit): Promise<BulkWish> {
  const { filter, wishes, note } = edit;
  const errors = errorsOf(edit);
  if (errors.length > 0) return { preview: null, errors };
  const { checked } = checkWishes('DOCUMENT', wishes, note);
  const chosen = await chosenDocuments(dataSource, filter, MOST_IN_BULK + 1);
  if (chosen.length > MOST_IN_BULK) {
    throw new BadInputError(`That is more than ${String(MOST_IN_BULK)} documents; choose fewer.`, {
      field: 'filter',
      limit: MOST_IN_BULK,
    });
  }
  const changes = [...checked].map(([field, wish]) => ({ field, value: null, ...wish }));
  const ids = chosen.map(({ id }) => id);
  const own = await ownChanges(dataSource, ids, edit);
  const edits = chosen.flatMap((document): PlannedEdit[] => {
    const all = [...(own.get(document.id) ?? []), ...changes];
    return all.length === 0 ? [] : [{ ...document, changes: all }];
  });
  const preview = await previewEdits(dataSource, { subjectKind: 'DOCUMENT', bulkKind: 'EDIT', edits, note });
  return { preview, errors };
}

function expired(): NotFoundError {
  return new NotFoundError('There is no such preview: it was made already, or is older than 30 minutes. Ask anew.', {
    noun: 'preview',
  });
}

function previewedRow(subject: SubjectRow, edit: PlannedEdit): PreviewedRow {
  const standings = standingsOf(subject, []);
  const cells = edit.changes.flatMap(({ field, set, value }) => {
    const before = standings.find((standing) => standing.field === field);
    return before === undefined ? [] : [{ field, before, afterSet: set, after: set ? value : before.extracted }];
  });
  return { subject, isStale: subject.revision !== edit.revision, cells };
}

/** A part of what a preview would do, row by row; things that are gone are left out. */
export async function previewedRows(db: Queryable, token: string, page: Page): Promise<Keyed<PreviewedRow>[]> {
  const planned = await previewedEdits(db, token, page);
  const [first] = planned;
  if (first === undefined) return [];
  const ids = planned.map(({ edit }) => edit.id);
  const subjects = new Map((await subjectsById(db, first.subjectKind, ids)).map((subject) => [subject.id, subject]));
  return planned.flatMap(({ edit, cursorKeys }) => {
    const subject = subjects.get(edit.id);
    return subject === undefined ? [] : [{ ...previewedRow(subject, edit), cursorKeys }];
  });
}

/** @throws NotFoundError */
export async function findPreview(db: Queryable, token: string): Promise<BulkPreview> {
  const preview = await wholePreview(db, token);
  if (preview === null) throw expired();
  const { subjectKind, edits, expiresAt } = preview;
  return {
    token,
    expiresAt,
    chosen: edits.length,
    changing: await countEffects(db, subjectKind, writesOf(edits)),
  };
}

function refusalOf({ id, revision }: PlannedEdit, subject: SubjectRow | undefined): BulkRefusal | null {
  if (subject === undefined) return { id, path: null, reason: 'GONE', message: 'It is not in the library any more.' };
  if (subject.revision === revision) return null;
  const message = `${subject.path} was changed since the preview and stays as it is.`;
  return { id, path: subject.path, reason: 'CHANGED_SINCE', message };
}

/** What the preview found free may be taken, or gone, since. Documents have no names that could be. */
async function takenSince(
  db: Queryable,
  { id, changes }: PlannedEdit,
  subject: SubjectRow | undefined,
): Promise<BulkRefusal | null> {
  if (subject === undefined || subject.kind === 'DOCUMENT') return null;
  const wishes = new Map(changes.map(({ field, set, value }) => [field, set ? { set, value } : { set }]));
  const [error] = await checkAgainstLibrary(db, subject, wishes);
  if (error === undefined) return null;
  return { id, path: subject.path, reason: 'CHANGED_SINCE', message: `${subject.path}: ${error.message}` };
}

/**
 * All in one transaction: killed anywhere, the whole bulk is made or nothing of it.
 * @throws NotFoundError
 */
export async function applyBulk(dataSource: DataSource, token: string, caller: Caller): Promise<BulkResult> {
  return dataSource.transaction(async (manager) => {
    const preview = await takePreview(manager, token);
    if (preview === null) throw expired();
    const { subjectKind, bulkKind, edits, note } = preview;
    const ids = edits.map(({ id }) => id);
    const subjects = new Map((await lockSubjects(manager, subjectKind, ids)).map((subject) => [subject.id, subject]));
    const refusals = new Map<string, BulkRefusal | null>();
    for (const edit of edits) {
      const subject = subjects.get(edit.id);
      refusals.set(edit.id, refusalOf(edit, subject) ?? (await takenSince(manager, edit, subject)));
    }
    const writes = writesOf(edits.filter(({ id }) => refusals.get(id) === null));
    const bulkId = await openBulk(manager, bulkKind, { caller, note, bulkId: null });
    const changed = (await writeOverrides(manager, subjectKind, writes, { caller, note, bulkId })).length;
    await closeBulk(manager, bulkId, changed);
    return { bulkId, changed, refused: [...refusals.values()].filter((refusal) => refusal !== null) };
  });
}
