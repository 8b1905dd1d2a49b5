/** `mcdewey serve`: the library as a service. An empty library is filled with what is on disk already. */
import { fileURLToPath } from 'node:url';
import { createApp, type App } from '../app.js';
import { CancelledError, messageOf } from '../errors.js';
import { planInstalledPackages } from '../ingest/source/installed-packages.js';
import type { Logger } from '../logger.js';
import { startHttpServer } from '../server/http-server.js';
import type { Command } from './command.js';
import { exitCodes } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** Where this program is installed: its own packages' documentation is the first library. */
const programRoot = fileURLToPath(new URL('../../..', import.meta.url));

async function isEmpty(app: App): Promise<boolean> {
  const rows: unknown[] = await app.store.dataSource.query('SELECT 1 FROM document LIMIT 1');
  return rows.length === 0;
}

/** A first ingest that was stopped half-way goes on at the next start. */
async function firstIngestIsOpen(app: App, root: string): Promise<boolean> {
  const rows: { state: string }[] = await app.store.dataSource.query(
    'SELECT state FROM job WHERE source = $1 ORDER BY started_at DESC LIMIT 1',
    [root],
  );
  return rows[0] !== undefined && rows[0].state !== 'SUCCEEDED';
}

async function firstIngest(app: App, terminal: Terminal, logger: Logger, signal: AbortSignal): Promise<void> {
  const plan = await planInstalledPackages(programRoot);
  if (!(await isEmpty(app)) && !(await firstIngestIsOpen(app, plan.root))) return;
  terminal.tell(
    'The library is empty: reading the documentation of the packages installed here. Search works meanwhile.',
  );
  try {
    const { counts, seconds } = await app.ingest.run(plan, {
      signal,
      onProgress: ({ filesDone, filesTotal, chunks, path }) => {
        terminal.progress(`${String(filesDone)}/${String(filesTotal)} files  ${String(chunks)} chunks  ${path}`);
      },
    });
    terminal.tell(
      `Read ${String(counts.documents)} documents, ${String(counts.chunks)} chunks in ${seconds.toFixed(0)} s. Add your own: npx mcdewey ingest FOLDER`,
    );
  } catch (error) {
    if (error instanceof CancelledError) return;
    logger.error({ err: error }, 'the first ingest failed');
    terminal.tell(`The first ingest stopped: ${messageOf(error)}. It goes on at the next start.`);
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}

export const serve: Command<{ firstIngest: boolean }> = async (context, { firstIngest: wantsFirst }) => {
  const { config, logger, terminal, signal, version } = context;
  const started = performance.now();
  const app = await createApp(config, 'serve', logger);
  try {
    const server = await startHttpServer({
      host: config.host,
      port: config.port,
      ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
      version,
      schema: app.schema,
      dependencies: app.dependencies,
      execute: app.execute,
      logger,
    });
    await app.store.announce(server.url);
    terminal.tell(`McDewey answers at ${server.url} after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    terminal.tell(`  GraphQL ${server.url}/graphql   MCP ${server.url}/mcp   stop with Ctrl-C`);
    const filling = wantsFirst ? firstIngest(app, terminal, logger, signal) : Promise.resolve();
    await stopped(signal);
    terminal.tell('Stopping …');
    await server.close();
    await filling;
    return exitCodes.done;
  } finally {
    await app.close();
  }
};
