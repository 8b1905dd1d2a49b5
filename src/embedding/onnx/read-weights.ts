/** Reads a BERT model's weights out of an ONNX export. */

import { readFileSync } from 'node:fs';
import { ModelInvalidError, messageOf } from '../../errors.js';
import { float32Values } from '../stored-tensor.js';
import type { StoredTensor, StoredType } from '../stored-tensor.js';
import { canonicalWeightName, rowPerInput, rowPerOutput } from '../weights.js';
import type { Weights } from '../weights.js';
import { readFields, readPackedIntegers } from './protobuf-reader.js';

const TYPES: Readonly<Record<number, StoredType>> = { 1: 'float32', 10: 'float16', 16: 'bfloat16' };

interface OnnxTensors {
  /** By the name the export kept. */
  readonly named: Map<string, StoredTensor>;
  /**
   * Second operands of matrix multiplications: exporters rename these weights (`onnx::MatMul_1234`), but the node's
   * name (`/encoder/layer.0/attention/self/query/MatMul`) still says which layer it is.
   */
  readonly multiplied: Map<string, StoredTensor>;
}

/** @throws ModelInvalidError when `file` is not ONNX, or (on reading) lacks a weight. */
export function readOnnxWeights(file: string): Weights {
  const { named, multiplied } = readTensors(file);
  const missing = (name: string) =>
    new ModelInvalidError(
      `${file} has no readable weight "${name}". Use the plain float32 or float16 export of a BERT model in one file ` +
        '(not a quantised, optimised or split one).',
      { file, weight: name },
    );
  return {
    tensor(name, shape) {
      const tensor = named.get(name);
      if (!tensor) throw missing(name);
      return float32Values(tensor, shape, name, file);
    },
    linear(name, outputs, inputs) {
      const own = named.get(name);
      if (own) return rowPerOutput(float32Values(own, [outputs, inputs], name, file), outputs, inputs);
      const operand = multiplied.get(name);
      if (!operand) throw missing(name);
      return rowPerInput(float32Values(operand, [inputs, outputs], name, file), outputs, inputs);
    },
  };
}

/** Field numbers are those of onnx.proto3: ModelProto.graph 7; GraphProto.node 1, .initializer 5. */
function readTensors(file: string): OnnxTensors {
  const initializers = new Map<string, StoredTensor>();
  const multiplications: { weight: string; operand: string }[] = [];
  try {
    for (const model of readFields(readFileSync(file))) {
      if (model.number !== 7 || !model.bytes) continue;
      for (const { number, bytes } of readFields(model.bytes)) {
        if (number === 5 && bytes) {
          const tensor = readTensor(bytes);
          if (tensor) initializers.set(tensor.name, tensor);
        } else if (number === 1 && bytes) {
          const multiplication = readMultiplication(bytes);
          if (multiplication) multiplications.push(multiplication);
        }
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ModelInvalidError(`${file} is not an ONNX file: ${messageOf(error)}. Download it again.`, { file });
  }
  const named = new Map([...initializers].map(([name, tensor]) => [canonicalWeightName(name), tensor]));
  const multiplied = new Map<string, StoredTensor>();
  for (const { weight, operand } of multiplications) {
    const tensor = initializers.get(operand);
    if (tensor) multiplied.set(canonicalWeightName(weight), tensor);
  }
  return { named, multiplied };
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. Undefined for tensors that hold no floats in place. */
function readTensor(bytes: Uint8Array): (StoredTensor & { name: string }) | undefined {
  const shape: number[] = [];
  let name = '';
  let type: StoredType | undefined;
  let raw: Uint8Array | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === 1) shape.push(...(field.bytes ? readPackedIntegers(field.bytes) : [field.integer]));
    else if (field.number === 2) type = TYPES[field.integer];
    else if (field.number === 8 && field.bytes) name = utf8(field.bytes);
    else if (field.number === 9) raw = field.bytes;
  }
  return type && raw ? { name, shape, type, bytes: raw } : undefined;
}

/** NodeProto: input 1, name 3, op_type 4. */
function readMultiplication(bytes: Uint8Array): { weight: string; operand: string } | undefined {
  const inputs: string[] = [];
  let name = '';
  let operator = '';
  for (const field of readFields(bytes)) {
    if (!field.bytes) continue;
    if (field.number === 1) inputs.push(utf8(field.bytes));
    else if (field.number === 3) name = utf8(field.bytes);
    else if (field.number === 4) operator = utf8(field.bytes);
  }
  const operand = inputs[1];
  if (operator !== 'MatMul' || operand === undefined) return undefined;
  const layer = name.split('/').filter(Boolean).slice(0, -1).join('.');
  return { weight: `${layer}.weight`, operand };
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
