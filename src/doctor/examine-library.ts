/** Examines all that a library stands on. */
import { hostname } from 'node:os';
import type { Config } from '../config.js';
import type { Elasticsearch } from '../search/lexical/elasticsearch/open-elasticsearch.js';
import type { Store } from '../store/open-store.js';
import { examineElasticsearch } from './examine-elasticsearch.js';
import { examineFiles } from './examine-files.js';
import { examinePostgres } from './examine-postgres.js';
import type { Finding } from './finding.js';

/** What `mcdewey doctor` says of a library. */
export interface Examination {
  readonly mode: string;
  readonly findings: readonly Finding[];
}

interface ExaminedLibrary {
  readonly store: Pick<Store, 'dataSource' | 'mode'>;
  readonly elasticsearch: Elasticsearch | null;
}

export async function examineLibrary(
  { store, elasticsearch }: ExaminedLibrary,
  config: Pick<Config, 'dataDir' | 'workerGroup'>,
  repair: boolean,
): Promise<Examination> {
  const { dataSource, mode } = store;
  const folder = { dataDir: config.dataDir, workerGroup: config.workerGroup ?? hostname() };
  const findings = await examinePostgres(dataSource, repair);
  findings.push(...(await examineFiles(dataSource, folder, repair)));
  if (elasticsearch !== null) findings.push(...(await examineElasticsearch(dataSource, elasticsearch, repair)));
  return { mode, findings };
}
