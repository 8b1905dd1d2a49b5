/** Entry: parses the command line, loads the settings, runs the command. The only reader of `process.env` and signals. */
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import type { CommandContext } from './cli/command.js';
import { exitCodeOf, exitCodes } from './cli/exit-codes.js';
import { createProgram } from './cli/program/create-program.js';
import type { Load } from './cli/program/load-commands.js';
import { createTerminal } from './cli/terminal.js';
import { DomainError } from './errors.js';
import { OperationError } from './executor.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const terminal = createTerminal({
  stdout: process.stdout,
  stderr: process.stderr,
  noColor: (process.env['NO_COLOR'] ?? '') !== '',
});

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      controller.abort(name);
      process.once(name, () => process.exit(exitCodes.interrupted));
    });
  }
  return controller.signal;
}

/** Loads OpenTelemetry only where a collector is named: it takes its time to start. */
async function startTracingIfWanted(): Promise<() => Promise<void>> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = process.env;
  if (((all ?? '') || (traces ?? '')) === '') return () => Promise.resolve();
  const { startTracing } = await import('./telemetry/start-tracing.js');
  const tracing = startTracing(version, process.env['OTEL_SERVICE_NAME']);
  return () => tracing.close();
}

async function run<Arguments>(load: Load<Arguments>, given: Arguments, quiet = false): Promise<void> {
  let stopTracing = (): Promise<void> => Promise.resolve();
  try {
    const [{ loadConfig }, { createLogger }] = await Promise.all([import('./config.js'), import('./logger.js')]);
    const config = loadConfig(process.env);
    stopTracing = await startTracingIfWanted();
    await import('reflect-metadata');
    const command = await load();
    const context: CommandContext = {
      config,
      logger: createLogger(quiet && process.env['LOG_LEVEL'] === undefined ? 'warn' : config.logLevel),
      terminal,
      signal: stopSignal(),
      version,
    };
    process.exitCode = await command(context, given);
  } catch (error) {
    if (error instanceof DomainError || error instanceof OperationError) terminal.tell(`mcdewey: ${error.message}`);
    else
      terminal.tell(
        `mcdewey: Unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    process.exitCode = exitCodeOf(error);
  } finally {
    await stopTracing();
  }
}

try {
  await createProgram(version, run).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
