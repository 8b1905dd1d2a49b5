/** `mcdewey eval` measures the servers that are configured, and leaves nothing on them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { run } from './testkit/command.js';
import { elasticsearchUrl } from './testkit/elasticsearch.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let settings: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-eval-test-'));
  settings = { DATABASE_URL: process.env['DATABASE_URL'] ?? '', LOG_LEVEL: 'silent' };
  const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
  await writeFiles(join(folder, 'tiny'), {
    'corpus.jsonl': lines([
      { _id: 'a', title: 'Kettles', text: 'Descale the kettle with vinegar.' },
      { _id: 'b', title: 'Ovens', text: 'Clean the oven when it is cold.' },
    ]),
    'queries.jsonl': lines([{ _id: 'q', text: 'vinegar for a kettle' }]),
    'qrels.tsv': 'query-id\tcorpus-id\tscore\nq\ta\t1\n',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Databases and indexes of evaluations. */
async function scratchThings(): Promise<string[]> {
  const postgres = new pg.Client({ connectionString: settings['DATABASE_URL'] });
  const elasticsearch = new Client({ node: elasticsearchUrl() });
  try {
    await postgres.connect();
    const { rows } = await postgres.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'mcdewey\\_eval\\_%'`,
    );
    const indexes = Object.keys(await elasticsearch.indices.get({ index: 'mcdewey-eval-*' }));
    return [...rows.map(({ name }) => name), ...indexes].sort();
  } finally {
    await postgres.end();
    await elasticsearch.close();
  }
}

it('gives the figures of Elasticsearch and drops what it made', async () => {
  const before = await scratchThings();
  const given = { ...settings, ELASTICSEARCH_URL: elasticsearchUrl() };
  const { code, stdout } = await run(['eval', join(folder, 'tiny'), '--mode', 'lexical', '--json'], given);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      collection: 'tiny',
      store: 'server',
      ingest: { documents: 2 },
      runs: [{ mode: 'lexical', queries: 1, ndcg10: 1 }],
    },
  ]);
  expect(await scratchThings()).toEqual(before);
});

it('gives no figures where Elasticsearch does not answer, and drops what it made', async () => {
  const before = await scratchThings();
  const given = { ...settings, ELASTICSEARCH_URL: 'http://127.0.0.1:1' };
  const { code, stderr } = await run(['eval', join(folder, 'tiny'), '--mode', 'lexical', '--json'], given);
  expect(code).toBe(1);
  expect(stderr).toContain('Elasticsearch does not answer');
  expect(await scratchThings()).toEqual(before);
});
