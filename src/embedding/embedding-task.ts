/** A text on its way to a vector. */

import type { Lane } from './worker-messages.js';

export interface EmbeddingTask {
  readonly id: number;
  readonly lane: Lane;
  readonly text: string;
  /**
   * How often a process died with this text in flight. A text with a past is sent alone the next time, so that a second
   * death is its own fault and not a neighbour's.
   */
  deaths: number;
  resolve(vector: Float32Array): void;
  reject(error: Error): void;
}
