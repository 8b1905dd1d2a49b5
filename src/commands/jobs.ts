/** `mcdewey jobs`: what was ingested, what became of it, and how to stop or repeat it. */
import { BadInputError, NotFoundError } from '../errors.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { seeThrough } from '../cli/follow-job.js';
import { jobOperations, type JobData } from '../cli/job-operations.js';
import { openLibrary } from '../cli/open-library.js';
import { timeText } from '../cli/time-text.js';

export interface JobsArguments {
  readonly action: 'list' | 'show' | 'cancel' | 'retry';
  /** Of a job; the last one where it is left out. */
  readonly id?: string;
  readonly first: number;
  readonly json: boolean;
}

export function jobLine({ id, state, source, startedAt, filesDone, filesTotal, counts, error }: JobData): string {
  const done = `${String(filesDone)}/${String(filesTotal)} files`;
  const outcome = `${String(counts.new)} new, ${String(counts.changed)} changed, ${String(counts.archived)} archived, ${String(counts.failed)} failed`;
  return `${id}  ${timeText(startedAt)}  ${state}  ${done} (${outcome})  ${source}${error === null ? '' : `\n    ${error}`}`;
}

async function act(context: CommandContext, given: JobsArguments) {
  const library = await openLibrary(context, { command: 'jobs' });
  const operations = jobOperations(library.execute);

  async function wanted(): Promise<JobData> {
    const [last] = given.id === undefined ? await operations.jobs(1) : [await operations.job(given.id)];
    if (last == null) throw new NotFoundError('There is no such job; `mcdewey jobs list` names them.', {});
    return last;
  }

  try {
    switch (given.action) {
      case 'list':
        return { jobs: await operations.jobs(given.first) };
      case 'show': {
        const job = await wanted();
        return { jobs: [job], files: await operations.files(job.id) };
      }
      case 'cancel':
        return { jobs: [await operations.cancel((await wanted()).id)] };
      case 'retry': {
        const { id } = await wanted();
        return { jobs: [await seeThrough(library, await operations.retry(id), context)] };
      }
    }
  } finally {
    await library.close();
  }
}

export const jobs: Command<JobsArguments> = async (context, given) => {
  const { terminal } = context;
  if (given.first < 1 || given.first > 100) throw new BadInputError('--first must be from 1 to 100.', {});
  const result = await act(context, given);
  if (given.json) {
    terminal.printJson(result);
    return exitCodes.done;
  }
  for (const job of result.jobs) terminal.print(jobLine(job));
  for (const { outcome, path, reason, code } of result.files ?? []) {
    terminal.print(`  ${outcome.toLowerCase()} ${path}${reason === null ? '' : `: ${reason} (${code ?? 'no code'})`}`);
  }
  if (result.jobs.length === 0) terminal.tell('Nothing was ingested yet.');
  return exitCodes.done;
};
