/** Ids of rules, synonyms, judgements, marks and their evaluations. */
import { BadInputError } from '../errors.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** @throws BadInputError */
export function settingIdOf(id: string): string {
  if (uuid.test(id)) return id;
  throw new BadInputError(
    `"${id.slice(0, 100)}" is not the id of a rule, a synonym, a judgement, a mark or an evaluation.`,
    { field: 'id' },
  );
}
