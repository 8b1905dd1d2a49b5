/** Writes a BERT model that is small enough to load in no time: one layer, eight numbers, weights from a fixed sequence. */

import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUILT_IN_MODELS, builtInModelFolder } from '../src/embedding/built-in-models.js';

const WIDTH = 8;
const INNER = 16;
const POSITIONS = 32;
const WORDS = 30_522;

/** @returns the new folder: config.json, tokenizer.json, model.safetensors */
export async function writeTinyModel(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tiny-model-'));
  const config = {
    model_type: 'bert',
    hidden_act: 'gelu',
    hidden_size: WIDTH,
    intermediate_size: INNER,
    num_attention_heads: 2,
    num_hidden_layers: 1,
    max_position_embeddings: POSITIONS,
    type_vocab_size: 2,
    vocab_size: WORDS,
    layer_norm_eps: 1e-12,
  };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  const tokenizer = path.join(builtInModelFolder(BUILT_IN_MODELS['gte-small']), 'tokenizer.json');
  await cp(tokenizer, path.join(folder, 'tokenizer.json'));
  await writeFile(path.join(folder, 'model.safetensors'), safetensors(shapes()));
  return folder;
}

function shapes(): Record<string, number[]> {
  const layer = 'bert.encoder.layer.0';
  const linear = (name: string, outputs: number, inputs: number) => ({
    [`${layer}.${name}.weight`]: [outputs, inputs],
    [`${layer}.${name}.bias`]: [outputs],
  });
  const norm = (name: string) => ({ [`${name}.gamma`]: [WIDTH], [`${name}.beta`]: [WIDTH] });
  return {
    'bert.embeddings.word_embeddings.weight': [WORDS, WIDTH],
    'bert.embeddings.position_embeddings.weight': [POSITIONS, WIDTH],
    'bert.embeddings.token_type_embeddings.weight': [2, WIDTH],
    ...norm('bert.embeddings.LayerNorm'),
    ...linear('attention.self.query', WIDTH, WIDTH),
    ...linear('attention.self.key', WIDTH, WIDTH),
    ...linear('attention.self.value', WIDTH, WIDTH),
    ...linear('attention.output.dense', WIDTH, WIDTH),
    ...norm(`${layer}.attention.output.LayerNorm`),
    ...linear('intermediate.dense', INNER, WIDTH),
    ...linear('output.dense', WIDTH, INNER),
    ...norm(`${layer}.output.LayerNorm`),
  };
}

function safetensors(tensors: Record<string, number[]>): Buffer {
  const header: Record<string, unknown> = {};
  const values: Float32Array[] = [];
  let offset = 0;
  let seed = 1;
  for (const [name, shape] of Object.entries(tensors)) {
    const count = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length: count }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 31 - 1;
    });
    values.push(data);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + count * 4] };
    offset += count * 4;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...values.map((data) => Buffer.from(data.buffer))]);
}
