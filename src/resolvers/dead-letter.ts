/** What the search index refused. */
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { PassageType } from '../schema/chunk.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { DeadLetterConnection, DeadLetterType } from '../schema/dead-letter.js';
import { Restricted } from '../schema/restricted.js';
import type { PassageRow } from '../store/queries/chunks.js';
import {
  deadLetterCount,
  deadLetters,
  deadLettersLatestFirst,
  type DeadLetterRow,
} from '../store/queries/dead-letters.js';

@Resolver(() => DeadLetterType)
export class DeadLetterResolver {
  @Restricted('operations.read')
  @Query(
    () => DeadLetterConnection,
    connectionField(
      'Passages that the search index refused for good, latest first; `mcdewey doctor --repair` tries them again.',
    ),
  )
  deadLetters(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<DeadLetterRow>> {
    const list = { name: 'deadLetters', order: deadLettersLatestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => deadLetters(dataSource, page),
      () => deadLetterCount(dataSource),
    );
  }

  @FieldResolver(() => PassageType, { nullable: true, description: 'The passage; null when it is gone.' })
  passage(@Root() letter: DeadLetterRow, @Ctx() { loaders }: RequestContext): Promise<PassageRow | null> {
    return loaders.passage.load(letter.passageId);
  }
}
