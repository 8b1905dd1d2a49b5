/** What somebody changed on an edit screen and did not save yet: only the differences. */
import { isSameValue } from '../../fields/field-value.js';

/** A field as the service gives it. */
export interface LoadedField {
  readonly field: string;
  readonly extracted: unknown;
  readonly effective: unknown;
  readonly isOverridden: boolean;
}

/** A value to set, or back to what the source says. */
export type Wish = { readonly set: true; readonly value: unknown } | { readonly set: false };

export type Draft = Readonly<Record<string, Wish>>;

const without = (draft: Draft, field: string): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => name !== field));

/** The draft with another value of a field; typing back what was there is no change. */
export function setInDraft(draft: Draft, { field, effective }: LoadedField, value: unknown): Draft {
  return isSameValue(value, effective) ? without(draft, field) : { ...draft, [field]: { set: true, value } };
}

/** What the source says, as a value of a curator's: it stays when the source changes. */
export const confirmInDraft = (draft: Draft, { field, extracted }: LoadedField): Draft => ({
  ...draft,
  [field]: { set: true, value: extracted },
});

export const resetInDraft = (draft: Draft, field: string): Draft => ({ ...draft, [field]: { set: false } });

export const takeBack = without;

/** Without a value of a curator's: what was corrected goes back to the source, what was not stays as it is. */
export const unsetInDraft = (draft: Draft, { field, isOverridden }: LoadedField): Draft =>
  isOverridden ? resetInDraft(draft, field) : without(draft, field);

/** What the control shows. */
export function valueInDraft(draft: Draft, loaded: LoadedField): unknown {
  const wish = draft[loaded.field];
  if (wish === undefined) return loaded.effective;
  return wish.set ? wish.value : loaded.extracted;
}

/**
 * What is left to save of a draft that went on being changed while it was sent: what was saved stays so only where it was
 * not changed again. To take back what was sent is a change by then.
 * @param fields as they were before.
 */
export function leftInDraft(now: Draft, sent: Draft, fields: readonly LoadedField[]): Draft {
  const later = Object.entries(now).filter(([field, wish]) => wish !== sent[field]);
  const takenBack = fields
    .filter(({ field }) => field in sent && !(field in now))
    .map(({ field, isOverridden, effective }): [string, Wish] => [
      field,
      isOverridden ? { set: true, value: effective } : { set: false },
    ]);
  return Object.fromEntries([...takenBack, ...later]);
}

/** Empty lines of a list were typed on the way. */
function cleaned(value: unknown): unknown {
  return Array.isArray(value) ? value.map((entry) => String(entry).trim()).filter((entry) => entry !== '') : value;
}

export interface DraftInput {
  readonly set: Readonly<Record<string, unknown>>;
  readonly reset: readonly string[];
}

/** As an edit sends it. */
export function inputOf(draft: Draft): DraftInput {
  const entries = Object.entries(draft);
  return {
    set: Object.fromEntries(entries.flatMap(([field, wish]) => (wish.set ? [[field, cleaned(wish.value)]] : []))),
    reset: entries.filter(([, wish]) => !wish.set).map(([field]) => field),
  };
}
