/**
 * How much an ingest is felt by those who search meanwhile: searches one after the other while nothing else happens, then
 * while a folder is ingested over and over into the same library, in turns. In between, they run beside nothing but a busy
 * loop for each processor, at the lowest priority: what processors that share their hardware lose to any other work.
 *
 * `node dist/bench/responsiveness.js FOLDER` on the library of `MCDEWEY_DATA` (stop the server first; use a copy, the
 * folder stays in it) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';

const rounds = 3;
const searchesPerRound = 200;
const operation = {
  name: 'Responsiveness',
  source:
    'query Responsiveness($query: String!) { search(query: $query) { hits { nodes { chunk { key text version { label } } } } } }',
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder to ingest.');

const app = await createApp(loadConfig(process.env), 'bench', createLogger('error'));
const headings = await app.store.dataSource.query<{ query: string }[]>(
  `SELECT query FROM (SELECT DISTINCT heading_path[cardinality(heading_path)] AS query FROM passage) AS heading
   WHERE length(query) BETWEEN 8 AND 200 ORDER BY md5(query) LIMIT $1`,
  [3 * rounds * searchesPerRound + 20],
);
let asked = 0;

/** Takes of searches, in milliseconds, until there are enough or the work that they run beside has ended. */
async function searchesBeside(isOver: () => boolean = () => false): Promise<number[]> {
  const takes: number[] = [];
  while (takes.length < searchesPerRound && !isOver()) {
    const query = headings[asked++ % headings.length]?.query ?? '';
    const started = performance.now();
    await app.execute(operation, { query });
    takes.push(performance.now() - started);
  }
  return takes;
}

/** Work that gives way wherever the operating system lets it. */
function startBusyLoops(): { stop: () => void } {
  const loops = Array.from({ length: availableParallelism() }, () => {
    // Ends by itself if this process is killed.
    const loop = spawn(process.execPath, ['-e', 'const end = Date.now() + 120_000; while (Date.now() < end);']);
    if (loop.pid !== undefined) setPriority(loop.pid, constants.priority.PRIORITY_LOW);
    return loop;
  });
  return {
    stop: () => {
      for (const loop of loops) loop.kill();
    },
  };
}

await searchesBeside(() => asked >= 20);
const takes = { alone: [] as number[], loops: [] as number[], ingest: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  takes.alone.push(...(await searchesBeside()));
  const loops = startBusyLoops();
  takes.loops.push(...(await searchesBeside()));
  loops.stop();
  const over = new AbortController();
  // A version of its own each time, so that nothing is known and everything is read.
  const options = { vendor: 'Bench', product: 'responsiveness', version: `${String(Date.now())}.${String(round)}` };
  const ingest = app.ingest.run({ kind: 'FOLDER', location: folder, options }, { signal: over.signal });
  let isOver = false;
  const ended = ingest.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  takes.ingest.push(...(await searchesBeside(() => isOver)));
  over.abort();
  await ended;
}
const row = (name: string, cells: readonly string[]): void => {
  console.log(name.padEnd(17) + cells.map((cell) => cell.padStart(9)).join(''));
};
const figures = (of: number[]): number[] => [0.5, 0.95, 0.99].map((share) => percentile(of, share));
const ratio = (of: number[], to: number[]): string[] => {
  const base = figures(to);
  return ['', ...figures(of).map((take, at) => (take / (base[at] ?? take)).toFixed(2))];
};
const measured = (of: number[]): string[] => [String(of.length), ...figures(of).map((take) => take.toFixed(1))];
row('', ['searches', 'p50 ms', 'p95 ms', 'p99 ms']);
row('alone', measured(takes.alone));
row('beside loops', measured(takes.loops));
row('beside ingest', measured(takes.ingest));
row('loops / alone', ratio(takes.loops, takes.alone));
row('ingest / alone', ratio(takes.ingest, takes.alone));
row('ingest / loops', ratio(takes.ingest, takes.loops));
await app.close();
