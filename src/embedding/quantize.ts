/** Weight quantisation for dynamic int8 inference. */

import type { LinearWeight } from './weights.js';

/** `values` is [inputs, outputs], row-major; the weight is `values * scales[output]`. */
export interface QuantizedLinear {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Largest absolute value of a weight. Seven bits instead of eight: x86 without VNNI adds pairs of u8 × i8 products in
 * 16 bits, which overflow at full range (ONNX Runtime's `reduce_range`).
 */
const LARGEST = 63;

/** Symmetric quantisation with one scale per output. */
export function quantizeLinear({ values, outputs, inputs, outputStride, inputStride }: LinearWeight): QuantizedLinear {
  const scales = new Float32Array(outputs);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const magnitude = Math.abs(values[output * outputStride + input * inputStride] ?? 0);
      if (magnitude > (scales[output] ?? 0)) scales[output] = magnitude;
    }
  }
  for (let output = 0; output < outputs; output++) scales[output] = (scales[output] || 1) / LARGEST;

  const quantized = new Int8Array(inputs * outputs);
  for (let input = 0; input < inputs; input++) {
    for (let output = 0; output < outputs; output++) {
      const value = values[output * outputStride + input * inputStride] ?? 0;
      quantized[input * outputs + output] = Math.round(value / (scales[output] ?? 1));
    }
  }
  return { values: quantized, scales };
}
