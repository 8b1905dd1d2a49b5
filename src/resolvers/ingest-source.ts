/** Places that documentation comes from. */
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { IngestJobType } from '../schema/ingest-job.js';
import { IngestSourceConnection, IngestSourceType } from '../schema/ingest-source.js';
import { ingestSourceCount, ingestSources, type IngestSourceRow } from '../store/queries/ingest-sources.js';
import type { JobRow } from '../store/queries/jobs.js';
import type { RequestContext } from '../graphql/context.js';
import { Restricted } from '../schema/restricted.js';
import { connect, sliceOf } from '../graphql/connect.js';

@Resolver(() => IngestSourceType)
export class IngestSourceResolver {
  @Restricted('ingest.read')
  @Query(() => IngestSourceConnection, connectionField('Every place that was ingested from, oldest first.'))
  ingestSources(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<IngestSourceRow>> {
    return connect(
      sliceOf(page),
      (slice) => ingestSources(dataSource, slice),
      () => ingestSourceCount(dataSource),
    );
  }

  @FieldResolver(() => IngestJobType, { nullable: true, description: 'Its last ingest.' })
  lastJob(@Root() source: IngestSourceRow, @Ctx() { loaders }: RequestContext): Promise<JobRow | null> {
    return loaders.lastJobOfSource.load(source.id);
  }
}
