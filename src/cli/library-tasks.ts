/** What a command that has the library open does for other commands of the same user. */
import { hostname } from 'node:os';
import { isAbsolute } from 'node:path';
import { OperationTypeNode, getOperationAST, parse } from 'graphql';
import { z } from 'zod';
import type { App } from '../app.js';
import { thisMachine } from '../caller.js';
import type { Config } from '../config.js';
import { examineElasticsearch } from '../doctor/examine-elasticsearch.js';
import { examineFiles } from '../doctor/examine-files.js';
import { examinePostgres } from '../doctor/examine-postgres.js';
import type { Finding } from '../doctor/finding.js';
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

/** What `mcdewey doctor` says of a library. */
export interface Examination {
  readonly mode: string;
  readonly findings: readonly Finding[];
}

export async function examineLibrary(app: App, config: Config, repair: boolean): Promise<Examination> {
  const { dataSource, mode } = app.store;
  const folder = { dataDir: config.dataDir, workerGroup: config.workerGroup ?? hostname() };
  const findings = await examinePostgres(dataSource, repair);
  findings.push(...(await examineFiles(dataSource, folder, repair)));
  if (app.elasticsearch !== null) findings.push(...(await examineElasticsearch(dataSource, app.elasticsearch, repair)));
  return { mode, findings };
}

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
