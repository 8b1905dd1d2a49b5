/** The library as a whole. */
import { Ctx, Query, Resolver } from 'type-graphql';
import { LibraryStatisticsType } from '../schema/library.js';
import { libraryStatistics, type LibraryStatistics } from '../store/queries/statistics.js';
import type { RequestContext } from '../graphql/context.js';

@Resolver()
export class LibraryResolver {
  @Query(() => LibraryStatisticsType, { description: 'How much is published.' })
  library(@Ctx() { dataSource }: RequestContext): Promise<LibraryStatistics> {
    return libraryStatistics(dataSource);
  }
}
