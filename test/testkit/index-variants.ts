/** Libraries to put the same questions to: one whose words are ranked in Postgres, and one with Elasticsearch if there is one. */
import { elasticsearchUrl, hasElasticsearch, removeIndexes, scratchPrefix } from './elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './library.js';
import { storeKind } from './store-kind.js';

export interface IndexVariant {
  readonly library: TestLibrary;
  /** Ingests a folder; returns when the index holds what was read. */
  ingest(files: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

async function open(settings: Readonly<Record<string, string>>, cleanUp: () => Promise<void>): Promise<IndexVariant> {
  const library = await openTestLibrary(settings);
  return {
    library,
    async ingest(files) {
      const { counts } = await library.ingest(await library.write('manuals', files));
      if (counts.failed > 0) throw new Error(`${String(counts.failed)} documents could not be read`);
      const left = await library.app.elasticsearch?.sync.drain(30_000);
      if ((left?.waiting ?? 0) > 0) throw new Error('Elasticsearch does not hold what was read');
    },
    async close() {
      await library.close();
      await cleanUp();
    },
  };
}

async function withElasticsearch(): Promise<IndexVariant> {
  const prefix = scratchPrefix();
  return open({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix }, () =>
    removeIndexes(elasticsearchUrl(), prefix),
  );
}

export const indexVariants: readonly (readonly [name: string, open: () => Promise<IndexVariant>])[] = [
  [`the ${storeKind} Postgres`, () => open({}, () => Promise.resolve())],
  ...(hasElasticsearch && storeKind === 'server' ? [['Elasticsearch', withElasticsearch] as const] : []),
];
