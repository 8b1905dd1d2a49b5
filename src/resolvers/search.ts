/** Searches and their answers. */
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { connectHits, type HitConnection as Hits, type PagedHits } from '../graphql/connect-hits.js';
import type { RequestContext } from '../graphql/context.js';
import { hitListOf, hitsAsked } from '../graphql/hit-cursor.js';
import { scopeRequest } from '../graphql/scope-request.js';
import { selectedArguments, selectedOf } from '../graphql/selects.js';
import { SearchRedirectType } from '../schema/applied-rule.js';
import { costOfCorrection, costOfFacets, costOfHits, costOfOffer, costOfSearch } from '../schema/cost.js';
import { Fusion, SearchMode } from '../schema/enums.js';
import { HitArguments, HitConnection } from '../schema/hit.js';
import { ParsedQueryType } from '../schema/parsed-query.js';
import { ResolvedScopeType, SearchArguments, SearchResultType, WordsAloneType } from '../schema/search.js';
import { SearchFacetsType } from '../schema/search-facets.js';
import { filterFields, type ParsedQuery } from '../search/query.js';
import { facetLists } from './search-facets.js';
import type { Facets, ResolvedScope, SearchAnswer, SearchRequest, WordsAlone } from '../search/request.js';

/** An answer whose hits can be paged through. */
export type PagedAnswer = SearchAnswer & PagedHits & { readonly asked: SearchRequest };

type PagedOffer = WordsAlone & { readonly offer: PagedHits };

const hitsField = (description: string) => ({ description, complexity: costOfHits });

@Resolver(() => SearchResultType)
export class SearchResolver {
  @Query(() => SearchResultType, {
    description: 'Passages that answer a query, best first, from the versions that were asked for and no others.',
    complexity: costOfSearch,
  })
  async search(
    @Args(() => SearchArguments) { query, scope, mode, fusion, rules, log }: SearchArguments,
    @Ctx() { search, searchLog, caller, signal }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PagedAnswer> {
    const asked = {
      query,
      mode: mode ?? SearchMode.HYBRID,
      fusion: fusion ?? Fusion.WEIGHTED,
      rules: rules ?? true,
      ...(scope && { scope: scopeRequest(scope) }),
    };
    const hitList = hitListOf(asked);
    const pages = selectedArguments(info, 'hits').map((given) => hitsAsked(hitList, given));
    const openings = pages.filter(({ shown }) => shown.length === 0).toSorted((a, b) => b.first - a.first);
    const [page] = [...openings, ...pages];
    const answer = await search.search({ ...asked, ...(page && { page }), ...(signal && { signal }) });
    // Who looks at no first page asks for something else, such as what a name in the scope stands for, or goes on.
    const isLogged = log !== false && openings.length > 0;
    const loggedAs = isLogged ? searchLog.record(answer, caller, asked.scope) : null;
    return { ...answer, asked, hitList, loggedAs };
  }

  @FieldResolver(() => String, { description: 'The query as it was searched.' })
  query(@Root() answer: SearchAnswer): string {
    return answer.query.written;
  }

  @FieldResolver(() => ParsedQueryType, { description: 'The query as it was read: phrases, exclusions, filters.' })
  parsed(@Root() answer: SearchAnswer): ParsedQuery {
    return answer.query;
  }

  @FieldResolver(
    () => HitConnection,
    hitsField(
      'The hits, best first; 200 at most, page by page. A further page ranks afresh and leaves out what was shown: while the library changes no hit comes twice.',
    ),
  )
  hits(
    @Root() answer: PagedAnswer,
    @Args(() => HitArguments) given: HitArguments,
    @Ctx() context: RequestContext,
  ): Promise<Hits> {
    return connectHits(answer, given, context);
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

  @FieldResolver(() => SearchFacetsType, {
    description: 'What it could be narrowed to; counted only as far as it is selected.',
    complexity: costOfFacets,
  })
  facets(@Root() answer: SearchAnswer, @Info() info: GraphQLResolveInfo): Promise<Facets> {
    const lists = selectedOf(info, Object.values(facetLists));
    return answer.facets(filterFields.filter((field) => lists.includes(facetLists[field])));
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
  async wordsAlone(@Root() { asked, wordsAlone }: PagedAnswer): Promise<PagedOffer | null> {
    const offer = await wordsAlone();
    if (offer === null) return null;
    const hitList = hitListOf({ ...asked, query: offer.query });
    return { ...offer, offer: { hitList, query: offer.parsed, loggedAs: null, page: offer.page } };
  }

  @FieldResolver(() => ResolvedScopeType, { description: 'The scope as it was understood.' })
  scope(@Root() answer: SearchAnswer): ResolvedScope {
    return answer.scope;
  }
}

@Resolver(() => WordsAloneType)
export class WordsAloneResolver {
  @FieldResolver(() => HitConnection, hitsField('The hits of that query, best first.'))
  hits(
    @Root() { offer }: PagedOffer,
    @Args(() => HitArguments) given: HitArguments,
    @Ctx() context: RequestContext,
  ): Promise<Hits> {
    return connectHits(offer, given, context);
  }
}
