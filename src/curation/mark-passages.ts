/** Hides passages and pages, marks them as wrong, and takes that back: in force in the same transaction. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { BadInputError, ConflictError, NotFoundError } from '../errors.js';
import type { MarkEffect } from '../store/entities/mark-effect-kind.js';
import { chunkToMark } from '../store/queries/passage-marks.js';
import { settingChangeById, settingById, type PassageMarkRow } from '../store/queries/search-settings.js';
import type { Queryable } from '../store/queryable.js';
import { documentsMarked, placeMarks } from '../store/writes/passage-marks.js';
import { deleteSetting, insertSetting, lockSettings, type SettingValues } from '../store/writes/search-settings.js';
import { asSeen, there, type SeenSetting } from './edit-setting.js';
import { markValues } from './mark-values.js';

export interface MarkPassageWish {
  readonly effect: MarkEffect;
  readonly chunkKey: string;
  readonly allVersions: boolean;
  readonly reason: string | null;
}

export interface MarkPagesWish {
  readonly effect: MarkEffect;
  readonly product: string;
  readonly version: string | null;
  readonly document: string;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly reason: string | null;
}

type Place = Pick<PassageMarkRow, 'product' | 'version' | 'document'>;

/** Puts marks on the documents again that are named. */
export async function placeMarksOf(db: Queryable, places: readonly Place[]): Promise<void> {
  const ids = new Set<string>();
  for (const place of places) for (const id of await documentsMarked(db, place)) ids.add(id);
  for (const id of [...ids].toSorted()) await placeMarks(db, id);
}

const placeIn = (values: SettingValues): Place => values as unknown as Place;

async function keep(db: Queryable, values: SettingValues, caller: Caller, id: string | null): Promise<PassageMarkRow> {
  const made = await insertSetting(db, 'PASSAGE_MARK', values, { caller, id });
  await placeMarksOf(db, [placeIn(values)]);
  return there(db, 'PASSAGE_MARK', made);
}

/** @throws BadInputError when no passage has the key, or a flag has no reason. */
export function markPassage(
  dataSource: DataSource,
  { effect, chunkKey, allVersions, reason }: MarkPassageWish,
  caller: Caller,
): Promise<PassageMarkRow> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    const chunk = await chunkToMark(manager, chunkKey);
    if (chunk === null) {
      throw new BadInputError(`No passage has the key "${chunkKey.slice(0, 200)}".`, { field: 'chunk' });
    }
    const { key, product, version, document, passage } = chunk;
    const place = { product, version: allVersions ? null : version, document };
    return keep(manager, markValues({ effect, ...place, chunkKey: key, passage, reason }), caller, null);
  });
}

/** @throws BadInputError when there is no such document, or the pages are out of bounds. */
export function markPages(dataSource: DataSource, wish: MarkPagesWish, caller: Caller): Promise<PassageMarkRow> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    const values = markValues(wish);
    if ((await documentsMarked(manager, placeIn(values))).length === 0) {
      const { product, version, document } = wish;
      throw new BadInputError(`There is no document ${[product, version ?? '*', document].join('/')}.`, {
        field: 'document',
      });
    }
    return keep(manager, values, caller, null);
  });
}

/** @throws NotFoundError; ConflictError when it was changed since it was seen. */
export function unmark(dataSource: DataSource, seen: SeenSetting, caller: Caller): Promise<string> {
  return dataSource.transaction(async (manager) => {
    const mark = await asSeen(manager, 'PASSAGE_MARK', seen);
    const id = await deleteSetting(manager, 'PASSAGE_MARK', { caller, id: seen.id });
    await placeMarksOf(manager, [mark]);
    return id;
  });
}

/**
 * Takes a change of a mark back: one that was made goes, one that was taken away is there again.
 * @returns the mark; null if it went.
 * @throws NotFoundError; ConflictError where it is no longer as the change left it.
 */
export function undoMarkChange(
  dataSource: DataSource,
  changeId: number,
  caller: Caller,
): Promise<PassageMarkRow | null> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    const change = await settingChangeById(manager, changeId);
    if (change?.kind !== 'PASSAGE_MARK')
      throw new NotFoundError('There is no such change of a mark.', { id: changeId });
    const id = change.settingId;
    const now = await settingById(manager, 'PASSAGE_MARK', id);
    if ((now?.revision ?? null) !== (change.after === null ? null : change.revision)) {
      throw new ConflictError('The mark is no longer as this change left it.', { id });
    }
    if (change.before !== null) return keep(manager, change.before, caller, id);
    await deleteSetting(manager, 'PASSAGE_MARK', { caller, id });
    await placeMarksOf(manager, [placeIn(change.after ?? {})]);
    return null;
  });
}
