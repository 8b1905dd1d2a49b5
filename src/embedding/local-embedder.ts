/** The embedder that needs nothing but this machine's CPU. */

import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import type { Embedder } from './embedder.js';
import { openLocalModel } from './local-model.js';
import { requireRuntime } from './runtime.js';
import { createWorkerPool } from './worker-pool.js';
import type { RestartPolicy } from './worker-slot.js';

export interface LocalEmbedderOptions {
  /** `gte-small`, `minilm` or the path of a model's folder. */
  readonly model: string;
  /** One-thread processes for passages, about 300 MB each, beside one for queries; default: one per available core, at most 8. */
  readonly workers?: number;
  /** Default: a process that died three times within a minute rests until the minute has passed. */
  readonly restart?: RestartPolicy;
  readonly logger: Logger;
}

export interface LocalEmbedder extends Embedder {
  /** Ids of the model processes, for diagnosis. */
  pids(): number[];
}

const MOST_WORKERS = 8;
const RESTART: RestartPolicy = { deaths: 3, withinMs: 60_000 };

/**
 * Starts the processes and returns as soon as the model's files were checked; requests wait while they load.
 * @throws ModelInvalidError
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<LocalEmbedder> {
  requireRuntime();
  const model = await openLocalModel(options.model);
  const workers = options.workers ?? Math.min(availableParallelism(), MOST_WORKERS);
  const pool = createWorkerPool(model, workers, options.restart ?? RESTART, options.logger);
  return {
    model: {
      ...{ id: model.id, dimensions: model.dimensions, maxTokens: model.maxTokens },
      ...(model.relevanceThreshold !== undefined && { relevanceThreshold: model.relevanceThreshold }),
      ...(model.script !== undefined && { script: model.script }),
    },
    tokenizerFolder: model.folder,
    async embedQuery(text, signal) {
      const [vector] = await pool.embed('query', [text], signal);
      if (!vector) throw new TypeError('the pool answered one text with no vector');
      return vector;
    },
    embedPassages: (texts, signal) => pool.embed('passage', texts, signal),
    close: () => pool.close(),
    pids: () => pool.pids(),
  };
}
