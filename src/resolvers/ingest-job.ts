/** Ingest jobs and their files. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  IngestJobConnection,
  IngestJobType,
  JobCountsType,
  JobFileConnection,
  JobFilesArguments,
} from '../schema/ingest-job.js';
import { JOB_COUNTS, type JobCounts } from '../store/entities/job-state.js';
import { ingestJobCount, ingestJobs, type JobFileRow, type JobRow } from '../store/queries/jobs.js';
import type { RequestContext } from './context.js';
import { parseNodeId } from './node-id.js';
import { connect, sliceOf } from './page.js';

@Resolver(() => IngestJobType)
export class IngestJobResolver {
  @Query(() => IngestJobConnection, connectionField('Every ingest, newest first.'))
  ingestJobs(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<JobRow>> {
    return connect(
      sliceOf(page),
      (slice) => ingestJobs(dataSource, slice),
      () => ingestJobCount(dataSource),
    );
  }

  @Query(() => IngestJobType, { nullable: true, description: 'One ingest.' })
  ingestJob(
    @Arg('id', () => ID, { description: 'The `id` of an `IngestJob`.' }) id: string,
    @Ctx() { loaders }: RequestContext,
  ): Promise<JobRow | null> {
    const nodeId = parseNodeId(id);
    if (nodeId.type !== 'IngestJob') {
      throw new BadInputError(`"${id}" is the id of a ${nodeId.type}; give that of an IngestJob.`, { field: 'id' });
    }
    return loaders.job.load(nodeId.key);
  }

  @FieldResolver(() => JobCountsType, { description: 'What it did so far.' })
  counts(@Root() job: JobRow): JobCounts {
    const counts = Object.fromEntries(JOB_COUNTS.map((name) => [name, job.counts[name] ?? 0]));
    return counts as JobCounts;
  }

  @FieldResolver(() => JobFileConnection, connectionField('Its files, by path.'))
  files(
    @Root() job: JobRow,
    @Args(() => JobFilesArguments) page: JobFilesArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<JobFileRow>> {
    const outcome = page.outcome ?? null;
    return connect(
      sliceOf(page),
      (slice) => loaders.filesOfJob({ ...slice, outcome }).load(job.id),
      () => loaders.fileCountOfJob(outcome).load(job.id),
    );
  }
}
