/** `mcdewey curation`: all moves, overrides, synonyms, rules, judgements and marks as a file, out and in. */
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { BadInputError, codeOf, FileUnreadableError } from '../errors.js';
import type { Execute } from '../executor.js';
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export interface CurationArguments {
  readonly action: 'export' | 'apply';
  /** Path of the file; `-` for standard output or input. */
  readonly file: string;
  readonly dryRun?: boolean;
  readonly note?: string;
  readonly json?: boolean;
}

const standard = '-';
const exportOperation = operation(
  graphql(`
    query CurationFile {
      curationFile
    }
  `),
);
const applyOperation = operation(
  graphql(`
    mutation ApplyCurationFile($input: ApplyCurationFileInput!) {
      applyCurationFile(input: $input) {
        bulkId
        differences {
          path
          field
          before
          after
        }
        moves {
          kind
          things
          into
          slug
        }
        settings {
          kind
          id
          before
          after
        }
        errors {
          place
          field
          message
        }
        missing
      }
    }
  `),
);

type FileResultData = AnswerOf<typeof applyOperation>['applyCurationFile'];

async function textOf(file: string): Promise<string> {
  try {
    return file === standard ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new FileUnreadableError(
      `${file} can't be read (${codeOf(error)}); name a file that \`mcdewey curation export\` wrote.`,
      {
        file,
      },
    );
  }
}

async function writeText(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new BadInputError(`${file} can't be written (${codeOf(error)}); choose another place.`, { file });
  }
}

async function apply(execute: Execute, { file, dryRun = false, note }: CurationArguments): Promise<FileResultData> {
  const input = { yaml: await textOf(file), dryRun, note: note ?? null };
  const data = await execute(applyOperation, { input });
  return data.applyCurationFile;
}

const shown = (value: unknown): string => (value === null ? 'nothing' : JSON.stringify(value));

function linesOf({ differences, moves, settings, errors }: FileResultData): string[] {
  return [
    ...errors.map(({ place, field, message }) => `${[place, field].filter(Boolean).join(' ')}: ${message}`),
    ...moves.map(({ things, into, slug }) => `${things.join(', ')} → ${[into, slug].filter(Boolean).join('/')}`),
    ...differences.map(({ path, field, before, after }) => `${path} ${field}: ${shown(before)} → ${shown(after)}`),
    ...settings.map(
      ({ kind, id, before, after }) => `${kind.toLowerCase()} ${id ?? 'new'}: ${shown(before)} → ${shown(after)}`,
    ),
  ];
}

/** What was done, in a sentence. */
function summaryOf({ differences, moves, settings, errors, missing }: FileResultData, dryRun: boolean): string {
  const left = missing.length === 0 ? '' : ` Not in the library, and left out: ${missing.join(', ')}.`;
  if (errors.length > 0)
    return `Nothing was changed: the file has ${errors.length === 1 ? 'a fault' : `${String(errors.length)} faults`}.${left}`;
  const fields = differences.length === 1 ? '1 field' : `${String(differences.length)} fields`;
  const moved = moves.length === 0 ? '' : ` Moves: ${String(moves.length)}.`;
  const others =
    settings.length === 0 ? '' : ` Of rules, synonyms, judgements and marks ${String(settings.length)}, too.`;
  return `${dryRun ? `${fields} would change.` : `${fields} changed.`}${moved}${others}${left}`;
}

export const curation: Command<CurationArguments> = async (context, given) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'curation' });
  try {
    if (given.action === 'export') {
      const { curationFile } = await library.execute(exportOperation);
      if (given.file === standard) terminal.print(curationFile.trimEnd());
      else {
        await writeText(given.file, curationFile);
        terminal.tell(`Wrote ${given.file}.`);
      }
      return exitCodes.done;
    }
    const result = await apply(library.execute, given);
    if (given.json === true) terminal.printJson(result);
    else for (const line of linesOf(result)) terminal.print(line);
    terminal.tell(summaryOf(result, given.dryRun === true));
    return result.errors.length > 0 ? exitCodes.usage : exitCodes.done;
  } finally {
    await library.close();
  }
};
