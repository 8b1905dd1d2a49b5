/** Builds an ONNX model in memory: nodes, constant tensors and inputs, named and serialised (onnx.proto3, opset 17). */

import { bytesField, floatField, integerField, joinPieces, messageField, stringField } from './protobuf-writer.js';
import type { Piece } from './protobuf-writer.js';

/** Name of a tensor in the graph: an input, a constant or a node's output. */
export type TensorName = string;

/** An attribute's value; integers and floats are told apart because ONNX does. */
export type Attribute = { readonly int: number } | { readonly float: number } | { readonly ints: readonly number[] };

export interface GraphBuilder {
  input(name: TensorName, type: 'int64', dimensions: readonly (number | string)[]): TensorName;
  output(name: TensorName, type: 'float32', dimensions: readonly (number | string)[]): void;
  float32(name: TensorName, dimensions: readonly number[], values: Float32Array): TensorName;
  int8(name: TensorName, dimensions: readonly number[], values: Int8Array): TensorName;
  int64(name: TensorName, values: readonly number[]): TensorName;
  /** Adds a node with one output. Operators of ONNX Runtime's own domain are written `com.microsoft.Name`. */
  node(
    operator: string,
    inputs: readonly TensorName[],
    attributes?: Record<string, Attribute>,
    output?: TensorName,
  ): TensorName;
  /** Adds a node with `count` outputs. */
  nodeWithOutputs(operator: string, inputs: readonly TensorName[], count: number): TensorName[];
  /** The serialised ModelProto. */
  build(): Uint8Array;
}

const IR_VERSION = 8;
const OPSET = 17;
const RUNTIME_DOMAIN = 'com.microsoft';
const ELEMENT_TYPE = { float32: 1, int8: 3, int64: 7 } as const;
const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;

type ElementType = keyof typeof ELEMENT_TYPE;

/** An empty graph. Field numbers below are those of onnx.proto3. */
export function createGraph(name: string): GraphBuilder {
  const nodes: Piece[] = [];
  const constants: Piece[] = [];
  const inputs: Piece[] = [];
  const outputs: Piece[] = [];
  let unnamed = 0;

  function constant(
    constantName: TensorName,
    type: ElementType,
    dimensions: readonly number[],
    values: ArrayBufferView,
  ) {
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    constants.push(
      messageField(5, [
        ...dimensions.map((size) => integerField(1, size)),
        integerField(2, ELEMENT_TYPE[type]),
        stringField(8, constantName),
        bytesField(9, raw),
      ]),
    );
    return constantName;
  }

  function addNode(
    operator: string,
    inputNames: readonly TensorName[],
    outputNames: readonly TensorName[],
    attributes: Record<string, Attribute>,
  ): void {
    const own = operator.startsWith(`${RUNTIME_DOMAIN}.`);
    nodes.push(
      messageField(1, [
        ...inputNames.map((input) => stringField(1, input)),
        ...outputNames.map((output) => stringField(2, output)),
        stringField(3, `${operator}_${String(nodes.length)}`),
        stringField(4, own ? operator.slice(RUNTIME_DOMAIN.length + 1) : operator),
        ...Object.entries(attributes).map(([key, value]) => attributeField(key, value)),
        ...(own ? [stringField(7, RUNTIME_DOMAIN)] : []),
      ]),
    );
  }

  const freshName = (): TensorName => `t${String(unnamed++)}`;

  return {
    input(inputName, type, dimensions) {
      inputs.push(valueInfoField(11, inputName, type, dimensions));
      return inputName;
    },
    output(outputName, type, dimensions) {
      outputs.push(valueInfoField(12, outputName, type, dimensions));
    },
    float32: (constantName, dimensions, values) => constant(constantName, 'float32', dimensions, values),
    int8: (constantName, dimensions, values) => constant(constantName, 'int8', dimensions, values),
    int64: (constantName, values) =>
      constant(
        constantName,
        'int64',
        [values.length],
        BigInt64Array.from(values, (value) => BigInt(value)),
      ),
    node(operator, inputNames, attributes = {}, output = freshName()) {
      addNode(operator, inputNames, [output], attributes);
      return output;
    },
    nodeWithOutputs(operator, inputNames, count) {
      const names = Array.from({ length: count }, freshName);
      addNode(operator, inputNames, names, {});
      return names;
    },
    build: () =>
      joinPieces([
        integerField(1, IR_VERSION),
        stringField(2, 'mcdewey'),
        messageField(7, [...nodes, stringField(2, name), ...constants, ...inputs, ...outputs]),
        messageField(8, [stringField(1, ''), integerField(2, OPSET)]),
        messageField(8, [stringField(1, RUNTIME_DOMAIN), integerField(2, 1)]),
      ]),
  };
}

function attributeField(name: string, value: Attribute): Piece {
  if ('int' in value) {
    return messageField(5, [stringField(1, name), integerField(3, value.int), integerField(20, ATTRIBUTE_TYPE.int)]);
  }
  if ('float' in value) {
    return messageField(5, [stringField(1, name), floatField(2, value.float), integerField(20, ATTRIBUTE_TYPE.float)]);
  }
  return messageField(5, [
    stringField(1, name),
    ...value.ints.map((item) => integerField(8, item)),
    integerField(20, ATTRIBUTE_TYPE.ints),
  ]);
}

function valueInfoField(
  field: number,
  name: TensorName,
  type: ElementType,
  dimensions: readonly (number | string)[],
): Piece {
  const shape = dimensions.map((size) =>
    messageField(1, [typeof size === 'string' ? stringField(2, size) : integerField(1, size)]),
  );
  const tensorType = messageField(1, [integerField(1, ELEMENT_TYPE[type]), messageField(2, shape)]);
  return messageField(field, [stringField(1, name), messageField(2, [tensorType])]);
}
