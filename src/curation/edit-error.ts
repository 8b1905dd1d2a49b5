/** What keeps an edit from being made, as data: a form shows it beside the field. */
export type EditErrorCode =
  | 'BAD_VALUE'
  | 'NULL_REFUSED'
  | 'UNKNOWN_FIELD'
  | 'NAME_TAKEN'
  | 'NO_SUCH_VERSION'
  | 'NOTHING_TO_DO'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'STALE'
  | 'NOT_OPEN'
  | 'TOO_MANY_OPEN';

export interface EditError {
  readonly code: EditErrorCode;
  /** Null if it is about the whole edit. */
  readonly field: string | null;
  readonly message: string;
}
