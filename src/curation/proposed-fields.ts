/** How what was proposed stands to the thing as it is now. */
import { isDeepStrictEqual } from 'node:util';
import type { ProposedField } from '../store/entities/proposal.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { standingsOf, type FieldStanding } from './standing.js';

export interface ProposedStanding {
  readonly change: ProposedField;
  /** The value in force now; null also if the thing is gone. */
  readonly current: unknown;
  /** It is as proposed by now. */
  readonly isMade: boolean;
  /** The value in force is neither what the author saw nor what was proposed. */
  readonly isStale: boolean;
}

/** Whether the field is as proposed already: with that value, or without an override. */
export function isAsProposed(
  { set, value }: Pick<ProposedField, 'set' | 'value'>,
  { effective, isOverridden }: FieldStanding,
): boolean {
  return set ? isDeepStrictEqual(effective, value) : !isOverridden;
}

/** @param subject the thing; null if it is not in the library, which makes every change stale. */
export function proposedStandings(changes: readonly ProposedField[], subject: SubjectRow | null): ProposedStanding[] {
  const standings = subject === null ? [] : standingsOf(subject, []);
  return changes.map((change) => {
    const standing = standings.find(({ field }) => field === change.field);
    if (standing === undefined) return { change, current: null, isMade: false, isStale: true };
    const isMade = isAsProposed(change, standing);
    const isStale = !isMade && !isDeepStrictEqual(standing.effective, change.base);
    return { change, current: standing.effective, isMade, isStale };
  });
}
