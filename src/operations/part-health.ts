/** Whether a part that the service needs answers, and how fast. */
import { messageOf } from '../errors.js';
import type { Logger } from '../logger.js';

/** A part that has not answered by then counts as away, in milliseconds. */
const checkWithinMs = 2_000;

export interface Dependency {
  /** Rejects when the part does not answer. */
  readonly check: () => Promise<unknown>;
  /** Whether this service can answer nobody without it. */
  readonly required: boolean;
}

export interface PartHealth {
  readonly status: 'ok' | 'unavailable';
  readonly required: boolean;
  /** How long it took to answer, or to fail. */
  readonly ms: number;
}

/** Says what is wrong without saying where: addresses and messages go to the log only. */
export async function healthOfPart({ check, required }: Dependency, name: string, logger: Logger): Promise<PartHealth> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(checkWithinMs)} ms`));
    }, checkWithinMs);
  });
  const since = (): number => Math.round(performance.now() - started);
  try {
    await Promise.race([check(), late]);
    return { status: 'ok', required, ms: since() };
  } catch (error) {
    logger.warn({ dependency: name, reason: messageOf(error) }, 'a dependency does not answer');
    return { status: 'unavailable', required, ms: since() };
  } finally {
    clearTimeout(timer);
  }
}
