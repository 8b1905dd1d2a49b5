/** Every code that an error of the API can carry, and that jobs give as reasons. */
import { registerEnumType } from 'type-graphql';
import type * as errors from '../errors.js';

/** Codes of the protocol, and of what is not told apart further. */
type ProtocolCode =
  | 'QUERY_TOO_COMPLEX'
  | 'INTERNAL_SERVER_ERROR'
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_DOCUMENT_NOT_FOUND'
  | 'PERSISTED_ONLY';

const descriptions: Readonly<Record<errors.ErrorCode | ProtocolCode, string>> = {
  BAD_INPUT: 'A value of the request is out of bounds or malformed; `details.field` names it.',
  NOT_FOUND: 'What was named does not exist; `details.nearest` has names that look alike.',
  UNAUTHENTICATED: 'Nobody is signed in, or the key or session is wrong or no longer valid.',
  FORBIDDEN: 'The caller may not do this, or not from there.',
  THROTTLED:
    'Too many tries, or more than a fair share of what waits; `details.retryAfter` says in how many seconds the next one counts.',
  OVERLOADED: 'There is too much to do at the moment; `details.retryAfter` says in how many seconds to try again.',
  TIMEOUT: 'The operation took longer than operations may; what it had not finished was stopped.',
  IDENTITY_PROVIDER_UNAVAILABLE: 'The provider that people sign in with does not answer.',
  CONFLICT: 'Something else has it already, or it was changed since it was read.',
  QUERY_TOO_COMPLEX:
    'The query could make more work than one operation may, or has more than ten searches; `details` say how much.',
  STORE_UNAVAILABLE: 'Postgres does not answer.',
  INDEX_UNAVAILABLE: 'Elasticsearch does not answer; searches use Postgres meanwhile.',
  EMBEDDING_UNAVAILABLE: 'The embedding model does not answer; searches use words only meanwhile.',
  CANCELLED: 'The caller went away, or somebody stopped it.',
  INTERNAL_SERVER_ERROR: 'A fault of the library; the log has the reason under `details.reference`.',
  BAD_REQUEST: 'The body of the request could not be read.',
  GRAPHQL_PARSE_FAILED: 'The query is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The query asks for what the schema does not have.',
  OPERATION_RESOLUTION_FAILURE: '`operationName` names no operation of the query.',
  PERSISTED_DOCUMENT_NOT_FOUND: 'The service knows no document of that id or hash.',
  PERSISTED_ONLY: 'The service answers only documents of its manifests.',
  PASSAGE_GONE: 'A chunk key whose text is no longer in its document; `details` name the nearest chunk.',
  FILE_UNREADABLE: 'A file can’t be read: missing, no permission, or no text in a known charset.',
  FILE_UNSUPPORTED: 'No reader knows the format of the file.',
  FILE_ENCRYPTED: 'The file opens only with a password.',
  FILE_TOO_LARGE: 'The file has more bytes than is allowed.',
  FILE_WITHOUT_TEXT: 'The file can be read and holds no text: its pages are pictures, or empty.',
  FILE_INCLUDED: 'The file was read where others include it, and is no page of its own.',
  PAGES_MISMATCH: 'The text of a chunk is not on the pages that it claims: a fault of the reader.',
  TIME_EXCEEDED: 'Reading the file took more processor time than is allowed.',
  MEMORY_EXCEEDED: 'Reading the file took more memory than is allowed.',
  PAGES_EXCEEDED: 'The file has more pages than are read.',
  OUTPUT_EXCEEDED: 'The file would become more text than is allowed.',
  SLUG_TAKEN: 'Two files or documents would have the same name.',
  MANIFEST_INVALID: 'A manifest breaks its schema; `details.problems` say in which lines.',
  SOURCE_UNAVAILABLE: 'A site, repository or tool that an ingest needs does not answer or refuses.',
  SOURCE_TOO_LARGE: 'A source can’t be looked through within the limits; `details.reason` says which.',
  ARCHIVE_REFUSED: 'An archive is damaged, larger than allowed, or would write outside of its folder.',
  ARCHIVE_UNCONFIRMED: 'An ingest would archive much of its source; `details` count what.',
  JOB_FAILED: 'A job has failed; the message is its reason.',
  CONFIG_INVALID: 'Settings are wrong; `details.problems` list every one.',
  DATA_IN_USE: 'The data folder belongs to another process.',
  MODEL_MISMATCH: 'The library was embedded with another model than the configured one.',
  MODEL_INVALID: 'Files of the model are missing, damaged or of a kind that can’t be run.',
  BACKUP_INVALID: 'A backup can’t be read: damaged, cut off, or of a newer program.',
  NOT_EMPTY: 'A restore would overwrite a library.',
};

export const ErrorCode = Object.fromEntries(Object.keys(descriptions).map((name) => [name, name])) as {
  readonly [Name in keyof typeof descriptions]: Name;
};
registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description:
    'What went wrong: `extensions.code` of an error, and the reason of a job or file. Codes are never renamed; docs/errors.md says what to do about each.',
  valuesConfig: Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { description }])),
});
