/** Changes of a bulk edit that are not the same for all its documents: each gets a value of its own. */
import type { PlannedEdit } from '../store/entities/curation-preview.js';
import { subjectsById } from '../store/queries/curation.js';
import { titlesToTake } from '../store/queries/titles.js';
import type { Queryable } from '../store/queryable.js';
import { checkWish } from './curated-values.js';
import type { EditError } from './edit-error.js';

export interface OwnChanges {
  /** Each gets the title that its text states, where it can have it: see {@link titlesToTake}. */
  readonly useStatedTitle: boolean;
  /** Fields whose value in force becomes a curator's, where it is none. */
  readonly confirm: readonly string[];
}

type Change = PlannedEdit['changes'][number];

interface OwnChange {
  readonly id: string;
  readonly change: Change;
}

/** Values that a curator may not give are left out. */
function changeOf(id: string, field: string, value: unknown): OwnChange[] {
  const outcome = checkWish('DOCUMENT', field, { set: true, value });
  return 'wish' in outcome ? [{ id, change: { field, value: null, ...outcome.wish } }] : [];
}

async function confirmed(db: Queryable, ids: readonly string[], fields: readonly string[]): Promise<OwnChange[]> {
  if (fields.length === 0) return [];
  const subjects = await subjectsById(db, 'DOCUMENT', ids);
  return subjects.flatMap(({ id, extracted, overrides }) =>
    fields
      .filter((field) => !Object.hasOwn(overrides, field))
      .flatMap((field) => changeOf(id, field, extracted[field] ?? null)),
  );
}

async function statedTitles(db: Queryable, ids: readonly string[]): Promise<OwnChange[]> {
  return (await titlesToTake(db, ids)).flatMap(({ id, title }) => changeOf(id, 'title', title));
}

/** What is wrong with what is asked for, beside what is `taken`: fields that are set or reset. */
export function checkOwnChanges(
  { useStatedTitle, confirm }: OwnChanges,
  taken: { has(field: string): boolean },
): readonly EditError[] {
  const fields = [...confirm, ...(useStatedTitle ? ['title'] : [])];
  return fields.flatMap((field, at): EditError[] => {
    const outcome = checkWish('DOCUMENT', field, { set: false });
    if ('error' in outcome) return [outcome.error];
    if (!taken.has(field) && fields.indexOf(field) === at) return [];
    const message = `\`${field}\` is asked for in two ways; set it, reset it, confirm it or take it from the text.`;
    return [{ code: 'BAD_VALUE', field, message }];
  });
}

/** By the id of the document. */
export async function ownChanges(
  db: Queryable,
  ids: readonly string[],
  { useStatedTitle, confirm }: OwnChanges,
): Promise<ReadonlyMap<string, readonly Change[]>> {
  const changes = new Map<string, Change[]>();
  const all = [...(useStatedTitle ? await statedTitles(db, ids) : []), ...(await confirmed(db, ids, confirm))];
  for (const { id, change } of all) changes.set(id, [...(changes.get(id) ?? []), change]);
  return changes;
}
