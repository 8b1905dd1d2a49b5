/**
 * What a search costs beyond the work that nobody can avoid: the query's embedding, the two legs at once, the same
 * fusion, and one statement for the texts of the ten best. Asked by GraphQL in process and over HTTP and as MCP's
 * `search_docs`, by one client and by sixteen, in turns that alternate, so that other load meets all of them. Queries are
 * headings of the library, each asked once, so that no door is answered by a cache.
 *
 * `node dist/bench/search.js` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { fuse } from '../src/search/fusion.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import { createVectorSearch } from '../src/search/vector/vector-search.js';
import { startHttpServer } from '../src/server/http-server.js';
import { ensureActiveModel } from '../src/store/writes/embedding-models.js';

const rounds = 12;
const mostPerRound = 48;
const warmUp = 20;
const candidates = 100;
const operation = {
  name: 'BenchSearch',
  source:
    'query BenchSearch($query: String!) { search(query: $query) { hits { nodes { chunk { key text version { label } } } } } }',
};

const logger = createLogger('error');
const app = await createApp(loadConfig(process.env), 'bench', logger);
const { dataSource } = app.store;
const lexical = app.elasticsearch?.lexical ?? (await createPostgresLexicalIndex(app.store, logger));
const vectors = createVectorSearch(app.store, await ensureActiveModel(dataSource, app.embedder.model));
const server = await startHttpServer({
  host: '127.0.0.1',
  port: 0,
  version: 'bench',
  schema: app.schema,
  dependencies: app.dependencies,
  execute: app.execute,
  operations: app.operations,
  logger,
  metrics: app.metrics,
  health: {},
});

const mcp = new Client({ name: 'bench', version: '1' });
await mcp.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));

const doors = {
  async raw(query: string): Promise<void> {
    const meaning = async () =>
      vectors.search({ vector: await app.embedder.embedQuery(query), scope: {}, limit: candidates });
    const [words, near] = await Promise.all([
      lexical.search({ query: parseQuery(query), scope: {}, limit: candidates }),
      meaning(),
    ]);
    const best = fuse({ lexical: words, vector: near }, 'WEIGHTED').slice(0, 10);
    await dataSource.query(
      `SELECT DISTINCT ON (c.passage_id) c.key, p.text, v.label FROM chunk c
       JOIN passage p ON p.id = c.passage_id JOIN version v ON v.id = c.version_id
       WHERE c.passage_id = ANY ($1::int[]) ORDER BY c.passage_id`,
      [best.map((hit) => hit.passageId)],
    );
  },
  async graphql(query: string): Promise<void> {
    await app.execute(operation, { query });
  },
  async http(query: string): Promise<void> {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: operation.source, variables: { query } }),
    });
    if (!response.ok) throw new Error(`HTTP ${String(response.status)}: ${await response.text()}`);
    await response.arrayBuffer();
  },
  async mcp(query: string): Promise<void> {
    const answer = await mcp.callTool({ name: 'search_docs', arguments: { query } });
    if (answer.isError === true) throw new Error(JSON.stringify(answer.content));
  },
};
type Door = keyof typeof doors;
const names = Object.keys(doors) as Door[];
const clientCounts = [1, 16];

const headings = await dataSource.query<{ query: string }[]>(
  `SELECT query FROM (SELECT DISTINCT array_to_string(heading_path[cardinality(heading_path) - 1:], ' ') AS query FROM passage) AS headings
   WHERE length(query) BETWEEN 8 AND 200 ORDER BY md5(query)`,
);
const perRound = Math.min(
  mostPerRound,
  Math.floor(headings.length / names.length / clientCounts.length / rounds - warmUp / rounds),
);
if (perRound < 16) throw new Error(`The library has ${String(headings.length)} different headings, which are too few.`);
let asked = 0;
const fresh = (count: number): string[] => headings.slice(asked, (asked += count)).map(({ query }) => query);

/** Takes and the time that all of them took together, in milliseconds. */
interface Turn {
  readonly takes: number[];
  total: number;
}

async function turn(name: Door, clients: number, into: Turn): Promise<void> {
  const queries = fresh(perRound);
  const started = performance.now();
  const client = async (): Promise<void> => {
    for (let query = queries.pop(); query !== undefined; query = queries.pop()) {
      const begun = performance.now();
      await doors[name](query);
      into.takes.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  into.total += performance.now() - started;
}

for (const name of names) for (const query of fresh(warmUp)) await doors[name](query);

console.log('clients  door      p50 ms  ratio   p95 ms  ratio  searches/s  ratio');
for (const clients of clientCounts) {
  const turns = Object.fromEntries(names.map((name) => [name, { takes: [], total: 0 }])) as unknown as Record<
    Door,
    Turn
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) await turn(name, clients, turns[name]);
  }
  const figures = ({ takes, total }: Turn) => ({
    p50: percentile(takes, 0.5),
    p95: percentile(takes, 0.95),
    rate: (1_000 * takes.length) / total,
  });
  const raw = figures(turns.raw);
  for (const name of names) {
    const { p50, p95, rate } = figures(turns[name]);
    const cells = [p50.toFixed(1), (p50 / raw.p50).toFixed(2), p95.toFixed(1), (p95 / raw.p95).toFixed(2)];
    cells.push(rate.toFixed(1), (rate / raw.rate).toFixed(2));
    console.log(String(clients).padEnd(9) + name.padEnd(8) + cells.map((cell) => cell.padStart(8)).join(''));
  }
}
await mcp.close();
await server.close();
await app.close();
