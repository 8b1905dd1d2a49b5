/** Where documentation can come from. */

export const SOURCE_KINDS = ['FOLDER', 'ARCHIVE', 'UPLOAD', 'SITE', 'GIT', 'PACKAGES'] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];
