/** Codes of what callers can put right. */
import { registerEnumType } from 'type-graphql';
import type { EditErrorCode } from '../curation/edit-error.js';
import type { RefusalCode } from '../errors.js';

const descriptions: Readonly<Record<EditErrorCode | RefusalCode, string>> = {
  BAD_VALUE: 'A value is malformed or out of bounds.',
  NULL_REFUSED: 'The field must have a value.',
  UNKNOWN_FIELD: 'There is no such field.',
  NAME_TAKEN: 'The alias or label stands for something else already.',
  NO_SUCH_VERSION: 'The product has no such version.',
  NOTHING_TO_DO: 'No field was named, or all of them have those values.',
  STALE: 'A value that the proposal would change is no longer what its author saw.',
  NOT_OPEN: 'The proposal was answered already, or is none that can be accepted.',
  TOO_MANY_OPEN: 'So many proposals of the author wait for an answer that no more are taken.',
  BAD_INPUT: 'The input does not fit together, or a value of it is out of bounds; `field` names it.',
  NOT_FOUND: 'What was named is not there; `details.nearest` has names that look alike.',
  CONFLICT: 'Something else has it already, or somebody changed it since: `details.current` holds the present values.',
  PASSAGE_GONE: 'The text of the chunk is no longer in its document; `details` name the nearest chunk.',
  MANIFEST_INVALID: 'A manifest breaks its schema; `details.problems` say in which lines.',
  ARCHIVE_REFUSED: 'An archive is damaged, larger than allowed, or would write outside of its folder.',
  SOURCE_TOO_LARGE: 'A source can’t be looked through within the limits; `details.reason` says which.',
  FILE_UNREADABLE: 'A file can’t be read: missing, no permission, or no text in a known charset.',
  FILE_UNSUPPORTED: 'No reader knows the format of the file.',
  FILE_TOO_LARGE: 'The file has more bytes than is allowed.',
};

export const UserErrorCode = Object.fromEntries(Object.keys(descriptions).map((name) => [name, name])) as {
  readonly [Name in keyof typeof descriptions]: Name;
};
registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What keeps a mutation from being made. Codes are never renamed.',
  valuesConfig: Object.fromEntries(Object.entries(descriptions).map(([name, description]) => [name, { description }])),
});
