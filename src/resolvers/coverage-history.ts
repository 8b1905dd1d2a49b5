/** How coverage changed over time. */
import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { connectPlaced } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfList } from '../schema/cost.js';
import { CoverageChangeConnection, CoverageDayType } from '../schema/coverage-history.js';
import { Restricted } from '../schema/restricted.js';
import {
  coverageChanges,
  coverageDays,
  type CoverageChangeRow,
  type CoverageDayRow,
} from '../store/queries/coverage-history.js';

/** @throws BadInputError beyond what is kept. */
function checkDays(days: number): void {
  if (days >= 1 && days <= 730) return;
  throw new BadInputError(`\`days\` is ${String(days)}; it must be from 1 to 730.`, { field: 'days' });
}

@Resolver()
export class CoverageHistoryResolver {
  @Restricted('curation.read')
  @Query(
    () => CoverageChangeConnection,
    connectionField('What became more or less, as noted after each job and now and then; newest first.'),
  )
  async coverageChanges(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Arg('days', () => Int, { defaultValue: 30, description: 'Days back from now, 1 to 730.' }) days: number,
    @Ctx() { dataSource }: RequestContext,
    @Arg('product', () => String, { nullable: true, description: 'Slug of a product; all if left out.' })
    product?: string | null,
  ): Promise<Connection<CoverageChangeRow>> {
    checkDays(days);
    const changes = await coverageChanges(dataSource, { days, product: product ?? null });
    return connectPlaced({ name: 'coverageChanges' }, page, changes, (change) =>
      [change.at.toISOString(), change.product, change.version, change.kind].join(' '),
    );
  }

  @Restricted('curation.read')
  @Query(() => [CoverageDayType], {
    description:
      'How much was published at the end of each day on which that changed, oldest first; before them the last day before the time that is asked for.',
    complexity: costOfList,
  })
  coverageTrend(
    @Arg('days', () => Int, { defaultValue: 90, description: 'Days back from now, 1 to 730.' }) days: number,
    @Ctx() { dataSource }: RequestContext,
    @Arg('product', () => String, { nullable: true, description: 'Slug of a product; all if left out.' })
    product?: string | null,
  ): Promise<CoverageDayRow[]> {
    checkDays(days);
    return coverageDays(dataSource, { days, product: product ?? null });
  }
}
