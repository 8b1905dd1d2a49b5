/**
 * Opens a source in a thread of its own: a manifest, an archive's directory or the pages of a site can be made to keep whoever
 * reads them busy, and that must not be the thread that answers requests.
 */
import { Worker } from 'node:worker_threads';
import { CancelledError, SourceTooLargeError } from '../../errors.js';
import { watchCpu } from '../threads/cpu-limit.js';
import { ReportedError, type ErrorReport } from '../threads/reported-error.js';
import { threadCpuSeconds } from '../threads/thread-cpu.js';
import type { IngestRequest } from './ingest-request.js';
import type { SourceParts } from './open-source.js';
import type { SourcePlan } from './plan.js';

export interface OpenTask {
  readonly request: IngestRequest;
  readonly parts: SourceParts;
}

export type OpenAnswer =
  | { readonly thread: number }
  | { readonly plan: SourcePlan }
  | { readonly failure: ErrorReport }
  /** Something that should not happen, with its stack. */
  | { readonly fault: string };

export interface OpenLimits {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

/** A tree of 50,000 files takes a few seconds. */
const usualLimits: OpenLimits = { cpuSeconds: 120, memoryMb: 1_024 };
/** A thread that was told to stop ends what it has started, such as programs; then it is ended. */
const stopWithinMs = 3_000;

/**
 * As `openSource`.
 * @throws SourceTooLargeError when it takes more than the limits, CancelledError when the signal fires, and what `openSource` throws.
 */
export function openApart(
  request: IngestRequest,
  parts: SourceParts,
  signal?: AbortSignal,
  limits: OpenLimits = usualLimits,
): Promise<SourcePlan> {
  const cancelled = (): CancelledError =>
    new CancelledError(`${request.location} was not read: the ingest was stopped.`);
  if (signal?.aborted === true) return Promise.reject(cancelled());
  const task: OpenTask = { request, parts };
  const worker = new Worker(new URL('./open-worker.js', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
  });
  return new Promise<SourcePlan>((resolve, reject) => {
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
    const tooLarge = (excess: string, reason: 'time' | 'memory'): SourceTooLargeError =>
      new SourceTooLargeError(
        `${request.location} takes more than ${excess} to be looked through. Ingest it in parts: its folders one by one, or a smaller archive or manifest.`,
        { location: request.location, reason },
      );
    worker.on('message', (answer: OpenAnswer) => {
      if ('thread' in answer) thread = answer.thread;
      else if (signal?.aborted === true) reject(cancelled());
      else if ('plan' in answer) resolve(answer.plan);
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
      else
        reject(
          signal?.aborted === true ? cancelled() : new Error('the thread that opens a source ended without a word'),
        );
    });
  });
}
