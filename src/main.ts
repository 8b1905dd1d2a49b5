/** Entry: parses the command line, loads the settings, runs the command. The only reader of `process.env` and signals. */
import { readFileSync } from 'node:fs';
import { Command as Program, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Command, CommandContext } from './cli/command.js';
import { exitCodeOf, exitCodes } from './cli/exit-codes.js';
import { createTerminal } from './cli/terminal.js';
import type { AccountsArguments } from './commands/accounts.js';
import type { CompareArguments } from './commands/compare.js';
import type { DoctorArguments } from './commands/doctor.js';
import type { EvalArguments } from './commands/eval.js';
import type { IngestArguments } from './commands/ingest.js';
import type { JobsArguments } from './commands/jobs.js';
import type { KeysArguments } from './commands/keys.js';
import type { ReindexArguments } from './commands/reindex.js';
import type { SchemaArguments } from './commands/schema.js';
import type { SearchArguments } from './commands/search.js';
import type { ServeArguments } from './commands/serve.js';
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

/** What a command needs is loaded when it runs: all of it takes seconds, and `--version` needs none. */
type Load<Arguments> = () => Promise<Command<Arguments>>;

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

/** The commands, each in the file of its name. */
const load = {
  serve: async () => (await import('./commands/serve.js')).serve,
  worker: async () => (await import('./commands/worker.js')).worker,
  ingest: async () => (await import('./commands/ingest.js')).ingest,
  jobs: async () => (await import('./commands/jobs.js')).jobs,
  accounts: async () => (await import('./commands/accounts.js')).accounts,
  keys: async () => (await import('./commands/keys.js')).keys,
  sources: async () => (await import('./commands/sources.js')).sources,
  search: async () => (await import('./commands/search.js')).search,
  compare: async () => (await import('./commands/compare.js')).compare,
  evaluate: async () => (await import('./commands/eval.js')).evaluate,
  mcp: async () => (await import('./commands/mcp.js')).mcp,
  doctor: async () => (await import('./commands/doctor.js')).doctor,
  reindex: async () => (await import('./commands/reindex.js')).reindex,
  migrate: async () => (await import('./commands/migrate.js')).migrate,
  backup: async () => (await import('./commands/backup.js')).backup,
  restore: async () => (await import('./commands/restore.js')).restore,
  schema: async () => (await import('./commands/schema.js')).schema,
};

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function repeated(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function scoped(program: Program): Program {
  return program
    .addOption(new Option('--vendor <name>', 'only this vendor (repeatable)').argParser(repeated))
    .addOption(new Option('--product <name>', 'only this product (repeatable)').argParser(repeated))
    .addOption(
      new Option('--in <version>', 'only this version: its label, an alias, or "latest" (repeatable)').argParser(
        repeated,
      ),
    );
}

const modes = ['hybrid', 'lexical', 'semantic'];

const program = new Program('mcdewey')
  .description('A library for the technical documentation of many vendors.')
  .version(version)
  .showHelpAfterError('Run it with --help to see what it takes.')
  .exitOverride();

program
  .command('serve')
  .description('start the library: pages, /graphql and /mcp')
  .option('--no-first-ingest', 'leave an empty library empty')
  .option('--no-sync', 'leave it to workers to keep Elasticsearch in step')
  .action((options: ServeArguments) => run(load.serve, options));

program
  .command('worker')
  .description('work on ingest jobs and keep Elasticsearch in step; any number of workers may run')
  .action(() => run(load.worker, {}));

program
  .command('ingest')
  .description('read manuals into the library')
  .argument('<paths...>', 'folders with product/version/document/file or a library.yaml, files, archives, addresses')
  .option('--manifest <file>', 'a library.yaml or a JSON listing that describes the path')
  .option('--vendor <name>', 'vendor of what the path holds, when no manifest says it')
  .option('--product <name>', 'product of what the path holds')
  .option('--in <version>', 'version of what the path holds')
  .option('--document <name>', 'makes everything in the path one document')
  .option('--packages', 'the path is a project: read the documentation of its installed packages', false)
  .option('--max-pages <n>', 'pages of a site at most', wholeNumber)
  .option('--allow-archive', 'archive what is gone, however much it is', false)
  .option('--dry-run', 'show what would be done, and write nothing', false)
  .option('--watch', 'go on and ingest again whenever something changes', false)
  .option('--json', 'print the report as JSON on stdout', false)
  .action((paths: string[], options: Omit<IngestArguments, 'paths'>) => run(load.ingest, { ...options, paths }, true));

const jobsCommand = program.command('jobs').description('what was ingested, and what became of it');
const jobsAction = (action: JobsArguments['action'], description: string): Program =>
  jobsCommand
    .command(action, { isDefault: action === 'list' })
    .description(description)
    .option('--json', 'print as JSON on stdout', false);
jobsAction('list', 'the last jobs, newest first')
  .option('--first <n>', 'jobs to show', wholeNumber, 20)
  .action((options: { first: number; json: boolean }) => run(load.jobs, { action: 'list', ...options }, true));
for (const [action, description] of [
  ['show', 'a job and what became of its files; the last one if no id is given'],
  ['cancel', 'stop a job; what was written stays'],
  ['retry', 'try again what failed or was not reached, and nothing else'],
] as const) {
  jobsAction(action, description)
    .argument('[id]', 'id of the job, as `jobs list` shows it')
    .action((id: string | undefined, options: { json: boolean }) =>
      run(load.jobs, { action, first: 1, ...(id !== undefined && { id }), ...options }, true),
    );
}

const roles = ['reader', 'curator', 'administrator'];
const accountsCommand = program.command('accounts').description('who can sign in');
const accountsAction = (action: AccountsArguments['action'], description: string): Program =>
  accountsCommand
    .command(action, action === 'list' ? { isDefault: true } : {})
    .description(description)
    .option('--json', 'print it as JSON on stdout', false);
accountsAction('list', 'show every account').action((options: { json: boolean }) =>
  run(load.accounts, { action: 'list', ...options }, true),
);
accountsAction('link', 'print a link with which somebody becomes the first administrator').action(
  (options: { json: boolean }) => run(load.accounts, { action: 'link', ...options }, true),
);
accountsAction('invite', 'print a link with which somebody makes an account')
  .argument('<email>', 'e-mail address of the new account')
  .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles).default('reader'))
  .action((email: string, options: { role: string; json: boolean }) =>
    run(load.accounts, { action: 'invite', email, ...options }, true),
  );
