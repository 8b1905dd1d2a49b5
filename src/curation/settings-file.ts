/** Rules, synonyms, judgements and marks in the file of all curation: out in a stable order, and in again, known by their ids. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Caller } from '../caller.js';
import { BadInputError } from '../errors.js';
import { MARK_EFFECTS } from '../store/entities/mark-effect-kind.js';
import { DOCUMENT_KINDS } from '../store/entities/document-kind.js';
import { RULE_MATCHES } from '../store/entities/rule-match.js';
import {
  settingById,
  settingFields,
  settingsOf,
  type PassageMarkRow,
  type Settings,
} from '../store/queries/search-settings.js';
import type { Queryable } from '../store/queryable.js';
import { insertSetting, lockSettings, updateSetting, type SettingValues } from '../store/writes/search-settings.js';
import { isSameJudgement, judgementValues } from './judgement-values.js';
import { markValues } from './mark-values.js';
import { placeMarksOf } from './mark-passages.js';
import { ruleValues } from './rule-values.js';
import { synonymValues } from './synonym-values.js';

type Entry = Readonly<Record<string, unknown>>;

const text = z.string().nullable().optional();
const common = {
  id: z
    .uuid()
    .transform((id) => id.toLowerCase())
    .optional(),
  vendor: text,
  product: text,
  isEnabled: z.boolean().optional(),
  note: text,
};
const instant = z.iso
  .datetime({ offset: true })
  .transform((written) => new Date(written))
  .optional();

const synonymEntry = z.strictObject({
  ...common,
  terms: z.array(z.string()),
  alternatives: z.array(z.string()).optional(),
});

const ruleEntry = z.strictObject({
  ...common,
  name: z.string(),
  match: z.enum(RULE_MATCHES),
  words: z.string(),
  version: text,
  kind: z.enum(DOCUMENT_KINDS).optional(),
  validFrom: instant,
  validTo: instant,
  priority: z.int().optional(),
  pins: z.array(z.strictObject({ target: z.string(), position: z.int() })).optional(),
  hides: z.array(z.string()).optional(),
  boosts: z
    .array(
      z.strictObject({
        target: z.string().optional(),
        kind: z.enum(DOCUMENT_KINDS).optional(),
        product: z.string().optional(),
        factor: z.number(),
      }),
    )
    .optional(),
  redirect: text,
});

const judgementEntry = z.strictObject({
  id: common.id,
  query: z.string(),
  vendor: text,
  product: text,
  version: text,
  kind: z.enum(DOCUMENT_KINDS).optional(),
  target: z.string(),
  quote: text,
  grade: z.int(),
  note: text,
});

const markEntry = z.strictObject({
  id: common.id,
  effect: z.enum(MARK_EFFECTS),
  product: z.string(),
  version: text,
  document: z.string(),
  chunkKey: text,
  passage: text,
  firstPage: z.int().optional(),
  lastPage: z.int().optional(),
  reason: text,
});

/** Parts of the schema of the file. */
export const settingsInFile = {
  synonyms: z.array(synonymEntry).optional(),
  rules: z.array(ruleEntry).optional(),
  judgements: z.array(judgementEntry).optional(),
  marks: z.array(markEntry).optional(),
};

type SettingsContent = z.infer<z.ZodObject<typeof settingsInFile>>;

const parts = {
  SYNONYM: 'synonyms',
  RULE: 'rules',
  JUDGEMENT: 'judgements',
  PASSAGE_MARK: 'marks',
} as const satisfies Record<keyof Settings, keyof SettingsContent>;
const kinds = Object.keys(parts) as (keyof Settings)[];

export interface SettingDifference {
  readonly kind: keyof Settings;
  /** Null for one that is made. */
  readonly id: string | null;
  readonly before: Entry | null;
  readonly after: Entry;
}

export interface SettingFault {
  /** `rules/3`: the third. */
  readonly place: string;
  readonly field: string | null;
  readonly message: string;
}

interface Write {
  readonly kind: keyof Settings;
  readonly id: string | null;
  readonly isNew: boolean;
  readonly values: SettingValues;
}

export interface PlannedSettings {
  readonly differences: readonly SettingDifference[];
  readonly errors: readonly SettingFault[];
  readonly writes: readonly Write[];
}

const usual: Entry = { isEnabled: true, priority: 0 };

function withoutNulls(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      one === null ? [] : [[name, withoutNulls(one)]],
    ),
  );
}

/** What a file says of one: what is as usual is left out. */
function entryOf(kind: keyof Settings, given: Entry): Entry {
  const entries = settingFields(kind).map(
    ({ field, column }) => [field, given[field] ?? given[column] ?? null] as const,
  );
  return Object.fromEntries(
    entries.flatMap(([field, value]) => {
      if (value === null || value === usual[field] || (Array.isArray(value) && value.length === 0)) return [];
      return [[field, withoutNulls(value)]];
    }),
  );
}

