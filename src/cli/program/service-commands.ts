/** What runs and looks after the service. */
import type { Command as Program } from 'commander';
import type { DoctorArguments } from '../../commands/doctor.js';
import type { ReindexArguments } from '../../commands/reindex.js';
import type { SchemaArguments } from '../../commands/schema.js';
import type { ServeArguments } from '../../commands/serve.js';
import { load, type RunCommand } from './load-commands.js';

export function addServiceCommands(program: Program, run: RunCommand): void {
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
    .option(
      '--embeddings',
      'embed all passages with the configured model, instead of building the index of words',
      false,
    )
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
}
