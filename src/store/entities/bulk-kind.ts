/** What a run of changes was: one edit of many things, the undoing of others, or a file that was applied. */
export type BulkKind = 'EDIT' | 'UNDO' | 'FILE';
