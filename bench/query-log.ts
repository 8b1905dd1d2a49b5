/**
 * What the query log costs those who search: one client searches one query after another, in turns in which the log takes
 * nothing, what the client asks, and that with 200 searches a second of others. The log writes to the same library meanwhile. Queries are headings of the library. What it wrote is erased in the end.
 *
 * `node dist/bench/query-log.js [ROUNDS] [SECONDS]` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { createApp } from '../src/app.js';
import { anonymous } from '../src/caller.js';
import { loadConfig } from '../src/config.js';
import { createSearchLog } from '../src/demand/search-log.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import type { SearchAnswer } from '../src/search/request.js';

const [rounds = 8, seconds = 10] = process.argv.slice(2).map(Number);
const perSecond = 200;
const tickMs = 25;
const mostQueries = 2_000;
const client = `bench ${String(Date.now())}`;
const caller = { ...anonymous('GRAPHQL'), client };

const logger = createLogger('error');
const app = await createApp(loadConfig(process.env), 'bench', logger);
const { dataSource } = app.store;
const { search } = app.dependencies;
const log = createSearchLog(dataSource, { mode: 'full', days: 90 }, { logger });

const headings = await dataSource.query<{ query: string }[]>(
  `SELECT heading AS query FROM (SELECT DISTINCT heading FROM section WHERE length(heading) BETWEEN 8 AND 200) AS each
   ORDER BY md5(heading) LIMIT ${String(mostQueries)}`,
);
let asked = 0;
const nextQuery = (): string => headings[asked++ % headings.length]?.query ?? '';

const answers: SearchAnswer[] = [];
while (answers.length < 50) answers.push(await search.search({ query: nextQuery() }));

type Load = 'nothing' | 'own' | 'full';
const loads: readonly Load[] = ['nothing', 'own', 'full'];
const takes: Record<Load, number[]> = { nothing: [], own: [], full: [] };
let recorded = 0;

/** Records what others would search for, as evenly as a timer can. */
function feed(): NodeJS.Timeout {
  const begun = performance.now();
  let fed = 0;
  return setInterval(() => {
    const due = Math.floor(((performance.now() - begun) * perSecond) / 1_000);
    for (; fed < due; fed += 1) {
      const answer = answers[fed % answers.length];
      if (answer !== undefined && log.record(answer, caller) !== null) recorded += 1;
    }
  }, tickMs);
}

async function turn(load: Load): Promise<void> {
  const feeding = load === 'full' ? feed() : undefined;
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const begun = performance.now();
    const answer = await search.search({ query: nextQuery() });
    if (load !== 'nothing' && log.record(answer, caller) !== null) recorded += 1;
    takes[load].push(performance.now() - begun);
  }
  clearInterval(feeding);
  await log.flush();
}

for (let round = 0; round < rounds; round += 1) {
  // Each load comes first, second and last as often as the others.
  for (let place = 0; place < loads.length; place += 1) await turn(loads[(round + place) % loads.length] ?? 'nothing');
}

const base = percentile(takes.nothing, 0.5);
for (const load of loads) {
  const [p50, p95] = [percentile(takes[load], 0.5), percentile(takes[load], 0.95)];
  console.log(
    `${load.padEnd(8)} ${String(takes[load].length).padStart(6)} searches  p50 ${p50.toFixed(2)} ms (${(p50 / base).toFixed(3)})  p95 ${p95.toFixed(2)} ms`,
  );
}
console.log(`${String(recorded)} entries recorded, ${String(log.dropped())} dropped`);
await log.close();
await dataSource.query('DELETE FROM query_log WHERE client = $1', [client]);
await app.close();
