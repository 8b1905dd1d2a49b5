/** `mcdewey reindex --embeddings` of the embedded library: killed, run again, gone back from, refused beside a service. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { run, start } from './testkit/command.js';
import { emptyDataFolder } from './testkit/data-folder.js';
import { startEmbeddingEndpoint, type EmbeddingEndpoint } from './testkit/embedding-endpoint.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let before: Record<string, string>;
let after: Record<string, string>;
let endpoint: EmbeddingEndpoint;
let passages: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-re-embed-'));
  endpoint = await startEmbeddingEndpoint(48);
  before = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')), LOG_LEVEL: 'silent' };
  after = { ...before, EMBEDDING_URL: endpoint.url, EMBEDDING_MODEL: 'other' };
  const sections = Array.from({ length: 600 }, (_, n) => `## Lamp ${String(n)}\n\nChange lamp ${String(n)} yearly.\n`);
  await writeFiles(join(folder, 'manuals'), {
    'lamp/1/guide/guide.md': `# Lamps\n\n## Fire\n\nQuench the crucible with argon gas.\n\n${sections.join('\n')}`,
  });
  const { stdout } = await run(['ingest', join(folder, 'manuals'), '--json'], before);
  [{ passages }] = (JSON.parse(stdout) as [{ counts: { passagesNew: number } }]).map(({ counts }) => ({
    passages: counts.passagesNew,
  })) as [{ passages: number }];
});

afterAll(async () => {
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

async function topText(settings: Record<string, string>): Promise<string> {
  const { stdout, code } = await run(
    ['search', 'quench', 'crucible', 'argon', '--mode', 'semantic', '--json'],
    settings,
  );
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { hits: { nodes: { excerpt: string }[] } }).hits.nodes[0]?.excerpt ?? '';
}

it('another model is refused at the start, and the message names the command', async () => {
  const refused = await run(['search', 'lamp'], after);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('hashing-64');
  expect(refused.stderr).toContain('mcdewey reindex --embeddings');
});

it('killed in the middle, it goes on where it ended', async () => {
  expect(passages).toBeGreaterThan(590);
  // One text is asked for to learn the dimension.
  endpoint.hangAfter(endpoint.embedded() + 1 + 256);
  const first = start(['reindex', '--embeddings'], after);
  await endpoint.hung;
  first.child.kill('SIGKILL');
  expect(await first.finished).toMatchObject({ signal: 'SIGKILL' });
  expect(await topText(before)).toContain('crucible');

  endpoint.hangAfter(Infinity);
  const sent = endpoint.embedded();
  const second = await run(['reindex', '--embeddings', '--json'], after);
  expect(second).toMatchObject({ code: 0 });
  const report = JSON.parse(second.stdout) as { embedded: number };
  expect(report).toMatchObject({ passages, previous: 'hashing-64', dimensions: 48 });
  expect(report.embedded).toBe(passages - 256);
  expect(endpoint.embedded() - sent).toBe(1 + report.embedded);
  expect(await topText(after)).toContain('crucible');
});

it('a service that has the library open is named, and goes on', async () => {
  const serving = start(['serve', '--no-first-ingest'], { ...after, PORT: '0', LOG_LEVEL: 'info' });
  const [, url = ''] = await serving.saw(/answers at (http:\S+)/);
  const refused = await run(['reindex', '--embeddings'], before);
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain(`stop the service at ${url}`);
  serving.child.kill('SIGINT');
  expect(await serving.finished).toMatchObject({ code: 0 });
});

it('goes back, and gives up what was kept', async () => {
  const back = await run(['reindex', '--embeddings', '--rollback', '--json'], after);
  expect(JSON.parse(back.stdout)).toMatchObject({ model: 'hashing-64', missing: 0 });
  expect(await topText(before)).toContain('crucible');
  const dropped = await run(['reindex', '--embeddings', '--drop'], before);
  expect(dropped.stdout).toContain('other@');
  expect((await run(['reindex', '--drop'], before)).code).toBe(2);
});
