/** What every command gets from `main.ts`, so that it needs no globals. */
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import type { Terminal } from './terminal.js';

export interface CommandContext {
  readonly config: Config;
  readonly logger: Logger;
  readonly terminal: Terminal;
  /** Fires on Ctrl-C or SIGTERM; a command then ends in order and soon. */
  readonly signal: AbortSignal;
  /** Version of this program. */
  readonly version: string;
}

/** @returns the process's exit code. */
export type Command<Arguments> = (context: CommandContext, given: Arguments) => Promise<number>;
