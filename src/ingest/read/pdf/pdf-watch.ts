/**
 * Watches the process from a thread of its own, which goes on while the reading thread is stuck: ends the process when
 * it grows too large, when it makes no progress, and when its parent is gone. Sends a message after its first look.
 */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadLimit } from '../../../errors.js';
import { LIMIT_SIGN } from './pdf-messages.js';

export interface WatchData {
  readonly memoryMb: number;
  /** Of the processor. */
  readonly stallSeconds: number;
  /** Counts finished pages; what it holds does not matter, only that it changes. */
  readonly progress: Int32Array;
}

/** Between two looks. Memory can grow by some ten megabytes in this time. */
const EVERY_MS = 10;
/** Room for what is allocated between two looks. */
const MARGIN_MB = 40;

const { memoryMb, stallSeconds, progress } = workerData as WatchData;
const parent = process.ppid;
const clock = new Int32Array(new SharedArrayBuffer(4));
let seen = Atomics.load(progress, 0);
let since = computed();

/** Seconds that the process has had of the processor. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function end(limit: ReadLimit | undefined): never {
  if (limit !== undefined) writeSync(2, `${LIMIT_SIGN} ${limit}\n`);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

function look(): void {
  if (process.memoryUsage.rss() > (memoryMb - MARGIN_MB) * 1024 * 1024) end('memory');
  const now = Atomics.load(progress, 0);
  if (now !== seen) {
    seen = now;
    since = computed();
  } else if (computed() - since > stallSeconds) end('time');
  if (process.ppid !== parent) end(undefined);
}

look();
parentPort?.postMessage('looked');
for (;;) {
  Atomics.wait(clock, 0, 0, EVERY_MS);
  look();
}
