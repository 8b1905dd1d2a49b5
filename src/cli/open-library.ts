/** The library for a command: opened here, or, when another process of this machine has it open, through that process. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.js';
import { thisMachine, type Door } from '../caller.js';
import { DataInUseError } from '../errors.js';
import { executeAs, type Execute } from '../executor.js';
import { inUse, readDataLock, type DataLockOwner } from '../store/embedded/data-lock.js';
import type { CommandContext } from './command.js';
import { createOwnerClient, OwnerGoneError, type OwnerClient } from './owner-client.js';
import type { OwnerDoor, OwnerTasks } from './owner-door.js';

/** Commands that work for others once they are ready; the rest has the library to itself. */
const sharing = ['serve', 'mcp', 'ingest', 'search', 'jobs', 'sources', 'doctor'];

/** How long a process may take to be ready, and how often to look. Milliseconds. */
const readyWithinMs = 120_000;
const lookEveryMs = 100;

export interface OwnLibrary {
  readonly app: App;
  readonly execute: Execute;
  close(): Promise<void>;
}

export interface SharedLibrary {
  /** Process that has it open. */
  readonly owner: DataLockOwner;
  readonly client: OwnerClient;
  readonly execute: Execute;
  close(): Promise<void>;
}

export type OpenedLibrary = OwnLibrary | SharedLibrary;

export interface OpenOptions {
  /** What this process was started for. */
  readonly command: string;
  /** Where its questions come in; by default at the command line. */
  readonly door?: Door;
  /** What it does beyond `libraryTasks` for others. */
  readonly tasks?: (app: App) => OwnerTasks;
  /** Called before it changes something for others; by default such is refused. */
  readonly beforeChange?: (app: App) => void;
}

/** Asks the owner something that costs nothing. */
async function isThere(client: OwnerClient): Promise<boolean> {
  try {
    await client.ask('execute', {
      name: 'Ready',
      source: 'query Ready { __typename }',
      variables: {},
      door: 'COMMAND_LINE',
    });
    return true;
  } catch (error) {
    if (error instanceof OwnerGoneError) return false;
    throw error;
  }
}

/**
 * The library of the process that has it open, once it is ready; null when nobody has, or a server keeps it.
 * @throws DataInUseError when that process works for nobody else.
 */
export async function shareLibrary(
  { config, signal }: Pick<CommandContext, 'config' | 'signal'>,
  door: Door = 'COMMAND_LINE',
): Promise<SharedLibrary | null> {
  if (config.databaseUrl !== undefined) return null;
  for (const started = performance.now(); ;) {
    signal.throwIfAborted();
    const owner = await readDataLock(config.dataDir);
    if (owner === null) return null;
    if (owner.door !== undefined) {
      const client = createOwnerClient(owner.door, door);
      if (await isThere(client)) return { owner, client, execute: client.execute, close: () => Promise.resolve() };
    }
    if (!sharing.includes(owner.command) || performance.now() - started > readyWithinMs)
      throw inUse(config.dataDir, owner);
    await sleep(lookEveryMs);
  }
}

/**
 * Opens the library in this process, and a door to it for others.
 * @throws DataInUseError when another process has it open.
 */
export async function openOwnLibrary(context: CommandContext, options: OpenOptions): Promise<OwnLibrary> {
  const { config, logger } = context;
  const { createApp } = await import('../app.js');
  const app = await createApp(config, options.command, logger);
  const execute = executeAs(thisMachine(options.door ?? 'COMMAND_LINE'), app.execute);
  if (app.store.mode === 'server') return { app, execute, close: () => app.close() };
  let door: OwnerDoor | undefined;
  try {
    const [{ openOwnerDoor }, { libraryTasks }] = await Promise.all([
      import('./owner-door.js'),
      import('./library-tasks.js'),
    ]);
    const refuse = (): never => {
      throw new DataInUseError(
        `The data folder ${config.dataDir} is in use by process ${String(process.pid)} (${options.command}), which changes nothing for others. Run this again when it has ended.`,
        { dataDir: config.dataDir, pid: process.pid, command: options.command },
      );
    };
    const tasks = libraryTasks(app, config, () => {
      (options.beforeChange ?? refuse)(app);
    });
    door = await openOwnerDoor({ ...tasks, ...options.tasks?.(app) }, logger);
    await app.store.announce({ door: door.path });
  } catch (error) {
    await door?.close();
    await app.close();
    throw error;
  }
  const opened = door;
  return {
    app,
    execute,
    async close() {
      await opened.close();
      await app.close();
    },
  };
}

/** @throws DataInUseError when another process has it open that works for nobody else. */
export async function openLibrary(context: CommandContext, options: OpenOptions): Promise<OpenedLibrary> {
  for (;;) {
    const shared = await shareLibrary(context, options.door);
    if (shared !== null) return shared;
    try {
      return await openOwnLibrary(context, options);
    } catch (error) {
      // Of several that start at once one has it; the others find it then.
      if (!(error instanceof DataInUseError) || context.signal.aborted) throw error;
    }
  }
}
