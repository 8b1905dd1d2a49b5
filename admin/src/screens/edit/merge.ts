/** Three ways: a thing as it was loaded, as others made it since, and as somebody wants it. */
import { isSameValue } from '../../fields/field-value.js';
import { valueInDraft, type Draft, type LoadedField } from './draft.js';

export type MergeState =
  /** Only others changed it. */
  | 'THEIRS'
  /** Only the draft changes it. */
  | 'MINE'
  /** Both made the same of it. */
  | 'SAME'
  /** Both changed it, to different values: somebody must decide. */
  | 'BOTH';

export interface MergeRow {
  readonly field: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  readonly state: MergeState;
}

/** The fields that anybody changed, in the order in which they are shown. */
export function mergeRows(base: readonly LoadedField[], current: readonly LoadedField[], draft: Draft): MergeRow[] {
  const now = new Map(current.map((field) => [field.field, field]));
  return base.flatMap((loaded): MergeRow[] => {
    const { field } = loaded;
    const theirField = now.get(field) ?? loaded;
    const theirs = theirField.effective;
    const isTheirs = !isSameValue(theirs, loaded.effective) || theirField.isOverridden !== loaded.isOverridden;
    const isMine = draft[field] !== undefined;
    if (!isTheirs && !isMine) return [];
    const mine = isMine ? valueInDraft(draft, theirField) : loaded.effective;
    const state = !isMine ? 'THEIRS' : !isTheirs ? 'MINE' : isSameValue(mine, theirs) ? 'SAME' : 'BOTH';
    return [{ field, base: loaded.effective, theirs, mine, state }];
  });
}

/**
 * The draft that is left to save on top of what others did.
 * @param keepMine fields that both changed and whose own value shall hold
 */
export function mergedDraft(rows: readonly MergeRow[], draft: Draft, keepMine: ReadonlySet<string>): Draft {
  const kept = rows.filter(({ field, state }) => state === 'MINE' || (state === 'BOTH' && keepMine.has(field)));
  return Object.fromEntries(
    kept.flatMap(({ field }) => {
      const wish = draft[field];
      return wish === undefined ? [] : [[field, wish]];
    }),
  );
}
