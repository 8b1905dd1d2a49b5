/** `mcdewey sources`: the places that documentation came from, and a way to ingest from one again. */
import { NotFoundError } from '../errors.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { seeThrough } from '../cli/follow-job.js';
import { jobOperations } from '../cli/job-operations.js';
import { jobLine } from './jobs.js';
import { openLibrary } from '../cli/open-library.js';
import { timeText } from '../cli/time-text.js';

export interface SourcesArguments {
  readonly action: 'list' | 'run' | 'restore';
  /** Id or location of the source to run. */
  readonly source?: string;
  /** To be restored, as `product/version/document`; all that are archived where none is named. */
  readonly documents?: readonly string[];
  readonly allowArchive?: boolean;
  readonly json: boolean;
}

export const sources: Command<SourcesArguments> = async (context, given) => {
  const { terminal } = context;
  const library = await openLibrary(context, { command: 'sources' });
  try {
    const operations = jobOperations(library.execute);
    const all = await operations.sources();
    if (given.action !== 'list') {
      const wanted = all.find(({ id, location }) => given.source === id || given.source === location);
      if (wanted === undefined) {
        throw new NotFoundError(
          `Nothing was ever ingested from ${given.source ?? ''}; \`mcdewey sources\` lists all.`,
          {},
        );
      }
      if (given.action === 'restore') {
        const { documents = [] } = given;
        const restored = await operations.restoreArchived(wanted.id, documents.length === 0 ? null : documents);
        if (given.json) terminal.printJson({ restored });
        else terminal.print(`${String(restored)} documents are published again.`);
        return exitCodes.done;
      }
      const started = await operations.startAgain(wanted.id, given.allowArchive === true);
      const job = await seeThrough(library, started, context);
      if (given.json) terminal.printJson(job);
      else terminal.print(jobLine(job));
      return job.counts.failed > 0 ? exitCodes.partial : exitCodes.done;
    }
    if (given.json) terminal.printJson(all);
    for (const { id, kind, location, lastJob } of given.json ? [] : all) {
      const last = lastJob === null ? 'never ingested' : `${lastJob.state} ${timeText(lastJob.startedAt)}`;
      terminal.print(`${id}  ${kind}  ${location}  (${last})`);
    }
    if (all.length === 0) terminal.tell('Nothing was ingested yet.');
    return exitCodes.done;
  } finally {
    await library.close();
  }
};
