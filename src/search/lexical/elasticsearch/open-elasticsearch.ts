/** Everything that a process needs of Elasticsearch, built from the settings. */
import type { Client } from '@elastic/elasticsearch';
import type { DataSource } from 'typeorm';
import { IndexUnavailableError, messageOf } from '../../../errors.js';
import type { Logger } from '../../../logger.js';
import { createCircuit } from '../../circuit.js';
import { parseQuery } from '../../query.js';
import type { LexicalIndex } from '../lexical-index.js';
import { createElasticsearchClient } from './client.js';
import { createElasticsearchIndex, searchWithinMs } from './elasticsearch-index.js';
import { createIndexAdmin, indexNames, type IndexAdmin, type IndexNames } from './index-admin.js';
import { createIndexSync, type IndexSync } from './index-sync.js';

export interface Elasticsearch {
  readonly client: Client;
  readonly names: IndexNames;
  readonly admin: IndexAdmin;
  readonly lexical: LexicalIndex;
  readonly sync: IndexSync;
  close(): Promise<void>;
}

export interface ElasticsearchSettings {
  readonly url: string;
  /** Beginning of the names of indexes. */
  readonly prefix: string;
}

/** An Elasticsearch that is away is no reason not to start: searches fall back, and the sync comes back to it. */
export async function openElasticsearch(
  dataSource: DataSource,
  { url, prefix }: ElasticsearchSettings,
  logger: Logger,
): Promise<Elasticsearch> {
  const client = createElasticsearchClient(url);
  const names = indexNames(prefix);
  const admin = createIndexAdmin(client, names);
  const sync = createIndexSync({ dataSource, client, names, admin, logger });
  const prepare = () => sync.ensure();
  await prepare().catch((error: unknown) => {
    logger.error(
      { err: error, reason: messageOf(error) },
      'the search index could not be prepared; searches fall back',
    );
  });
  const index = createElasticsearchIndex(client, names.search);
  const circuit = createCircuit({
    budgetMs: searchWithinMs,
    late: () => new IndexUnavailableError('Elasticsearch did not answer in time.'),
    probe: (signal) => index.search({ query: parseQuery('probe'), scope: {}, limit: 1, signal }),
  });
  const lexical: LexicalIndex = {
    search: (query) => circuit.run((signal) => index.search({ ...query, signal }), query.signal),
    match: (query) => circuit.run((signal) => index.match({ ...query, signal }), query.signal),
    admit: (query) => circuit.run((signal) => index.admit({ ...query, signal }), query.signal),
    countHolders: (query) => circuit.run(() => index.countHolders(query)),
    prepare,
  };
  return { client, names, admin, lexical, sync, close: () => client.close() };
}
