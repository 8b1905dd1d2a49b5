/** `mcdewey ingest`: reads manuals into the library. */
import { resolve } from 'node:path';
import { createApp, type App } from '../app.js';
import { groupBy } from '../group-by.js';
import type { IngestReport } from '../ingest/ingest.js';
import { locate } from '../ingest/source/open-source.js';
import type { Command } from './command.js';
import { exitCodes } from './exit-codes.js';
import type { Terminal } from './terminal.js';

export interface IngestArguments {
  readonly paths: readonly string[];
  readonly manifest?: string;
  readonly vendor?: string;
  readonly product?: string;
  readonly in?: string;
  readonly document?: string;
  readonly json: boolean;
}

/** Problems shown one by one; the rest is counted. */
const shownProblems = 20;

function summary({ counts, problems, seconds }: IngestReport): string[] {
  const files = `${String(counts.new)} new, ${String(counts.changed)} changed, ${String(counts.unchanged)} unchanged, ${String(counts.archived)} documents archived, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped`;
  const failed = problems.filter(({ outcome }) => outcome === 'FAILED');
  const skipped = groupBy(
    problems.filter(({ outcome }) => outcome === 'SKIPPED'),
    ({ reason }) => reason ?? '',
  );
  return [
    `Files: ${files}`,
    `Wrote ${String(counts.documents)} documents with ${String(counts.chunks)} chunks: ${String(counts.passagesNew)} new passages, ${String(counts.passagesShared)} shared with what was there, in ${seconds.toFixed(1)} s`,
    ...failed
      .slice(0, shownProblems)
      .map(({ path, code, reason }) => `  failed ${path}: ${reason ?? ''} (${code ?? ''})`),
    ...(failed.length > shownProblems
      ? [`  … and ${String(failed.length - shownProblems)} more; --json lists all`]
      : []),
    ...[...skipped].map(([reason, files_]) => `  skipped ${String(files_.length)}: ${reason}`),
  ];
}

/** Longest wait at the end for Elasticsearch to hold what was read. Milliseconds. */
const drainWithinMs = 30_000;

/** Brings what is read to Elasticsearch meanwhile; what is left is for a service or a worker to bring. */
async function withSync<Result>(app: App, terminal: Terminal, work: () => Promise<Result>): Promise<Result> {
  const sync = app.elasticsearch?.sync;
  if (sync === undefined) return work();
  const over = new AbortController();
  const running = sync.run(over.signal);
  try {
    return await work();
  } finally {
    over.abort();
    await running;
    const waiting = await sync.drain(drainWithinMs).then(
      (lag) => lag.waiting,
      () => null,
    );
    if (waiting !== 0) {
      terminal.tell(
        'note: Elasticsearch does not hold everything yet. A service or a worker that runs brings the rest; until then words are searched in what it holds.',
      );
    }
  }
}

export const ingest: Command<IngestArguments> = async ({ config, logger, terminal, signal }, given) => {
  const { vendor, product, document, manifest } = given;
  const options = {
    ...(vendor !== undefined && { vendor }),
    ...(product !== undefined && { product }),
    ...(given.in !== undefined && { version: given.in }),
    ...(document !== undefined && { document }),
    ...(manifest !== undefined && { manifest: resolve(manifest) }),
  };
  const requests = await Promise.all(
    given.paths.map((path) => locate({ kind: 'FOLDER', location: resolve(path), options })),
  );
  const app = await createApp(config, 'ingest', logger);
  try {
    const reports: IngestReport[] = [];
    for (const request of requests) {
      const started = performance.now();
      const report = await withSync(app, terminal, () =>
        app.ingest.run(request, {
          signal,
          onProgress: ({ filesDone, filesTotal, chunks, path }) => {
            const rate = chunks / ((performance.now() - started) / 1_000);
            terminal.progress(
              `${String(filesDone)}/${String(filesTotal)} files  ${String(chunks)} chunks  ${rate.toFixed(0)}/s  ${path}`,
              filesDone === filesTotal,
            );
          },
        }),
      );
      for (const warning of report.warnings) terminal.tell(`note: ${warning}`);
      reports.push(report);
      if (!given.json) for (const line of summary(report)) terminal.print(line);
    }
    if (given.json) terminal.printJson(reports);
    return reports.some(({ counts }) => counts.failed > 0) ? exitCodes.partial : exitCodes.done;
  } finally {
    await app.close();
  }
};
