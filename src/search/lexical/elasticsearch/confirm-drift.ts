/** Tells a drift from a change that was on its way while the two sides were read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import type { Queryable } from '../../../store/queryable.js';
import { passageStandings } from '../../../store/queries/published-revisions.js';
import { unavailable } from './client.js';
import type { Drift } from './compare-index.js';

const looks = 5;
const betweenLooksMs = 100;

/** Revisions of documents as a read by id sees them, before any refresh. */
async function heldNow(client: Client, index: string, ids: readonly number[]): Promise<Map<number, number>> {
  const { docs } = await client.mget({ index, ids: ids.map(String), _source: false }).catch((error: unknown) => {
    throw unavailable(error);
  });
  return new Map(
    docs.flatMap((doc) => ('found' in doc && doc.found ? [[Number(doc._id), doc._version ?? 0] as const] : [])),
  );
}

/**
 * Those of the drifts that are drifts still. A passage that has a change in the outbox is on its way; one that agrees at
 * any look agreed.
 * @throws IndexUnavailableError
 */
export async function confirmDrift(
  db: Queryable,
  client: Client,
  index: string,
  drifts: readonly Drift[],
): Promise<Drift[]> {
  let left = [...drifts];
  for (let look = 0; look < looks && left.length > 0; look += 1) {
    if (look > 0) await sleep(betweenLooksMs);
    const ids = left.map(({ passageId }) => passageId);
    const held = await heldNow(client, index, ids);
    const standings = new Map((await passageStandings(db, ids)).map((row) => [row.passageId, row]));
    left = left.filter((drift) => {
      const standing = standings.get(drift.passageId);
      if (standing?.waits === true) return false;
      // Altered without a newer revision: its own word differs, which a second look does not change.
      if (drift.kind === 'ALTERED' && drift.heldRevision === standing?.revision) return true;
      return held.get(drift.passageId) !== (standing?.published === true ? standing.revision : undefined);
    });
  }
  return left;
}
