/**
 * Builds a BERT sentence encoder as an ONNX graph with dynamic int8 linear layers.
 *
 * The graph takes one text (`input_ids` [tokens]) and gives one L2-normalised vector. One text at a time because the
 * dynamic quantisation's scales span the whole tensor: in a batch a vector would change with its neighbours. Without a
 * batch there is no padding, hence no attention mask. Standard operators are used because ONNX Runtime's fused BERT
 * operators are slower on CPU; the int8 products are its own (`com.microsoft`).
 */

import type { BertConfig, Pooling } from './bert-config.js';
import { createGraph } from './onnx/graph.js';
import type { GraphBuilder, TensorName } from './onnx/graph.js';
import { quantizeLinear } from './quantize.js';
import type { Weights } from './weights.js';

export const GRAPH_INPUT = 'input_ids';
export const GRAPH_OUTPUT = 'sentence_embedding';

interface Encoder {
  readonly graph: GraphBuilder;
  readonly weights: Weights;
  readonly config: BertConfig;
}

/**
 * The serialised model.
 * @throws ModelInvalidError when `weights` lack what `config` promises.
 */
export function buildBertGraph(config: BertConfig, weights: Weights, pooling: Pooling): Uint8Array {
  const graph = createGraph('sentence-encoder');
  const { hidden_size: width, num_attention_heads: heads } = config;
  graph.int64('zero', [0]);
  graph.int64('perHead', [-1, heads, width / heads]);
  graph.int64('perToken', [-1, width]);
  graph.float32('attentionScale', [1], Float32Array.of(1 / Math.sqrt(width / heads)));

  const encoder = { graph, weights, config };
  let tokens = addEmbeddings(encoder, graph.input(GRAPH_INPUT, 'int64', ['tokens']));
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    tokens = addLayer(encoder, tokens, `encoder.layer.${String(layer)}`);
  }
  const pooled =
    pooling === 'cls'
      ? graph.node('Gather', [tokens, 'zero'], { axis: { int: 0 } })
      : graph.node('ReduceMean', [tokens], { axes: { ints: [0] }, keepdims: { int: 1 } });
  graph.node('LpNormalization', [pooled], { axis: { int: -1 }, p: { int: 2 } }, GRAPH_OUTPUT);
  graph.output(GRAPH_OUTPUT, 'float32', [1, width]);
  return graph.build();
}

/** Word + position + type; every token is of type 0, whose vector is therefore added to the positions beforehand. */
function addEmbeddings({ graph, weights, config }: Encoder, ids: TensorName): TensorName {
  const { hidden_size: width, vocab_size: words, max_position_embeddings: positions, type_vocab_size: types } = config;
  const word = weights.tensor('embeddings.word_embeddings.weight', [words, width]);
  const position = weights.tensor('embeddings.position_embeddings.weight', [positions, width]);
  const type = weights.tensor('embeddings.token_type_embeddings.weight', [types, width]);
  const positionAndType = position.map((value, index) => value + (type[index % width] ?? 0));

  const wordVectors = graph.node('Gather', [graph.float32('word', [words, width], word), ids]);
  const length = graph.node('Shape', [ids]);
  const positionVectors = graph.node('Slice', [
    graph.float32('position', [positions, width], positionAndType),
    'zero',
    length,
    'zero',
  ]);
  const sum = graph.node('Add', [wordVectors, positionVectors]);
  return addLayerNorm({ graph, weights, config }, sum, 'embeddings.LayerNorm');
}

function addLayer(encoder: Encoder, tokens: TensorName, name: string): TensorName {
  const { graph, config } = encoder;
  const { hidden_size: width, intermediate_size: inner } = config;

  const context = addAttention(encoder, tokens, `${name}.attention.self`);
  const attended = addLinear(encoder, context, {
    name: `${name}.attention.output.dense`,
    outputs: width,
    inputs: width,
  });
  const first = addLayerNorm(encoder, graph.node('Add', [attended, tokens]), `${name}.attention.output.LayerNorm`);

  const expanded = addLinear(encoder, first, { name: `${name}.intermediate.dense`, outputs: inner, inputs: width });
  const activated = graph.node('com.microsoft.Gelu', [expanded]);
  const contracted = addLinear(encoder, activated, { name: `${name}.output.dense`, outputs: width, inputs: inner });
  return addLayerNorm(encoder, graph.node('Add', [contracted, first]), `${name}.output.LayerNorm`);
}

/** Multi-head self-attention; query, key and value share one quantisation of the tokens. */
function addAttention(encoder: Encoder, tokens: TensorName, name: string): TensorName {
  const { graph, weights, config } = encoder;
  const width = config.hidden_size;
  const [quantized = '', scale = '', zeroPoint = ''] = graph.nodeWithOutputs('DynamicQuantizeLinear', [tokens], 3);

  const project = (part: 'query' | 'key' | 'value', axes: readonly number[]): TensorName => {
    const layer = addQuantizedWeight(encoder, { name: `${name}.${part}`, outputs: width, inputs: width });
    const bias = graph.float32(`${name}.${part}.bias`, [width], weights.tensor(`${name}.${part}.bias`, [width]));
    const product = graph.node('com.microsoft.MatMulIntegerToFloat', [
      quantized,
      layer.values,
      scale,
      layer.scales,
      zeroPoint,
      '',
      bias,
    ]);
    return graph.node('Transpose', [graph.node('Reshape', [product, 'perHead'])], { perm: { ints: axes } });
  };
  const query = project('query', [1, 0, 2]);
  const key = project('key', [1, 2, 0]);
  const value = project('value', [1, 0, 2]);

  const scores = graph.node('Mul', [graph.node('MatMul', [query, key]), 'attentionScale']);
  const shares = graph.node('Softmax', [scores], { axis: { int: -1 } });
  const mixed = graph.node('Transpose', [graph.node('MatMul', [shares, value])], { perm: { ints: [1, 0, 2] } });
  return graph.node('Reshape', [mixed, 'perToken']);
}

/** A fully connected layer. */
interface LinearLayer {
  readonly name: string;
  readonly outputs: number;
  readonly inputs: number;
}

function addLinear(encoder: Encoder, input: TensorName, linear: LinearLayer): TensorName {
  const { graph, weights } = encoder;
  const { name, outputs } = linear;
  const layer = addQuantizedWeight(encoder, linear);
  const bias = graph.float32(`${name}.bias`, [outputs], weights.tensor(`${name}.bias`, [outputs]));
  return graph.node('com.microsoft.DynamicQuantizeMatMul', [input, layer.values, layer.scales, '', bias]);
}

function addQuantizedWeight({ graph, weights }: Encoder, { name, outputs, inputs }: LinearLayer) {
  const { values, scales } = quantizeLinear(weights.linear(`${name}.weight`, outputs, inputs));
  return {
    values: graph.int8(`${name}.weight`, [inputs, outputs], values),
    scales: graph.float32(`${name}.scale`, [outputs], scales),
  };
}

function addLayerNorm({ graph, weights, config }: Encoder, input: TensorName, name: string): TensorName {
  const width = config.hidden_size;
  const weight = graph.float32(`${name}.weight`, [width], weights.tensor(`${name}.weight`, [width]));
  const bias = graph.float32(`${name}.bias`, [width], weights.tensor(`${name}.bias`, [width]));
  return graph.node('LayerNormalization', [input, weight, bias], {
    axis: { int: -1 },
    epsilon: { float: config.layer_norm_eps },
  });
}
