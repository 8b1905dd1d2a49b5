/** What somebody filled in to put things elsewhere, and the move that it means. */
import type { SubjectKind } from '../fields/curated-fields.js';
import type { DocumentFilter } from '../list/document-filter.js';

type PlaceField = 'vendor' | 'product' | 'version';

/** Where things of a kind may go. */
export interface Target {
  /** What they come below or go into. */
  readonly kind: SubjectKind;
  /** Its slugs, outermost first. */
  readonly fields: readonly PlaceField[];
}

export const targetsOf: Readonly<Record<SubjectKind, readonly Target[]>> = {
  VENDOR: [{ kind: 'VENDOR', fields: ['vendor'] }],
  PRODUCT: [
    { kind: 'PRODUCT', fields: ['product'] },
    { kind: 'VENDOR', fields: ['vendor'] },
  ],
  VERSION: [
    { kind: 'PRODUCT', fields: ['product'] },
    { kind: 'VERSION', fields: ['product', 'version'] },
  ],
  DOCUMENT: [{ kind: 'VERSION', fields: ['product', 'version'] }],
};

export interface MoveDraft extends Readonly<Record<PlaceField, string>> {
  /** Position among the targets of the kind; null where only the slug changes. */
  readonly target: number | null;
  readonly slug: string;
  readonly note: string;
  /** Makes the place if it is not there. */
  readonly isNew: boolean;
  /** Of the place that is made; its slug gives it one where this is empty. */
  readonly name: string;
}

export const emptyDraft: MoveDraft = {
  ...{ vendor: '', product: '', version: '' },
  ...{ target: 0, slug: '', note: '', isNew: false, name: '' },
};

/** What is put elsewhere: things by their ids, or the documents of a filter. */
export interface Moved {
  readonly kind: SubjectKind;
  readonly ids?: readonly string[];
  readonly filter?: DocumentFilter;
}

/** Only one thing can have another slug. */
export const isOne = ({ ids }: Moved): boolean => ids?.length === 1;

/** Places that are made with a name beside their slug. */
const nameFields: Readonly<Partial<Record<SubjectKind, string>>> = { VENDOR: 'vendorName', PRODUCT: 'productName' };

export const isNamed = ({ kind }: Target): boolean => nameFields[kind] !== undefined;

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The place that a draft names; null where only the slug changes. */
export function placeOf(
  { kind }: Moved,
  draft: MoveDraft,
): { readonly kind: SubjectKind; readonly path: string } | null {
  const target = draft.target === null ? undefined : targetsOf[kind][draft.target];
  return target === undefined
    ? null
    : { kind: target.kind, path: target.fields.map((field) => draft[field].trim()).join('/') };
}

/** Whether all is filled in. */
export function isWhole({ kind }: Moved, draft: MoveDraft): boolean {
  if (draft.target === null) return draft.slug.trim() !== '';
  return (targetsOf[kind][draft.target]?.fields ?? []).every((field) => draft[field].trim() !== '');
}

/** @param into id of the place; null where it is made, or nothing goes elsewhere. */
export function inputOf({ kind, ids, filter }: Moved, draft: MoveDraft, into: string | null) {
  const target = draft.target === null ? undefined : targetsOf[kind][draft.target];
  const names = target?.fields.map((field) => [field, draft[field].trim()] as const) ?? [];
  const nameField = target === undefined ? undefined : nameFields[target.kind];
  const name = textOrNull(draft.name);
  const named = nameField === undefined || name === null ? {} : { [nameField]: name };
  return {
    ...(filter === undefined ? { things: [...(ids ?? [])] } : { documents: filter }),
    ...(into !== null && { into }),
    ...(into === null && target !== undefined && { intoNew: { ...Object.fromEntries(names), ...named } }),
    slug: textOrNull(draft.slug),
    note: textOrNull(draft.note),
  };
}
