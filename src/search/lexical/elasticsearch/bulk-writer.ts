/** Writes passages to an index in bulk, and says of every single one what became of it. */
import type { Client, estypes } from '@elastic/elasticsearch';
import type { PassageProjection } from '../../../store/queries/projections.js';
import type { PassageChange } from '../../../store/writes/outbox.js';
import { statusOf, unavailable } from './client.js';
import { placeTerms } from './place-terms.js';

/**
 * - `DONE`: the index holds this revision, or a newer one already;
 * - `RETRY`: Elasticsearch was too busy, or the index takes no writes; the same write may succeed later;
 * - `REFUSED`: it will never be accepted as it is;
 * - `NO_INDEX`: the index is gone.
 */
export interface WriteOutcome {
  readonly passageId: number;
  readonly revision: number;
  readonly result: 'DONE' | 'RETRY' | 'REFUSED' | 'NO_INDEX';
  readonly status: number;
  /** Why it was refused or is to be tried again; names no content. */
  readonly reason: string | null;
}

function documentOf(passage: PassageProjection) {
  return {
    passage_id: passage.id,
    revision: passage.revision,
    vendor_id: passage.vendorId,
    product_id: passage.productId,
    ...placeTerms(passage.shownAs),
    identifiers: passage.identifiers,
    names: passage.names,
    content: passage.searchWords,
  };
}

/** Bulk lines of a write. The revision is the document's external version, so that replays change nothing. */
function linesOf({ passageId, revision, projection }: PassageChange): object[] {
  const place = { _id: String(passageId), version: revision, version_type: 'external' };
  return projection === null ? [{ delete: place }] : [{ index: place }, documentOf(projection)];
}

/** Said of the index and not of the passage: it is closed, or writes to it are forbidden, until somebody allows them. */
const ofTheIndex = new Set(['cluster_block_exception', 'index_closed_exception']);

function resultOf(item: estypes.BulkResponseItem, deletes: boolean): WriteOutcome['result'] {
  const { status } = item;
  if (item.error?.type === 'index_not_found_exception') return 'NO_INDEX';
  if (item.error !== undefined && ofTheIndex.has(item.error.type)) return 'RETRY';
  if (status < 300 || status === 409 || (deletes && status === 404)) return 'DONE';
  return status === 429 || status >= 500 ? 'RETRY' : 'REFUSED';
}

/** A whole request that is refused, for its size or for a passage in it, is sent in halves to find out which. */
async function inHalves(
  client: Client,
  alias: string,
  writes: readonly PassageChange[],
  status: number,
): Promise<WriteOutcome[]> {
  const [only] = writes;
  if (only !== undefined && writes.length === 1) {
    const { passageId, revision } = only;
    return [{ passageId, revision, result: 'REFUSED', status, reason: 'Elasticsearch refused the whole request.' }];
  }
  const middle = Math.ceil(writes.length / 2);
  const first = await writePassages(client, alias, writes.slice(0, middle));
  return [...first, ...(await writePassages(client, alias, writes.slice(middle)))];
}

/**
 * One outcome for each write, in their order.
 * @param alias of exactly one index; it must exist, so that no index is ever made by accident.
 * @throws IndexUnavailableError when Elasticsearch gave no answer for the whole; nothing is known then.
 */
export async function writePassages(
  client: Client,
  alias: string,
  writes: readonly PassageChange[],
): Promise<WriteOutcome[]> {
  if (writes.length === 0) return [];
  let items: estypes.BulkResponse['items'];
  try {
    ({ items } = await client.bulk({ index: alias, require_alias: true, operations: writes.flatMap(linesOf) }));
  } catch (error) {
    const status = statusOf(error);
    if (status === 400 || status === 413) return inHalves(client, alias, writes, status);
    throw unavailable(error);
  }
  return writes.map(({ passageId, revision, projection }, at) => {
    const item = items[at]?.index ?? items[at]?.delete;
    if (item === undefined) {
      return { passageId, revision, result: 'RETRY', status: 0, reason: 'The answer said nothing of it.' };
    }
    const reason = item.error === undefined ? null : `${item.error.type}: ${item.error.reason ?? ''}`;
    return { passageId, revision, result: resultOf(item, projection === null), status: item.status, reason };
  });
}
