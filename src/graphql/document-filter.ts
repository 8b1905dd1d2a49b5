/** A choice of documents as a client writes it, for the store. */
import { BadInputError } from '../errors.js';
import type { DocumentFilterInput } from '../schema/document-filter.js';
import { curatedFields } from '../store/queries/curated-fields.js';
import type { DocumentFilter } from '../store/queries/document-lists.js';
import { keyOfType } from './node-id.js';

/** Documents that a filter can leave out one by one; said in its description. */
const mostLeftOut = 1_000;

const keysOf = (ids: readonly string[] | null | undefined): string[] | null =>
  ids?.map((id) => keyOfType(id, 'Document')) ?? null;

function checkFields(names: readonly string[]): void {
  const known = curatedFields('DOCUMENT').map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new BadInputError(`Documents have no field "${unknown.slice(0, 100)}". They have: ${known.join(', ')}.`, {
    field: 'undecided',
  });
}

/** @throws BadInputError when an id is not one of a document, too many are left out, or a field is unknown. */
export function filterOf({ ids, except, ...filter }: DocumentFilterInput): DocumentFilter {
  if (except != null && except.length > mostLeftOut) {
    const message = `${String(except.length)} documents are too many to leave out; at most ${String(mostLeftOut)} can be. Choose fewer by other filters.`;
    throw new BadInputError(message, { field: 'except', limit: mostLeftOut });
  }
  checkFields(filter.undecided ?? []);
  return { ...filter, ids: keysOf(ids), except: keysOf(except) };
}
