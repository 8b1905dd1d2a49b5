/** Ingest jobs and their files. */
import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { IngestPreview as PreviewedIngest } from '../ingest/job/plan-job.js';
import { requestOf, type IngestRequest } from '../ingest/source/ingest-request.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  AcknowledgeIngestJobInput,
  AcknowledgeIngestJobPayload,
  CancelIngestJobInput,
  CancelIngestJobPayload,
  IngestJobConnection,
  IngestJobsArguments,
  IngestJobType,
  JobCountsType,
  JobFileConnection,
  JobFilesArguments,
  RetryIngestJobInput,
  RetryIngestJobPayload,
  StartIngestAgainPayload,
  StartIngestPayload,
} from '../schema/ingest-job.js';
import {
  IngestPreview,
  IngestPreviewFileConnection,
  IngestPreviewFilesArguments,
  IngestPreviewVersionConnection,
  PreviewIngestPayload,
} from '../schema/ingest-preview.js';
import {
  IngestSourceType,
  RestoreArchivedInput,
  RestoreArchivedPayload,
  StartIngestAgainInput,
  StartIngestInput,
} from '../schema/ingest-source.js';
import { JOB_COUNTS, type JobCounts } from '../store/entities/job-state.js';
import type { IngestSourceRow } from '../store/queries/ingest-sources.js';
import {
  ingestJobCount,
  ingestJobs,
  jobFilesByPath,
  jobOrders,
  runningJob,
  type JobFileRow,
  type JobRow,
} from '../store/queries/jobs.js';
import { acknowledgeJob } from '../store/writes/jobs.js';
import { BadInputError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import { connect, connectPlaced, pageOf } from '../graphql/connect.js';
import { orderOf } from '../graphql/list-order.js';
import { Restricted } from '../schema/restricted.js';
import type { Fields } from '../schema/fields.js';

interface GivenJob {
  readonly job: JobRow;
}

/** Read anew: a loader may hold the row as it was before. */
async function jobOf(jobId: string, { dataSource }: RequestContext): Promise<GivenJob> {
  return { job: await runningJob(dataSource, jobId) };
}

/** The command line may have anything read; others what lies below the roots. */
function admitted(
  { kind, location, documentKind, ...options }: StartIngestInput,
  { caller, ingest }: RequestContext,
): IngestRequest | Promise<IngestRequest> {
  const request = requestOf(kind ?? undefined, location, { ...options, kind: documentKind });
  return caller.door === 'COMMAND_LINE' ? request : ingest.admit(request);
}

@Resolver(() => IngestJobType)
export class IngestJobResolver {
  @Query(() => IngestJobConnection, connectionField('Ingests, newest first unless ordered otherwise.'))
  ingestJobs(
    @Args(() => IngestJobsArguments) { filter, orderBy, ...given }: IngestJobsArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<JobRow>> {
    const order = orderOf(jobOrders, orderBy, { field: 'STARTED_AT', direction: 'DESC' });
    const list = { name: 'ingestJobs', order };
    const chosen = {
      states: filter?.states ?? null,
      sourceId: filter?.sourceId == null ? null : keyOfType(filter.sourceId, 'IngestSource'),
      startedSince: filter?.startedSince ?? null,
    };
    return connect(
      list,
      pageOf(list, given),
      (page) => ingestJobs(dataSource, chosen, order, page),
      () => ingestJobCount(dataSource, chosen),
    );
  }

  @Query(() => IngestJobType, { nullable: true, description: 'One ingest.' })
  ingestJob(
    @Arg('id', () => ID, { description: 'The `id` of an `IngestJob`.' }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<JobRow | null> {
    return loaders.job.load(keyOfType(id, 'IngestJob'));
  }

  @Restricted('ingest.run')
  @Mutation(() => StartIngestPayload, {
    description:
      'Starts an ingest; its progress is that of the job. Where the same is under way already, that job is given. For curators and keys with the scope INGEST.',
  })
  async startIngest(
    @Arg('input', () => StartIngestInput, { description: 'What to read.' })
    input: StartIngestInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenJob> {
    const request = await admitted(input, context);
    return jobOf(await context.ingest.start(request), context);
  }

  @Restricted('ingest.run')
  @Mutation(() => PreviewIngestPayload, {
    description:
      'What `startIngest` would do, by reading and hashing; nothing is written to the library. A mutation, because it reads the disk of the service, fetches pages and unpacks archives: for the same callers.',
  })
  async previewIngest(
    @Arg('input', () => StartIngestInput, { description: 'What would be read.' }) input: StartIngestInput,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly preview: PreviewedIngest }> {
    return { preview: await context.ingest.preview(await admitted(input, context), context.signal) };
  }

  @Restricted('ingest.run')
  @Mutation(() => StartIngestAgainPayload, { description: 'Ingests again from a source, as it was asked for last.' })
  async startIngestAgain(
    @Arg('input', () => StartIngestAgainInput, { description: 'From which source.' })
    { sourceId, allowArchive }: StartIngestAgainInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenJob> {
    return jobOf(await context.ingest.startAgain(keyOfType(sourceId, 'IngestSource'), allowArchive === true), context);
  }

  @Restricted('ingest.run')
  @Mutation(() => RestoreArchivedPayload, {
    description:
      'Publishes again what ingests of a source have archived. The next ingest archives them again if the source still does not hold them.',
  })
  async restoreArchived(
    @Arg('input', () => RestoreArchivedInput, { description: 'Of which source.' })
    { sourceId, documents }: RestoreArchivedInput,
    @Ctx() { ingest }: RequestContext,
  ): Promise<Fields<RestoreArchivedPayload>> {
    return { restored: await ingest.restoreArchived(keyOfType(sourceId, 'IngestSource'), documents ?? undefined) };
  }

  @Restricted('ingest.run')
  @Mutation(() => CancelIngestJobPayload, {
    description: 'Stops a job. What was written stays; a retry does the rest.',
  })
  async cancelIngestJob(
    @Arg('input', () => CancelIngestJobInput, { description: 'Which job.' }) { id }: CancelIngestJobInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenJob> {
    const jobId = keyOfType(id, 'IngestJob');
    await context.ingest.cancel(jobId);
    return jobOf(jobId, context);
  }

  @Restricted('ingest.run')
  @Mutation(() => RetryIngestJobPayload, {
    description: 'Starts a job that tries again what failed or was not reached in another, and nothing else.',
  })
  async retryIngestJob(
    @Arg('input', () => RetryIngestJobInput, { description: 'Which job; it must be over.' })
    { id }: RetryIngestJobInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenJob> {
    return jobOf(await context.ingest.retry(keyOfType(id, 'IngestJob')), context);
  }

  @Restricted('ingest.run')
  @Mutation(() => AcknowledgeIngestJobPayload, {
    description:
      'Notes that what failed in a job may stay so, such as a file that nobody can mend: then it asks for no work any more. Changes nothing else.',
  })
  async acknowledgeIngestJob(
    @Arg('input', () => AcknowledgeIngestJobInput, { description: 'Which job.' })
    { id, isAcknowledged }: AcknowledgeIngestJobInput,
    @Ctx() context: RequestContext,
  ): Promise<GivenJob> {
    const jobId = keyOfType(id, 'IngestJob');
    if (!(await acknowledgeJob(context.dataSource, jobId, isAcknowledged))) {
      const { job } = await jobOf(jobId, context);
      throw new BadInputError(`The job of ${job.source} is not over yet.`, { field: 'id', state: job.state });
    }
    return jobOf(jobId, context);
  }

  @Subscription(() => IngestJobType, {
    subscribe: ({ args, context }: { args: { id: string }; context: RequestContext }) =>
      context.ingest.watch.follow(keyOfType(args.id, 'IngestJob')),
    description:
      'A job as it is, and again whenever it has changed, until it is over. Subscriptions are answered at `/graphql/stream` as Server-Sent Events (the protocol of graphql-sse).',
  })
  ingestJobProgress(
    @Root() job: JobRow,
    @Arg('id', () => ID, { description: 'The `id` of an `IngestJob`.' }) id: string,
  ): JobRow {
    if (job.id !== keyOfType(id, 'IngestJob')) throw new Error(`${job.id} is not the job that was asked for`);
    return job;
  }

  @FieldResolver(() => Float, {
    description: 'Share of its files that it is done with, 0 to 1; made to be asked for often.',
  })
  progress(@Root() { state, filesDone, filesTotal }: JobRow): number {
    if (filesTotal === 0) return state === 'SUCCEEDED' ? 1 : 0;
    return filesDone / filesTotal;
  }

  @FieldResolver(() => IngestSourceType, { nullable: true, description: 'Where its files come from.' })
  ingestSource(
    @Root() { sourceId }: JobRow,
    @Ctx() { loaders }: RequestContext,
  ): Promise<IngestSourceRow | null> | null {
    return sourceId === null ? null : loaders.ingestSource.load(sourceId);
  }

  @FieldResolver(() => IngestJobType, { nullable: true, description: 'The job whose failed files it tries again.' })
  retryOf(@Root() { retryOf }: JobRow, @Ctx() { loaders }: RequestContext): Promise<JobRow | null> | null {
    return retryOf === null ? null : loaders.job.load(retryOf);
  }

  @FieldResolver(() => JobCountsType, { description: 'What it did so far.' })
  counts(@Root() job: JobRow): JobCounts {
    const counts = Object.fromEntries(JOB_COUNTS.map((name) => [name, job.counts[name] ?? 0]));
    return counts as JobCounts;
  }

  @Restricted('ingest.read')
  @FieldResolver(() => JobFileConnection, connectionField('Its files, by path.'))
  files(
    @Root() job: JobRow,
    @Args(() => JobFilesArguments) given: JobFilesArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<JobFileRow>> {
    const outcome = given.outcome ?? null;
    const list = { name: 'files', of: job.id, order: jobFilesByPath };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.filesOfJob({ page, outcome }).load(job.id),
      () => loaders.fileCountOfJob(outcome).load(job.id),
    );
  }
}

@Resolver(() => IngestPreview)
export class IngestPreviewResolver {
  @FieldResolver(
    () => IngestPreviewFileConnection,
    connectionField(
      'Every file of the source, and those of the library that it no longer has. For other pages of the same preview call again with the same `idempotencyKey`.',
    ),
  )
  files(
    @Root() { files, location }: PreviewedIngest,
    @Args(() => IngestPreviewFilesArguments) { outcome, ...given }: IngestPreviewFilesArguments,
  ): Promise<Connection<PreviewedIngest['files'][number]>> {
    const rows = files.filter((file) => outcome == null || file.outcome === outcome);
    return connectPlaced({ name: 'previewFiles', of: location }, given, rows, ({ path }) => path);
  }

  @FieldResolver(
    () => IngestPreviewVersionConnection,
    connectionField(
      'Versions that its documents would come to, by path: what folders, names or a manifest are understood as.',
    ),
  )
  versions(
    @Root() { versions, location }: PreviewedIngest,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<PreviewedIngest['versions'][number]>> {
    return connectPlaced({ name: 'previewVersions', of: location }, given, versions, ({ path }) => path);
  }
}
