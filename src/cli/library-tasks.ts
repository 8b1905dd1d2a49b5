/** What a command that has the library open does for other commands of the same user. */
import { isAbsolute } from 'node:path';
import { OperationTypeNode, getOperationAST, parse } from 'graphql';
import { z } from 'zod';
import type { App } from '../app.js';
import { thisMachine } from '../caller.js';
import type { Config } from '../config.js';
import { examineLibrary } from '../doctor/examine-library.js';
import { backUpStore } from '../store/backup/back-up-store.js';
import type { Task } from './owner-door.js';
import { recordBackup } from './record-backup.js';

const operationSchema = z.object({
  name: z.string(),
  source: z.string(),
  variables: z.record(z.string(), z.unknown()),
  door: z.enum(['COMMAND_LINE', 'MCP']),
});
const backupSchema = z.object({ path: z.string().refine(isAbsolute), program: z.string() });
const examineSchema = z.object({ repair: z.boolean() });

/** @param beforeChange called before a mutation is run; throws where this process does not take them. */
export function libraryTasks(
  app: App,
  config: Config,
  beforeChange: () => void,
): Readonly<Record<'execute' | 'backup' | 'examine', Task>> {
  return {
    execute(input, { signal }) {
      const { name, source, variables, door } = operationSchema.parse(input);
      if (getOperationAST(parse(source), name)?.operation === OperationTypeNode.MUTATION) beforeChange();
      return app.execute({ name, source }, variables, { signal, caller: thisMachine(door) });
    },
    async backup(input, call) {
      const { path, program } = backupSchema.parse(input);
      const report = await backUpStore(app.store, {
        path,
        program,
        signal: call.signal,
        onProgress: (table, rows) => {
          call.onProgress({ table, rows });
        },
      });
      await recordBackup(app.store.dataSource, path);
      return report;
    },
    examine: (input) => examineLibrary(app, config, examineSchema.parse(input).repair),
  };
}
