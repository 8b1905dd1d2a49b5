/** Lists of the places that hold the same passage, or of the versions that say it otherwise. */
import type { Connection } from '../schema/connection.js';
import type { OccurrenceRow } from '../search/request.js';
import { connectPlaced, type PageArguments } from './connect.js';

export function connectOccurrences(
  name: 'alsoIn' | 'alsoAt' | 'changedIn',
  chunkId: number,
  given: PageArguments,
  occurrences: readonly OccurrenceRow[],
): Promise<Connection<OccurrenceRow>> {
  const nameOf = (one: OccurrenceRow): string => (name === 'alsoAt' ? String(one.chunkId) : one.versionId);
  return connectPlaced({ name, of: chunkId }, given, occurrences, nameOf);
}
