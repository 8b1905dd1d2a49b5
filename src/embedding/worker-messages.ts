/** What the server and a model process say to each other (structured clone over IPC). */

import type { ErrorDetails } from '../errors.js';
import type { LocalModel } from './local-model.js';

/** A user waits for queries; passages are bulk work. */
export type Lane = 'query' | 'passage';

export interface EmbedRequest {
  readonly kind: 'embed';
  readonly id: number;
  readonly lane: Lane;
  readonly text: string;
}

export type ToWorker = { readonly kind: 'load'; readonly model: LocalModel } | EmbedRequest;

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'invalid'; readonly message: string; readonly details: ErrorDetails }
  | { readonly kind: 'vector'; readonly id: number; readonly vector: Float32Array }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
