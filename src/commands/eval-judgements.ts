/** `mcdewey eval` on the library's own judgements: measures it, shows the trend, hands them out as a collection. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, CommandContext } from '../cli/command.js';
import { collectionOperation, evaluateOperation, trendOperation, type RunData } from '../cli/evaluation-operations.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { BadInputError, codeOf } from '../errors.js';
import type { Execute } from '../executor.js';
import { enumName, type AnswerOf, type EnumOf } from '../typed-operation.js';

export interface EvalJudgementsArguments {
  /** What to do; of several, the first of these. */
  readonly export?: string;
  readonly trend?: boolean;
  /** Absent: both legs for a run, all for the trend. */
  readonly mode?: string;
  /** Runs of the trend. */
  readonly first: number;
  readonly json: boolean;
}

type Mode = EnumOf<'SearchMode'> | null;

const mostPerPage = 100;
const names = ['ndcg10', 'mrr10', 'recall10', 'hit1', 'hit5', 'hit10', 'hit20'] as const;
const heading = [
  'when'.padEnd(21),
  'mode'.padEnd(9),
  'questions'.padStart(9),
  ...['nDCG@10', 'MRR@10', 'rec@10', 'hit@1', 'hit@5', 'hit@10', 'hit@20'].map((name) => name.padStart(8)),
].join('');

function rowOf({ startedAt, mode, questionCount, figures }: RunData): string {
  const when = new Date(startedAt).toISOString().slice(0, 19).replace('T', ' ');
  const shares = names.map((name) => (figures === null ? '–' : figures[name].toFixed(3)).padStart(8));
  return [when.padEnd(21), mode.toLowerCase().padEnd(9), String(questionCount).padStart(9), ...shares].join('');
}

async function measure(execute: Execute, { terminal, signal }: CommandContext, mode: Mode): Promise<RunData> {
  for (let id: string | null = null; ;) {
    const data: AnswerOf<typeof evaluateOperation> = await execute(evaluateOperation, { run: id, mode }, { signal });
    const { run, done, total } = data.evaluateJudgements;
    terminal.progress({ done, total, unit: 'questions' });
    if (run.finishedAt !== null) return run;
    id = run.id;
  }
}

async function trend(execute: Execute, mode: Mode, first: number): Promise<RunData[]> {
  const runs: RunData[] = [];
  for (let after: string | null = null; ;) {
    const size = Math.min(mostPerPage, first - runs.length);
    const data: AnswerOf<typeof trendOperation> = await execute(trendOperation, { mode, first: size, after });
    const { nodes, pageInfo } = data.evaluationRuns;
    runs.push(...nodes);
    if (!pageInfo.hasNextPage || runs.length >= first) return runs;
    after = pageInfo.endCursor;
  }
}

async function exportTo(folder: string, execute: Execute, { terminal }: CommandContext): Promise<void> {
  const { judgedCollection: collection } = await execute(collectionOperation);
  const files = {
    'corpus.jsonl': collection.corpus,
    'queries.jsonl': collection.queries,
    'qrels.tsv': collection.qrels,
  };
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  } catch (error) {
    throw new BadInputError(`${folder} can't be written (${codeOf(error)}); choose another place.`, { folder });
  }
  const { questionCount, judgementCount, targetCount, deadTargets } = collection;
  terminal.tell(
    `Wrote ${String(judgementCount)} judgements of ${String(questionCount)} questions and ${String(targetCount)} texts to ${folder}.`,
  );
  if (deadTargets.length > 0) terminal.tell(`Not in the library, and left out: ${deadTargets.join(', ')}.`);
}

function tellOfLeftOut({ unanswerable, deadTargets }: RunData, { terminal }: CommandContext): void {
  if (unanswerable > 0)
    terminal.tell(`${String(unanswerable)} questions have no answer to be found; they do not count.`);
  if (deadTargets > 0) terminal.tell(`${String(deadTargets)} judgements have dead targets; they do not count.`);
}

export const evaluateJudgements: Command<EvalJudgementsArguments> = async (context, given) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'eval' });
  const mode = given.mode === undefined ? null : enumName<'SearchMode'>(given.mode);
  try {
    if (given.export !== undefined) {
      await exportTo(given.export, library.execute, context);
      return exitCodes.done;
    }
    const measured = given.trend === true ? null : await measure(library.execute, context, mode);
    // The run before it is shown, too: the difference is what matters.
    const runs = await trend(library.execute, measured?.mode ?? mode, measured === null ? given.first : 2);
    if (given.json) terminal.printJson(runs);
    else for (const line of [heading, ...runs.map(rowOf)]) terminal.print(line);
    if (measured !== null) tellOfLeftOut(measured, context);
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
