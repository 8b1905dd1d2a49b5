/** `mcdewey doctor`: says whether the library is as it should be, and repairs what can be repaired. */
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary, type OpenedLibrary } from '../cli/open-library.js';
import type { Examination } from '../doctor/examine-library.js';

export interface DoctorArguments {
  readonly repair: boolean;
  readonly json: boolean;
}

async function examine(library: OpenedLibrary, { config, signal }: CommandContext, repair: boolean) {
  if ('client' in library) return (await library.client.ask('examine', { repair }, { signal })) as Examination;
  const { examineLibrary } = await import('../doctor/examine-library.js');
  return examineLibrary(library.app, config, repair);
}

export const doctor: Command<DoctorArguments> = async (context, { repair, json }) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'doctor' });
  try {
    const examination = await examine(library, context, repair);
    const { findings } = examination;
    if (json) terminal.printJson(examination);
    else for (const { check, state, detail } of findings) terminal.print(`${state.padEnd(9)}${check}: ${detail}`);
    return findings.some(({ state }) => state === 'FAILED') ? exitCodes.failed : exitCodes.done;
  } finally {
    await library.close();
  }
};
