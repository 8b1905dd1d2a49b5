/** Rules and synonyms made, changed, deleted and restored: compared with what others did meanwhile, written with their history. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { lastSettingChange, settingById, type Settings } from '../store/queries/search-settings.js';
import type { Queryable } from '../store/queryable.js';
import {
  deleteSetting,
  insertSetting,
  lockSettings,
  updateSetting,
  type SettingValues,
} from '../store/writes/search-settings.js';

const nouns: Readonly<Record<keyof Settings, string>> = {
  SYNONYM: 'synonym',
  RULE: 'rule',
  JUDGEMENT: 'judgement',
  PASSAGE_MARK: 'mark',
};

/** Which one is meant, and the revision that the curator saw. */
export interface SeenSetting {
  readonly id: string;
  readonly expectedRevision: number;
}

export async function there<Kind extends keyof Settings>(
  db: Queryable,
  kind: Kind,
  id: string,
): Promise<Settings[Kind]> {
  const setting = await settingById(db, kind, id);
  if (setting === null) throw new NotFoundError(`There is no such ${nouns[kind]} any more.`, { id });
  return setting;
}

/** @throws NotFoundError; ConflictError when somebody else changed it since. */
export async function asSeen<Kind extends keyof Settings>(
  db: Queryable,
  kind: Kind,
  { id, expectedRevision }: SeenSetting,
): Promise<Settings[Kind]> {
  await lockSettings(db);
  const setting = await there(db, kind, id);
  const { revision, callerName, changedAt } = setting;
  if (revision === expectedRevision) return setting;
  throw new ConflictError(
    `The ${nouns[kind]} was changed by ${callerName} since you saw it. Look at it as it is now, and send it again with revision ${String(revision)}.`,
    { id, revision, changedBy: callerName, changedAt: changedAt.toISOString(), current: { ...setting } },
  );
}

export function createSetting<Kind extends keyof Settings>(
  dataSource: DataSource,
  kind: Kind,
  values: SettingValues,
  caller: Caller,
): Promise<Settings[Kind]> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    return there(manager, kind, await insertSetting(manager, kind, values, { caller, id: null }));
  });
}

/** Every value is written: what a curator leaves out is taken away. */
export function changeSetting<Kind extends keyof Settings>(
  dataSource: DataSource,
  kind: Kind,
  seen: SeenSetting & { readonly values: SettingValues },
  caller: Caller,
): Promise<Settings[Kind]> {
  return dataSource.transaction(async (manager) => {
    await asSeen(manager, kind, seen);
    return there(manager, kind, await updateSetting(manager, kind, seen.values, { caller, id: seen.id }));
  });
}

export function removeSetting(
  dataSource: DataSource,
  kind: keyof Settings,
  seen: SeenSetting,
  caller: Caller,
): Promise<string> {
  return dataSource.transaction(async (manager) => {
    await asSeen(manager, kind, seen);
    return deleteSetting(manager, kind, { caller, id: seen.id });
  });
}

/**
 * Brings one back that was deleted, as it was then and under its id.
 * @throws NotFoundError when there never was one; ConflictError when it is there.
 */
export function restoreSetting<Kind extends keyof Settings>(
  dataSource: DataSource,
  kind: Kind,
  id: string,
  caller: Caller,
): Promise<Settings[Kind]> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    const last = await lastSettingChange(manager, { kind, id });
    if (last === null) throw new NotFoundError(`There never was such a ${nouns[kind]}.`, { id });
    if (last.after !== null || last.before === null) {
      throw new ConflictError(`The ${nouns[kind]} is not deleted.`, { id, revision: last.revision });
    }
    return there(manager, kind, await insertSetting(manager, kind, last.before, { caller, id }));
  });
}
