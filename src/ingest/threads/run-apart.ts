/** One task in a thread of its own, which ends with it: whatever it is given must not keep the thread that answers requests. */
import { parentPort, Worker } from 'node:worker_threads';
import { DomainError, messageOf } from '../../errors.js';
import { watchCpu } from './cpu-limit.js';
import { ReportedError, reportOf, type ErrorReport } from './reported-error.js';
import { threadCpuSeconds, threadId } from './thread-cpu.js';

type Answer<Result> =
  | { readonly thread: number }
  | { readonly result: Result }
  | { readonly failure: ErrorReport }
  /** Something that should not happen, with its stack. */
  | { readonly fault: string };

export interface ThreadLimits {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

export interface ApartTask {
  /** The module that the thread runs; it calls {@link answerApart}. */
  readonly worker: URL;
  readonly data: unknown;
  readonly limits: ThreadLimits;
  readonly signal?: AbortSignal | undefined;
  readonly cancelled: () => Error;
  /** @param excess such as "5 seconds of computing". */
  readonly tooLarge: (excess: string, reason: 'time' | 'memory') => Error;
}

/** A thread that was told to stop ends what it has started, such as programs; then it is ended. */
const stopWithinMs = 3_000;

/** @throws what `cancelled` and `tooLarge` make, and what the thread throws. */
export function runApart<Result>(task: ApartTask): Promise<Result> {
  const { limits, signal, cancelled, tooLarge } = task;
  if (signal?.aborted === true) return Promise.reject(cancelled());
  const worker = new Worker(task.worker, {
    workerData: task.data,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
  });
  return new Promise<Result>((resolve, reject) => {
    let thread: number | undefined;
    let forced: NodeJS.Timeout | undefined;
    const watch = watchCpu({
      seconds: limits.cpuSeconds,
      usedSeconds: () => (thread === undefined ? undefined : threadCpuSeconds(thread)),
    });
    const end = (): void => void worker.terminate();
    const stop = (): void => {
      worker.postMessage('stop');
      forced = setTimeout(end, stopWithinMs);
    };
    watch.exceeded.addEventListener('abort', end);
    signal?.addEventListener('abort', stop);
    worker.on('message', (answer: Answer<Result>) => {
      if ('thread' in answer) thread = answer.thread;
      else if (signal?.aborted === true) reject(cancelled());
      else if ('result' in answer) resolve(answer.result);
      else reject('failure' in answer ? new ReportedError(answer.failure) : new Error(answer.fault));
    });
    worker.once('error', (error) => {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(isMemory ? tooLarge(`${String(limits.memoryMb)} MB of memory`, 'memory') : error);
    });
    worker.once('exit', () => {
      watch.close();
      clearTimeout(forced);
      signal?.removeEventListener('abort', stop);
      // Whatever was answered before counts.
      if (watch.exceeded.aborted) reject(tooLarge(`${String(limits.cpuSeconds)} seconds of computing`, 'time'));
      else reject(signal?.aborted === true ? cancelled() : new Error('a thread ended without a word'));
    });
  });
}

/**
 * The side of the thread: runs the task and answers.
 * @param run is given a signal that fires when it is told to stop.
 */
export async function answerApart<Result>(run: (stop: AbortSignal) => Promise<Result>): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('it runs in a worker thread only');
  const stop = new AbortController();
  port.once('message', () => {
    stop.abort();
  });
  const answer = (message: Answer<Result>): void => {
    port.postMessage(message);
  };
  answer({ thread: threadId() });
  try {
    answer({ result: await run(stop.signal) });
  } catch (error) {
    if (error instanceof DomainError) answer({ failure: reportOf(error) });
    else answer({ fault: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) });
  }
  port.close();
}
