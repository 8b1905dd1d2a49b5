/** Publication state of a version or document. */

/** PUBLISHED is listed and found; ARCHIVED answers to its key only; DRAFT and HIDDEN are for curators. */
export const LIFECYCLE_STATES = ['DRAFT', 'PUBLISHED', 'HIDDEN', 'ARCHIVED'] as const;

export type LifecycleState = (typeof LIFECYCLE_STATES)[number];
