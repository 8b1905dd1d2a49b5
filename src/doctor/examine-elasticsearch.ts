/** Examines Elasticsearch against Postgres, and repairs it from there. */
import type { DataSource } from 'typeorm';
import { DomainError } from '../errors.js';
import { definitionHash } from '../search/lexical/elasticsearch/index-definition.js';
import type { Elasticsearch } from '../search/lexical/elasticsearch/open-elasticsearch.js';
import { findDrift, repairDrift, type DriftReport } from '../search/lexical/elasticsearch/repair-index.js';
import { outboxLag } from '../store/queries/outbox-lag.js';
import { retryRefusals } from '../store/writes/dead-letters.js';
import { registeredIndexes } from '../store/writes/search-indexes.js';
import type { Finding } from './finding.js';

/** A change that waits for longer than this is not just on its way. */
const normalLagSeconds = 60;
const deliverWithinMs = 120_000;

function counted({ missing, surplus, altered }: DriftReport): string {
  return `${String(missing)} passages are missing in Elasticsearch, ${String(surplus)} should not be there, ${String(altered)} are not as they should be`;
}

function total({ missing, surplus, altered }: DriftReport): number {
  return missing + surplus + altered;
}

async function examineIndex(dataSource: DataSource, { admin, names }: Elasticsearch): Promise<Finding> {
  const active = (await registeredIndexes(dataSource)).find(({ state }) => state === 'ACTIVE');
  const served = await admin.served();
  if (active === undefined || served !== active.name) {
    const detail = `Searches go to ${served ?? 'no index'}, but ${active?.name ?? 'none'} is kept in step. Run --repair, or \`mcdewey reindex\`.`;
    return { check: 'index', state: 'FAILED', detail };
  }
  if (active.definition !== definitionHash(names.synonyms)) {
    const detail = `${served} was made with other settings than this McDewey has. Run \`mcdewey reindex\`.`;
    return { check: 'index', state: 'WARNING', detail };
  }
  return { check: 'index', state: 'OK', detail: `Searches go to ${served}.` };
}

async function examineDrift(dataSource: DataSource, elasticsearch: Elasticsearch, repair: boolean): Promise<Finding> {
  const index = await elasticsearch.admin.served();
  if (index === null) return { check: 'drift', state: 'FAILED', detail: 'There is no index to compare with.' };
  if (!repair) {
    const drift = await findDrift(dataSource, elasticsearch, index);
    if (total(drift) === 0) return { check: 'drift', state: 'OK', detail: 'Elasticsearch holds what Postgres says.' };
    return { check: 'drift', state: 'FAILED', detail: `${counted(drift)}. Run --repair.`, figures: { ...drift } };
  }
  const { found, left } = await repairDrift(dataSource, elasticsearch, index, deliverWithinMs);
  if (total(left) > 0) {
    const detail = `${counted(left)}, still; before the repair: ${counted(found)}.`;
    return { check: 'drift', state: 'FAILED', detail, figures: { found, left } };
  }
  if (total(found) > 0) {
    return { check: 'drift', state: 'REPAIRED', detail: `${counted(found)}: repaired.`, figures: { found, left } };
  }
  return { check: 'drift', state: 'OK', detail: 'Elasticsearch holds what Postgres says.' };
}

async function examineOutbox(dataSource: DataSource): Promise<Finding[]> {
  const lag = await outboxLag(dataSource);
  const figures = { ...lag };
  const late = lag.oldestSeconds > normalLagSeconds;
  const age = `${String(lag.waiting)} changes wait, the oldest for ${lag.oldestSeconds.toFixed(0)} s`;
  return [
    {
      check: 'outbox',
      state: late ? 'WARNING' : 'OK',
      detail: late ? `${age}. See that a service or a worker runs.` : `${age}.`,
      figures,
    },
    {
      check: 'dead letters',
      state: lag.deadLetters > 0 ? 'FAILED' : 'OK',
      detail:
        lag.deadLetters > 0
          ? `Elasticsearch refused ${String(lag.deadLetters)} passages; the query \`deadLetters\` says why, --repair tries them again.`
          : 'Elasticsearch refused nothing.',
      figures: { deadLetters: lag.deadLetters },
    },
  ];
}

export async function examineElasticsearch(
  dataSource: DataSource,
  elasticsearch: Elasticsearch,
  repair: boolean,
): Promise<Finding[]> {
  try {
    if (repair) {
      await retryRefusals(dataSource);
      await elasticsearch.sync.drain(deliverWithinMs);
    }
    const index = await examineIndex(dataSource, elasticsearch);
    const drift = await examineDrift(dataSource, elasticsearch, repair);
    return [index, drift, ...(await examineOutbox(dataSource))];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ check: 'elasticsearch', state: 'FAILED', detail: error.message }, ...(await examineOutbox(dataSource))];
  }
}
