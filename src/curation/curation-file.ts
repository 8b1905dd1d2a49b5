/** All moves, overrides, synonyms, rules, judgements and marks as one YAML file in a stable order, for review and version control, and back. */
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { Document } from 'yaml';
import { parseYaml } from '../bounded-yaml.js';
import { z } from 'zod';
import type { Caller } from '../caller.js';
import { BadInputError, messageOf } from '../errors.js';
import { SUBJECT_KINDS, type SubjectKind } from '../store/entities/subject-kind.js';
import { curatedFields } from '../store/queries/curated-fields.js';
import { lockSubjects, overriddenSubjects, subjectsByPath, type SubjectRow } from '../store/queries/curation.js';
import type { Repositories } from '../store/queryable.js';
import { closeBulk, openBulk, writeOverrides, type OverrideWrite } from '../store/writes/curation.js';
import { checkAgainstLibrary } from './check-against-library.js';
import { checkWish, type FieldWish } from './curated-values.js';
import { exportMoves, makeMovesOf, movesInFile, type MoveInFile } from './moves-file.js';
import {
  exportSettings,
  planSettings,
  settingsInFile,
  writeSettings,
  type SettingDifference,
} from './settings-file.js';

const format = 'mcdewey-curation/1';
const keys = { VENDOR: 'vendors', PRODUCT: 'products', VERSION: 'versions', DOCUMENT: 'documents' } as const;

const overridesByPath = z.record(z.string(), z.record(z.string(), z.unknown())).optional();
const fileSchema = z.strictObject({
  format: z.literal(format),
  moves: movesInFile,
  vendors: overridesByPath,
  products: overridesByPath,
  versions: overridesByPath,
  documents: overridesByPath,
  ...settingsInFile,
});

export interface FileError {
  /** `documents/product/version/document`. */
  readonly place: string;
  readonly field: string | null;
  readonly message: string;
}

export interface FileDifference {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface FileResult {
  /** Of the changed fields; null if there are none. Rules and synonyms are no part of it. */
  readonly bulkId: string | null;
  readonly differences: readonly FileDifference[];
  /** Moves that are made, in their order. */
  readonly moves: readonly MoveInFile[];
  /** Rules, synonyms, judgements and marks that change. */
  readonly settings: readonly SettingDifference[];
  /** Nothing is changed if there are any. */
  readonly errors: readonly FileError[];
  /** Places whose thing is not in the library; the rest is applied. */
  readonly missing: readonly string[];
}

function overridesOf({ kind, overrides }: SubjectRow): Record<string, unknown> {
  const names = curatedFields(kind)
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(overrides, name));
  return Object.fromEntries(names.map((name) => [name, overrides[name]]));
}

/** Sorted by path, fields in the order of the documentation: the same library gives the same file. */
export async function exportCuration(db: Repositories): Promise<string> {
  const content: Record<string, unknown> = { format };
  const moves = await exportMoves(db);
  if (moves.length > 0) content['moves'] = moves;
  for (const kind of SUBJECT_KINDS) {
    const subjects = await overriddenSubjects(db, kind);
    if (subjects.length === 0) continue;
    content[keys[kind]] = Object.fromEntries(subjects.map((subject) => [subject.path, overridesOf(subject)]));
  }
  return new Document({ ...content, ...(await exportSettings(db)) }, { aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
  });
}

type Wanted = ReadonlyMap<SubjectKind, ReadonlyMap<string, ReadonlyMap<string, FieldWish>>>;

/** @throws BadInputError when it is no file of this format. */
function contentOf(text: string): z.infer<typeof fileSchema> {
  let content: unknown;
  try {
    content = parseYaml(text, { maxAliasCount: 0 });
  } catch (fault) {
    throw new BadInputError(`The file is not YAML: ${messageOf(fault)}`, { field: 'yaml' }, { cause: fault });
  }
  const outcome = fileSchema.safeParse(content);
  if (outcome.success) return outcome.data;
  const [issue] = outcome.error.issues;
  throw new BadInputError(
    `The file is not of the format ${format}: ${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`.trim(),
    { field: 'yaml' },
  );
}

