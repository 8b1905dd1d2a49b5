/**
 * Reads files in threads of their own, so that nothing that a file holds can hold up the event loop or take the
 * process's memory: a thread that takes too long or too much ends, and its file with it.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import { CancelledError, codeOf, DomainError, ReadLimitError } from '../../errors.js';
import { createPdfReader, type PdfSettings } from '../read/pdf/pdf-reader.js';
import { loneContext } from '../read/read-context.js';
import { watchCpu } from '../threads/cpu-limit.js';
import { ReportedError } from '../threads/reported-error.js';
import { threadCpuSeconds } from '../threads/thread-cpu.js';
import type { FileContent, ReadFailure, ReadTask, ReadWorkerData, ThreadTask } from './read-task.js';

export interface ReadPool {
  /**
   * @throws FileUnreadableError, FileUnsupportedError, FileEncryptedError, ReadLimitError, FileWithoutTextError,
   * PagesMismatchError (by their codes), CancelledError when the signal fires.
   */
  read(task: ReadTask & { readonly content: Uint8Array }, signal?: AbortSignal): Promise<FileContent>;
  close(): Promise<void>;
}

export interface ReadPoolOptions extends ReadWorkerData {
  readonly pdf?: PdfSettings;
  readonly limits?: Partial<ReadLimits>;
}

/** For one file of any format but PDF, whose process has its own. */
export interface ReadLimits {
  /** Heap of a thread. */
  readonly memoryMb: number;
  /** Of the processor: on a busy machine a file takes longer by the clock, which is not its fault. */
  readonly cpuSeconds: number;
}

const LIMITS: ReadLimits = { memoryMb: 512, cpuSeconds: 120 };
/** Short-lived trees of a parse are cheaper to collect in one go. */
const YOUNG_MB = 64;
const MOST_THREADS = 4;
/** Threads cost memory; unused ones end after this time. */
const IDLE_MS = 20_000;

/** Threads start with the first file. One processor is left to the database and to requests. */
export function createReadPool(options: ReadPoolOptions): ReadPool {
  const limits: ReadLimits = { ...LIMITS, ...options.limits };
  const threads = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
  const turn = pLimit(threads);
  const pdf = createPdfReader(options.pdf);
  const workerData: ReadWorkerData = { tokenizerFolder: options.tokenizerFolder };
  const pool = new Piscina<ThreadTask, FileContent | ReadFailure>({
    filename: fileURLToPath(new URL('./read-worker.js', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });

  async function runTask(task: ReadTask, signal: AbortSignal | undefined): Promise<FileContent> {
    const thread = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const watch = watchCpu({
      seconds: limits.cpuSeconds,
      // Nobody has the task yet while it is 0.
      usedSeconds: () => (thread[0] === 0 ? undefined : threadCpuSeconds(thread[0] ?? 0)),
    });
    try {
      const stop = signal === undefined ? watch.exceeded : AbortSignal.any([signal, watch.exceeded]);
      const answer = await pool.run({ ...task, thread }, { signal: stop });
      if ('failure' in answer) throw new ReportedError(answer.failure);
      return answer;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (signal?.aborted === true) throw new CancelledError(`${task.name} was not read: the ingest was stopped.`);
      if (watch.exceeded.aborted) {
        throw limitError(task.name, 'time', `takes more than ${String(limits.cpuSeconds)} seconds of computing`);
      }
      if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw limitError(task.name, 'memory', `needs more than ${String(limits.memoryMb)} MB of memory`);
      }
      throw error;
    } finally {
      watch.close();
    }
  }

  return {
    async read(task, signal) {
      if (task.format !== 'pdf') return turn(() => runTask(task, signal));
      const context = { ...loneContext(task.name), ...(signal !== undefined && { signal }) };
      const content = await pdf.read(task.content, task.name, context);
      return turn(() => runTask({ ...task, content }, signal));
    },
    close: () => pool.destroy(),
  };
}

function limitError(name: string, limit: 'time' | 'memory', excess: string): ReadLimitError {
  return new ReadLimitError(`${name} ${excess} to be read.`, limit, { name });
}
