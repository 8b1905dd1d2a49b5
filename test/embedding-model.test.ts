import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BUILT_IN_MODELS } from '../src/embedding/built-in-models.js';
import { openBuiltInModel, openLocalModel } from '../src/embedding/local-model.js';
import { loadTokenizer } from '../src/embedding/model-tokenizer.js';
import { defaultTokenizerFolder } from '../src/embedding/built-in-models.js';
import { ModelInvalidError } from '../src/errors.js';
import { writeTinyModel } from './tiny-model.js';

let folder: string;
const file = (...names: string[]) => path.join(folder, ...names);
const writeJson = (name: string, value: unknown) => writeFile(file(name), JSON.stringify(value));

beforeEach(async () => {
  folder = await writeTinyModel();
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder says its own dimensions, length and id', async () => {
  const model = await openLocalModel(folder);
  expect(model).toMatchObject({ dimensions: 8, maxTokens: 32, pooling: 'mean' });
  expect(model.id).toMatch(new RegExp(`^${path.basename(folder)}-int8-[0-9a-f]{12}$`));
});

test('respects pooling and length as sentence-transformers saves them, and the id changes with them', async () => {
  const before = await openLocalModel(folder);
  await mkdir(file('1_Pooling'));
  await writeJson('1_Pooling/config.json', { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false });
  await writeJson('sentence_bert_config.json', { max_seq_length: 16 });
  const after = await openLocalModel(folder);
  expect(after).toMatchObject({ pooling: 'cls', maxTokens: 16 });
  expect(after.id).not.toBe(before.id);
});

test('the id changes with the weights', async () => {
  const before = await openLocalModel(folder);
  await flipByte(file('model.safetensors'));
  expect((await openLocalModel(folder)).id).not.toBe(before.id);
});

test('built-in weights with one byte flipped are refused', async () => {
  const weights = await readFile(file('model.safetensors'));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  const spec = { ...BUILT_IN_MODELS['gte-small'], weights: 'model.safetensors', sha256 };
  expect((await openBuiltInModel(spec, folder)).id).toBe('gte-small-int8');
  await flipByte(file('model.safetensors'));
  const attempt = openBuiltInModel(spec, folder);
  await expect(attempt).rejects.toBeInstanceOf(ModelInvalidError);
  await expect(attempt).rejects.toThrow(file('model.safetensors'));
});

test.each(['config.json', 'tokenizer.json', 'model.safetensors'])('names the missing %s', async (name) => {
  await rename(file(name), file('elsewhere'));
  const attempt = openLocalModel(folder);
  await expect(attempt).rejects.toBeInstanceOf(ModelInvalidError);
  await expect(attempt).rejects.toThrow(name);
  await expect(attempt).rejects.toThrow(folder);
});

test('refuses an architecture that the graph does not compute', async () => {
  const config = JSON.parse(await readFile(file('config.json'), 'utf8')) as Record<string, unknown>;
  await writeJson('config.json', { ...config, model_type: 'roberta' });
  await expect(openLocalModel(folder)).rejects.toThrow(/config\.json.*model_type/s);
});

test('a name that is neither a model nor a folder lists what there is', async () => {
  await expect(openLocalModel('gte-smal')).rejects.toThrow(/gte-small, minilm, hashing/);
});

test('counts tokens with the two special ones', async () => {
  const counter = await loadTokenizer(defaultTokenizerFolder());
  expect(counter.countTokens('')).toBe(2);
  expect(counter.countTokens('hello world')).toBe(4);
  expect(counter.countTokens('hello\n\t world  ')).toBe(4);
});

async function flipByte(name: string): Promise<void> {
  const bytes = await readFile(name);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(name, bytes);
}
