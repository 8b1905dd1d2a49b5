/** What curators can change. */
export const SUBJECT_KINDS = ['VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT'] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];
