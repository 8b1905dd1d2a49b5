/** Builds a new index beside the one that answers, and swaps them at one stroke once they hold the same. */
import type { DataSource } from 'typeorm';
import { IndexUnavailableError } from '../../../errors.js';
import { projectionsOf } from '../../../store/queries/projections.js';
import { passageIdsAfter, publishedRevisions } from '../../../store/queries/published-revisions.js';
import { withSessionLock } from '../../../store/session-lock.js';
import { activate, forgetIndex, registerBuilding, registeredIndexes } from '../../../store/writes/search-indexes.js';
import { writePassages } from './bulk-writer.js';
import type { IndexAdmin } from './index-admin.js';
import { definitionHash } from './index-definition.js';
import type { Elasticsearch } from './open-elasticsearch.js';
import { repairDrift } from './repair-index.js';

/** Passages of one bulk. */
const batch = 500;
/** Longest wait for changes that came in meanwhile. Milliseconds. */
const catchUpWithinMs = 300_000;
const repairWithinMs = 60_000;

export interface ReindexProgress {
  readonly passages: number;
}

export interface ReindexReport {
  /** The index that answers now. */
  readonly index: string;
  /** The index that `rollBack` goes back to; it is kept in step as well. */
  readonly previous: string | null;
  readonly passages: number;
  readonly seconds: number;
}

interface ReindexOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReindexProgress) => void;
}

/** @returns how many passages it holds. */
async function copy(
  dataSource: DataSource,
  { client, names }: Elasticsearch,
  index: string,
  { signal, onProgress }: ReindexOptions,
): Promise<number> {
  let after = 0;
  let passages = 0;
  for (;;) {
    signal.throwIfAborted();
    const ids = await passageIdsAfter(dataSource, after, batch);
    const last = ids.at(-1);
    if (last === undefined) return passages;
    after = last;
    const shown = (await projectionsOf(dataSource, ids)).filter(({ shownAs }) => shownAs.length > 0);
    const outcomes = await writePassages(
      client,
      names.writes(index),
      shown.map((projection) => ({ passageId: projection.id, revision: projection.revision, projection })),
    );
    const failed = outcomes.find(({ result }) => result === 'NO_INDEX' || result === 'REFUSED');
    if (failed !== undefined) {
      throw new IndexUnavailableError(
        `The new index does not take passage ${String(failed.passageId)} (${failed.reason ?? String(failed.status)}); the old one goes on answering.`,
        { passageId: failed.passageId, status: failed.status },
      );
    }
    passages += outcomes.filter(({ result }) => result === 'DONE').length;
    onProgress({ passages });
  }
}

/** What Elasticsearch was too busy to take is a drift like any other; what differs after that is a reason to stop. */
async function verify(dataSource: DataSource, elasticsearch: Elasticsearch, index: string): Promise<void> {
  const { left } = await repairDrift(dataSource, elasticsearch, index, repairWithinMs);
  const differing = left.missing + left.surplus + left.altered;
  if (differing > 0) {
    throw new IndexUnavailableError(
      `The new index differs from Postgres in ${String(differing)} passages; the old one goes on answering.`,
      { ...left },
    );
  }
  const [published] = await publishedRevisions(dataSource, 0, 1);
  if (published === undefined && (await elasticsearch.admin.count(elasticsearch.names.search)) > 0) {
    throw new IndexUnavailableError('Postgres shows no passage, but the index that answers holds some; it is kept.');
  }
}

/**
 * Removes an index that is not needed, unless searches go to it. While Elasticsearch can't be asked, it stays registered,
 * so that it is known to the next run.
 */
async function discard(dataSource: DataSource, admin: IndexAdmin, index: string): Promise<void> {
  if ((await admin.served()) === index) return;
  await admin.remove(index);
  await forgetIndex(dataSource, index);
}

/**
 * @throws IndexUnavailableError when it could not be built or is not the same; the old index then goes on answering, and
 * the new one is removed, by the next run if Elasticsearch is away.
 */
export function reindex(
  dataSource: DataSource,
  elasticsearch: Elasticsearch,
  options: ReindexOptions,
): Promise<ReindexReport> {
  const { admin, names, sync } = elasticsearch;
  const started = performance.now();
  return withSessionLock(dataSource, 'reindex', async () => {
    await sync.ensure();
    const left = (await registeredIndexes(dataSource)).find(({ state }) => state === 'BUILDING');
    if (left !== undefined) {
      // Whoever built it holds the lock no more.
      await forgetIndex(dataSource, left.name);
      await admin.remove(left.name);
    }
    const index = names.fresh(new Date());
    await admin.create(index);
    await registerBuilding(dataSource, index, definitionHash(names.synonyms));
    try {
      const passages = await copy(dataSource, elasticsearch, index, options);
      await sync.drain(catchUpWithinMs);
      await verify(dataSource, elasticsearch, index);
      options.signal.throwIfAborted();
      const previous = await admin.served();
      await admin.serve(index);
      const dropped = await activate(dataSource, index);
      if (dropped !== null) await admin.remove(dropped);
      return { index, previous, passages, seconds: (performance.now() - started) / 1_000 };
    } catch (error) {
      await discard(dataSource, admin, index).catch(() => undefined);
      throw error;
    }
  });
}

/**
 * Sends searches back to the index that answered before. It has been kept in step, so nothing has to be copied.
 * @returns the index that answers now.
 * @throws IndexUnavailableError when there is none to go back to.
 */
export async function rollBack(dataSource: DataSource, { admin }: Elasticsearch): Promise<string> {
  const previous = (await registeredIndexes(dataSource)).find(({ state }) => state === 'PREVIOUS');
  if (previous === undefined || !(await admin.exists(previous.name))) {
    throw new IndexUnavailableError('There is no earlier index to go back to; only the last one is kept.');
  }
  await admin.serve(previous.name);
  await activate(dataSource, previous.name);
  return previous.name;
}