accountsAction('reset', 'print a link with which somebody sets a new password')
  .argument('<email>', 'e-mail address of the account')
  .action((email: string, options: { json: boolean }) =>
    run(load.accounts, { action: 'reset', email, ...options }, true),
  );
accountsAction('set', 'change what an account is trusted with')
  .argument('<email>', 'e-mail address of the account')
  .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles))
  .option('--disable', 'sign it out everywhere and let it sign in no more')
  .option('--enable', 'let it sign in again')
  .action((email: string, options: Omit<AccountsArguments, 'action' | 'email'>) =>
    run(load.accounts, { action: 'set', email, ...options }, true),
  );

const keysCommand = program.command('keys').description('secrets that let programs in');
keysCommand
  .command('list', { isDefault: true })
  .description('show every key that was not revoked')
  .option('--json', 'print it as JSON on stdout', false)
  .action((options: { json: boolean }) => run(load.keys, { action: 'list', ...options }, true));
keysCommand
  .command('create')
  .description('make a key and print it, once')
  .argument('<name>', 'what it is for')
  .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles).default('reader'))
  .addOption(
    new Option('--scope <scope>', 'read, propose, curate, ingest, operate or administer (repeatable)').argParser(
      repeated,
    ),
  )
  .option('--days <n>', 'how long it works; for ever when left out', wholeNumber)
  .option('--json', 'print it as JSON on stdout', false)
  .action((name: string, options: Omit<KeysArguments, 'action' | 'name'>) =>
    run(load.keys, { action: 'create', name, ...options }, true),
  );
keysCommand
  .command('revoke')
  .description('make a key stop working, at once')
  .argument('<key>', 'its id, its name, or its first characters')
  .option('--json', 'print it as JSON on stdout', false)
  .action((name: string, options: { json: boolean }) => run(load.keys, { action: 'revoke', name, ...options }, true));

const sourcesCommand = program.command('sources').description('the places that documentation came from');
sourcesCommand
  .command('list', { isDefault: true })
  .option('--json', 'print as JSON on stdout', false)
  .action((options: { json: boolean }) => run(load.sources, { action: 'list', ...options }, true));
sourcesCommand
  .command('run')
  .description('ingest from a source again, as it was asked for last')
  .argument('<source>', 'id or location, as `sources` shows it')
  .option('--allow-archive', 'archive what is gone, however much it is', false)
  .option('--json', 'print as JSON on stdout', false)
  .action((source: string, options: { allowArchive: boolean; json: boolean }) =>
    run(load.sources, { action: 'run', source, ...options }, true),
  );
