/** Lists of the versions that hold the same passage, or say it otherwise. */
import type { Connection } from '../schema/connection.js';
import type { OccurrenceRow } from '../search/request.js';
import { connectPlaced, type PageArguments } from './connect.js';

export function connectOccurrences(
  name: 'alsoIn' | 'changedIn',
  chunkId: number,
  given: PageArguments,
  occurrences: readonly OccurrenceRow[],
): Promise<Connection<OccurrenceRow>> {
  return connectPlaced({ name, of: chunkId }, given, occurrences, ({ versionId }) => versionId);
}
