/** What the search index refused. */
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { PassageType } from '../schema/chunk.js';
import { costOfPage, MOST_PER_PAGE } from '../schema/cost.js';
import { DeadLetterType } from '../schema/dead-letter.js';
import type { PassageRow } from '../store/queries/chunks.js';
import { deadLetters, type DeadLetterRow } from '../store/queries/dead-letters.js';
import { Restricted } from '../schema/restricted.js';
import type { RequestContext } from '../graphql/context.js';

@Resolver(() => DeadLetterType)
export class DeadLetterResolver {
  @Restricted('operations.read')
  @Query(() => [DeadLetterType], {
    description:
      'Passages that the search index refused for good, latest first; `mcdewey doctor --repair` tries them again.',
    complexity: costOfPage,
  })
  deadLetters(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1 to 100.' })
    wanted: number | null,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<DeadLetterRow[]> {
    const first = wanted ?? 20;
    if (first < 1 || first > MOST_PER_PAGE) {
      throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(MOST_PER_PAGE)}.`, {
        field: 'first',
        limit: MOST_PER_PAGE,
      });
    }
    return deadLetters(dataSource, first);
  }

  @FieldResolver(() => PassageType, { nullable: true, description: 'The passage; null when it is gone.' })
  passage(@Root() letter: DeadLetterRow, @Ctx() { loaders }: RequestContext): Promise<PassageRow | null> {
    return loaders.passage.load(letter.passageId);
  }
}
