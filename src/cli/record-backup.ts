/** Writes down that somebody on the machine made a backup. */
import { basename } from 'node:path';
import type { DataSource } from 'typeorm';
import { recordAudit } from '../access/audit.js';
import { thisMachine } from '../caller.js';

export function recordBackup(dataSource: DataSource, path: string): Promise<void> {
  return recordAudit(dataSource.manager, thisMachine('COMMAND_LINE'), { action: 'BACKED_UP', subject: basename(path) });
}
