/** What a model file must give to the graph builder, whatever its format. */

/** Weight of a linear layer; element (output o, input i) is `values[o * outputStride + i * inputStride]`. */
export interface LinearWeight {
  readonly values: Float32Array;
  readonly outputs: number;
  readonly inputs: number;
  readonly outputStride: number;
  readonly inputStride: number;
}

/**
 * Weights under their Hugging Face names, without the prefix that differs between exports: `embeddings.…`, `encoder.…`.
 * Both readers throw ModelInvalidError when a tensor is missing or has another shape.
 */
export interface Weights {
  tensor(name: string, shape: readonly number[]): Float32Array;
  linear(name: string, outputs: number, inputs: number): LinearWeight;
}

/** `bert.encoder.x` and `0.auto_model.encoder.x` → `encoder.x`; LayerNorm's old names gamma and beta → weight and bias. */
export function canonicalWeightName(name: string): string {
  return name
    .replace(/^.*?(?=(?:embeddings|encoder)\.)/, '')
    .replace(/\.gamma$/, '.weight')
    .replace(/\.beta$/, '.bias');
}

/** A layer as PyTorch stores it: one row per output. */
export function rowPerOutput(values: Float32Array, outputs: number, inputs: number): LinearWeight {
  return { values, outputs, inputs, outputStride: inputs, inputStride: 1 };
}

/** A layer as ONNX exports store it: one row per input. */
export function rowPerInput(values: Float32Array, outputs: number, inputs: number): LinearWeight {
  return { values, outputs, inputs, outputStride: 1, inputStride: outputs };
}
