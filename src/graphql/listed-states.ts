/** Which publication states a list may show to whom. */
import { authorize } from '../access/may.js';
import type { Caller } from '../caller.js';
import type { LifecycleState } from '../store/entities/lifecycle-state.js';

/**
 * What is published, unless others are asked for.
 * @throws ForbiddenError when only curators see one of them.
 */
export function listedStates(
  caller: Caller,
  wanted: readonly LifecycleState[] | null | undefined,
): readonly LifecycleState[] {
  const states = wanted ?? ['PUBLISHED'];
  if (states.some((state) => state !== 'PUBLISHED' && state !== 'ARCHIVED')) authorize(caller, 'curation.read');
  return states;
}
