/** `mcdewey mcp`: the library as an MCP server on stdin and stdout; any number of them, beside a service or without. */
import { ConfigError } from '../errors.js';
import { runStdio } from '../mcp/run-stdio.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { createLastingLibrary } from '../cli/lasting-library.js';
import { openLibrary, type OpenedLibrary, type OwnLibrary } from '../cli/open-library.js';

/** Pages, so that permalinks lead somewhere: at the usual address, or at another when that is taken. */
async function withPages(library: OwnLibrary, context: CommandContext): Promise<OwnLibrary & { readonly url: string }> {
  const { startService } = await import('../cli/start-service.js');
  try {
    const server = await startService(library.app, context).catch((error: unknown) => {
      if (!(error instanceof ConfigError)) throw error;
      return startService(library.app, context, 0);
    });
    return {
      ...library,
      url: server.url,
      async close() {
        await server.close();
        await library.close();
      },
    };
  } catch (error) {
    await library.close();
    throw error;
  }
}

export const mcp: Command<object> = async (context) => {
  const { config, logger, signal, version } = context;
  let baseUrl = '';

  async function open(): Promise<OpenedLibrary> {
    const library = await openLibrary(context, {
      command: 'mcp',
      door: 'MCP',
      tasks: () => ({ yield: () => lasting.giveUp() }),
      beforeChange: (app) => {
        app.workOnJobs();
      },
    });
    const own = 'app' in library && library.app.store.mode === 'embedded' ? await withPages(library, context) : null;
    const url = own?.url ?? ('owner' in library ? library.owner.url : undefined);
    baseUrl = config.publicUrl ?? url ?? `http://${config.host}:${String(config.port)}`;
    return own ?? library;
  }

  const lasting = createLastingLibrary(open);
  try {
    await lasting.open();
    await runStdio({
      execute: lasting.execute,
      get baseUrl() {
        return baseUrl;
      },
      // Who starts the program is this machine, or has a key: a call tells who may not see it.
      withDemand: true,
      logger,
      version,
      signal,
    });
    return exitCodes.done;
  } finally {
    await lasting.close();
  }
};
