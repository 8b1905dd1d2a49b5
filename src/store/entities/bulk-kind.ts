/** What a run of changes was: one edit of many things, the undoing of others, a file that was applied, or a move. */
export type BulkKind = 'EDIT' | 'UNDO' | 'FILE' | 'MOVE';
