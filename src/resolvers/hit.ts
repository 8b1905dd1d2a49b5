/** What is shown of a hit. */
import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import type { AnsweredHit } from '../graphql/connect-hits.js';
import { connectOccurrences } from '../graphql/connect-occurrences.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { ChunkType, PassageType } from '../schema/chunk.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfExcerpt, costOfHighlights, MOST_FRAGMENTS } from '../schema/cost.js';
import { HighlightType, HitExplanationType, HitType, OccurrenceConnection } from '../schema/hit.js';
import { excerptOf } from '../search/excerpt.js';
import { highlightsOf, type Fragment } from '../search/highlights.js';
import { plainText } from '../search/plain-text.js';
import { queryTerms } from '../search/query-terms.js';
import type { OccurrenceRow } from '../search/request.js';
import type { ChunkRow, PassageRow } from '../store/queries/chunks.js';
import type { ExplainedHit } from './hit-explanation.js';

const longestExcerpt = 2_000;

function checkLength(maxLength: number): void {
  if (maxLength >= 40 && maxLength <= longestExcerpt) return;
  throw new BadInputError(`\`maxLength\` is ${String(maxLength)}; it must be from 40 to ${String(longestExcerpt)}.`, {
    field: 'maxLength',
    limit: longestExcerpt,
  });
}

@Resolver(() => HitType)
export class HitResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Give it to `recordOpening` when somebody opens the hit: so the library learns what answers. Null if the search is not logged.',
  })
  openToken(@Root() { loggedAs, rank }: AnsweredHit, @Ctx() { searchLog }: RequestContext): string | null {
    return loggedAs === null ? null : searchLog.openingToken({ id: loggedAs, rank });
  }

  @FieldResolver(() => ChunkType, { description: 'The best chunk of the passage for the scope.' })
  chunk(@Root() hit: AnsweredHit, @Ctx() { loaders }: RequestContext): Promise<ChunkRow> {
    return present(loaders.citedChunk.load(hit.chunkId), 'chunk');
  }

  @FieldResolver(() => HitExplanationType, { description: 'Why it has its rank.' })
  explain(@Root() hit: AnsweredHit): ExplainedHit {
    return { ...hit.explain, hit };
  }

  @FieldResolver(() => PassageType, { description: 'The passage that answers.' })
  passage(@Root() hit: AnsweredHit, @Ctx() { loaders }: RequestContext): Promise<PassageRow> {
    return present(loaders.passage.load(hit.passageId), 'passage');
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField('Other published versions that hold the same text, newest first.'),
  )
  alsoIn(
    @Root() { chunkId, alsoIn }: AnsweredHit,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<OccurrenceRow>> {
    return connectOccurrences('alsoIn', chunkId, given, alsoIn);
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField(
      'Other documents and files of the same version with the same text under the same headings below the title, best first; they are no hits of their own.',
    ),
  )
  alsoAt(
    @Root() { chunkId, alsoAt }: AnsweredHit,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<OccurrenceRow>> {
    return connectOccurrences('alsoAt', chunkId, given, alsoAt);
  }

  @FieldResolver(
    () => OccurrenceConnection,
    connectionField('Other published versions that say it in other words at the same place, newest first.'),
  )
  changedIn(
    @Root() { chunkId, changedIn }: AnsweredHit,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
  ): Promise<Connection<OccurrenceRow>> {
    return connectOccurrences('changedIn', chunkId, given, changedIn);
  }

  @FieldResolver(() => String, {
    description: 'Plain text around the words of the query that stand closest together.',
    complexity: costOfExcerpt,
  })
  async excerpt(
    @Root() hit: AnsweredHit,
    @Arg('maxLength', () => Int, {
      nullable: true,
      defaultValue: 320,
      description: 'Longest length in characters, 40 to 2,000.',
    })
    wantedLength: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<string> {
    const maxLength = wantedLength ?? 320;
    checkLength(maxLength);
    const chunk = await present(loaders.citedChunk.load(hit.chunkId), 'chunk');
    return excerptOf(chunk.text, hit.query, maxLength);
  }

  @FieldResolver(() => [HighlightType], {
    description:
      "The fragments that hold most of the query's words, in reading order, the words told apart. At least one: where no word of the query stands, as in what was found by meaning, the beginning.",
    complexity: costOfHighlights,
  })
  async highlights(
    @Root() hit: AnsweredHit,
    @Arg('first', () => Int, { nullable: true, defaultValue: 2, description: 'Most fragments, 1 to 5.' })
    wantedFragments: number | null,
    @Arg('maxLength', () => Int, {
      nullable: true,
      defaultValue: 160,
      description: 'Longest length of a fragment in characters, 40 to 2,000.',
    })
    wantedLength: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<{ readonly pieces: Fragment }[]> {
    const [first, maxLength] = [wantedFragments ?? 2, wantedLength ?? 160];
    checkLength(maxLength);
    if (first < 1 || first > MOST_FRAGMENTS) {
      throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(MOST_FRAGMENTS)}.`, {
        field: 'first',
        limit: MOST_FRAGMENTS,
      });
    }
    const chunk = await present(loaders.citedChunk.load(hit.chunkId), 'chunk');
    const fragments = await highlightsOf(plainText(chunk.text), queryTerms(hit.query), { first, maxLength }, (words) =>
      loaders.stems.load(words),
    );
    return fragments.map((pieces) => ({ pieces }));
  }
}
