/** Ids of rules and synonyms. */
import { BadInputError } from '../errors.js';
import { isUuid } from '../uuid.js';

/** @throws BadInputError */
export function settingIdOf(id: string): string {
  if (isUuid(id)) return id;
  throw new BadInputError(`"${id.slice(0, 100)}" is not the id of a rule or a synonym.`, { field: 'id' });
}
