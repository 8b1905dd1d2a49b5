/**
 * CPU time of a thread, seen from another one: a limit on time must not count what other programs take. Linux tells it for each
 * thread; elsewhere nobody does, and whoever asks has to go by the clock.
 */
import { readFileSync, readlinkSync } from 'node:fs';

/** The kernel's unit for CPU times; it has been this for every system that Node runs on. */
const ticksPerSecond = 100;

/** Id of the calling thread; 0 where it can't be had. */
export function threadId(): number {
  try {
    return Number(/\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Seconds that a thread of this process has had so far; undefined when it has ended, or nobody knows. */
export function threadCpuSeconds(thread: number): number | undefined {
  return cpuSeconds(`/proc/self/task/${String(thread)}/stat`);
}

/** The same of another process with all of its threads. */
export function processCpuSeconds(pid: number): number | undefined {
  return cpuSeconds(`/proc/${String(pid)}/stat`);
}

function cpuSeconds(statFile: string): number | undefined {
  try {
    const stat = readFileSync(statFile, 'latin1');
    // Behind the name, which may hold anything: field 3 is the state, 14 and 15 are the times.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    return Number.isFinite(seconds) ? seconds : undefined;
  } catch {
    return undefined;
  }
}
