/**
 * What a service does that is asked for more than it can do: a one-row query beside the most that one operation may ask
 * for, then many clients at once, and how soon all is as it was. Over loopback, with the clients in a process of their own;
 * ends by itself.
 *
 * `node dist/bench/overload.js [CLIENTS] [SECONDS]` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { startHttpServer } from '../src/server/http-server.js';
import { ask, type Attack, type Attacked, type Reply } from './overload-clients.js';

const [clients = 1_000, seconds = 60] = process.argv.slice(2).map(Number);
const app = await createApp(loadConfig(process.env), 'bench', createLogger('silent'));
const server = await startHttpServer({
  ...{ host: '127.0.0.1', port: 0, version: 'bench', logger: createLogger('silent'), metrics: app.metrics },
  ...{ schema: app.schema, dependencies: app.dependencies, execute: app.execute, operations: app.operations },
  health: { postgres: { required: true, check: () => app.store.check() } },
});

const headings = await app.store.dataSource.query<{ query: string }[]>(
  `SELECT query FROM (SELECT DISTINCT heading_path[cardinality(heading_path)] AS query FROM passage) AS heading
   WHERE length(query) BETWEEN 8 AND 200 ORDER BY md5(query) LIMIT 5000`,
);
const searchOf = ({ query }: { readonly query: string }, first: number): string =>
  `search(query: ${JSON.stringify(query)}) { hits(first: ${String(first)}) { nodes { chunk { key text } } } }`;
const oneRow = '{ vendors(first: 1) { nodes { slug } } }';

const own = new Agent({ keepAlive: true });
const url = `${server.url}/graphql`;
const spread = (takes: readonly number[]): string =>
  [0.5, 0.99, 1].map((share) => `${percentile([...takes], share).toFixed(0)} ms`).join(' / ');
const rss = (): number => process.memoryUsage().rss / 1_048_576;

async function oneRowsUntil(isOver: (asked: number) => boolean): Promise<number[]> {
  const takes: number[] = [];
  do takes.push((await ask({ agent: own, url, query: oneRow })).ms);
  while (!isOver(takes.length));
  return takes;
}

console.log(`one row alone, p50 / p99 / most: ${spread(await oneRowsUntil((asked) => asked > 50))}`);
let isOver = false;
const searches = headings.slice(0, 10).map((heading, at) => `a${String(at)}: ${searchOf(heading, 50)}`);
const worst = ask({ agent: new Agent(), url, query: `{ ${searches.join(' ')} }` });
void worst.then(() => (isOver = true));
const beside = await oneRowsUntil(() => isOver);
const { status, ms } = await worst;
console.log(`beside ten searches of 50 hits (${String(status)}, ${ms.toFixed(0)} ms): ${spread(beside)}`);

const before = rss();
let most = before;
const looking = setInterval(() => {
  most = Math.max(most, rss());
}, 200);
const others = fork(fileURLToPath(new URL('./overload-clients.js', import.meta.url)));
const queries = headings.map((heading) => `{ ${searchOf(heading, 10)} }`);
others.send({ url: server.url, queries, clients, seconds } satisfies Attack);
const [{ replies, probes, next }] = (await once(others, 'message')) as [Attacked];
clearInterval(looking);
const withStatus = (list: readonly Reply[], wanted: number): number[] =>
  list.filter((reply) => reply.status === wanted).map((reply) => reply.ms);
const counts: Record<string, number> = {};
for (const reply of replies) counts[reply.status] = (counts[reply.status] ?? 0) + 1;
console.log(`${String(clients)} clients, ${String(seconds)} s, by status: ${JSON.stringify(counts)}`);
console.log(`accepted, p50 / p99 / most: ${spread(withStatus(replies, 200))}`);
console.log(`refused with 503: ${spread(withStatus(replies, 503))}`);
console.log(
  `/readyz: ${String(withStatus(probes, 200).length)} of ${String(probes.length)} ready, ${spread(probes.map((probe) => probe.ms))}`,
);
console.log(`memory: ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most, ${rss().toFixed(0)} MB after`);
console.log(`the next search (${String(next.status)}) is answered ${next.ms.toFixed(0)} ms after`);
own.destroy();
await server.close();
await app.close();
