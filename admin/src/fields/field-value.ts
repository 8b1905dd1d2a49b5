/** Values of curated fields: compared, and as people read them. */
import { parted } from '../words/common.js';
import { words } from '../words/en.js';

/** Whether two values are the same; lists by their entries. */
export function isSameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}

const named: Readonly<Record<string, string>> = { ...words.documentKinds, ...words.visibilities };

/** As it is shown; "none" where there is none. */
export function shownValue(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (Array.isArray(value)) return value.length === 0 ? words.none : parted(value.map(String));
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'string') return JSON.stringify(value);
  return field === 'kind' || field === 'visibility' ? (named[value] ?? value) : value;
}

/** Name of a field, as labels show it. */
export function fieldName(field: string): string {
  return (words.fields as Readonly<Record<string, string>>)[field] ?? field;
}
