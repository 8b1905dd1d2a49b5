/** A backup of either kind of store, beside whatever else it does. */
import type { Store } from '../open-store.js';
import { writeBackup, type BackupOptions, type BackupReport } from './write-backup.js';

/** @throws BadInputError, BackupInvalidError as `writeBackup`. */
export async function backUpStore(store: Store, options: BackupOptions): Promise<BackupReport> {
  const snapshot = await store.snapshot();
  try {
    return await writeBackup(snapshot.dataSource, options);
  } finally {
    await snapshot.close();
  }
}
