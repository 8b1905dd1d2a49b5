/** Killed at any moment, Postgres is complete after the next run and Elasticsearch holds the same within a minute. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/all.js';
import { createDataSource } from '../src/store/data-source.js';
import { entities } from '../src/store/entities/all.js';
import { outboxLag } from '../src/store/queries/outbox-lag.js';
import { run, start } from './testkit/command.js';
import { heldPassages, publishedPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { writeFiles } from './testkit/library.js';
import { createEmptyDatabase, type TestDatabase } from './testkit/server-database.js';
import { silent } from './testkit/store.js';

/** More by hand: `MCDEWEY_KILLS=50`. */
const kills = Number(process.env['MCDEWEY_KILLS'] ?? 3);
const documents = 150;
const prefix = scratchPrefix();
let folder: string;
let database: TestDatabase;
let dataSource: DataSource;
let settings: Record<string, string>;
/** Programs that a failure may leave running. */
const started: ReturnType<typeof start>[] = [];

function startProgram(...words: string[]): ReturnType<typeof start> {
  const program = start(words, settings);
  started.push(program);
  return program;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-kill-'));
  database = await createEmptyDatabase();
  dataSource = await createDataSource({ url: database.url, entities, migrations, logger: silent });
  settings = {
    DATABASE_URL: database.url,
    ELASTICSEARCH_URL: elasticsearchUrl(),
    ELASTICSEARCH_PREFIX: prefix,
    LOG_LEVEL: 'silent',
    PORT: '0',
  };
  const files = Array.from({ length: documents }, (_, n) => {
    const parts = Array.from(
      { length: 5 },
      (_part, part) =>
        `## Part ${String(part)}\n\nRelay ${String(n * 5 + part)} of rack ${String(n)} is set by hand.\n`,
    );
    return [`rack/${String(n % 2)}/guide-${String(n)}/guide.md`, `# Rack ${String(n)}\n\n${parts.join('\n')}`];
  });
  await writeFiles(folder, Object.fromEntries(files) as Record<string, string>);
});

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await dataSource.destroy();
  await removeIndexes(elasticsearchUrl(), prefix);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it(`loses nothing when ingest, service and worker are killed ${String(kills)} times`, async () => {
  for (let kill = 0; kill < kills; kill += 1) {
    const worker = startProgram('worker');
    const service = startProgram('serve', '--no-first-ingest');
    await Promise.all([worker.saw(/Working on jobs/), service.saw(/answers at/)]);
    const ingest = startProgram('ingest', folder, '--vendor', 'Acme');
    // At another moment each time: the first progress line, then some milliseconds more.
    await ingest.saw(new RegExp(`"total":${String(documents)}`));
    await new Promise((resolve) => setTimeout(resolve, (kill * 137) % 1_000));
    for (const { child } of [worker, ingest, service]) child.kill('SIGKILL');
    await Promise.all([worker.finished, ingest.finished, service.finished]);
  }
  const worker = startProgram('worker');
  expect(await run(['ingest', folder, '--vendor', 'Acme'], settings)).toMatchObject({ code: 0 });
  const restarted = performance.now();
  while ((await outboxLag(dataSource)).waiting > 0) {
    expect(performance.now() - restarted).toBeLessThan(60_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  worker.child.kill('SIGTERM');
  await worker.finished;

  const published = await publishedPassages(dataSource);
  const [told]: { relays: number; documents: number }[] = await dataSource.query(
    `SELECT (SELECT count(DISTINCT relay[1])::int FROM passage, regexp_matches(text, 'Relay (\\d+) of', 'g') AS relay) AS relays,
            (SELECT count(*)::int FROM document WHERE state = 'PUBLISHED') AS documents`,
  );
  expect(told).toEqual({ relays: documents * 5, documents });
  expect(await heldPassages(elasticsearchUrl(), prefix)).toEqual(published);
});
