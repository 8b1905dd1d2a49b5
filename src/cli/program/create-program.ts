/** The command line: every command with its arguments and options. */
import { Command as Program } from 'commander';
import { addAccessCommands } from './access-commands.js';
import { addCurationCommands } from './curation-commands.js';
import { addIngestCommands } from './ingest-commands.js';
import type { RunCommand } from './load-commands.js';
import { addSearchCommands } from './search-commands.js';
import { addServiceCommands } from './service-commands.js';

export function createProgram(version: string, run: RunCommand): Program {
  const program = new Program('mcdewey')
    .description('A library for the technical documentation of many vendors.')
    .version(version)
    .showHelpAfterError('Run it with --help to see what it takes.')
    .exitOverride();
  addServiceCommands(program, run);
  addIngestCommands(program, run);
  addSearchCommands(program, run);
  addCurationCommands(program, run);
  addAccessCommands(program, run);
  return program;
}
