/** Watches the processes that this one starts: CPU time and largest size, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 15;
/** Clock ticks per second on every Linux that Node runs on. */
const TICKS = 100;

export interface ChildMeasurement {
  stop(): { readonly cpuSeconds: number; readonly peakMb: number };
}

/** Counts every direct child that lives between now and `stop`. What a child does between two looks and its end is missed. */
export function measureChildren(): ChildMeasurement {
  const cpu = new Map<string, number>();
  let peakKb = 0;
  const look = (): void => {
    for (const pid of childrenOf(process.pid)) {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        cpu.set(pid, (Number(fields[11]) + Number(fields[12])) / TICKS);
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        peakKb = Math.max(peakKb, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      } catch {
        // It ended between the listing and the look.
      }
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      look();
      clearInterval(timer);
      return { cpuSeconds: [...cpu.values()].reduce((sum, seconds) => sum + seconds, 0), peakMb: peakKb / 1024 };
    },
  };
}

function childrenOf(pid: number): string[] {
  const children: string[] = [];
  for (const task of readdirSync(`/proc/${String(pid)}/task`)) {
    try {
      const listed = readFileSync(`/proc/${String(pid)}/task/${task}/children`, 'utf8');
      children.push(...listed.split(' ').filter((child) => child !== ''));
    } catch {
      // A thread that ended meanwhile has no children.
    }
  }
  return children;
}
