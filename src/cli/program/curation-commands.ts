/** What curators made of the library, as a file. */
import type { Command as Program } from 'commander';
import type { CurationArguments } from '../../commands/curation.js';
import { load, type RunCommand } from './load-commands.js';

export function addCurationCommands(program: Program, run: RunCommand): void {
  const curation = program.command('curation').description('what curators corrected, as a file for version control');
  curation
    .command('export')
    .description('write all moves, overrides, synonyms and rules as YAML, always in the same order')
    .argument('[file]', 'where to; - for standard output', '-')
    .action((file: string) => run(load.curation, { action: 'export', file }, true));
  curation
    .command('apply')
    .description(
      'make all moves and set all overrides, synonyms and rules that a file names, in one go; what it does not name stays',
    )
    .argument('<file>', 'a file that `export` wrote; - for standard input')
    .option('--dry-run', 'only say what would change')
    .option('--note <text>', 'why; kept in the history')
    .option('--json', 'print it as JSON on stdout', false)
    .action((file: string, options: Omit<CurationArguments, 'action' | 'file'>) =>
      run(load.curation, { action: 'apply', file, ...options }, true),
    );
}
