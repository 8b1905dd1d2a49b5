/**
 * How much a GraphQL search costs beyond the work that nobody can avoid: the same query's embedding and the two legs,
 * asked of the indexes directly. Prints medians and their ratio.
 *
 * `node dist/bench/search.js QUERY…` on the library in `MCDEWEY_DATA` (stop the server first).
 */
import 'reflect-metadata';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import { createVectorSearch } from '../src/search/vector/vector-search.js';

const rounds = 20;
const operation = {
  name: 'BenchSearch',
  source:
    'query BenchSearch($query: String!) { search(query: $query) { hits { chunk { key text version { label } } } } }',
};

const queries = process.argv.slice(2);
if (queries.length === 0) throw new Error('Name at least one query.');

const logger = createLogger('warn');
const app = await createApp(loadConfig(process.env), 'bench', logger);
const lexical = await createPostgresLexicalIndex(app.store.dataSource, logger);
const vectors = createVectorSearch(app.store);

async function byHand(query: string): Promise<void> {
  const meaning = async (): Promise<unknown> =>
    vectors.search({ vector: await app.embedder.embedQuery(query), scope: {}, limit: 100 });
  await Promise.all([lexical.search({ text: query, scope: {}, limit: 100 }), meaning()]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const whole: number[] = [];
const floor: number[] = [];
for (let round = -2; round < rounds; round += 1) {
  for (const query of queries) {
    const asked = await timed(() => app.execute(operation, { query }));
    const done = await timed(() => byHand(query));
    if (round < 0) continue;
    whole.push(asked);
    floor.push(done);
  }
}
await app.close();

for (const share of [0.5, 0.95]) {
  const [search, legs] = [percentile(whole, share), percentile(floor, share)];
  console.log(
    `p${String(share * 100)}: GraphQL search ${search.toFixed(1)} ms, legs by hand ${legs.toFixed(1)} ms, ratio ${(search / legs).toFixed(2)}`,
  );
}
