/** Finds a local model's files and reads what must be known before it runs. */

import { createHash } from 'node:crypto';
import { access, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelInvalidError, messageOf } from '../errors.js';
import { BERT_CONFIG } from './bert-config.js';
import type { BertConfig, Pooling } from './bert-config.js';
import { BUILT_IN_MODELS, builtInModelFolder, isBuiltInModelName } from './built-in-models.js';
import type { BuiltInModel } from './built-in-models.js';
import type { EmbeddingModel } from './embedder.js';
import { sha256OfFile, verifyFile } from './file-digest.js';

/** A model that can be run; plain data, so that it can be sent to the process that runs it. */
export interface LocalModel extends EmbeddingModel {
  readonly folder: string;
  /** Absolute path of the weights: `.onnx` or `.safetensors`. */
  readonly weights: string;
  readonly config: BertConfig;
  readonly pooling: Pooling;
}

const WEIGHT_FILES = ['model.safetensors', 'onnx/model.onnx', 'model.onnx', 'model.fp16.safetensors'];
const POOLING = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
});
const SENTENCE_CONFIG = z.object({ max_seq_length: z.int().min(3).nullish() });

/**
 * The model named `gte-small` or `minilm`, or the one in the folder of that path (relative to the working directory):
 * `config.json`, `tokenizer.json` and weights, with `1_Pooling/config.json` and `sentence_bert_config.json` respected.
 * @throws ModelInvalidError saying which file is missing or wrong.
 */
export async function openLocalModel(nameOrFolder: string): Promise<LocalModel> {
  if (!isBuiltInModelName(nameOrFolder)) return openModelFolder(path.resolve(nameOrFolder));
  const model = BUILT_IN_MODELS[nameOrFolder];
  return openBuiltInModel(model, builtInModelFolder(model));
}

/**
 * A built-in model in `folder`; its weights must be the published ones.
 * @throws ModelInvalidError
 */
export async function openBuiltInModel(model: BuiltInModel, folder: string): Promise<LocalModel> {
  const config = await readConfig(folder);
  const weights = path.join(folder, model.weights);
  await requireFiles([weights, path.join(folder, 'tokenizer.json')]);
  await verifyFile(weights, model.sha256);
  const { id, maxTokens, relevanceThreshold, script } = model;
  return {
    ...{ id, dimensions: config.hidden_size, maxTokens, folder, weights, config, pooling: 'mean' },
    ...(relevanceThreshold !== undefined && { relevanceThreshold }),
    ...(script !== undefined && { script }),
  };
}

async function openModelFolder(folder: string): Promise<LocalModel> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new ModelInvalidError(
      `No embedding model "${folder}": EMBEDDING_MODEL must be ${Object.keys(BUILT_IN_MODELS).join(', ')}, hashing, or ` +
        'the path of a folder with config.json, tokenizer.json and a BERT model’s weights.',
      { folder },
    );
  }
  const config = await readConfig(folder);
  const tokenizer = path.join(folder, 'tokenizer.json');
  await requireFiles([tokenizer]);
  const weights = await findWeights(folder);
  const pooling = await readPooling(folder);
  const maxTokens = await readMaxTokens(folder, config);

  const parts = [
    await sha256OfFile(weights),
    await sha256OfFile(tokenizer),
    JSON.stringify(config),
    pooling,
    maxTokens,
  ];
  const fingerprint = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
  const id = `${path.basename(folder)}-int8-${fingerprint}`;
  return { id, dimensions: config.hidden_size, maxTokens, folder, weights, config, pooling };
}

async function readConfig(folder: string): Promise<BertConfig> {
  const file = path.join(folder, 'config.json');
  await requireFiles([file]);
  const config = await readJson(file, BERT_CONFIG);
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw new ModelInvalidError(`${file}: hidden_size is not a multiple of num_attention_heads.`, { file });
  }
  return config;
}

async function findWeights(folder: string): Promise<string> {
  const candidates = WEIGHT_FILES.map((name) => path.join(folder, name));
  for (const candidate of candidates) if (await exists(candidate)) return candidate;
  throw new ModelInvalidError(`No weights in ${folder}: one of ${WEIGHT_FILES.join(', ')} is needed.`, { folder });
}

/** Pooling as sentence-transformers saves it; mean when nothing is said. */
async function readPooling(folder: string): Promise<Pooling> {
  const file = path.join(folder, '1_Pooling', 'config.json');
  if (!(await exists(file))) return 'mean';
  const pooling = await readJson(file, POOLING);
  if (pooling.pooling_mode_mean_tokens !== pooling.pooling_mode_cls_token) {
    return pooling.pooling_mode_cls_token ? 'cls' : 'mean';
  }
  throw new ModelInvalidError(`${file} asks for a pooling that can't be run: only mean or cls alone can.`, { file });
}

async function readMaxTokens(folder: string, config: BertConfig): Promise<number> {
  const file = path.join(folder, 'sentence_bert_config.json');
  const wanted = (await exists(file)) ? (await readJson(file, SENTENCE_CONFIG)).max_seq_length : undefined;
  return Math.min(wanted ?? config.max_position_embeddings, config.max_position_embeddings);
}

async function requireFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (await exists(file)) continue;
    throw new ModelInvalidError(
      `The model file ${file} is missing. Run npm ci for a built-in model, or complete the folder that EMBEDDING_MODEL names.`,
      { file },
    );
  }
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new ModelInvalidError(
      `${file} is not of a model that can be run (BERT with gelu and absolute positions): ${problem}`,
      { file, problem },
      { cause: error },
    );
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
