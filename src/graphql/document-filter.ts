/** A choice of documents as a client writes it, for the store. */
import type { DocumentFilterInput } from '../schema/document-filter.js';
import type { DocumentFilter } from '../store/queries/document-lists.js';
import { keyOfType } from './node-id.js';

/** @throws BadInputError when an id is not one of a document. */
export function filterOf({ ids, ...filter }: DocumentFilterInput): DocumentFilter {
  return { ...filter, ids: ids?.map((id) => keyOfType(id, 'Document')) ?? null };
}
