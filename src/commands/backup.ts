/** `mcdewey backup`: everything that the library holds, in one file. */
import { resolve } from 'node:path';
import { writeBackup } from '../store/backup/write-backup.js';
import { openStore } from '../store/open-store.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

export interface BackupArguments {
  readonly file: string;
  readonly json: boolean;
}

export const backup: Command<BackupArguments> = async ({ config, logger, terminal, signal, version }, given) => {
  const store = await openStore(config, 'backup', logger);
  try {
    const report = await writeBackup(store.dataSource, {
      path: resolve(given.file),
      program: version,
      signal,
      onProgress: (table, rows) => {
        terminal.progress({ done: rows, unit: 'rows', facts: { table } });
      },
    });
    const { path, bytes, rows } = report;
    if (given.json) terminal.printJson(report);
    else {
      const [documents, passages] = [rows['document'] ?? 0, rows['passage'] ?? 0];
      terminal.print(
        `Wrote ${path}: ${String(documents)} documents, ${String(passages)} passages, ${(bytes / 1e6).toFixed(1)} MB.`,
      );
    }
    return exitCodes.done;
  } finally {
    await store.close();
  }
};
