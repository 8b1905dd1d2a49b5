/** How each field of a thing stands: what its source says, what a curator made of it, and what that means. */
import { isDeepStrictEqual } from 'node:util';
import { curatedFields, type CuratedField } from '../store/queries/curated-fields.js';
import type { ChangeRow, SubjectRow } from '../store/queries/curation.js';

export interface FieldStanding {
  readonly field: string;
  readonly extracted: unknown;
  readonly isOverridden: boolean;
  /** Null also if there is none. */
  readonly override: unknown;
  readonly effective: unknown;
  /** The source says otherwise since the override was made. */
  readonly sourceChanged: boolean;
  /** The source says the same by now, and said otherwise when the override was made. */
  readonly isNeedless: boolean;
  /** That it has its value by; null if no curator ever changed it. */
  readonly lastChange: ChangeRow | null;
}

function standingOf({ name, nullable }: CuratedField, subject: SubjectRow, last: ChangeRow | null): FieldStanding {
  const extracted = subject.extracted[name] ?? null;
  const isOverridden = Object.hasOwn(subject.overrides, name);
  const override = subject.overrides[name] ?? null;
  const sourceChanged = isOverridden && last !== null && !isDeepStrictEqual(last.extracted, extracted);
  return {
    field: name,
    extracted,
    isOverridden,
    override,
    effective: isOverridden && (override !== null || nullable) ? override : extracted,
    sourceChanged,
    isNeedless: sourceChanged && isDeepStrictEqual(override, extracted),
    lastChange: last,
  };
}

/** @param last the last change of each of its fields. */
export function standingsOf(subject: SubjectRow, last: readonly ChangeRow[]): FieldStanding[] {
  return curatedFields(subject.kind).map((field) =>
    standingOf(field, subject, last.find((change) => change.field === field.name) ?? null),
  );
}
