/** The library for a process that outlasts the one that has it open: when that ends, it is opened anew. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Execute } from '../executor.js';
import type { OpenedLibrary } from './open-library.js';
import { OwnerGoneError } from './owner-client.js';

/** Who asked this process to give the library up gets so long to take it. Milliseconds. */
const yieldForMs = 3_000;
/** A call is tried with so many owners. */
const attempts = 3;

export interface LastingLibrary {
  readonly execute: Execute;
  open(): Promise<OpenedLibrary>;
  /** Closes it; the next call opens it again, most likely as another's. */
  giveUp(): Promise<void>;
  close(): Promise<void>;
}

export function createLastingLibrary(openAnew: () => Promise<OpenedLibrary>): LastingLibrary {
  let opened: Promise<OpenedLibrary> | null = null;
  let yielding: Promise<unknown> = Promise.resolve();

  function open(): Promise<OpenedLibrary> {
    if (opened !== null) return opened;
    const opening = yielding.then(openAnew);
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    await (await closing?.catch(() => undefined))?.close();
  }

  return {
    open,
    close,
    async giveUp() {
      yielding = close().then(() => sleep(yieldForMs, undefined, { ref: false }));
      await Promise.resolve();
    },
    async execute(operation, variables, options) {
      for (let attempt = 1; ; attempt += 1) {
        const library = open();
        try {
          return await (await library).execute(operation, variables, options);
        } catch (error) {
          if (!(error instanceof OwnerGoneError) || attempt === attempts) throw error;
          if (opened === library) opened = null;
        }
      }
    },
  };
}
