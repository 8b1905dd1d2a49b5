/**
 * What callers may see: the one place where the state of a source and a curator's decision are put together. `state` says
 * whether a source still has the thing, the override `visibility` what a curator made of it, and `audience`, which the
 * database keeps, for whom it is together with what it stands below.
 */
import { audienceNumber } from '../../audience.js';
import { CALLER_AUDIENCE } from '../caller-audience.js';
import type { LifecycleState } from '../entities/lifecycle-state.js';

/** SQL expression: what a curator decided. */
export function curatedVisibility(alias: string): string {
  return `coalesce(${alias}.overrides->>'visibility', 'PUBLIC')`;
}

/** SQL condition: it is for the caller; all that a vendor or product must fulfil. */
export function isOpen(alias: string): string {
  return `${alias}.audience <= ${CALLER_AUDIENCE}`;
}

/** SQL condition: in lists, and found by search. */
export function isListed(alias: string): string {
  return `(${alias}.state = 'PUBLISHED' AND ${isOpen(alias)})`;
}

/** SQL condition: answers when it is named; what was archived stays citable. */
export function isReadable(alias: string): string {
  return `(${alias}.state IN ('PUBLISHED', 'ARCHIVED') AND ${isOpen(alias)})`;
}

/** SQL condition: some audience finds it, whoever asks. For what is written down for all of them, such as an index. */
export function isPublished(alias: string): string {
  return `(${alias}.state = 'PUBLISHED' AND ${alias}.audience <= ${String(audienceNumber('CURATORS'))})`;
}

/** SQL condition: no curator hid the chunk. It holds besides what its document must fulfil. */
export function isShown(alias: string): string {
  return `NOT ${alias}.is_hidden`;
}

/** SQL condition: its source no longer has it. */
export function isArchived(alias: string): string {
  return `${alias}.state = 'ARCHIVED'`;
}

/** SQL expression: where the thing stands for the caller; what is not for the caller is hidden. */
export function effectiveState(alias: string): string {
  return `CASE WHEN ${alias}.overrides->>'visibility' IN ('HIDDEN', 'DRAFT') THEN ${alias}.overrides->>'visibility'
    WHEN ${isOpen(alias)} THEN ${alias}.state ELSE 'HIDDEN' END`;
}

/** The same as {@link isListed}, of a row that was read with its effective state. */
export function isListedRow({ state }: { readonly state: LifecycleState }): boolean {
  return state === 'PUBLISHED';
}
