/** `mcdewey serve`: the library as a service. An empty library is filled with what is on disk already. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { App } from '../app.js';
import { DataInUseError } from '../errors.js';
import { scheduleBackups } from '../store/backup/scheduled-backups.js';
import { isUntouched } from '../store/queries/statistics.js';
import { checkAddress } from '../server/http-server.js';
import { inUse, readDataLock } from '../store/embedded/data-lock.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openOwnLibrary, type OwnLibrary } from '../cli/open-library.js';
import { createOwnerClient } from '../cli/owner-client.js';
import { startService } from '../cli/start-service.js';
import { stopped } from '../cli/stopped.js';
import type { Terminal } from '../cli/terminal.js';

/** Where this program is installed: its own packages' documentation is the first library. */
const programRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** How long an MCP client's process may take to give the library up. Milliseconds. */
const yieldWithinMs = 30_000;

/** Asks the process of an MCP client to give the library up; it goes on through this one. */
async function isGivenUp({ config, terminal }: CommandContext): Promise<boolean> {
  const owner = await readDataLock(config.dataDir);
  if (owner?.command !== 'mcp' || owner.door === undefined) return owner === null;
  terminal.tell(
    `Taking the library over from process ${String(owner.pid)} (mcdewey mcp), which goes on through this one.`,
  );
  await createOwnerClient(owner.door)
    .ask('yield', {})
    .catch(() => undefined);
  for (const asked = performance.now(); performance.now() - asked < yieldWithinMs;) {
    if ((await readDataLock(config.dataDir))?.pid !== owner.pid) return true;
    await sleep(50);
  }
  return false;
}

async function openService(context: CommandContext): Promise<OwnLibrary> {
  const { config } = context;
  const owner = config.databaseUrl === undefined ? await readDataLock(config.dataDir) : null;
  if (owner === null) await checkAddress(config.host, config.port);
  else if (owner.command !== 'mcp') throw inUse(config.dataDir, owner);
  for (;;) {
    try {
      return await openOwnLibrary(context, { command: 'serve', beforeChange: () => undefined });
    } catch (error) {
      if (!(error instanceof DataInUseError) || context.signal.aborted || !(await isGivenUp(context))) throw error;
    }
  }
}

/** Puts a first job in the queue if there is nothing in the library and nobody has begun to fill it. */
async function firstIngest(app: App, terminal: Terminal): Promise<void> {
  if (!(await isUntouched(app.store.dataSource))) return;
  terminal.tell(
    'The library is empty: reading the documentation of the packages installed here. Search works meanwhile.',
  );
  await app.ingest.start({ kind: 'PACKAGES', location: programRoot, options: {} });
}

/** As long as nobody administers the library, whoever started it can begin to. */
async function tellFirstLink({ dependencies }: App, baseUrl: string, terminal: Terminal): Promise<void> {
  const { accounts, principals, passwordSignIn } = dependencies.access;
  if (await principals.hasAdministrator()) return;
  if (!passwordSignIn) {
    terminal.tell(
      '  There is no administrator yet: whoever works on this machine may change the library. Somebody of the',
    );
    terminal.tell(`  groups of OIDC_ADMINISTRATORS becomes one by signing in: ${baseUrl}/sign-in`);
    return;
  }
  const { secret } = await accounts.linkForFirstAdministrator();
  terminal.tell(
    '  There are no accounts: whoever works on this machine may change the library. For the first administrator',
  );
  terminal.tell(`  (works once, 24 hours): ${baseUrl}/join?link=${secret}`);
}

export interface ServeArguments {
  /** Fill an empty library. */
  readonly firstIngest: boolean;
  /** Keep the search index in step; another process must when this one does not. */
  readonly sync: boolean;
}

export const serve: Command<ServeArguments> = async (context, { firstIngest: wantsFirst, sync }) => {
  const { config, terminal, signal } = context;
  const started = performance.now();
  const library = await openService(context);
  const { app } = library;
  try {
    const server = await startService(app, context);
    terminal.tell(`McDewey answers at ${server.url} after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    terminal.tell(`  GraphQL ${server.url}/graphql   MCP ${server.url}/mcp   stop with Ctrl-C`);
    await tellFirstLink(app, config.publicUrl ?? server.url, terminal);
    app.workOnJobs({
      onProgress: ({ filesDone, filesTotal, chunks, path }) => {
        terminal.progress({ done: filesDone, total: filesTotal, unit: 'files', facts: { chunks, path } });
      },
    });
    if (wantsFirst) await firstIngest(app, terminal);
    const syncing = sync ? app.elasticsearch?.sync.run(signal) : undefined;
    const backups =
      config.backups === undefined
        ? null
        : scheduleBackups(app.store, { ...config.backups, program: context.version }, context.logger);
    await stopped(signal);
    terminal.tell('Stopping …');
    await backups?.close();
    server.drain();
    if (config.shutdownDelay > 0) await sleep(config.shutdownDelay * 1_000);
    await server.close();
    await syncing;
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
