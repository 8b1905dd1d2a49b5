/** `mcdewey eval`: measures the search on judged collections, in a scratch library of their own. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp } from '../app.js';
import { readCollection } from '../evaluation/collection.js';
import { runQueries, type RunFigures } from '../evaluation/run-queries.js';
import { writeScratchSource } from '../evaluation/scratch-source.js';
import type { Command, CommandContext } from './command.js';
import { exitCodes } from './exit-codes.js';

export interface EvalArguments {
  readonly collections: readonly string[];
  /** Absent: all three. */
  readonly mode?: string;
  readonly fusion: string;
  readonly scoped: boolean;
  /** Folder of the scratch library; kept, so that the next run need not ingest again. */
  readonly scratch?: string;
  readonly json: boolean;
}

const allModes = ['lexical', 'semantic', 'hybrid'];

function row(figures: RunFigures): string {
  const { collection, mode, scoped, queries, ndcg10, mrr10, recall10, hit1, hit5, p50, p95 } = figures;
  const shares = [ndcg10, mrr10, recall10, hit1, hit5].map((share) => share.toFixed(3).padStart(8));
  const times = [p50, p95].map((ms) => ms.toFixed(1).padStart(8));
  const name = `${collection}${scoped ? ' (scoped)' : ''}`;
  return [name.padEnd(32), mode.padEnd(9), String(queries).padStart(7), ...shares, ...times].join('');
}

const heading = [
  'collection'.padEnd(32),
  'mode'.padEnd(9),
  'queries'.padStart(7),
  ...['nDCG@10', 'MRR@10', 'rec@10', 'hit@1', 'hit@5', 'p50 ms', 'p95 ms'].map((name) => name.padStart(8)),
].join('');

async function evaluateOne(context: CommandContext, given: EvalArguments, folder: string, scratch: string) {
  const { config, logger, terminal, signal } = context;
  const collection = await readCollection(folder);
  const home = join(scratch, collection.name);
  await mkdir(home, { recursive: true });
  const source = await writeScratchSource(collection, join(home, 'source'));
  // The scratch library is always embedded, whatever database is configured: an evaluation must not touch that one.
  const { host, port, embedding, pdf, logLevel, elasticsearchPrefix, shutdownDelay } = config;
  const app = await createApp(
    { host, port, embedding, pdf, logLevel, elasticsearchPrefix, shutdownDelay, dataDir: join(home, 'library') },
    'eval',
    logger,
  );
  try {
    const request = { kind: 'FOLDER', location: source.root, options: { manifest: source.manifest } } as const;
    const { counts, seconds } = await app.ingest.run(request, {
      signal,
      onProgress: ({ filesDone, filesTotal, chunks }) => {
        terminal.progress({
          done: filesDone,
          total: filesTotal,
          unit: 'documents',
          facts: { collection: collection.name, chunks },
        });
      },
    });
    const runs: RunFigures[] = [];
    for (const mode of given.mode === undefined ? allModes : [given.mode]) {
      const options = { mode: mode.toUpperCase(), fusion: given.fusion.toUpperCase(), scoped: given.scoped, signal };
      const figures = await runQueries(collection, source, app.execute, options);
      runs.push(figures);
      if (!given.json) terminal.print(row(figures));
    }
    return { collection: collection.name, ingest: { ...counts, seconds }, runs };
  } finally {
    await app.close();
  }
}

export const evaluate: Command<EvalArguments> = async (context, given) => {
  const { terminal } = context;
  const scratch = given.scratch === undefined ? await mkdtemp(join(tmpdir(), 'mcdewey-eval-')) : resolve(given.scratch);
  try {
    if (!given.json) terminal.print(heading);
    const reports = [];
    for (const folder of given.collections) reports.push(await evaluateOne(context, given, folder, scratch));
    if (given.json) terminal.printJson(reports);
    return exitCodes.done;
  } finally {
    if (given.scratch === undefined) await rm(scratch, { recursive: true, force: true });
  }
};
