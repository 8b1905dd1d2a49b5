/** Which values curators may give. Each field has one check, which gives the value as it is kept or says what is wrong. */
import { AUDIENCES } from '../audience.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { curatedFields } from '../store/queries/curated-fields.js';
import { isUnfitText } from '../unfit-text.js';
import type { EditError } from './edit-error.js';

const longestName = 500;
const longestText = 5_000;
const longestAddress = 2_000;
const mostInList = 100;

const visibilities = [...AUDIENCES, 'HIDDEN', 'DRAFT'] as const;

/** What a curator decided that others may see. */
export type Visibility = (typeof visibilities)[number];

const documentKinds: readonly DocumentKind[] = [
  'GUIDE',
  'ADMIN_GUIDE',
  'DEVELOPER_GUIDE',
  'CLI_REFERENCE',
  'API_REFERENCE',
  'RELEASE_NOTES',
  'INSTALLATION',
  'TROUBLESHOOTING',
  'OTHER',
];

/** What is wrong with a value; completes "<field> …". */
class Fault extends Error {}

type Check = (value: unknown) => unknown;

/** Those that turn the direction of what follows. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;

function text(value: unknown, longest: number): string {
  if (typeof value !== 'string') throw new Fault('must be a text');
  const trimmed = value.trim();
  if (trimmed === '') throw new Fault('must not be empty');
  if (trimmed.length > longest) throw new Fault(`must have at most ${String(longest)} characters`);
  if (isUnfitText(trimmed) || turning.test(trimmed)) throw new Fault('holds characters that can not be shown');
  return trimmed;
}

function line(value: unknown, longest = longestName): string {
  const checked = text(value, longest);
  if (/[\n\r\t]/.test(checked)) throw new Fault('must be one line');
  return checked;
}

function lines(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Fault('must be a list');
  if (value.length > mostInList) throw new Fault(`must have at most ${String(mostInList)} entries`);
  const checked = value.map((entry) => line(entry, 200));
  const double = checked.find((entry, at) => {
    const first = checked.findIndex((other) => other.toLowerCase() === entry.toLowerCase());
    return first !== at;
  });
  if (double !== undefined) throw new Fault(`names "${double}" twice`);
  return checked;
}

function address(value: unknown): string {
  const checked = line(value, longestAddress);
  const url = URL.canParse(checked) ? new URL(checked) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Fault('must be an address that begins with http:// or https://');
  }
  if (url.username !== '' || url.password !== '') throw new Fault('must not hold a user name or a password');
  return checked;
}

function day(value: unknown): string {
  const checked = line(value);
  const date = /^\d{4}-\d\d-\d\d$/.test(checked) ? new Date(`${checked}T00:00:00Z`) : null;
  if (date === null || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== checked) {
    throw new Fault('must be a day as YYYY-MM-DD');
  }
  return checked;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether a tag begins with the code of a language. Many of three letters have no name here; words are longer. */
function namesLanguage(tag: string): boolean {
  const { language: code } = new Intl.Locale(tag);
  return code.length === 3 || languageNames.of(code) !== undefined;
}

function language(value: unknown): string {
  const checked = line(value);
  try {
    const [tag] = Intl.getCanonicalLocales(checked);
    if (tag !== undefined && namesLanguage(tag)) return tag;
  } catch {
    // Said below.
  }
  throw new Fault('must be a BCP 47 tag such as `en` or `pt-BR`');
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Fault('must be true or false');
  return value;
}

const oneOf =
  (values: readonly string[]): Check =>
  (value) => {
    if (typeof value === 'string' && values.includes(value)) return value;
    throw new Fault(`must be one of ${values.join(', ')}`);
  };

const checks: Readonly<Record<string, Check>> = {
  name: (value) => line(value),
  label: (value) => line(value),
  title: (value) => line(value),
  order: (value) => line(value),
  latest: (value) => line(value),
  licence: (value) => line(value),
  description: (value) => text(value, longestText),
  aliases: lines,
  statedVersions: lines,
  homepage: address,
  sourceUrl: address,
  releasedOn: day,
  endOfLife: day,
  language,
  preview: flag,
  kind: oneOf(documentKinds),
  visibility: oneOf(visibilities),
};

/** Only what has a state can be hidden: it would be neither listed for curators nor found by them to be shown again. */
const checksOfHolders: Readonly<Record<string, Check>> = { visibility: oneOf(AUDIENCES) };

function checkOf(kind: SubjectKind, field: string): Check | undefined {
  const isHolder = kind === 'VENDOR' || kind === 'PRODUCT';
  return (isHolder ? checksOfHolders[field] : undefined) ?? checks[field];
}

/** One field's wish: a value (null for "nothing"), or back to what the source says. */
export type FieldWish = { readonly set: true; readonly value: unknown } | { readonly set: false };

export type CheckedWish = { readonly wish: FieldWish } | { readonly error: EditError };

/** The wish with its value as it is kept, or what is wrong with it. */
export function checkWish(kind: SubjectKind, field: string, wish: FieldWish): CheckedWish {
  const known = curatedFields(kind).find(({ name }) => name === field);
  const check = checkOf(kind, field);
  if (known === undefined || check === undefined) {
    const names = curatedFields(kind).map(({ name }) => name);
    const message = `A ${kind.toLowerCase()} has no field "${field.slice(0, 100)}"; there are ${names.join(', ')}.`;
    return { error: { code: 'UNKNOWN_FIELD', field, message } };
  }
  if (!wish.set) return { wish };
  if (wish.value === null) {
    if (known.nullable) return { wish };
    const message = `\`${field}\` must have a value. To go back to what the source says, reset it.`;
    return { error: { code: 'NULL_REFUSED', field, message } };
  }
  try {
    return { wish: { set: true, value: check(wish.value) } };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { error: { code: 'BAD_VALUE', field, message: `\`${field}\` ${fault.message}.` } };
  }
}
