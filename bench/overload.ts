/**
 * What a service does that is asked for more than it can do: a one-row query beside the most that one operation may ask
 * for, then many clients at once, and how soon all is as it was. Over loopback, in one process with its clients; ends by
 * itself.
 *
 * `node dist/bench/overload.js [CLIENTS] [SECONDS]` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { startHttpServer } from '../src/server/http-server.js';

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
let asked = 0;
const search = (first: number): string =>
  `search(query: ${JSON.stringify(headings[asked++ % headings.length]?.query ?? 'x')}, first: ${String(first)}) { hits { chunk { key text } } }`;
const oneRow = '{ vendors(first: 1) { nodes { slug } } }';

interface Reply {
  /** 0 where there was none. */
  readonly status: number;
  readonly ms: number;
}

function ask(agent: Agent, path: string, query?: string): Promise<Reply> {
  const started = performance.now();
  return new Promise((resolve) => {
    const end = (status: number): void => {
      resolve({ status, ms: performance.now() - started });
    };
    const method = query === undefined ? 'GET' : 'POST';
    const sent = request(`${server.url}${path}`, { agent, method, headers: { 'content-type': 'application/json' } });
    sent.on('response', (response) => {
      response.resume().on('end', () => {
        end(response.statusCode ?? 0);
      });
    });
    sent.on('error', () => {
      end(0);
    });
    sent.end(query && JSON.stringify({ query }));
  });
}

const own = new Agent({ keepAlive: true });
const spread = (takes: readonly number[]): string =>
  [0.5, 0.99, 1].map((share) => `${percentile([...takes], share).toFixed(0)} ms`).join(' / ');
const rss = (): string => `${(process.memoryUsage().rss / 1_048_576).toFixed(0)} MB`;

async function oneRowsUntil(isOver: () => boolean): Promise<number[]> {
  const takes: number[] = [];
  do takes.push((await ask(own, '/graphql', oneRow)).ms);
  while (!isOver());
  return takes;
}

console.log(`one row alone, p50 / p99 / most: ${spread(await oneRowsUntil(() => asked++ > 50))}`);
let isOver = false;
const worst = ask(
  new Agent(),
  '/graphql',
  `{ ${Array.from({ length: 10 }, (_, at) => `a${String(at)}: ${search(50)}`).join(' ')} }`,
);
void worst.then(() => (isOver = true));
const beside = await oneRowsUntil(() => isOver);
const { status, ms } = await worst;
console.log(`beside ten searches of 50 hits (${String(status)}, ${ms.toFixed(0)} ms): ${spread(beside)}`);

const memoryBefore = rss();
const agent = new Agent({ keepAlive: true, maxSockets: clients });
const replies: Reply[] = [];
const probes: Reply[] = [];
const ends = performance.now() + seconds * 1_000;
async function client(): Promise<void> {
  while (performance.now() < ends) {
    const reply = await ask(agent, '/graphql', `{ ${search(10)} }`);
    replies.push(reply);
    // As long as Retry-After asks for, in the mean; a client that does not wait only hears more refusals.
    if (reply.status !== 200) await sleep(500 + Math.random() * 1_000);
  }
}
async function probe(): Promise<void> {
  while (performance.now() < ends) {
    probes.push(await ask(own, '/readyz'));
    await sleep(500);
  }
}
await Promise.all([probe(), ...Array.from({ length: clients }, client)]);
const accepted = replies.filter((reply) => reply.status === 200);
const counts: Record<string, number> = {};
for (const reply of replies) counts[reply.status] = (counts[reply.status] ?? 0) + 1;
console.log(`${String(clients)} clients, ${String(seconds)} s, by status: ${JSON.stringify(counts)}`);
console.log(`accepted, p50 / p99 / most: ${spread(accepted.map((reply) => reply.ms))}`);
console.log(
  `/readyz: ${String(probes.filter((reply) => reply.status === 200).length)} of ${String(probes.length)} ready, ${spread(probes.map((reply) => reply.ms))}`,
);
console.log(`memory with ${String(clients)} clients in it: ${memoryBefore} before, ${rss()} after`);
const since = performance.now();
const after = await ask(own, '/graphql', `{ ${search(10)} }`);
console.log(`the next search (${String(after.status)}) is answered ${(performance.now() - since).toFixed(0)} ms after`);
agent.destroy();
own.destroy();
await server.close();
await app.close();
