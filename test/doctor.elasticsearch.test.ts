/** `doctor` finds what was changed behind our back in Elasticsearch, and repairs it in one pass. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { run } from './testkit/command.js';
import { heldPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { writeFiles } from './testkit/library.js';
import { createEmptyDatabase, type TestDatabase } from './testkit/server-database.js';

const prefix = scratchPrefix();
const documents = 60;
let folder: string;
let database: TestDatabase;
let settings: Record<string, string>;
let client: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-doctor-'));
  database = await createEmptyDatabase();
  client = new Client({ node: elasticsearchUrl() });
  settings = {
    DATABASE_URL: database.url,
    ELASTICSEARCH_URL: elasticsearchUrl(),
    ELASTICSEARCH_PREFIX: prefix,
    LOG_LEVEL: 'silent',
  };
  const files = Array.from({ length: documents }, (_, n) => [
    `mill/1/guide-${String(n)}/guide.md`,
    `# Mill ${String(n)}\n\n## Setting\n\nSet mill ${String(n)} to its zero.\n\n## Cleaning\n\nClean mill ${String(n)} on day ${String(n)}.\n`,
  ]);
  await writeFiles(folder, Object.fromEntries(files) as Record<string, string>);
  expect(await run(['ingest', folder, '--vendor', 'Acme'], settings)).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await client.close();
  await removeIndexes(elasticsearchUrl(), prefix);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Report {
  readonly findings: readonly { check: string; state: string; detail: string; figures?: Record<string, unknown> }[];
}

async function doctor(...options: string[]): Promise<{ code: number | null; report: Report }> {
  const { code, stdout } = await run(['doctor', '--json', ...options], settings);
  return { code, report: JSON.parse(stdout) as Report };
}

it('finds nothing wrong with a library that is well', async () => {
  const { code, report } = await doctor();
  expect(report.findings.filter(({ state }) => state !== 'OK')).toEqual([]);
  expect(report.findings.map(({ check }) => check)).toEqual([
    'migrations',
    'extensions',
    'vectors',
    'orphans',
    'counts',
    'titles',
    'audiences',
    'files',
    'originals',
    'index',
    'drift',
    'outbox',
    'dead letters',
  ]);
  expect(code).toBe(0);
});

it('finds 100 passages that were deleted, altered or slipped in, and repairs all in one pass', async () => {
  const before = await heldPassages(elasticsearchUrl(), prefix);
  const index = `${prefix}-passages`;
  const gone = before.slice(0, 34).map(({ passageId }) => ({ delete: { _id: String(passageId) } }));
  const altered = before
    .slice(40, 60)
    .flatMap(({ passageId }) => [{ update: { _id: String(passageId) } }, { doc: { content: 'something else' } }]);
  const newer = before
    .slice(60, 73)
    .flatMap(({ passageId, revision }) => [
      { index: { _id: String(passageId), version: revision + 7, version_type: 'external' } },
      { passage_id: passageId, revision: revision + 7, content: 'something newer' },
    ]);
  const strangers = Array.from({ length: 33 }, (_, n) => [
    { index: { _id: String(900_000 + n) } },
    { passage_id: 900_000 + n, content: 'nobody wrote this' },
  ]).flat();
  const { errors } = await client.bulk({
    index,
    refresh: true,
    operations: [...gone, ...altered, ...newer, ...strangers],
  });
  expect(errors).toBe(false);

  const found = { missing: 34, altered: 33, surplus: 33 };
  const sick = await doctor();
  expect(sick.code).toBe(1);
  expect(sick.report.findings.find(({ check }) => check === 'drift')).toMatchObject({
    state: 'FAILED',
    figures: found,
  });

  const repaired = await doctor('--repair');
  expect(repaired.report.findings.find(({ check }) => check === 'drift')).toMatchObject({
    state: 'REPAIRED',
    figures: { found, left: { missing: 0, altered: 0, surplus: 0 } },
  });
  expect(repaired.code).toBe(0);
  expect((await doctor()).code).toBe(0);
  const after = await heldPassages(elasticsearchUrl(), prefix);
  expect(after.map(({ passageId }) => passageId)).toEqual(before.map(({ passageId }) => passageId));
});

it('says so when Elasticsearch does not answer', async () => {
  const { code, stdout } = await run(['doctor', '--json'], { ...settings, ELASTICSEARCH_URL: 'http://127.0.0.1:1' });
  expect(code).toBe(1);
  expect((JSON.parse(stdout) as Report).findings).toContainEqual(
    expect.objectContaining({ check: 'elasticsearch', state: 'FAILED', detail: 'Elasticsearch does not answer.' }),
  );
});
