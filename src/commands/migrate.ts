/** `mcdewey migrate`: brings the tables up to date and says what is there. */
import { openStore } from '../store/open-store.js';
import { migrationsOf } from '../store/queries/migrations.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

export const migrate: Command<{ json: boolean }> = async ({ config, logger, terminal }, { json }) => {
  const store = await openStore(config, 'migrate', logger);
  try {
    const names = await migrationsOf(store.dataSource);
    if (json) terminal.printJson({ mode: store.mode, migrations: names });
    else terminal.print(`The ${store.mode} database is up to date (${String(names.length)} migrations).`);
    return exitCodes.done;
  } finally {
    await store.close();
  }
};
