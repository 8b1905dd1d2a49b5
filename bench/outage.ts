/**
 * A Postgres that is stopped and started again under writers and readers: errors are 503s and end soon after it is
 * back, nothing that was acknowledged is lost, nothing is double.
 *
 * `node dist/bench/outage.js START STOP…` with the shell commands that start the server of `DATABASE_URL` and that stop
 * it in different ways. Never name a server that others use.
 */
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { startHttpServer } from '../src/server/http-server.js';

const writers = 16;
const readers = 4;
/** Before the stop, away, and after the start. Milliseconds. */
const [calmMs, awayMs, afterMs] = [4_000, 2_000, 10_000];

const [start, ...stops] = process.argv.slice(2);
if (start === undefined || stops.length === 0)
  throw new Error('Give the command that starts Postgres, and some that stop it.');
const shell = (command: string) => promisify(execFile)('/bin/sh', ['-c', command]);

const logger = createLogger('silent');
const app = await createApp(loadConfig({ EMBEDDING_MODEL: 'hashing', ...process.env }), 'bench', logger);
const { dataSource } = app.store;
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
const folder = await mkdtemp(join(tmpdir(), 'mcdewey-outage-'));

const acknowledged = new Set<string>();
const statuses = new Map<number, number>();
let lastError = 0;
let writeErrors = 0;
const end = new AbortController();
const isOver = (): boolean => end.signal.aborted;

/** Writes one document after the other; one that failed is tried again until it is acknowledged. */
async function write(writer: number): Promise<void> {
  for (let at = 0; !isOver(); at += 1) {
    const name = `doc-${String(at)}`;
    const location = join(folder, `${String(writer)}-${String(at)}`);
    await mkdir(join(location, `writer-${String(writer)}`, '1', name), { recursive: true });
    await writeFile(
      join(location, `writer-${String(writer)}`, '1', name, `${name}.md`),
      `# ${name}\n\nText ${name}.\n`,
    );
    for (let isWritten = false; !isWritten && !isOver();) {
      try {
        const { counts } = await app.ingest.run(
          { kind: 'FOLDER', location, options: { vendor: 'Outage' } },
          { signal: end.signal },
        );
        if (counts.failed > 0) throw new Error('the document failed');
        acknowledged.add(`writer-${String(writer)}/${name}`);
        isWritten = true;
      } catch {
        writeErrors += 1;
        lastError = performance.now();
        await sleep(100);
      }
    }
  }
}

async function read(): Promise<void> {
  const body = JSON.stringify({ query: '{ search(query: "text doc") { hits { nodes { chunk { key } } } } }' });
  while (!isOver()) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await response.arrayBuffer();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    if (response.status !== 200) lastError = performance.now();
    await sleep(20);
  }
}

const work = [
  ...Array.from({ length: writers }, (_, at) => write(at)),
  ...Array.from({ length: readers }, () => read()),
];
for (const stop of stops) {
  await sleep(calmMs);
  const before = writeErrors;
  statuses.clear();
  await shell(stop);
  await sleep(awayMs);
  await shell(start);
  const back = performance.now();
  await sleep(afterMs);
  const late = Math.max(0, lastError - back) / 1_000;
  const answers = [...statuses].map(([status, count]) => `${String(count)} × ${String(status)}`).join(', ');
  console.log(
    `${stop}\n  last error ${late.toFixed(1)} s after the start returned; answers ${answers}; ${String(writeErrors - before)} writes failed and were tried again`,
  );
}
end.abort();
await Promise.all(work);

const stored = await dataSource.query<{ name: string; documents: number; chunks: number }[]>(
  `SELECT p.slug || '/' || d.slug AS name, count(DISTINCT d.id)::int AS documents, count(c.id)::int AS chunks
   FROM product p JOIN version v ON v.product_id = p.id JOIN document d ON d.version_id = v.id
   LEFT JOIN chunk c ON c.document_id = d.id WHERE p.slug LIKE 'writer-%' GROUP BY 1`,
);
const names = new Map(stored.map((row) => [row.name, row]));
const lost = [...acknowledged].filter((name) => (names.get(name)?.chunks ?? 0) === 0);
const double = stored.filter((row) => row.documents > 1 || row.chunks > 1);
console.log(
  `${String(acknowledged.size)} documents acknowledged, ${String(lost.length)} of them lost, ${String(double.length)} double`,
);
await server.close();
await app.close();
await rm(folder, { recursive: true, force: true });
process.exitCode = lost.length + double.length > 0 ? 1 : 0;
