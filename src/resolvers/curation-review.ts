/** Overrides that ask for a look, and those that have nothing to apply to. */
import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { dropNeedless } from '../curation/drop-needless.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  CurationChangeConnection,
  CurationReviewItemConnection,
  DropNeedlessOverridesPayloadType,
} from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import {
  curationReview,
  curationReviewCount,
  orphanedOverrideCount,
  orphanedOverrides,
  orphansByPath,
  reviewByPath,
  type ReviewRow,
} from '../store/queries/curation-review.js';
import type { ChangeRow } from '../store/queries/curation.js';

@Resolver()
export class CurationReviewResolver {
  @Restricted('curation.read')
  @Query(
    () => CurationReviewItemConnection,
    connectionField('Overrides whose source says otherwise since they were made, or says the same by now; by path.'),
  )
  curationReview(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ReviewRow>> {
    const list = { name: 'curationReview', order: reviewByPath };
    return connect(
      list,
      pageOf(list, given),
      (page) => curationReview(dataSource, page),
      () => curationReviewCount(dataSource),
    );
  }

  @Restricted('curation.read')
  @Query(
    () => CurationChangeConnection,
    connectionField('Overrides of things that are not in the library: they apply again when the thing comes back.'),
  )
  orphanedCuration(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ChangeRow>> {
    const list = { name: 'orphanedCuration', order: orphansByPath };
    return connect(
      list,
      pageOf(list, given),
      (page) => orphanedOverrides(dataSource, page),
      () => orphanedOverrideCount(dataSource),
    );
  }

  @Restricted('curation.edit')
  @Mutation(() => DropNeedlessOverridesPayloadType, {
    description: 'Resets every override that says what its source says too.',
  })
  async dropNeedlessOverrides(@Ctx() { dataSource, caller }: RequestContext): Promise<{ readonly dropped: number }> {
    return { dropped: await dropNeedless(dataSource, caller) };
  }
}
