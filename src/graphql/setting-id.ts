/** Ids of rules, synonyms, judgements, marks and their evaluations. */
import { BadInputError } from '../errors.js';
import { isUuid } from '../uuid.js';

/** @throws BadInputError */
export function settingIdOf(id: string): string {
  if (isUuid(id)) return id;
  throw new BadInputError(
    `"${id.slice(0, 100)}" is not the id of a rule, a synonym, a judgement, a mark or an evaluation.`,
    { field: 'id' },
  );
}
