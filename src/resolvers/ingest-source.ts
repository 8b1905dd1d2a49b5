/** Places that documentation comes from. */
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { manifestTextOf } from '../ingest/source/ingest-request.js';
import { type Connection, connectionField } from '../schema/connection.js';
import { IngestJobType } from '../schema/ingest-job.js';
import { IngestSourceConnection, IngestSourcesArguments, IngestSourceType } from '../schema/ingest-source.js';
import {
  ingestSourceCount,
  ingestSourceOrders,
  ingestSources,
  type IngestSourceRow,
} from '../store/queries/ingest-sources.js';
import type { JobRow } from '../store/queries/jobs.js';
import type { RequestContext } from '../graphql/context.js';
import { Restricted } from '../schema/restricted.js';
import { connect, pageOf } from '../graphql/connect.js';
import { orderOf } from '../graphql/list-order.js';

@Resolver(() => IngestSourceType)
export class IngestSourceResolver {
  @Restricted('ingest.read')
  @Query(
    () => IngestSourceConnection,
    connectionField('Places that were ingested from, oldest first unless ordered otherwise.'),
  )
  ingestSources(
    @Args(() => IngestSourcesArguments) { filter, orderBy, ...given }: IngestSourcesArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<IngestSourceRow>> {
    const order = orderOf(ingestSourceOrders, orderBy, { field: 'CREATED_AT', direction: 'ASC' });
    const list = { name: 'ingestSources', order };
    return connect(
      list,
      pageOf(list, given),
      (page) => ingestSources(dataSource, filter ?? {}, order, page),
      () => ingestSourceCount(dataSource, filter ?? {}),
    );
  }

  @Restricted('ingest.read')
  @FieldResolver(() => Boolean, {
    description: 'Whether its last ingest was given a manifest as a text, by which the next one goes too.',
  })
  hasManifestText(@Root() { options }: IngestSourceRow): boolean {
    return manifestTextOf(options) !== null;
  }

  @Restricted('ingest.read')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'That text; null if there is none, and what the source itself holds counts.',
  })
  manifestText(@Root() { options }: IngestSourceRow): string | null {
    return manifestTextOf(options);
  }

  @FieldResolver(() => IngestJobType, { nullable: true, description: 'Its last ingest.' })
  lastJob(@Root() source: IngestSourceRow, @Ctx() { loaders }: RequestContext): Promise<JobRow | null> {
    return loaders.lastJobOfSource.load(source.id);
  }
}
