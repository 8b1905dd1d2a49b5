/**
 * Spreads texts over model processes: queries to a process of their own or to whichever else is free, passages to the
 * others, a dead process's texts to the rest. A query that met nothing but processes busy with passages would wait for
 * the end of one, as long as it takes itself several times over.
 */

import type { Logger } from 'pino';
import { CancelledError, EmbeddingUnavailableError } from '../errors.js';
import type { DomainError } from '../errors.js';
import type { EmbeddingTask } from './embedding-task.js';
import type { LocalModel } from './local-model.js';
import type { ModelDuty } from './model-process.js';
import type { Lane } from './worker-messages.js';
import { createWorkerSlot } from './worker-slot.js';
import type { RestartPolicy, WorkerSlot } from './worker-slot.js';

export interface WorkerPool {
  /** Process ids, for diagnosis. */
  pids(): number[];
  /**
   * One vector per text, in order. The first failure, or `signal`, withdraws what has not been started.
   * @throws EmbeddingUnavailableError, ModelInvalidError, CancelledError
   */
  embed(lane: Lane, texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** A text that a process died on this often is given up. */
const DEATHS_PER_TEXT = 2;
/** Those that come first first. */
const lanes: readonly Lane[] = ['query', 'passage'];

export function createWorkerPool(
  model: LocalModel,
  workers: number,
  policy: RestartPolicy,
  logger: Logger,
): WorkerPool {
  /** A set keeps the order and forgets a withdrawn text in constant time. */
  const queues: Record<Lane, Set<EmbeddingTask>> = { query: new Set(), passage: new Set() };
  let nextId = 0;
  /** Why no text is taken any more. */
  let ended: DomainError | undefined;

  const duties: ModelDuty[] = ['queries', ...Array.from({ length: workers }, () => 'passages' as const)];
  const slots: WorkerSlot[] = duties.map((duty) =>
    createWorkerSlot({ model, duty, policy, logger }, { onFree: dispatch, onDeath: recover, onInvalid: end }),
  );

  function dispatch(): void {
    for (const lane of lanes) {
      for (const task of queues[lane]) {
        const slot = leastBusy(slots.filter((candidate) => candidate.accepts(task)));
        if (!slot) break;
        queues[lane].delete(task);
        slot.give(task);
      }
    }
  }

  function recover(orphans: EmbeddingTask[], reason: string): void {
    const again = orphans.filter((task) => outlives(task, reason));
    for (const lane of lanes) {
      queues[lane] = new Set([...again.filter((task) => task.lane === lane), ...queues[lane]]);
    }
    for (const lane of lanes) if (!isServed(lane)) rejectQueued(lane, tooManyDeaths(policy, reason));
    dispatch();
  }

  function isServed(lane: Lane): boolean {
    return slots.some((slot) => slot.serves(lane) && !slot.resting);
  }

  function rejectQueued(lane: Lane, error: Error): void {
    const tasks = queues[lane];
    queues[lane] = new Set();
    for (const task of tasks) task.reject(error);
  }

  function end(error: DomainError): void {
    ended ??= error;
    for (const lane of lanes) rejectQueued(lane, ended);
  }

  return {
    pids: () => slots.flatMap((slot) => slot.pid ?? []),
    async embed(lane, texts, signal) {
      if (ended) throw ended;
      if (signal?.aborted) throw cancelled(signal);
      for (const slot of slots) slot.revive();
      if (!isServed(lane)) throw tooManyDeaths(policy);

      const tasks: EmbeddingTask[] = [];
      const vectors = texts.map(
        (text) =>
          new Promise<Float32Array>((resolve, reject) => {
            const task = { id: nextId++, lane, text, deaths: 0, resolve, reject };
            tasks.push(task);
            queues[lane].add(task);
          }),
      );
      const onAbort = (): void => {
        for (const task of tasks) task.reject(cancelled(signal));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      dispatch();
      try {
        return await Promise.all(vectors);
      } finally {
        signal?.removeEventListener('abort', onAbort);
        for (const task of tasks) queues[lane].delete(task);
      }
    },
    async close() {
      end(new EmbeddingUnavailableError('The embedder was closed before this text was embedded.'));
      const orphans = await Promise.all(slots.map((slot) => slot.close()));
      for (const task of orphans.flat()) task.reject(new EmbeddingUnavailableError('The embedder was closed.'));
    },
  };
}

/** Counts a death of the process that held the text; one that has seen too many is rejected. */
function outlives(task: EmbeddingTask, reason: string): boolean {
  task.deaths++;
  if (task.deaths < DEATHS_PER_TEXT) return true;
  task.reject(deadlyText(task.text, reason));
  return false;
}

function leastBusy(slots: readonly WorkerSlot[]): WorkerSlot | undefined {
  return slots.reduce<WorkerSlot | undefined>(
    (best, slot) => (best && best.load <= slot.load ? best : slot),
    undefined,
  );
}

function cancelled(signal: AbortSignal | undefined): CancelledError {
  return new CancelledError('The caller stopped waiting for embeddings.', {}, { cause: signal?.reason });
}

function deadlyText(text: string, reason: string): EmbeddingUnavailableError {
  return new EmbeddingUnavailableError(
    `The embedding process died twice on one text of ${String(text.length)} characters (${reason}). ` +
      'Leave that text out, or set EMBEDDING_URL to embed elsewhere.',
    { start: text.slice(0, 80), reason },
  );
}

function tooManyDeaths({ deaths, withinMs }: RestartPolicy, reason?: string): EmbeddingUnavailableError {
  return new EmbeddingUnavailableError(
    `The embedding processes died ${String(deaths)} times within ${String(withinMs / 1_000)} s` +
      `${reason === undefined ? '' : ` (last: ${reason})`}. They are tried again later; look at memory and the log, ` +
      'use a lighter EMBEDDING_MODEL (minilm), or set EMBEDDING_URL.',
    reason === undefined ? {} : { reason },
  );
}
