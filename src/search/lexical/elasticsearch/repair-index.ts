/** Finds where an index has drifted from Postgres, and brings it back. */
import type { DataSource } from 'typeorm';
import { recordDrift } from '../../../store/writes/outbox.js';
import { compareIndex, type Drift } from './compare-index.js';
import { confirmDrift } from './confirm-drift.js';
import type { Elasticsearch } from './open-elasticsearch.js';

/** Drifts that are repaired together. */
const batch = 1_000;

export interface DriftReport {
  readonly missing: number;
  readonly surplus: number;
  readonly altered: number;
  /** Ids of some of them, for a look by hand. */
  readonly examples: readonly number[];
}

const shownExamples = 10;

async function report(
  dataSource: DataSource,
  { client }: Elasticsearch,
  index: string,
  onDrifts?: (drifts: readonly Drift[]) => Promise<void>,
): Promise<DriftReport> {
  const counts = { MISSING: 0, SURPLUS: 0, ALTERED: 0 };
  const examples: number[] = [];
  let suspected: Drift[] = [];
  const settle = async (): Promise<void> => {
    const drifts = await confirmDrift(dataSource, client, index, suspected);
    suspected = [];
    for (const { kind, passageId } of drifts) {
      counts[kind] += 1;
      if (examples.length < shownExamples) examples.push(passageId);
    }
    await onDrifts?.(drifts);
  };
  for await (const drift of compareIndex(dataSource, client, index)) {
    suspected.push(drift);
    if (suspected.length >= batch) await settle();
  }
  await settle();
  return { missing: counts.MISSING, surplus: counts.SURPLUS, altered: counts.ALTERED, examples };
}

/** What is not so, apart from what waits in the outbox. */
export async function findDrift(
  dataSource: DataSource,
  elasticsearch: Elasticsearch,
  index: string,
): Promise<DriftReport> {
  await elasticsearch.admin.refresh(index);
  return report(dataSource, elasticsearch, index);
}

/**
 * Repairs what it finds in one pass and delivers it.
 * @param withinMs for the delivery; what is left then waits in the outbox.
 */
export async function repairDrift(
  dataSource: DataSource,
  elasticsearch: Elasticsearch,
  index: string,
  withinMs: number,
): Promise<{ readonly found: DriftReport; readonly left: DriftReport; readonly waiting: number }> {
  await elasticsearch.admin.refresh(index);
  const found = await report(dataSource, elasticsearch, index, (drifts) =>
    recordDrift(
      dataSource,
      drifts.map((drift) => ({
        passageId: drift.passageId,
        heldRevision: drift.kind === 'MISSING' ? null : drift.heldRevision,
      })),
    ),
  );
  const { waiting } = await elasticsearch.sync.drain(withinMs);
  return { found, left: await findDrift(dataSource, elasticsearch, index), waiting };
}
