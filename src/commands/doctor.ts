/** `mcdewey doctor`: says whether the library is as it should be, and repairs what can be repaired. */
import { hostname } from 'node:os';
import { createApp } from '../app.js';
import { examineElasticsearch } from '../doctor/examine-elasticsearch.js';
import { examineFiles } from '../doctor/examine-files.js';
import { examinePostgres } from '../doctor/examine-postgres.js';
import type { Finding } from '../doctor/finding.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';

export interface DoctorArguments {
  readonly repair: boolean;
  readonly json: boolean;
}

export const doctor: Command<DoctorArguments> = async ({ config, logger, terminal }, { repair, json }) => {
  const app = await createApp(config, 'doctor', logger);
  try {
    const { dataSource } = app.store;
    const folder = { dataDir: config.dataDir, workerGroup: config.workerGroup ?? hostname() };
    const findings: Finding[] = await examinePostgres(dataSource, repair);
    findings.push(...(await examineFiles(dataSource, folder, repair)));
    if (app.elasticsearch !== null) {
      findings.push(...(await examineElasticsearch(dataSource, app.elasticsearch, repair)));
    }
    if (json) terminal.printJson({ mode: app.store.mode, findings });
    else for (const { check, state, detail } of findings) terminal.print(`${state.padEnd(9)}${check}: ${detail}`);
    return findings.some(({ state }) => state === 'FAILED') ? exitCodes.failed : exitCodes.done;
  } finally {
    await app.close();
  }
};
