/**
 * Takes changes back: the value before the first of them returns where the value after the last of them still stands;
 * what somebody changed since is reported and stays.
 */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { groupBy } from '../group-by.js';
import { isDeepStrictEqual } from 'node:util';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import {
  changesById,
  lockSubjects,
  subjectsByPath,
  type ChangeRow,
  type SubjectRow,
} from '../store/queries/curation.js';
import type { Queryable } from '../store/queryable.js';
import { closeBulk, discardBulk, openBulk, writeOverrides, type OverrideWrite } from '../store/writes/curation.js';

export interface UndoRefusal {
  readonly change: ChangeRow;
  readonly reason: 'CHANGED_SINCE' | 'GONE';
  readonly message: string;
}

export interface UndoResult {
  readonly bulkId: string | null;
  readonly changes: readonly ChangeRow[];
  readonly refused: readonly UndoRefusal[];
}

const nameOf = ({ subjectKind, subjectPath }: ChangeRow): string => `${subjectKind} ${subjectPath}`;

function inverse(subject: SubjectRow | undefined, changes: readonly ChangeRow[]): OverrideWrite | UndoRefusal {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) throw new Error('a change vanished while it was taken back');
  if (subject === undefined) {
    return { change: last, reason: 'GONE', message: `${last.subjectPath} is not in the library.` };
  }
  if (last.field === 'place') {
    const message = `Where ${last.subjectPath} stands is taken back with the whole move, by its \`bulkId\`. A move that was taken back is made anew.`;
    return { change: last, reason: 'CHANGED_SINCE', message };
  }
  const isSet = Object.hasOwn(subject.overrides, last.field);
  const stands = isSet === last.afterSet && isDeepStrictEqual(subject.overrides[last.field] ?? null, last.after);
  if (!stands) {
    const message = `\`${last.field}\` of ${last.subjectPath} was changed since and stays as it is.`;
    return { change: last, reason: 'CHANGED_SINCE', message };
  }
  return { id: subject.id, field: last.field, set: first.beforeSet, value: first.before, reverts: last.id };
}

async function subjectsOf(db: Queryable, kind: SubjectKind, changes: readonly ChangeRow[]) {
  const paths = [...new Set(changes.map(({ subjectPath }) => subjectPath))];
  const ids = (await subjectsByPath(db, kind, paths)).map(({ id }) => id);
  return new Map((await lockSubjects(db, kind, ids)).map((subject) => [subject.path, subject]));
}

/**
 * @param changes oldest first.
 * @param asBulk whether what is taken back can be taken back in one go itself.
 */
export async function undoChanges(
  dataSource: DataSource,
  changes: readonly ChangeRow[],
  { caller, note, asBulk }: { readonly caller: Caller; readonly note: string | null; readonly asBulk: boolean },
): Promise<UndoResult> {
  return dataSource.transaction(async (manager) => {
    const opened = asBulk ? await openBulk(manager, 'UNDO', { caller, note, bulkId: null }) : null;
    const ids: number[] = [];
    const refused: UndoRefusal[] = [];
    for (const [kind, ofKind] of groupBy(changes, ({ subjectKind }) => subjectKind)) {
      const subjects = await subjectsOf(manager, kind, ofKind);
      const writes: OverrideWrite[] = [];
      for (const [, ofField] of groupBy(ofKind, (change) => `${nameOf(change)} ${change.field}`)) {
        const outcome = inverse(subjects.get(ofField[0]?.subjectPath ?? ''), ofField);
        if ('reason' in outcome) refused.push(outcome);
        else writes.push(outcome);
      }
      ids.push(...(await writeOverrides(manager, kind, writes, { caller, note, bulkId: opened })));
    }
    const bulkId = ids.length > 0 ? opened : null;
    if (bulkId !== null) await closeBulk(manager, bulkId, ids.length);
    else if (opened !== null) await discardBulk(manager, opened);
    return { bulkId, changes: await changesById(manager, ids), refused };
  });
}
