/** An installation that left out the local models: it works with an endpoint, and says what is missing without one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { run } from './testkit/command.js';
import { emptyDataFolder } from './testkit/data-folder.js';
import { startEmbeddingEndpoint, type EmbeddingEndpoint } from './testkit/embedding-endpoint.js';
import { writeFiles } from './testkit/library.js';

/** One token a word, as far as counting goes. */
const tokenizer = {
  version: '1.0',
  added_tokens: [],
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: null,
  decoder: null,
  model: { type: 'WordLevel', vocab: { '[UNK]': 0 }, unk_token: '[UNK]' },
};

let folder: string;
let settings: Record<string, string>;
let withEndpoint: Record<string, string>;
let endpoint: EmbeddingEndpoint;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-without-models-'));
  endpoint = await startEmbeddingEndpoint(48);
  const hide = new URL('testkit/hide-local-models.mjs', import.meta.url);
  settings = {
    MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')),
    LOG_LEVEL: 'silent',
    NODE_OPTIONS: `--import ${hide.href}`,
  };
  withEndpoint = { ...settings, EMBEDDING_URL: endpoint.url, EMBEDDING_MODEL: 'other' };
  await writeFiles(folder, { 'manuals/lamp/1/guide/guide.md': '# Lamps\n\nQuench the crucible with argon gas.\n' });
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
});

afterAll(async () => {
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(['gte-small', 'hashing'])('without an endpoint, %s says which package is missing', async (model) => {
  const { code, stderr } = await run(['search', 'argon'], { ...settings, EMBEDDING_MODEL: model });
  expect(code).toBe(1);
  expect(stderr).toMatch(/The package (onnxruntime-node|@alvix\/xenova-models).* is not installed\. Run npm ci/);
  expect(stderr).not.toContain('    at ');
});

it('with an endpoint, the setting that names a tokenizer is asked for', async () => {
  const { code, stderr } = await run(['search', 'argon'], withEndpoint);
  expect(code).not.toBe(0);
  expect(stderr).toContain('EMBEDDING_TOKENIZER');
  expect(stderr).not.toContain('    at ');
});

it('a folder without a tokenizer is refused', async () => {
  const { code, stderr } = await run(['search', 'argon'], {
    ...withEndpoint,
    EMBEDDING_TOKENIZER: join(folder, 'manuals'),
  });
  expect(code).not.toBe(0);
  expect(stderr).toContain(join('manuals', 'tokenizer.json'));
});

it('with an endpoint and its tokenizer, manuals are read and found', async () => {
  const whole = { ...withEndpoint, EMBEDDING_TOKENIZER: folder };
  expect(await run(['ingest', join(folder, 'manuals')], whole)).toMatchObject({ code: 0 });
  const { stdout } = await run(['search', 'crucible', '--mode', 'semantic', '--json'], whole);
  expect((JSON.parse(stdout) as { hits: { nodes: unknown[] } }).hits.nodes).toHaveLength(1);
});
