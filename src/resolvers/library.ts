/** The library as a whole. */
import { Ctx, Query, Resolver } from 'type-graphql';
import { costOfStatistics } from '../schema/cost.js';
import { LibraryStatisticsType } from '../schema/library.js';
import { libraryStatistics, type LibraryStatistics } from '../store/queries/statistics.js';
import type { RequestContext } from '../graphql/context.js';

@Resolver()
export class LibraryResolver {
  @Query(() => LibraryStatisticsType, { description: 'How much is published.', complexity: costOfStatistics })
  library(@Ctx() { dataSource }: RequestContext): Promise<LibraryStatistics> {
    return libraryStatistics(dataSource);
  }
}
