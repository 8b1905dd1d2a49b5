/** `mcdewey serve`: the library as a service. An empty library is filled with what is on disk already. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp, type App } from '../app.js';
import type { Dependency } from '../server/health.js';
import { startHttpServer } from '../server/http-server.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { stopped } from '../cli/stopped.js';
import type { Terminal } from '../cli/terminal.js';

/** Where this program is installed: its own packages' documentation is the first library. */
const programRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** What `/readyz` asks. Without Elasticsearch searches are answered all the same, and say so. */
function healthOf({ store, elasticsearch }: App): Readonly<Record<string, Dependency>> {
  return {
    postgres: { required: true, check: () => store.dataSource.query('SELECT 1') },
    ...(elasticsearch !== null && {
      elasticsearch: { required: false, check: () => elasticsearch.client.ping({}, { maxRetries: 0 }) },
    }),
  };
}

/** Puts a first job in the queue if there is nothing in the library and nobody has begun to fill it. */
async function firstIngest(app: App, terminal: Terminal): Promise<void> {
  const rows: unknown[] = await app.store.dataSource.query(
    'SELECT 1 FROM (SELECT FROM document LIMIT 1) d UNION ALL SELECT 1 FROM (SELECT FROM job LIMIT 1) j',
  );
  if (rows.length > 0) return;
  terminal.tell(
    'The library is empty: reading the documentation of the packages installed here. Search works meanwhile.',
  );
  await app.ingest.start({ kind: 'PACKAGES', location: programRoot, options: {} });
}

export interface ServeArguments {
  /** Fill an empty library. */
  readonly firstIngest: boolean;
  /** Keep the search index in step; another process must when this one does not. */
  readonly sync: boolean;
}

export const serve: Command<ServeArguments> = async (context, { firstIngest: wantsFirst, sync }) => {
  const { config, logger, terminal, signal, version } = context;
  const started = performance.now();
  const app = await createApp(config, 'serve', logger);
  try {
    const server = await startHttpServer({
      host: config.host,
      port: config.port,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
      allowRemoteChanges: config.allowRemoteChanges === true,
      version,
      schema: app.schema,
      dependencies: app.dependencies,
      execute: app.execute,
      metrics: app.metrics,
      health: healthOf(app),
      logger,
    });
    await app.store.announce(server.url);
    terminal.tell(`McDewey answers at ${server.url} after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    terminal.tell(`  GraphQL ${server.url}/graphql   MCP ${server.url}/mcp   stop with Ctrl-C`);
    app.workOnJobs({
      onProgress: ({ filesDone, filesTotal, chunks, path }) => {
        terminal.progress({ done: filesDone, total: filesTotal, unit: 'files', facts: { chunks, path } });
      },
    });
    if (wantsFirst) await firstIngest(app, terminal);
    const syncing = sync ? app.elasticsearch?.sync.run(signal) : undefined;
    await stopped(signal);
    terminal.tell('Stopping …');
    server.drain();
    if (config.shutdownDelay > 0) await sleep(config.shutdownDelay * 1_000);
    await server.close();
    await syncing;
    return exitCodes.done;
  } finally {
    await app.close();
  }
};
