/** Compares what Postgres says with what an index holds, passage by passage, in bounded memory. */
import type { Client, estypes } from '@elastic/elasticsearch';
import { IndexUnavailableError } from '../../../errors.js';
import type { Queryable } from '../../../store/queryable.js';
import { publishedRevisions, type PassageRevision } from '../../../store/queries/published-revisions.js';
import { unavailable } from './client.js';
import { passageIdOf } from './passage-id.js';

/** Passages that are held in memory of each side. */
const pageSize = 2_000;
const keepOpen = '2m';

/** A passage as the index holds it. */
interface HeldRevision extends PassageRevision {
  /** What the document says of itself; something wrote it behind our back when this is another one. */
  readonly stated: number | null;
}

export type Drift =
  | { readonly kind: 'MISSING'; readonly passageId: number }
  | { readonly kind: 'SURPLUS'; readonly passageId: number; readonly heldRevision: number }
  | { readonly kind: 'ALTERED'; readonly passageId: number; readonly heldRevision: number };

/** The outbox can't tell of it, so that no repair would remove it; a new index has passages only. */
function noPassage(id: string | undefined): IndexUnavailableError {
  return new IndexUnavailableError(
    `The index holds a document that is no passage (${id ?? 'without id'}). Run \`mcdewey reindex\`.`,
  );
}

/** In the order of ids, from one moment's view of the index. */
async function* heldRevisions(client: Client, index: string): AsyncGenerator<HeldRevision> {
  const pit = await client.openPointInTime({ index, keep_alive: keepOpen });
  try {
    let after: estypes.SortResults | undefined;
    for (;;) {
      const { hits } = await client.search({
        pit: { id: pit.id, keep_alive: keepOpen },
        size: pageSize,
        version: true,
        _source: false,
        docvalue_fields: ['revision'],
        track_total_hits: false,
        // A document without the field, which only a stranger can have written, comes first.
        sort: [{ passage_id: { order: 'asc', missing: '_first' } }, { _shard_doc: 'asc' }],
        ...(after !== undefined && { search_after: after }),
      });
      for (const hit of hits.hits) {
        const passageId = passageIdOf(hit._id);
        if (passageId === null) throw noPassage(hit._id);
        const stated = (hit.fields as { revision?: number[] } | undefined)?.revision?.[0] ?? null;
        yield { passageId, revision: Number(hit._version), stated };
      }
      after = hits.hits.at(-1)?.sort;
      if (hits.hits.length < pageSize || after === undefined) return;
    }
  } catch (error) {
    throw unavailable(error);
  } finally {
    await client.closePointInTime({ id: pit.id }).catch(() => undefined);
  }
}

/** In the order of ids, page by page. */
async function* publishedPages(db: Queryable): AsyncGenerator<PassageRevision> {
  let after = 0;
  for (;;) {
    const page = await publishedRevisions(db, after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.passageId;
  }
}

/**
 * Merges both sides, sorted by id. What changes meanwhile may be told as a drift: look at it again once the outbox is
 * empty.
 * @throws IndexUnavailableError
 */
export async function* compareIndex(db: Queryable, client: Client, index: string): AsyncGenerator<Drift> {
  const published = publishedPages(db);
  const held = heldRevisions(client, index);
  let wanted = await published.next();
  let there = await held.next();
  while (wanted.done !== true || there.done !== true) {
    const ahead = wanted.done === true ? Infinity : wanted.value.passageId;
    const behind = there.done === true ? Infinity : there.value.passageId;
    if (ahead < behind) {
      yield { kind: 'MISSING', passageId: ahead };
      wanted = await published.next();
    } else if (there.done !== true && behind < ahead) {
      yield { kind: 'SURPLUS', passageId: behind, heldRevision: there.value.revision };
      there = await held.next();
    } else if (wanted.done !== true && there.done !== true) {
      const { revision, stated } = there.value;
      if (revision !== wanted.value.revision || stated !== revision) {
        yield { kind: 'ALTERED', passageId: behind, heldRevision: revision };
      }
      wanted = await published.next();
      there = await held.next();
    }
  }
}
