/** Runs a local model in this process. `run` blocks the thread while it computes: use it in a child process. */

import { Tensor, type InferenceSession } from 'onnxruntime-common';
import { GRAPH_INPUT, GRAPH_OUTPUT, buildBertGraph } from './bert-graph.js';
import type { LocalModel } from './local-model.js';
import { loadTokenizer } from './model-tokenizer.js';
import { readOnnxWeights } from './onnx/read-weights.js';
import { importRuntime } from './runtime.js';
import { readSafetensors } from './safetensors.js';

export interface ModelRunner {
  /** L2-normalised vector of a text. */
  embed(text: string): Promise<Float32Array>;
}

/** @throws ModelInvalidError when the weights can't be used. */
export async function createModelRunner(model: LocalModel): Promise<ModelRunner> {
  const tokenizer = await loadTokenizer(model.folder);
  const session = await createModelSession(model);
  return {
    embed: (text) => runSession(session, tokenizer.encode(text, model.maxTokens)),
  };
}

/** A one-thread session: throughput comes from several processes, each as fast per core and never waiting for others. */
export async function createModelSession(model: LocalModel): Promise<InferenceSession> {
  const weights = model.weights.endsWith('.onnx') ? readOnnxWeights(model.weights) : readSafetensors(model.weights);
  const runtime = await importRuntime();
  return runtime.InferenceSession.create(buildBertGraph(model.config, weights, model.pooling), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

/** One text through the model, by its token ids. */
export async function runSession(session: InferenceSession, tokenIds: readonly number[]): Promise<Float32Array> {
  const ids = BigInt64Array.from(tokenIds, (id) => BigInt(id));
  const outputs = await session.run({ [GRAPH_INPUT]: new Tensor('int64', ids, [ids.length]) }, [GRAPH_OUTPUT]);
  const vector = outputs[GRAPH_OUTPUT]?.data;
  if (!(vector instanceof Float32Array)) throw new TypeError('the model gave no float32 vector');
  return vector;
}
