/** Reads weights from a safetensors file (an 8-byte length, a JSON header, then the values). */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelInvalidError, messageOf } from '../errors.js';
import { float32Values } from './stored-tensor.js';
import type { StoredTensor, StoredType } from './stored-tensor.js';
import { canonicalWeightName, rowPerOutput } from './weights.js';
import type { Weights } from './weights.js';

const HEADER = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int().nonnegative()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
);
const TYPES: Readonly<Record<string, StoredType>> = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' };

/** @throws ModelInvalidError when `file` is not safetensors, or (on reading) lacks a weight. */
export function readSafetensors(file: string): Weights {
  const tensors = readTensors(file);
  const read = (name: string, shape: readonly number[]): Float32Array => {
    const tensor = tensors.get(name);
    if (!tensor) {
      throw new ModelInvalidError(
        `${file} has no readable weight "${name}"; a BERT model's weights in float32, float16 or bfloat16 are needed.`,
        { file, weight: name },
      );
    }
    return float32Values(tensor, shape, name, file);
  };
  return {
    tensor: read,
    linear: (name, outputs, inputs) => rowPerOutput(read(name, [outputs, inputs]), outputs, inputs),
  };
}

function readTensors(file: string): Map<string, StoredTensor> {
  const bytes = readFileSync(file);
  try {
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    const json = JSON.parse(bytes.toString('utf8', 8, start)) as Record<string, unknown>;
    delete json['__metadata__'];
    const tensors = new Map<string, StoredTensor>();
    for (const [name, { dtype, shape, data_offsets }] of Object.entries(HEADER.parse(json))) {
      const type = TYPES[dtype];
      const values = bytes.subarray(start + data_offsets[0], start + data_offsets[1]);
      if (type) tensors.set(canonicalWeightName(name), { shape, type, bytes: values });
    }
    return tensors;
  } catch (error) {
    throw new ModelInvalidError(`${file} is not a safetensors file: ${messageOf(error)}. Download it again.`, { file });
  }
}
