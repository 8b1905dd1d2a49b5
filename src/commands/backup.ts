/** `mcdewey backup`: everything that the library holds, in one file. */
import { resolve } from 'node:path';
import type { BackupReport } from '../store/backup/write-backup.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { shareLibrary } from '../cli/open-library.js';

export interface BackupArguments {
  readonly file: string;
  readonly json: boolean;
}

/** By the process that has the library open, if there is one that works for others; else here. */
async function write({ config, logger, terminal, signal, version }: CommandContext, path: string) {
  const onProgress = (facts: Readonly<Record<string, unknown>>): void => {
    terminal.progress({ done: Number(facts['rows']), unit: 'rows', facts: { table: String(facts['table']) } });
  };
  const shared = await shareLibrary({ config, signal });
  if (shared !== null) {
    const report = await shared.client.ask('backup', { path, program: version }, { signal, onProgress });
    return report as BackupReport;
  }
  const [{ openStore }, { writeBackup }, { recordBackup }] = await Promise.all([
    import('../store/open-store.js'),
    import('../store/backup/write-backup.js'),
    import('../cli/record-backup.js'),
  ]);
  const store = await openStore(config, 'backup', logger);
  try {
    const report = await writeBackup(store.dataSource, {
      path,
      program: version,
      signal,
      onProgress: (table, rows) => {
        onProgress({ table, rows });
      },
    });
    await recordBackup(store.dataSource, path);
    return report;
  } finally {
    await store.close();
  }
}

export const backup: Command<BackupArguments> = async (context, given) => {
  const { terminal } = context;
  const report = await write(context, resolve(given.file));
  const { path, bytes, rows } = report;
  if (given.json) terminal.printJson(report);
  else {
    const [documents, passages] = [rows['document'] ?? 0, rows['passage'] ?? 0];
    terminal.print(
      `Wrote ${path}: ${String(documents)} documents, ${String(passages)} passages, ${(bytes / 1e6).toFixed(1)} MB, read back and found whole.`,
    );
  }
  return exitCodes.done;
};
