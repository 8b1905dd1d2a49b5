/** `mcdewey eval`: measures the search on judged collections, in a scratch library of their own, of the configured kind. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApp, type App } from '../app.js';
import { BadInputError, IndexUnavailableError, messageOf } from '../errors.js';
import { calibrationOf, checkQuestions, sampleRelevance, type Sample } from '../evaluation/calibration.js';
import {
  compareRuns,
  comparisonText,
  readBaseline,
  type BaselineRun,
  type RunComparison,
} from '../evaluation/compare-runs.js';
import { readCollection, type Collection } from '../evaluation/collection.js';
import { runQueries, type RunFigures } from '../evaluation/run-queries.js';
import { writeScratchSource, type ScratchSource } from '../evaluation/scratch-source.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { storeRelevanceThreshold } from '../cli/relevance-threshold.js';
import { createScratchServers } from '../cli/scratch-servers.js';
import { withSync } from '../cli/with-sync.js';
import { enumName } from '../typed-operation.js';

export interface EvalArguments {
  readonly collections: readonly string[];
  /** Absent: all three. */
  readonly mode?: string;
  readonly fusion: string;
  readonly scoped: boolean;
  /** Folder of the embedded scratch library; kept, so that the next run need not ingest again. */
  readonly scratch?: string;
  /** Measures from which relevance on questions are answerable, and stores it with the model in the configured library. */
  readonly calibrate: boolean;
  /** File that an earlier run with `--json` printed. */
  readonly compare?: string;
  readonly json: boolean;
}

interface Ingested {
  readonly collection: Collection;
  readonly source: ScratchSource;
  /** Collections whose questions it can't answer. */
  readonly others: readonly Collection[];
  /** Runs to compare with. */
  readonly baseline: readonly BaselineRun[];
}

const allModes = ['lexical', 'semantic', 'hybrid'];

function row(figures: RunFigures): string {
  const { collection, mode, scoped, queries, p50, p95 } = figures;
  const { ndcg10, mrr10, recall10, hit1, hit5, hit10, hit20 } = figures;
  const shares = [ndcg10, mrr10, recall10, hit1, hit5, hit10, hit20].map((share) => share.toFixed(3).padStart(8));
  const times = [p50, p95].map((ms) => ms.toFixed(1).padStart(8));
  const name = `${collection}${scoped ? ' (scoped)' : ''}`;
  return [name.padEnd(32), mode.padEnd(9), String(queries).padStart(7), ...shares, ...times].join('');
}

const heading = [
  'collection'.padEnd(32),
  'mode'.padEnd(9),
  'queries'.padStart(7),
  ...['nDCG@10', 'MRR@10', 'rec@10', 'hit@1', 'hit@5', 'hit@10', 'hit@20', 'p50 ms', 'p95 ms'].map((name) =>
    name.padStart(8),
  ),
].join('');

/** Longest wait for Elasticsearch to hold what was read. Milliseconds. */
const drainWithinMs = 600_000;

/** What Elasticsearch does not hold yet would pass for "not found". */
async function untilIndexed({ elasticsearch }: App): Promise<void> {
  const left = await elasticsearch?.sync.drain(drainWithinMs);
  if (left === undefined || left.waiting + left.deadLetters === 0) return;
  throw new IndexUnavailableError(
    `Elasticsearch does not hold the whole collection: ${String(left.waiting)} changes wait, ` +
      `${String(left.deadLetters)} were refused.`,
    { ...left },
  );
}

interface Measured {
  readonly report: object;
  readonly samples: readonly Sample[];
  /** Of the embedder that measured. */
  readonly model: string;
}

async function measure(context: CommandContext, given: EvalArguments, app: App, ingested: Ingested): Promise<Measured> {
  const { terminal, signal } = context;
  const { collection, source } = ingested;
  const request = { kind: 'FOLDER', location: source.root, options: { manifest: source.manifest } } as const;
  const { counts, seconds } = await withSync(app, terminal, () =>
    app.ingest.run(request, {
      signal,
      onProgress: ({ filesDone, filesTotal, chunks }) => {
        const facts = { collection: collection.name, chunks };
        terminal.progress({ done: filesDone, total: filesTotal, unit: 'documents', facts });
      },
    }),
  );
  await untilIndexed(app);
  const runs: (RunFigures & { readonly comparison?: RunComparison })[] = [];
  for (const mode of given.mode === undefined ? allModes : [given.mode]) {
    const options = {
      mode: enumName<'SearchMode'>(mode),
      fusion: enumName<'Fusion'>(given.fusion),
      scoped: given.scoped,
      signal,
    };
    const figures = await runQueries(collection, source, app.execute, options);
    const comparison = compareRuns(figures, ingested.baseline);
    runs.push({ ...figures, ...(comparison && { comparison }) });
    if (!given.json) terminal.print([row(figures), ...(comparison ? [comparisonText(comparison)] : [])].join('\n'));
  }
  const others = ingested.others;
  const samples = given.calibrate ? await sampleRelevance(collection, others, app.execute, signal) : [];
  const report = { collection: collection.name, store: app.store.mode, ingest: { ...counts, seconds }, runs };
  return { report, samples, model: app.embedder.model.id };
}

