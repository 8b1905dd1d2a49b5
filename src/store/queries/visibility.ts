/**
 * What the public may see: the one place where the state of a source and a curator's decision are put together. `state` says
 * whether a source still has the thing, the override `visibility` what a curator made of it.
 */
import type { LifecycleState } from '../entities/lifecycle-state.js';

/** Not decided otherwise by a curator. */
const isPublic = (alias: string): string => `${curatedVisibility(alias)} = 'PUBLIC'`;

/** SQL expression: what a curator decided. */
export function curatedVisibility(alias: string): string {
  return `coalesce(${alias}.overrides->>'visibility', 'PUBLIC')`;
}

/** SQL condition: in lists, and found by search. */
export function isListed(alias: string): string {
  return `(${alias}.state = 'PUBLISHED' AND ${isPublic(alias)})`;
}

/** SQL condition: answers when it is named; what was archived stays citable. */
export function isReadable(alias: string): string {
  return `(${alias}.state IN ('PUBLISHED', 'ARCHIVED') AND ${isPublic(alias)})`;
}

/** SQL condition: no curator hid the chunk. It holds besides what its document must fulfil. */
export function isShown(alias: string): string {
  return `NOT ${alias}.is_hidden`;
}

/** SQL condition: its source no longer has it. */
export function isArchived(alias: string): string {
  return `${alias}.state = 'ARCHIVED'`;
}

/** SQL expression: where the thing stands for everybody. */
export function effectiveState(alias: string): string {
  return `CASE WHEN ${isPublic(alias)} THEN ${alias}.state ELSE ${alias}.overrides->>'visibility' END`;
}

/** The same as {@link isListed}, of a row that was read with its effective state. */
export function isListedRow({ state }: { readonly state: LifecycleState }): boolean {
  return state === 'PUBLISHED';
}
