/** Domain errors: what went wrong, with what, and what to do. They know nothing of GraphQL, HTTP or exit codes. */

/** Stable codes; clients branch on them, so a code is never renamed. */
export const ERROR_CODES = [
  'BAD_INPUT',
  'NOT_FOUND',
  'CONFIG_INVALID',
  'DATA_IN_USE',
  'MODEL_MISMATCH',
  'MODEL_INVALID',
  'EMBEDDING_UNAVAILABLE',
  'STORE_UNAVAILABLE',
  'INDEX_UNAVAILABLE',
  'MANIFEST_INVALID',
  'FILE_UNREADABLE',
  'FILE_UNSUPPORTED',
  'FILE_ENCRYPTED',
  'FILE_TOO_LARGE',
  'TIME_EXCEEDED',
  'MEMORY_EXCEEDED',
  'PAGES_EXCEEDED',
  'OUTPUT_EXCEEDED',
  'FILE_WITHOUT_TEXT',
  'PAGES_MISMATCH',
  'FILE_INCLUDED',
  'SLUG_TAKEN',
  'JOB_FAILED',
  'BACKUP_INVALID',
  'NOT_EMPTY',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'THROTTLED',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'CONFLICT',
  'OVERLOADED',
  'TIMEOUT',
  'SOURCE_UNAVAILABLE',
  'ARCHIVE_REFUSED',
  'SOURCE_TOO_LARGE',
  'ARCHIVE_UNCONFIRMED',
  'PASSAGE_GONE',
  'CANCELLED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Codes of failures that another input would avoid: mutations give them as data. */
export const REFUSAL_CODES = [
  'BAD_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'PASSAGE_GONE',
  'MANIFEST_INVALID',
  'ARCHIVE_REFUSED',
  'SOURCE_TOO_LARGE',
  'FILE_UNREADABLE',
  'FILE_UNSUPPORTED',
  'FILE_TOO_LARGE',
] as const satisfies readonly ErrorCode[];

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Code of a fault that is the library's own. */
export const INTERNAL_ERROR = 'INTERNAL_SERVER_ERROR' as const;

/** Why a job failed, or a file was not taken. */
export type ReasonCode = ErrorCode | typeof INTERNAL_ERROR;

export type ErrorDetails = Readonly<Record<string, unknown>>;

/** Base of every expected failure. `details` is data for clients (JSON-safe), never a stack or a secret. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;

  constructor(
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A value given by a caller is out of bounds or malformed. */
export class BadInputError extends DomainError {
  readonly code = 'BAD_INPUT';
}

/** Something that was named does not exist; `details.nearest` names what does, when that helps. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
}

/** Settings are wrong; `details.problems` lists every one of them. */
export class ConfigError extends DomainError {
  readonly code = 'CONFIG_INVALID';
}

/** The data folder belongs to another live process; `details.pid` says which. */
export class DataInUseError extends DomainError {
  readonly code = 'DATA_IN_USE';
}

/** The library was embedded with another model than the configured one. */
export class ModelMismatchError extends DomainError {
  readonly code = 'MODEL_MISMATCH';
}

/** Model files are missing, damaged or of a kind that can't be run. */
export class ModelInvalidError extends DomainError {
  readonly code = 'MODEL_INVALID';
}

/** The embedder does not answer; searches fall back to words only. */
export class EmbeddingUnavailableError extends DomainError {
  readonly code = 'EMBEDDING_UNAVAILABLE';
}

/** Postgres does not answer or refused the connection; trying again later may work. */
export class StoreUnavailableError extends DomainError {
  readonly code = 'STORE_UNAVAILABLE';
}

/** Elasticsearch does not answer, or not as it should; searches fall back to Postgres meanwhile. */
export class IndexUnavailableError extends DomainError {
  readonly code = 'INDEX_UNAVAILABLE';
}

/** A manifest breaks its schema; `details.problems` has `{ line, field, problem }` for each fault. */
export class ManifestError extends DomainError {
  readonly code = 'MANIFEST_INVALID';
}

/** A source file can't be read (missing, no permission, not text in any known charset). */
export class FileUnreadableError extends DomainError {
  readonly code = 'FILE_UNREADABLE';
}

/** A source file opens only with a password. */
export class FileEncryptedError extends DomainError {
  readonly code = 'FILE_ENCRYPTED';
}

/** A file has more bytes than is allowed. */
export class FileTooLargeError extends DomainError {
  readonly code = 'FILE_TOO_LARGE';
}

/** What reading one file may take. Time is that of the processor, not of the clock. */
export type ReadLimit = 'time' | 'memory' | 'pages' | 'output';

const readLimitCodes = {
  time: 'TIME_EXCEEDED',
  memory: 'MEMORY_EXCEEDED',
  pages: 'PAGES_EXCEEDED',
  output: 'OUTPUT_EXCEEDED',
} as const satisfies Record<ReadLimit, ErrorCode>;

/** Reading a file takes more than is allowed; the code says of what, and so does `details.reason`. */
export class ReadLimitError extends DomainError {
  readonly code: (typeof readLimitCodes)[ReadLimit];

  constructor(message: string, limit: ReadLimit, details: ErrorDetails = {}) {
    super(message, { reason: limit, ...details });
    this.code = readLimitCodes[limit];
  }
}

/** The file can be read and holds no text: its pages are pictures, or empty. */
export class FileWithoutTextError extends DomainError {
  readonly code = 'FILE_WITHOUT_TEXT';
}

/** A chunk's text is not on the pages that it claims to stand on; a fault of the reader, never of the file. */
export class PagesMismatchError extends DomainError {
  readonly code = 'PAGES_MISMATCH';
}

/** No reader knows the file's format. */
export class FileUnsupportedError extends DomainError {
  readonly code = 'FILE_UNSUPPORTED';
}

/** A slug that must be unique belongs to something else already. */
export class SlugTakenError extends DomainError {
  readonly code = 'SLUG_TAKEN';
}

/** A job that others worked on has failed; the message is its reason. */
export class JobFailedError extends DomainError {
  readonly code = 'JOB_FAILED';
}

/** A backup can't be read: damaged, cut off, or of a newer program. */
export class BackupInvalidError extends DomainError {
  readonly code = 'BACKUP_INVALID';
}

/** A restore would overwrite a library that nobody gave up. */
export class NotEmptyError extends DomainError {
  readonly code = 'NOT_EMPTY';
}

/** The caller may not do this from where it is. */
export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
}