/** Says what was measured, and stores the threshold where searches look for it. */
async function calibrate(context: CommandContext, given: EvalArguments, measured: readonly Measured[]) {
  const [first] = measured;
  const calibration = calibrationOf(measured.flatMap(({ samples }) => samples));
  if (first === undefined || calibration === null) return undefined;
  const { answerable, unanswerable, auc, aucOfCosine, threshold, kept, refused } = calibration;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  if (!given.json) {
    context.terminal.print(
      `\nrelevance of ${first.model}: ${String(answerable)} answerable and ${String(unanswerable)} other questions, ` +
        `AUC ${auc.toFixed(3)} (cosine alone ${aucOfCosine.toFixed(3)})\n` +
        `threshold ${threshold.toFixed(3)}; one from half of the questions keeps ${percent(kept)} of the other ` +
        `half's answerable ones and refuses ${percent(refused)} of the others`,
    );
  }
  await storeRelevanceThreshold(context, first.model, threshold);
  return { model: first.model, ...calibration };
}

/** The configured library is never touched: a folder is embedded, servers get a database and indexes for the time. */
async function evaluateOne(
  context: CommandContext,
  given: EvalArguments,
  asked: Omit<Ingested, 'source'>,
  scratch: string,
): Promise<Measured> {
  const { config, logger, terminal } = context;
  const { collection } = asked;
  const home = join(scratch, collection.name);
  await mkdir(home, { recursive: true });
  const source = await writeScratchSource(collection, join(home, 'source'));
  const { host, port, embedding, pdf, operations, jobHistory, coverage, logLevel, elasticsearchPrefix } = config;
  const { shutdownDelay, settings, rateLimits } = config;
  const queryLog = { mode: 'off', days: 1 } as const;
  const own = {
    queryLog,
    signIn: { password: true },
    rateLimits,
    host,
    port,
    embedding,
    pdf,
    operations,
    jobHistory,
    coverage,
    logLevel,
    elasticsearchPrefix,
    shutdownDelay,
    settings,
  };
  const dataDir = join(home, 'library');
  const servers = await createScratchServers(config, 'eval');
  try {
    const app = await createApp({ ...own, dataDir, durability: 'relaxed', ...servers?.config }, 'eval', logger);
    try {
      return await measure(context, given, app, { ...asked, source });
    } finally {
      await app.elasticsearch?.admin.removeAll().catch((error: unknown) => {
        terminal.tell(`note: indexes of this evaluation may be left in Elasticsearch: ${messageOf(error)}`);
      });
      await app.close();
    }
  } finally {
    await servers?.drop();
  }
}

/** @throws BadInputError when two would be read into the same scratch library. */
function checkNames(collections: readonly Collection[]): void {
  const names = collections.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new BadInputError(
    `Two collections are called ${twice}; they are told apart by the names of their folders, so rename one, or give it once.`,
    { field: 'collections' },
  );
}

export const evaluate: Command<EvalArguments> = async (context, given) => {
  const { terminal } = context;
  const scratch = given.scratch === undefined ? await mkdtemp(join(tmpdir(), 'mcdewey-eval-')) : resolve(given.scratch);
  try {
    const collections: Collection[] = [];
    for (const folder of given.collections) collections.push(await readCollection(folder));
    checkNames(collections);
    if (given.calibrate) checkQuestions(collections);
    const baseline = given.compare === undefined ? [] : await readBaseline(given.compare);
    if (!given.json) terminal.print(heading);
    const measured: Measured[] = [];
    for (const collection of collections) {
      const others = collections.filter((other) => other !== collection);
      measured.push(await evaluateOne(context, given, { collection, others, baseline }, scratch));
    }
    const calibration = given.calibrate ? await calibrate(context, given, measured) : undefined;
    const reports = measured.map(({ report }) => report);
    if (given.json) terminal.printJson(calibration === undefined ? reports : { collections: reports, calibration });
    return exitCodes.done;
  } finally {
    if (given.scratch === undefined) await rm(scratch, { recursive: true, force: true });
  }
};
