/** `mcdewey ingest`: reads manuals into the library. */
import { createApp } from '../app.js';
import { groupBy } from '../group-by.js';
import type { IngestReport } from '../ingest/ingest.js';
import { planSource } from '../ingest/source/plan-source.js';
import type { SourcePlan } from '../ingest/source/plan.js';
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

function showWarnings(terminal: Terminal, plan: SourcePlan): void {
  for (const warning of plan.warnings) terminal.tell(`note: ${warning}`);
}

export const ingest: Command<IngestArguments> = async ({ config, logger, terminal, signal }, given) => {
  const { vendor, product, document, manifest } = given;
  const plans: SourcePlan[] = [];
  for (const path of given.paths) {
    const plan = await planSource(path, {
      ...(vendor !== undefined && { vendor }),
      ...(product !== undefined && { product }),
      ...(given.in !== undefined && { version: given.in }),
      ...(document !== undefined && { document }),
      ...(manifest !== undefined && { manifest }),
    });
    showWarnings(terminal, plan);
    plans.push(plan);
  }
  const app = await createApp(config, 'ingest', logger);
  try {
    const reports: IngestReport[] = [];
    for (const plan of plans) {
      const started = performance.now();
      const report = await app.ingest.run(plan, {
        signal,
        onProgress: ({ filesDone, filesTotal, chunks, path }) => {
          const rate = chunks / ((performance.now() - started) / 1_000);
          terminal.progress(
            `${String(filesDone)}/${String(filesTotal)} files  ${String(chunks)} chunks  ${rate.toFixed(0)}/s  ${path}`,
            filesDone === filesTotal,
          );
        },
      });
      reports.push(report);
      if (!given.json) for (const line of summary(report)) terminal.print(line);
    }
    if (given.json) terminal.printJson(reports);
    return reports.some(({ counts }) => counts.failed > 0) ? exitCodes.partial : exitCodes.done;
  } finally {
    await app.close();
  }
};
