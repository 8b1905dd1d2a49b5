/** Remembers the vectors of recent queries: paging, retries and popular questions ask for the same one again. */

import { LRUCache } from 'lru-cache';
import { CancelledError } from '../errors.js';
import type { Embedder } from './embedder.js';

/**
 * `embedder` with the last `size` query vectors kept. Equal queries at the same time are embedded once; that work goes
 * on when one of the callers leaves. Failures are not kept. Every caller gets an own copy.
 */
export function withCachedQueries(embedder: Embedder, size = 1_000): Embedder {
  const known = new LRUCache<string, Float32Array>({ max: size });
  const underway = new Map<string, Promise<Float32Array>>();

  function embedOnce(text: string): Promise<Float32Array> {
    const joined = underway.get(text);
    if (joined) return joined;
    const started = embedder
      .embedQuery(text)
      .then((vector) => {
        known.set(text, vector);
        return vector;
      })
      .finally(() => underway.delete(text));
    underway.set(text, started);
    return started;
  }

  return {
    model: embedder.model,
    tokenizerFolder: embedder.tokenizerFolder,
    async embedQuery(text, signal) {
      const vector = known.get(text) ?? (await untilAborted(embedOnce(text), signal));
      return vector.slice();
    },
    embedPassages: (texts, signal) => embedder.embedPassages(texts, signal),
    close: () => embedder.close(),
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise: left, stop } = abortion(signal);
  try {
    return await Promise.race([work, left]);
  } finally {
    stop();
  }
}

function abortion(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  let stop = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    const leave = (): void => {
      reject(new CancelledError('The caller stopped waiting for the query’s embedding.', {}, { cause: signal.reason }));
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    stop = () => {
      signal.removeEventListener('abort', leave);
    };
  });
  return { promise, stop };
}
