/** Searches and their hits. */
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { SearchRedirectType } from '../schema/applied-rule.js';
import { ChunkType, PassageType } from '../schema/chunk.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import {
  costOfCorrection,
  costOfExcerpt,
  costOfHighlights,
  costOfOffer,
  costOfSearch,
  MOST_FRAGMENTS,
} from '../schema/cost.js';
import { Fusion, SearchMode } from '../schema/enums.js';
import { ParsedQueryType } from '../schema/parsed-query.js';
import {
  HighlightType,
  HitExplanationType,
  HitType,
  OccurrenceConnection,
  ResolvedScopeType,
  ScopeInput,
  SearchFacetsType,
  SearchResultType,
  WordsAloneType,
} from '../schema/search.js';
import { excerptOf } from '../search/excerpt.js';
import { highlightsOf, type Fragment } from '../search/highlights.js';
import { plainText } from '../search/plain-text.js';
import type { ParsedQuery } from '../search/query.js';
import { queryTerms } from '../search/query-terms.js';
import type { Facets, OccurrenceRow, ResolvedScope, SearchAnswer, WordsAlone } from '../search/request.js';
import type { ChunkRow, PassageRow } from '../store/queries/chunks.js';
import type { RequestContext } from '../graphql/context.js';
import { connectOccurrences } from '../graphql/connect-occurrences.js';
import { present } from '../graphql/present.js';
import type { AnsweredHit, ExplainedHit } from './hit-explanation.js';
import { selects } from '../graphql/selects.js';
import { scopeRequest } from '../graphql/scope-request.js';

const longestExcerpt = 2_000;

function checkLength(maxLength: number): void {
  if (maxLength >= 40 && maxLength <= longestExcerpt) return;
  throw new BadInputError(`\`maxLength\` is ${String(maxLength)}; it must be from 40 to ${String(longestExcerpt)}.`, {
    field: 'maxLength',
    limit: longestExcerpt,
  });
}

/** An answer that knows its entry in the query log; null if it has none. */
type LoggedAnswer = SearchAnswer & { readonly loggedAs: string | null };

@Resolver(() => SearchResultType)
export class SearchResolver {
  @Query(() => SearchResultType, {
    description: 'Passages that answer a query, best first, from the versions that were asked for and no others.',
    complexity: costOfSearch,
  })
  async search(
    @Arg('query', () => String, {
      description:
        'Words, names, error codes; at most 1,000 characters. "a phrase" must occur, -word must not; `vendor:`, `product:`, `version:`, `kind:`, `document:` and `language:` before a value (`version:9.18`, `product:"BIND 9"`) limit the search like a scope.',
    })
    query: string,
    @Arg('scope', () => ScopeInput, { nullable: true, description: 'What to search in; everything if left out.' })
    scope: ScopeInput | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many hits, 1 to 50.' })
    first: number | null,
    @Arg('mode', () => SearchMode, {
      nullable: true,
      defaultValue: SearchMode.HYBRID,
      description: 'Which legs answer.',
    })
    mode: keyof typeof SearchMode | null,
    @Arg('fusion', () => Fusion, {
      nullable: true,
      defaultValue: Fusion.WEIGHTED,
      description: 'How the legs become one list.',
    })
    fusion: keyof typeof Fusion | null,
    @Arg('rules', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: 'False: without what curators decided about searches, synonyms included.',
    })
    rules: boolean | null,
    @Arg('log', () => Boolean, {
      nullable: true,
      defaultValue: true,
      description: 'False: not written down, as a trial or a measurement is no demand.',
    })
    log: boolean | null,
    @Ctx() { search, searchLog, caller, signal }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoggedAnswer> {
    const asked = scope == null ? {} : scopeRequest(scope);
    const answer = await search.search({
      query,
      first: first ?? 10,
      mode: mode ?? SearchMode.HYBRID,
      fusion: fusion ?? Fusion.WEIGHTED,
      rules: rules ?? true,
      ...(scope && { scope: asked }),
      ...(signal && { signal }),
    });
    // Who does not look at hits asks for something else, such as what a name in the scope stands for.
    const isLogged = log !== false && selects(info, 'hits');
    return { ...answer, loggedAs: isLogged ? searchLog.record(answer, caller, asked) : null };
  }

  @FieldResolver(() => String, { description: 'The query as it was searched.' })
  query(@Root() answer: SearchAnswer): string {
    return answer.query.written;
  }

  @FieldResolver(() => ParsedQueryType, { description: 'The query as it was read: phrases, exclusions, filters.' })
  parsed(@Root() answer: SearchAnswer): ParsedQuery {
    return answer.query;
  }

  @FieldResolver(() => [HitType], { description: 'The hits, best first.' })
  hits(@Root() answer: LoggedAnswer): AnsweredHit[] {
    return answer.hits.map((hit) => ({ ...hit, query: answer.query, loggedAs: answer.loggedAs }));
  }

  @FieldResolver(() => SearchRedirectType, {
    nullable: true,
    description:
      'The document that a curator says to be the answer; null if nobody does, or if it was withdrawn while the search was answered.',
  })
  async redirect(@Root() { redirect }: SearchAnswer, @Ctx() { loaders }: RequestContext) {
    const chunk = redirect && (await loaders.citedChunk.load(redirect.chunkId));
    if (redirect === null || chunk === null) return null;
    const { target, name: ruleName } = redirect.applied;
    return { target, ruleName, chunk };
  }

  @FieldResolver(() => SearchFacetsType, { description: 'What it could be narrowed to.' })
  facets(@Root() answer: SearchAnswer): Promise<Facets> {
    return answer.facets();
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The query with words that the scope does not hold put right as words that it does: an offer, never searched instead. Null when there is nothing to correct.',
    complexity: costOfCorrection,
  })
  didYouMean(@Root() answer: SearchAnswer): Promise<string | null> {
    return answer.didYouMean();
  }

  @FieldResolver(() => WordsAloneType, {
    nullable: true,
    description:
      'What the words find without the quotes, offered when no passage of the scope holds every quoted phrase; null otherwise.',
    complexity: costOfOffer,
  })
  wordsAlone(@Root() answer: SearchAnswer): Promise<WordsAlone | null> {
    return answer.wordsAlone();
  }

  @FieldResolver(() => ResolvedScopeType, { description: 'The scope as it was understood.' })
  scope(@Root() answer: SearchAnswer): ResolvedScope {
    return answer.scope;
  }
}

@Resolver(() => WordsAloneType)
export class WordsAloneResolver {
  @FieldResolver(() => [HitType], { description: 'The hits of that query, best first; as many as were asked for.' })
  async hits(@Root() offer: WordsAlone): Promise<AnsweredHit[]> {
    return (await offer.hits()).map((hit) => ({ ...hit, query: offer.parsed }));
  }
}

@Resolver(() => HitType)
export class HitResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Give it to `recordOpening` when somebody opens the hit: so the library learns what answers. Null if the search is not logged.',
  })
  openToken(@Root() { loggedAs, rank }: AnsweredHit, @Ctx() { searchLog }: RequestContext): string | null {
    return loggedAs == null ? null : searchLog.openingToken({ id: loggedAs, rank });
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
