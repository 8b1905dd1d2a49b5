/** Tells whether a process lives, and whether it is still the same one. */
import { readFileSync } from 'node:fs';

/** Given for processes that live where their start can't be read. */
export const unknownStart = 'unknown';

/**
 * When the process started, as a text that only equality means something for, so that a reused process id is not taken
 * for the first process. Boot and clock ticks since then, from /proc; `unknownStart` where there is no /proc.
 * @returns null when no such process lives.
 */
export function processStart(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${boot}:${fields[19] ?? ''}`;
  } catch {
    return unknownStart;
  }
}
