/** `mcdewey worker`: works in the background of a library on servers; any number of them may run. */
import { createApp } from '../app.js';
import { ConfigError } from '../errors.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { stopped } from '../cli/stopped.js';

export const worker: Command<object> = async ({ config, logger, terminal, signal }) => {
  const app = await createApp(config, 'worker', logger);
  try {
    if (app.store.mode === 'embedded') {
      throw new ConfigError(
        'A worker shares a library with others: set DATABASE_URL. `mcdewey serve` does its own work.',
      );
    }
    app.workOnJobs();
    const syncing = app.elasticsearch?.sync.run(signal);
    terminal.tell('Working on jobs; stop with Ctrl-C');
    await stopped(signal);
    await syncing;
    return exitCodes.done;
  } finally {
    await app.close();
  }
};
