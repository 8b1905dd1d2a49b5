/** `mcdewey restore`: fills the configured database from a backup, of either kind of Postgres. */
import { basename, resolve } from 'node:path';
import { recordAudit } from '../access/audit.js';
import { thisMachine } from '../caller.js';
import { createVectorMaintenance } from '../search/vector/centre.js';
import { restoreBackup } from '../store/backup/restore-backup.js';
import { openStore } from '../store/open-store.js';
import { activeModel } from '../store/writes/embedding-models.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

export interface RestoreArguments {
  readonly file: string;
  readonly replace: boolean;
  readonly json: boolean;
}

export const restore: Command<RestoreArguments> = async ({ config, logger, terminal, signal }, given) => {
  const store = await openStore(config, 'restore', logger);
  try {
    const { dataSource } = store;
    const report = await restoreBackup(dataSource, {
      path: resolve(given.file),
      replace: given.replace,
      signal,
      onProgress: (table, rows) => {
        terminal.progress({ done: rows, unit: 'rows', facts: { table } });
      },
    });
    await recordAudit(dataSource.manager, thisMachine('COMMAND_LINE'), {
      action: 'RESTORED',
      subject: basename(given.file),
      details: { createdAt: report.manifest.createdAt },
    });
    await dataSource.query('ANALYZE');
    const model = await activeModel(dataSource);
    if (model !== null) await createVectorMaintenance(store, model.id).run();
    const { manifest, rows } = report;
    if (given.json) terminal.printJson({ createdAt: manifest.createdAt, model: manifest.model, rows });
    else {
      const [documents, passages] = [rows['document'] ?? 0, rows['passage'] ?? 0];
      const embedded = model === null ? '' : ` Its vectors are of ${model.name}: configure that model.`;
      terminal.print(
        `Restored ${String(documents)} documents and ${String(passages)} passages of ${manifest.createdAt}.${embedded}`,
      );
    }
    return exitCodes.done;
  } finally {
    await store.close();
  }
};
