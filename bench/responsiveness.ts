/**
 * How much an ingest is felt by those who search meanwhile: searches one after the other while nothing else happens, then
 * while a folder is ingested over and over into the same library, in turns.
 *
 * `node dist/bench/responsiveness.js FOLDER` on the library of `MCDEWEY_DATA` (stop the server first; use a copy, the
 * folder stays in it) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';

const rounds = 3;
const searchesPerRound = 200;
const operation = {
  name: 'Responsiveness',
  source:
    'query Responsiveness($query: String!) { search(query: $query) { hits { chunk { key text version { label } } } } }',
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder to ingest.');

const app = await createApp(loadConfig(process.env), 'bench', createLogger('error'));
const headings = await app.store.dataSource.query<{ query: string }[]>(
  `SELECT query FROM (SELECT DISTINCT heading_path[cardinality(heading_path)] AS query FROM passage) AS heading
   WHERE length(query) BETWEEN 8 AND 200 ORDER BY md5(query) LIMIT $1`,
  [2 * rounds * searchesPerRound + 20],
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

await searchesBeside(() => asked >= 20);
const [alone, beside]: [number[], number[]] = [[], []];
for (let round = 0; round < rounds; round += 1) {
  alone.push(...(await searchesBeside()));
  const over = new AbortController();
  // A version of its own each time, so that nothing is known and everything is read.
  const options = { vendor: 'Bench', product: 'responsiveness', version: `${String(Date.now())}.${String(round)}` };
  const ingest = app.ingest.run({ kind: 'FOLDER', location: folder, options }, { signal: over.signal });
  let isOver = false;
  const ended = ingest.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  beside.push(...(await searchesBeside(() => isOver)));
  over.abort();
  await ended;
}
console.log(`               ${['searches', 'p50 ms', 'p95 ms', 'p99 ms'].map((name) => name.padStart(9)).join('')}`);
const figures = (takes: number[]): number[] => [0.5, 0.95, 0.99].map((share) => percentile(takes, share));
const row = (name: string, cells: readonly (number | string)[]): void => {
  console.log(
    name.padEnd(15) + cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(9)).join(''),
  );
};
const [calm, busy] = [figures(alone), figures(beside)];
row('alone', [String(alone.length), ...calm]);
row('beside ingest', [String(beside.length), ...busy]);
row('ratio', ['', ...busy.map((take, at) => (take / (calm[at] ?? take)).toFixed(2))]);
await app.close();
