/** `mcdewey ingest`: reads manuals into the library, here or by the service that has the library open. */
import { resolve } from 'node:path';
import { CancelledError, messageOf } from '../errors.js';
import type { IngestReport } from '../ingest/ingest.js';
import { requestOf, type IngestRequest } from '../ingest/source/ingest-request.js';
import { rememberRoots } from '../ingest/source/ingest-roots.js';
import { locate } from '../ingest/source/open-source.js';
import type { Command, CommandContext } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { followJob } from '../cli/follow-job.js';
import { previewLines, reportLines } from '../cli/ingest-report.js';
import { jobOperations, type PreviewData } from '../cli/job-operations.js';
import { openLibrary, type OpenedLibrary, type OwnLibrary, type SharedLibrary } from '../cli/open-library.js';
import { openWatch, type Watch } from '../cli/watch-path.js';
import { withSync } from '../cli/with-sync.js';

export interface IngestArguments {
  readonly paths: readonly string[];
  readonly manifest?: string;
  readonly vendor?: string;
  readonly product?: string;
  readonly in?: string;
  readonly document?: string;
  /** PATH is a project whose installed packages are read. */
  readonly packages?: boolean;
  readonly maxPages?: number;
  /** Much of what came from there before may be archived. */
  readonly allowArchive?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly json: boolean;
}

function requestFor(path: string, given: IngestArguments): Promise<IngestRequest> {
  const { vendor, product, document, manifest, maxPages } = given;
  const options = {
    vendor,
    product,
    version: given.in,
    document,
    maxPages,
    allowArchive: given.allowArchive === true ? true : undefined,
    manifest: manifest === undefined ? undefined : resolve(manifest),
  };
  const isAddress = /^([a-z+]{2,}:\/\/|git@)/.test(path);
  const location = isAddress ? path : resolve(path);
  return locate(requestOf(given.packages === true ? 'PACKAGES' : undefined, location, options));
}

async function runHere(
  app: OwnLibrary['app'],
  request: IngestRequest,
  { terminal, signal }: CommandContext,
): Promise<IngestReport> {
  const started = performance.now();
  return withSync(app, terminal, () =>
    app.ingest.run(request, {
      signal,
      onProgress: ({ filesDone, filesTotal, chunks, path }) => {
        const rate = Math.round(chunks / ((performance.now() - started) / 1_000));
        const facts = { chunks, 'chunks/s': rate, path };
        terminal.progress({ done: filesDone, total: filesTotal, unit: 'files', facts });
      },
    }),
  );
}

async function runThere(
  library: SharedLibrary,
  request: IngestRequest,
  context: CommandContext,
): Promise<IngestReport> {
  const started = performance.now();
  const { owner, execute } = library;
  const operations = jobOperations(execute);
  const job = await operations.start(request);
  context.terminal.tell(
    `${owner.url === undefined ? `mcdewey ${owner.command}` : `The service at ${owner.url}`} has the library open and does the work.`,
  );
  const { id, counts, warnings } = await followJob(operations, job, context);
  const problems = [...(await operations.files(id, 'FAILED')), ...(await operations.files(id, 'SKIPPED'))];
  return { jobId: id, counts, warnings, problems, seconds: (performance.now() - started) / 1_000 };
}

function runOnce(library: OpenedLibrary, request: IngestRequest, context: CommandContext): Promise<IngestReport> {
  return 'app' in library ? runHere(library.app, request, context) : runThere(library, request, context);
}

/** A request whose place is watched. */
interface Watched {
  readonly request: IngestRequest;
  readonly watch: Watch;
}

async function watchAll(
  library: OpenedLibrary,
  watched: readonly Watched[],
  context: CommandContext,
  tell: (report: IngestReport) => void,
): Promise<void> {
  const { terminal, signal } = context;
  terminal.tell('Watching for changes; stop with Ctrl-C.');
  await Promise.all(
    watched.map(async ({ request, watch }) => {
      await watch.each(signal, async () => {
        try {
          tell(await runOnce(library, request, context));
        } catch (error) {
          if (!(error instanceof CancelledError)) terminal.tell(`mcdewey: ${messageOf(error)}`);
        }
      });
    }),
  );
}

export const ingest: Command<IngestArguments> = async (context, given) => {
  const { terminal } = context;
  const requests = await Promise.all(given.paths.map((path) => requestFor(path, given)));
  await rememberRoots(context.config.dataDir, requests);
  const watched: Watched[] = [];
  const library = await openLibrary(context, { command: 'ingest' });
  try {
    if (given.dryRun === true) {
      const operations = jobOperations(library.execute);
      const previews: PreviewData[] = [];
      for (const request of requests) previews.push(await operations.preview(request, context.signal));
      if (given.json) terminal.printJson(previews);
      else for (const line of previews.flatMap(previewLines)) terminal.print(line);
      return exitCodes.done;
    }
    // Before anything is read, so that no change falls between the first run and the watch.
    if (given.watch === true) {
      for (const request of requests) watched.push({ request, watch: await openWatch(request) });
    }
    const reports: IngestReport[] = [];
    for (const request of requests) {
      const report = await runOnce(library, request, context);
      for (const warning of report.warnings) terminal.tell(`note: ${warning}`);
      reports.push(report);
      if (!given.json) for (const line of reportLines(report)) terminal.print(line);
    }
    if (given.json) terminal.printJson(reports);
    if (given.watch === true) {
      await watchAll(library, watched, context, (report) => {
        if (given.json) terminal.printJson([report]);
        else for (const line of reportLines(report)) terminal.print(line);
      });
    }
    return reports.some(({ counts }) => counts.failed > 0) ? exitCodes.partial : exitCodes.done;
  } finally {
    for (const { watch } of watched) await watch.close();
    await library.close();
  }
};