sourcesCommand
  .command('restore')
  .description('publish again what ingests of a source have archived')
  .argument('<source>', 'id or location, as `sources` shows it')
  .argument('[documents...]', 'only these, as product/version/document')
  .option('--json', 'print as JSON on stdout', false)
  .action((source: string, documents: string[], options: { json: boolean }) =>
    run(load.sources, { action: 'restore', source, documents, ...options }, true),
  );

scoped(program.command('search'))
  .description('find passages')
  .argument('<words...>', 'what to look for; "a phrase" and -without work')
  .addOption(new Option('--mode <mode>', 'which legs take part').choices(modes).default('hybrid'))
  .option('--first <n>', 'hits to show', wholeNumber, 5)
  .option('--json', 'print the answer as JSON on stdout', false)
  .action((words: string[], options: Omit<SearchArguments, 'words'>) =>
    run(load.search, { ...options, words: words.join(' ') }, true),
  );

program
  .command('compare')
  .description('tell what changed between two versions of a product')
  .argument('<product>', 'slug, name or alias')
  .argument('<from>', 'the older version: its label or an alias')
  .argument('[to]', 'the newer version: its label, an alias or "latest"', 'latest')
  .option('--document <slug>', 'only this document')
  .option('--section <name>', 'only this section and those below it: key of a chunk in it, anchor or heading')
  .option('--topic <words>', 'only what a search for these words finds in either version')
  .option('--names', 'only commands, options and settings that came, went or have another default', false)
  .option('--all', 'sections that did not change, too', false)
  .option('--first <n>', 'sections and names to show', wholeNumber, 100)
  .option('--json', 'print the comparison as JSON on stdout', false)
  .option('--markdown', 'print it as Markdown', false)
  .action((product: string, from: string, to: string, options: Omit<CompareArguments, 'product'>) =>
    run(load.compare, { ...options, product, from, to }, true),
  );

program
  .command('eval')
  .description('measure the search on judged collections (BEIR layout)')
  .argument('<collections...>', 'folders with corpus.jsonl, queries.jsonl and qrels.tsv')
  .addOption(
    new Option('--mode <mode>', 'which legs take part; default: all three, one after the other').choices(modes),
  )
  .option('--scoped', 'restrict each query to its own metadata.product', false)
  .addOption(
    new Option('--fusion <fusion>', 'how the legs are merged').choices(['weighted', 'rrf']).default('weighted'),
  )
  .option('--scratch <folder>', 'keep the embedded scratch libraries there, for the next run')
  .option('--json', 'print the figures as JSON on stdout', false)
  .action((collections: string[], options: Omit<EvalArguments, 'collections'>) =>
    run(load.evaluate, { ...options, collections }, true),
  );

program
  .command('mcp')
  .description('serve MCP on stdin and stdout')
  .action(() => run(load.mcp, {}, true));

program
  .command('doctor')
  .description('say whether the library is as it should be')
  .option('--repair', 'repair what can be repaired', false)
  .option('--json', 'print the findings as JSON on stdout', false)
  .action((options: DoctorArguments) => run(load.doctor, options, true));

program
  .command('reindex')
  .description('build the index of words, or the vectors, anew while the old ones answer')
  .option('--embeddings', 'embed all passages with the configured model, instead of building the index of words', false)
  .option('--rollback', 'go back to the index, or the vectors, that answered before', false)
  .option('--drop', 'with --embeddings: delete the vectors that were kept', false)
  .option('--json', 'print the report as JSON on stdout', false)
  .action((options: ReindexArguments) => run(load.reindex, options, true));

program
  .command('migrate')
  .description("bring the database's tables up to date")
  .option('--json', 'print the result as JSON on stdout', false)
  .action((options: { json: boolean }) => run(load.migrate, options, true));

program
  .command('backup')
  .description('write everything that the library holds into one file')
  .argument('<file>', 'must not exist yet')
  .option('--json', 'print the report as JSON on stdout', false)
  .action((file: string, options: { json: boolean }) => run(load.backup, { file, ...options }, true));

program
  .command('restore')
  .description('fill the configured library from a backup')
  .argument('<file>', 'what `mcdewey backup` wrote, with whichever kind of Postgres')
  .option('--replace', 'delete everything that the library holds first', false)
  .option('--json', 'print the report as JSON on stdout', false)
  .action((file: string, options: { replace: boolean; json: boolean }) =>
    run(load.restore, { file, ...options }, true),
  );

program
  .command('schema')
  .description('print the GraphQL schema')
  .option('--check', 'compare it with schema.graphql and fail when they differ', false)
  .option('--write', 'write it to schema.graphql', false)
  .action((options: SchemaArguments) => run(load.schema, options, true));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