function wishesIn(content: z.infer<typeof fileSchema>): { readonly wanted: Wanted; readonly errors: FileError[] } {
  const errors: FileError[] = [];
  const wanted = new Map<SubjectKind, Map<string, Map<string, FieldWish>>>();
  for (const kind of SUBJECT_KINDS) {
    const ofKind = new Map<string, Map<string, FieldWish>>();
    for (const [path, values] of Object.entries(content[keys[kind]] ?? {})) {
      const wishes = new Map<string, FieldWish>();
      for (const [field, value] of Object.entries(values)) {
        const outcome = checkWish(kind, field, { set: true, value });
        if ('wish' in outcome) wishes.set(field, outcome.wish);
        else errors.push({ place: `${keys[kind]}/${path}`, field, message: outcome.error.message });
      }
      ofKind.set(path, wishes);
    }
    wanted.set(kind, ofKind);
  }
  return { wanted, errors };
}

interface Planned {
  readonly writes: readonly OverrideWrite[];
  readonly differences: readonly FileDifference[];
}

function plan(subject: SubjectRow, wishes: ReadonlyMap<string, FieldWish>): Planned {
  const { kind, path, id, overrides } = subject;
  const writes: OverrideWrite[] = [];
  const differences: FileDifference[] = [];
  for (const [field, wish] of wishes) {
    const value = wish.set ? wish.value : null;
    if (Object.hasOwn(overrides, field) && isDeepStrictEqual(overrides[field], value)) continue;
    writes.push({ id, field, set: true, value });
    differences.push({ kind, path, field, before: overrides[field] ?? subject.extracted[field] ?? null, after: value });
  }
  return { writes, differences };
}

/** Takes back what was tried within the transaction. */
class NotApplied extends Error {
  constructor(readonly result: FileResult) {
    super('the file was not applied');
  }
}

/**
 * Sets what the file says; what it does not name stays as it is. All in one transaction.
 * @param options.dryRun only says what would change.
 * @throws BadInputError
 */
export async function applyCurationFile(
  dataSource: DataSource,
  text: string,
  options: { readonly caller: Caller; readonly note: string | null; readonly dryRun: boolean },
): Promise<FileResult> {
  const content = contentOf(text);
  const { wanted, errors } = wishesIn(content);
  const { caller, note, dryRun } = options;
  const apply = dataSource.transaction(async (manager) => {
    // First, so that what the file says of paths is about where things stand then; with errors, and in a dry run, all goes back.
    const made = await makeMovesOf(manager, content.moves ?? [], caller);
    errors.push(...made.errors);
    const missing = [...made.missing];
    const differences: FileDifference[] = [];
    const writes = new Map<SubjectKind, OverrideWrite[]>();
    for (const [kind, ofKind] of wanted) {
      const known = await subjectsByPath(manager, kind, [...ofKind.keys()]);
      const locked = await lockSubjects(
        manager,
        kind,
        known.map(({ id }) => id),
      );
      const subjects = new Map(locked.map((subject) => [subject.path, subject]));
      for (const [path, wishes] of ofKind) {
        const place = `${keys[kind]}/${path}`;
        const subject = subjects.get(path);
        if (subject === undefined) {
          missing.push(place);
          continue;
        }
        for (const { field, message } of await checkAgainstLibrary(manager, subject, wishes)) {
          errors.push({ place, field, message });
        }
        const planned = plan(subject, wishes);
        differences.push(...planned.differences);
        writes.set(kind, [...(writes.get(kind) ?? []), ...planned.writes]);
      }
    }
    const planned = await planSettings(manager, content);
    errors.push(...planned.errors);
    if (errors.length > 0) {
      throw new NotApplied({ bulkId: null, differences: [], moves: [], settings: [], errors, missing });
    }
    const result = { bulkId: null, differences, moves: made.moves, settings: planned.differences, errors, missing };
    if (dryRun) throw new NotApplied(result);
    await writeSettings(manager, planned.writes, caller);
    if (differences.length === 0) return result;
    const bulkId = await openBulk(manager, 'FILE', { caller, note, bulkId: null });
    for (const [kind, ofKind] of writes) await writeOverrides(manager, kind, ofKind, { caller, note, bulkId });
    await closeBulk(manager, bulkId, differences.length);
    return { ...result, bulkId };
  });
  return apply.catch((error: unknown) => {
    if (error instanceof NotApplied) return error.result;
    throw error;
  });
}