/** Nobody is signed in, or what was sent to say who asks is wrong or no longer valid. */
export class UnauthenticatedError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
}

/** Too many tries; `details.retryAfter` says in how many seconds the next one counts. */
export class ThrottledError extends DomainError {
  readonly code = 'THROTTLED';
}

/** The provider that people sign in with does not answer, or not as its standard says. */
export class IdentityProviderUnavailableError extends DomainError {
  readonly code = 'IDENTITY_PROVIDER_UNAVAILABLE';
}

/** The process has as much to do as it takes on; `details.retryAfter` says in how many seconds to try again. */
export class OverloadedError extends DomainError {
  readonly code = 'OVERLOADED';
}

/** An operation took longer than operations may; `details.seconds` says how long that is. */
export class TimeoutError extends DomainError {
  readonly code = 'TIMEOUT';
}

/** Something else has it already, or it was changed meanwhile. */
export class ConflictError extends DomainError {
  readonly code = 'CONFLICT';
}

/** A site, repository or tool that an ingest needs does not answer or refuses. */
export class SourceUnavailableError extends DomainError {
  readonly code = 'SOURCE_UNAVAILABLE';
}

/** An archive is damaged, larger than allowed, or would write outside of its folder. */
export class ArchiveRefusedError extends DomainError {
  readonly code = 'ARCHIVE_REFUSED';
}

/** A source can't be looked through within the limits of time and memory; `details.reason` says which. */
export class SourceTooLargeError extends DomainError {
  readonly code = 'SOURCE_TOO_LARGE';
}

/** A chunk key whose text is no longer in its document; `details` name the chunk that is nearest to where it stood. */
export class PassageGoneError extends DomainError {
  readonly code = 'PASSAGE_GONE';
}

/** An ingest would archive so much of a source that somebody has to allow it; `details` count what. */
export class ArchiveUnconfirmedError extends DomainError {
  readonly code = 'ARCHIVE_UNCONFIRMED';
}

/** The caller went away or asked to stop. */
export class CancelledError extends DomainError {
  readonly code = 'CANCELLED';
}

/** The message of anything thrown, for logs and job reports. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` that Node, zlib and Postgres give their errors; empty when there is none. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
