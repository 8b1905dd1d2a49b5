/** A tensor as it lies in a model file, and its values as float32. */

import { ModelInvalidError } from '../errors.js';

export type StoredType = 'float32' | 'float16' | 'bfloat16';

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly type: StoredType;
  /** Little-endian values, row-major; a view of the file. */
  readonly bytes: Uint8Array;
}

const BYTES_PER_VALUE = { float32: 4, float16: 2, bfloat16: 2 } as const;

/**
 * Values of `tensor` as float32.
 * @throws ModelInvalidError if it does not have `shape` or its bytes don't fill it.
 */
export function float32Values(
  tensor: StoredTensor,
  shape: readonly number[],
  name: string,
  file: string,
): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (tensor.shape.join() !== shape.join() || tensor.bytes.length !== count * BYTES_PER_VALUE[tensor.type]) {
    throw new ModelInvalidError(
      `The weight "${name}" in ${file} has shape [${tensor.shape.join(', ')}] and ${String(tensor.bytes.length)} bytes; ` +
        `config.json beside it asks for [${shape.join(', ')}]. Use the files of one model.`,
      { file, weight: name, shape: tensor.shape, expected: shape },
    );
  }
  // A copy, because a view may start at an odd byte; not slice(), which for a Buffer is another view.
  const aligned = new Uint8Array(tensor.bytes);
  if (tensor.type === 'float32') return new Float32Array(aligned.buffer, 0, count);
  const halves = new Uint16Array(aligned.buffer, 0, count);
  return tensor.type === 'float16' ? fromFloat16(halves) : fromBfloat16(halves);
}

/** IEEE 754 half precision by table: a model repeats each of the 65,536 patterns many times. */
function fromFloat16(halves: Uint16Array): Float32Array {
  const table = Float32Array.from({ length: 65_536 }, (_, bits) => float16Value(bits));
  const values = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) values[index] = table[halves[index] ?? 0] ?? 0;
  return values;
}

function float16Value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function fromBfloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = (halves[index] ?? 0) << 16;
  return new Float32Array(bits.buffer);
}
