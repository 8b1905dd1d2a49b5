/** Work that nobody waits for gives way to what somebody waits for, where the operating system has to choose. */
import { constants, setPriority } from 'node:os';

/**
 * Lowers the priority of the calling process; on Linux, of the calling thread and of those that it starts. Called from a
 * thread of a process that answers requests, it does nothing elsewhere, where it would slow the whole process down.
 */
export function giveWay(within: 'process' | 'thread' = 'process'): void {
  if (within === 'thread' && process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed: it runs like everything else.
  }
}
