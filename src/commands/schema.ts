/** `mcdewey schema`: the GraphQL schema as SDL; the committed `schema.graphql` must be this. */
import { readFile, writeFile } from 'node:fs/promises';
import { printSchemaSDL } from '../graphql/build-schema.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

const committed = new URL('../../../schema.graphql', import.meta.url);

export interface SchemaArguments {
  readonly check: boolean;
  readonly write: boolean;
}

export const schema: Command<SchemaArguments> = async ({ terminal }, { check, write }) => {
  const sdl = printSchemaSDL();
  if (write) {
    await writeFile(committed, sdl);
    return exitCodes.done;
  }
  if (!check) {
    terminal.print(sdl.trimEnd());
    return exitCodes.done;
  }
  if ((await readFile(committed, 'utf8').catch(() => '')) === sdl) return exitCodes.done;
  terminal.tell(
    'schema.graphql is not the schema that the code builds. Run `npx mcdewey schema --write` and commit it.',
  );
  return exitCodes.failed;
};