/** In the order of lists. */
export async function exportSettings(db: Queryable): Promise<Entry> {
  const content: Record<string, unknown> = {};
  for (const kind of kinds) {
    const settings = await settingsOf(db, kind);
    if (settings.length === 0) continue;
    content[parts[kind]] = settings.map((one) => ({ id: one.id, ...entryOf(kind, { ...(one as object) }) }));
  }
  return content;
}

interface Written {
  readonly id: string | null;
  readonly check: () => SettingValues;
}

const writtenIn: Readonly<Record<keyof Settings, (content: SettingsContent) => Written[]>> = {
  SYNONYM: ({ synonyms = [] }) => synonyms.map((one) => ({ id: one.id ?? null, check: () => synonymValues(one) })),
  RULE: ({ rules = [] }) => rules.map((one) => ({ id: one.id ?? null, check: () => ruleValues(one) })),
  JUDGEMENT: ({ judgements = [] }) =>
    judgements.map((one) => ({ id: one.id ?? null, check: () => judgementValues(one) })),
  PASSAGE_MARK: ({ marks = [] }) => marks.map((one) => ({ id: one.id ?? null, check: () => markValues(one) })),
};

/** Of a judgement there is one for each target of a question, whatever its id. */
function knownId(kind: keyof Settings, id: string | null, after: Entry, known: ReadonlyMap<string, Entry>) {
  if (kind !== 'JUDGEMENT') return id;
  return [...known].find(([, one]) => isSameJudgement(one, after))?.[0] ?? id;
}

interface NamedEntry {
  readonly id: string | null;
  readonly entry: Entry;
  /** `rules/3`: the third. */
  readonly place: string;
}

/** @throws BadInputError when the file says the same twice: by its id or, where one has none, word for word. */
function refuseDouble({ id, entry }: NamedEntry, before: readonly NamedEntry[]): void {
  const sameId = id === null ? undefined : before.find((one) => one.id === id);
  if (sameId !== undefined) {
    throw new BadInputError(`It has the id of ${sameId.place}. Keep one of them, or take the id away here.`, {
      field: 'id',
    });
  }
  const same = before.find((one) => (id === null || one.id === null) && isDeepStrictEqual(one.entry, entry));
  if (same !== undefined) throw new BadInputError(`It says the same as ${same.place}. Keep one of them.`, {});
}

/** What the file changes. One without an id that is there already, word for word, changes nothing. */
export async function planSettings(db: Queryable, content: SettingsContent): Promise<PlannedSettings> {
  const planned = { differences: [] as SettingDifference[], errors: [] as SettingFault[], writes: [] as Write[] };
  await lockSettings(db);
  for (const kind of kinds) {
    const known = new Map<string, Entry>();
    for (const one of await settingsOf(db, kind)) known.set(one.id, entryOf(kind, { ...(one as object) }));
    const said: NamedEntry[] = [];
    for (const [at, { id: writtenId, check }] of writtenIn[kind](content).entries()) {
      const place = `${parts[kind]}/${String(at + 1)}`;
      try {
        const values = check();
        const after = entryOf(kind, values);
        const id = knownId(kind, writtenId, after, known);
        const named = { id, entry: after, place };
        refuseDouble(named, said);
        said.push(named);
        const before = id === null ? null : (known.get(id) ?? null);
        const isThere = id === null && [...known.values()].some((one) => isDeepStrictEqual(one, after));
        if (isThere || isDeepStrictEqual(before, after)) continue;
        planned.differences.push({ kind, id: before === null ? null : id, before, after });
        planned.writes.push({ kind, id, isNew: before === null, values });
      } catch (fault) {
        if (!(fault instanceof BadInputError)) throw fault;
        const { field } = fault.details;
        planned.errors.push({ place, field: typeof field === 'string' ? field : null, message: fault.message });
      }
    }
  }
  return planned;
}

/** Marks are in force at once: on what they were on before, and on what they are on now. */
export async function writeSettings(db: Queryable, writes: readonly Write[], caller: Caller): Promise<void> {
  const marks: Pick<PassageMarkRow, 'product' | 'version' | 'document'>[] = [];
  for (const { kind, id, isNew, values } of writes) {
    const before = kind === 'PASSAGE_MARK' && id !== null && !isNew ? await settingById(db, kind, id) : null;
    const written =
      isNew || id === null
        ? await insertSetting(db, kind, values, { caller, id })
        : await updateSetting(db, kind, values, { caller, id });
    if (kind !== 'PASSAGE_MARK') continue;
    const now = await settingById(db, kind, written);
    marks.push(...[before, now].filter((one) => one !== null));
  }
  await placeMarksOf(db, marks);
}
