/** Keeps indexes in step with Postgres: takes changes out of the outbox, sends them, and looks at every answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import type { DataSource } from 'typeorm';
import { messageOf } from '../../../errors.js';
import type { Logger } from '../../../logger.js';
import { latestOutboxRow, outboxLag, type OutboxLag } from '../../../store/queries/outbox-lag.js';
import { forgetRefusals, recordRefusals } from '../../../store/writes/dead-letters.js';
import { claimChanges, deleteDelivered, postpone, release, type Claim } from '../../../store/writes/outbox.js';
import {
  ensureActiveIndex,
  forgetIndex,
  markComplete,
  refill,
  registeredIndexes,
  type RegisteredIndex,
} from '../../../store/writes/search-indexes.js';
import { writePassages, type WriteOutcome } from './bulk-writer.js';
import type { IndexAdmin, IndexNames } from './index-admin.js';
import { definitionHash } from './index-definition.js';

/** Outbox rows of one bulk. */
const batch = 500;
/** Between two looks into an empty outbox. Milliseconds. */
const idleMs = 500;
/** Pause after a failure; doubles up to the longest, with half of it random. Milliseconds. */
const firstPauseMs = 500;
const longestPauseMs = 10_000;

export interface IndexSync {
  /** Registers and makes the active index where it is missing, and lets searches go to it once it is complete. */
  ensure(): Promise<void>;
  /** Delivers one batch; gives how many outbox rows it took. */
  step(): Promise<number>;
  /** Delivers what waits by now and makes it visible; gives what of it is left when the time is up. */
  drain(withinMs: number): Promise<OutboxLag>;
  /** Delivers until the signal fires, whatever happens to either database. */
  run(signal: AbortSignal): Promise<void>;
}

export interface IndexSyncParts {
  readonly dataSource: DataSource;
  readonly client: Client;
  readonly names: IndexNames;
  readonly admin: IndexAdmin;
  readonly logger: Logger;
}

/** Rows of the passages that an outcome list names with one of the results. */
function rowsWith(claim: Claim, outcomes: readonly WriteOutcome[], ...results: WriteOutcome['result'][]): Set<string> {
  return new Set(
    outcomes
      .filter(({ result }) => results.includes(result))
      .flatMap(({ passageId }) => claim.rowsOf.get(passageId) ?? []),
  );
}

/** Notes what an index refused for good; what it took at last is no longer among that. */
async function bookRefusals(
  { dataSource, logger }: Pick<IndexSyncParts, 'dataSource' | 'logger'>,
  index: string,
  outcomes: readonly WriteOutcome[],
): Promise<void> {
  const refused = outcomes.filter(({ result }) => result === 'REFUSED');
  if (refused.length > 0) {
    logger.error({ index, refused: refused.length, reason: refused[0]?.reason }, 'passages were refused');
    const letters = refused.map((outcome) => ({ ...outcome, reason: outcome.reason ?? '' }));
    await recordRefusals(dataSource, index, letters);
  }
  const done = outcomes.filter(({ result }) => result === 'DONE').map(({ passageId }) => passageId);
  await forgetRefusals(dataSource, index, done);
}

export function createIndexSync({ dataSource, client, names, admin, logger }: IndexSyncParts): IndexSync {
  /** The index that searches are known to go to. */
  let served: string | null = null;

  async function make(index: string): Promise<void> {
    // In this order, so that an index that exists has been told of everything, even if this process ends in between.
    await refill(dataSource, index);
    await admin.create(index);
  }

  /** Searches go to an index only when it holds everything: what is not there yet would pass for "not found". */
  async function serveWhenComplete(): Promise<void> {
    const active = (await registeredIndexes(dataSource)).find(({ state }) => state === 'ACTIVE');
    if (active?.complete !== true || (active.name === served && !active.filling)) return;
    await admin.refresh(active.name);
    await admin.serve(active.name);
    await markComplete(dataSource, active.name);
    served = active.name;
  }

  async function ensure(): Promise<void> {
    const fresh = { name: names.fresh(new Date()), definition: definitionHash(names.synonyms) };
    const active = await ensureActiveIndex(dataSource, fresh, (index) => names.owns(index));
    if (!(await admin.exists(active))) await make(active);
    await serveWhenComplete();
  }

  async function replaceLost(index: RegisteredIndex): Promise<void> {
    if (index.state === 'ACTIVE') {
      logger.error({ index: index.name }, 'the search index is gone and is being filled again');
      await make(index.name);
    } else if (index.state === 'PREVIOUS') {
      logger.warn({ index: index.name }, 'the index kept for going back is gone');
      await forgetIndex(dataSource, index.name);
    }
  }

  /** @returns rows that this index is not done with. */
  async function deliver(index: RegisteredIndex, claim: Claim): Promise<Set<string>> {
    const outcomes = await writePassages(client, names.writes(index.name), claim.changes);
    await bookRefusals({ dataSource, logger }, index.name, outcomes);
    if (outcomes.some(({ result }) => result === 'NO_INDEX')) {
      await replaceLost(index);
      return index.state === 'ACTIVE' ? rowsWith(claim, outcomes, 'RETRY', 'NO_INDEX') : new Set();
    }
    return rowsWith(claim, outcomes, 'RETRY');
  }

  async function step(): Promise<number> {
    const claim = await claimChanges(dataSource, batch);
    if (claim.rows.length === 0) return 0;
    try {
      const indexes = await registeredIndexes(dataSource);
      const undone = new Set<string>();
      for (const index of indexes) for (const row of await deliver(index, claim)) undone.add(row);
      await deleteDelivered(
        dataSource,
        claim.rows.filter((row) => !undone.has(row)),
      );
      await postpone(dataSource, [...undone]);
    } catch (error) {
      // Where this fails too, the lease ends by itself.
      await release(dataSource, claim.rows).catch(() => undefined);
      throw error;
    }
    return claim.rows.length;
  }

  return {
    ensure,
    step,

    async drain(withinMs) {
      const deadline = performance.now() + withinMs;
      await ensure();
      const latest = (await latestOutboxRow(dataSource)) ?? '0';
      for (;;) {
        const taken = await step();
        const lag = await outboxLag(dataSource, latest);
        if (lag.waiting === 0) await serveWhenComplete();
        if (lag.waiting === 0 && served !== null) await admin.refresh(served);
        if (lag.waiting === 0 || performance.now() >= deadline) return lag;
        if (taken === 0) await sleep(100);
      }
    },

    run: (signal) => keepInStep({ ensure, step, serveWhenComplete, logger }, signal),
  };
}

interface SyncSteps {
  readonly ensure: () => Promise<void>;
  readonly step: () => Promise<number>;
  readonly serveWhenComplete: () => Promise<void>;
  readonly logger: Logger;
}

/** Goes on until the signal fires, after pauses that grow where Elasticsearch is away. */
async function keepInStep({ ensure, step, serveWhenComplete, logger }: SyncSteps, signal: AbortSignal): Promise<void> {
  let failures = 0;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  let ensured = false;
  while (!signal.aborted) {
    try {
      if (!ensured) await ensure();
      ensured = true;
      const taken = await step();
      if (taken < batch) await serveWhenComplete();
      if (failures > 0) logger.info('the search index is kept in step again');
      failures = 0;
      if (taken === 0) await pause(idleMs * (0.5 + Math.random() / 2));
    } catch (error) {
      if (failures === 0) logger.error({ err: error, reason: messageOf(error) }, 'the search index falls behind');
      ensured = false;
      const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 16));
      failures += 1;
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }
}
