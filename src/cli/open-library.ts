/** The library for a command: opened here, or, when a service on this machine has it open, asked through that service. */
import { createApp, type App } from '../app.js';
import { thisMachine } from '../caller.js';
import { DataInUseError } from '../errors.js';
import { executeAs, type Execute } from '../executor.js';
import type { CommandContext } from './command.js';
import { createRemoteLibrary } from './remote-library.js';

export type OpenedLibrary =
  | { readonly app: App; readonly execute: Execute; close(): Promise<void> }
  | { readonly url: string; readonly execute: Execute; close(): Promise<void> };

/** @throws DataInUseError when another process has it open that answers to nobody. */
export async function openLibrary({ config, logger }: CommandContext, command: string): Promise<OpenedLibrary> {
  try {
    const app = await createApp(config, command, logger);
    return { app, execute: executeAs(thisMachine('COMMAND_LINE'), app.execute), close: () => app.close() };
  } catch (error) {
    const url = error instanceof DataInUseError ? error.details['url'] : undefined;
    if (typeof url !== 'string') throw error;
    return { url, execute: createRemoteLibrary(url), close: () => Promise.resolve() };
  }
}
