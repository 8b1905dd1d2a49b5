/** The examples that run in a terminal, against a real service. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openService, type TestService } from './testkit/service.js';

const examples = new URL('../examples/', import.meta.url).pathname;
let service: TestService;

beforeAll(async () => {
  service = await openService();
  const path = await service.library.write('acme', {
    'pump/1.0/guide/guide.md': '# Guide\n\n## Start\n\nOpen the "main" valve before the pump starts.\n',
  });
  await service.library.ingest(path, { vendor: 'Acme' });
});

afterAll(() => service.close());

async function run(command: string, given: readonly string[]): Promise<string> {
  const env = { ...process.env, MCDEWEY_URL: service.server.url };
  return (await promisify(execFile)(command, given, { cwd: examples, env })).stdout;
}

test('ask.mjs prints passages and where they stand', async () => {
  const said = await run(process.execPath, ['ask.mjs', 'start the pump', 'pump', '1.0']);
  expect(said).toContain('Pump 1.0 · Guide › Start');
  expect(said).toContain('Open the "main" valve');
  const [, permalink = ''] = /^ {2}(http\S+)$/m.exec(said) ?? [];
  expect((await fetch(permalink)).status).toBe(200);
});

test('ask.mjs says that a version is not there', async () => {
  expect(await run(process.execPath, ['ask.mjs', 'start the pump', 'pump', '7.5'])).toBe(
    '7.5 is not here; there are 1.0\n',
  );
});

test('ask.sh prints the answer, also to a query with quotation marks', async () => {
  const { data } = JSON.parse(await run('sh', ['ask.sh', '"main" valve'])) as {
    data: { search: { hits: { nodes: { chunk: { key: string } }[] } } };
  };
  expect(data.search.hits.nodes.map(({ chunk }) => chunk.key)).toEqual([expect.stringMatching(/^pump::1\.0::guide/)]);
});
