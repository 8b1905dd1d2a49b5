/** What fills the library: ingest, jobs, sources. */
import type { Command as Program } from 'commander';
import { wholeNumber } from './arguments.js';
import type { IngestArguments } from '../../commands/ingest.js';
import type { JobsArguments } from '../../commands/jobs.js';
import { load, type RunCommand } from './load-commands.js';

export function addIngestCommands(program: Program, run: RunCommand): void {
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
    .action((paths: string[], options: Omit<IngestArguments, 'paths'>) =>
      run(load.ingest, { ...options, paths }, true),
    );

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
}
