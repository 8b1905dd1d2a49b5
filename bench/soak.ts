/**
 * Whether a service that is used all the time grows: readers of pages, searches, MCP calls and commands of the API come at
 * an even rate for as long as is said, each of them different. Printed: the service's resident memory every minute, and
 * the slope of the second half by least squares, in MB a minute. The service is a process of its own.
 *
 * `node dist/bench/soak.js [MINUTES] [REQUESTS_PER_SECOND]` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`;
 * Linux only, where the kernel tells the memory of another process.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [minutes = 30, perSecond = 6] = process.argv.slice(2).map(Number);
/** Requests under way at most: a service that falls behind is asked less. */
const clients = 8;
const sampleMs = 10_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const port = await freePort();
const url = `http://127.0.0.1:${String(port)}`;
const service = spawn(process.execPath, ['bin/mcdewey.js', 'serve'], {
  env: { ...process.env, PORT: String(port), LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const { pid } = service;
if (pid === undefined) throw new Error('the service did not start');
const isReady = (): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
while (!(await isReady())) await sleep(200);

async function rss(): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024;
}

async function ask<Data>(query: string): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Data }).data;
}

/** Words to ask for, and pages to read. */
interface Sections {
  readonly documents: {
    readonly nodes: readonly {
      readonly permalink: string;
      readonly chunks: { readonly nodes: readonly { readonly permalink: string; readonly headingPath: string[] }[] };
    }[];
  };
}
const { documents } = await ask<Sections>(
  '{ documents(first: 20) { nodes { permalink chunks(first: 100) { nodes { permalink headingPath } } } } }',
);
const chunks = documents.nodes.flatMap((document) => document.chunks.nodes);
const pages = [...documents.nodes, ...chunks].map(({ permalink }) => permalink);
const headings = chunks.map(({ headingPath }) => headingPath.join(' ').slice(0, 200));

let asked = 0;
const statuses = new Map<number, number>();
const doors: ((turn: number) => Promise<Response>)[] = [
  (turn) => fetch(url + (pages[turn % pages.length] ?? '/')),
  (turn) => fetch(`${url}/?q=${encodeURIComponent(`${headings[turn % headings.length] ?? ''} ${String(turn)}`)}`),
  (turn) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ search(query: ${JSON.stringify(`${headings[turn % headings.length] ?? ''} ${String(turn)}`)}) { hits { nodes { chunk { text } } } } }`,
      }),
    }),
  (turn) =>
    fetch(`${url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        ...{ jsonrpc: '2.0', id: turn, method: 'tools/call' },
        params: { name: 'search_docs', arguments: { query: headings[(turn * 7) % headings.length] ?? '' } },
      }),
    }),
  () => fetch(`${url}/coverage`),
];

const began = Date.now();
const end = began + minutes * 60_000;
async function client(): Promise<void> {
  while (Date.now() < end) {
    const turn = asked++;
    await sleep(Math.max(0, began + (turn / perSecond) * 1_000 - Date.now()));
    const response = await doors[turn % doors.length]?.(turn);
    await response?.arrayBuffer();
    const status = response?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
}

const samples: { readonly minute: number; readonly mb: number }[] = [];
async function watch(): Promise<void> {
  while (Date.now() < end) {
    samples.push({ minute: (Date.now() - began) / 60_000, mb: await rss() });
    if (samples.length % 6 === 1) {
      const { minute = 0, mb = 0 } = samples.at(-1) ?? {};
      console.log(`minute ${minute.toFixed(0)}: ${mb.toFixed(0)} MB, ${String(asked)} requests`);
    }
    await sleep(sampleMs);
  }
}

function slopeOf(points: typeof samples): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ minute }) => minute)), mean(points.map(({ mb }) => mb))];
  const up = points.reduce((sum, { minute, mb }) => sum + (minute - x) * (mb - y), 0);
  return up / points.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

await Promise.all([watch(), ...Array.from({ length: clients }, client)]);
const answered = [...statuses].map(([status, count]) => `${String(count)} × ${String(status)}`).join(', ');
console.log(
  `${String(asked)} requests (${answered}); memory at most ${Math.max(...samples.map(({ mb }) => mb)).toFixed(0)} MB`,
);
console.log(`slope of the second half: ${slopeOf(samples.slice(samples.length / 2)).toFixed(2)} MB a minute`);
const gone = once(service, 'exit');
service.kill('SIGTERM');
await gone;
