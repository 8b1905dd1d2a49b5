/** Scales vectors to length 1, so that their dot product is their cosine. */

import { EmbeddingUnavailableError } from '../errors.js';

/**
 * `vector`, scaled in place to an L2 norm of 1.
 * @throws EmbeddingUnavailableError for a zero vector or one with values that are not finite: it has no direction.
 */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0 && length < Infinity)) {
    throw new EmbeddingUnavailableError('The embedding model gave a vector without a direction (zero or not finite).');
  }
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}
