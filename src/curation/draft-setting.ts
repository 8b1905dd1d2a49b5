/** Rules and synonyms that are only looked at: as rows, but written nowhere. */
import { randomUUID } from 'node:crypto';
import { settingFields, type Settings } from '../store/queries/search-settings.js';
import type { SettingValues } from '../store/writes/search-settings.js';

/** @param id of the one that it would take the place of; null for a new one. */
export function draftOf<Kind extends keyof Settings>(
  kind: Kind,
  id: string | null,
  values: SettingValues,
): Settings[Kind] {
  const fields = settingFields(kind).map(({ field, column }) => [field, values[column] ?? null]);
  const made = { id: id ?? randomUUID(), revision: 0, callerName: '', changedAt: new Date() };
  return { ...(Object.fromEntries(fields) as Settings[Kind]), ...made };
}
