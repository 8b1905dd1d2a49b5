/** One seat of the worker pool: keeps a model process alive and knows which texts it holds. */

import type { Logger } from 'pino';
import { EmbeddingUnavailableError, ModelInvalidError } from '../errors.js';
import type { EmbeddingTask } from './embedding-task.js';
import type { LocalModel } from './local-model.js';
import { startModelProcess } from './model-process.js';
import type { ModelDuty, ModelProcess } from './model-process.js';
import type { FromWorker, Lane } from './worker-messages.js';

/** How many deaths of a process are borne before its seat rests. */
export interface RestartPolicy {
  readonly deaths: number;
  readonly withinMs: number;
}

export interface WorkerSlot {
  readonly pid: number | undefined;
  /** Texts in flight. */
  readonly load: number;
  /** Died too often lately; `revive` starts it again once its time has passed. */
  readonly resting: boolean;
  serves(lane: Lane): boolean;
  accepts(task: EmbeddingTask): boolean;
  give(task: EmbeddingTask): void;
  revive(): void;
  /** Ends the process. @returns the texts it held */
  close(): Promise<EmbeddingTask[]>;
}

export interface WorkerSlotListener {
  /** The slot can take more work. */
  onFree(): void;
  /** The process died; `held` were in flight. Called after the slot has restarted or gone to rest. */
  onDeath(held: EmbeddingTask[], reason: string): void;
  /** The model itself can't be used; no restart helps. */
  onInvalid(error: ModelInvalidError): void;
}

/** Texts in flight per lane: one being computed and one waiting, so that the process never idles between two. */
const WINDOW = 2;

export interface WorkerSlotOptions {
  readonly model: LocalModel;
  readonly duty: ModelDuty;
  readonly policy: RestartPolicy;
  readonly logger: Logger;
}

export function createWorkerSlot(
  { model, duty, policy, logger }: WorkerSlotOptions,
  listener: WorkerSlotListener,
): WorkerSlot {
  const held = new Map<number, EmbeddingTask>();
  let deaths: number[] = [];
  let state: 'loading' | 'ready' | 'resting' | 'closed' = 'loading';
  let child = start();

  const serves = (lane: Lane): boolean => lane === 'query' || duty === 'passages';

  function start(): ModelProcess {
    return startModelProcess(model, duty, { onMessage: receive, onGone: bury });
  }

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        if (state === 'loading') state = 'ready';
        break;
      case 'invalid':
        listener.onInvalid(new ModelInvalidError(message.message, message.details));
        return;
      case 'vector':
        // A copy: the received array is a window on the channel's much larger buffer.
        take(message.id)?.resolve(new Float32Array(message.vector));
        break;
      case 'failure':
        take(message.id)?.reject(new EmbeddingUnavailableError(`The embedding model failed: ${message.message}`));
    }
    listener.onFree();
  }

  function take(id: number): EmbeddingTask | undefined {
    const task = held.get(id);
    held.delete(id);
    return task;
  }

  function bury(reason: string): void {
    if (state === 'closed') return;
    const orphans = [...held.values()];
    held.clear();
    const now = performance.now();
    deaths = [...deaths.filter((time) => now - time < policy.withinMs), now];
    state = deaths.length < policy.deaths ? 'loading' : 'resting';
    logger.warn({ pid: child.pid, reason, restarted: state === 'loading' }, 'an embedding process died');
    if (state === 'loading') child = start();
    listener.onDeath(orphans, reason);
  }

  return {
    get pid() {
      return child.pid;
    },
    get load() {
      return held.size;
    },
    get resting() {
      return state === 'resting';
    },
    serves,
    accepts: (task) => state === 'ready' && serves(task.lane) && hasRoomFor(task, [...held.values()]),
    give(task) {
      held.set(task.id, task);
      child.send({ kind: 'embed', id: task.id, lane: task.lane, text: task.text });
    },
    revive() {
      if (state !== 'resting' || performance.now() - (deaths[0] ?? 0) < policy.withinMs) return;
      state = 'loading';
      child = start();
    },
    async close() {
      state = 'closed';
      const orphans = [...held.values()];
      held.clear();
      await child.kill();
      return orphans;
    },
  };
}

/** A text that a process died on is computed alone, so that it is known which one it was. */
function hasRoomFor(task: EmbeddingTask, held: readonly EmbeddingTask[]): boolean {
  if (task.deaths > 0) return held.length === 0;
  return held.every((other) => other.deaths === 0) && held.filter((other) => other.lane === task.lane).length < WINDOW;
}
