/** What a query asks for and its scope does not hold. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { costOfList, costOfMissingTerms } from '../schema/cost.js';
import { MissingTermType, TermPlaceType } from '../schema/missing-term.js';
import { ProductType } from '../schema/product.js';
import { SearchResultType } from '../schema/search.js';
import { VersionType } from '../schema/version.js';
import type { MissingTerm, SearchAnswer, TermPlace } from '../search/request.js';
import type { ProductRow, VersionRow } from '../store/queries/catalogue.js';

@Resolver(() => SearchResultType)
export class MissingTermsResolver {
  @FieldResolver(() => [MissingTermType], {
    description:
      'Names, phrases and rare words of the query that nothing in the scope holds, in their order, at most 5, and where else they are. Hits are about something else, or about it in other words.',
    complexity: costOfMissingTerms,
  })
  missingTerms(@Root() answer: SearchAnswer): Promise<readonly MissingTerm[]> {
    return answer.missingTerms();
  }
}

@Resolver(() => MissingTermType)
export class MissingTermResolver {
  @FieldResolver(() => [TermPlaceType], {
    description:
      'Products outside the scope that hold it, those with the most passages first, at most 5; empty when the library does not hold it.',
    complexity: costOfList,
  })
  foundIn(@Root() term: MissingTerm): readonly TermPlace[] {
    return term.foundIn;
  }
}

@Resolver(() => TermPlaceType)
export class TermPlaceResolver {
  @FieldResolver(() => ProductType, { description: 'The product.' })
  product(@Root() place: TermPlace, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(place.productId), 'product');
  }

  @FieldResolver(() => [VersionType], {
    description: 'Its versions that hold it, newest first; at most 5.',
    complexity: costOfList,
  })
  versions(@Root() place: TermPlace, @Ctx() { loaders }: RequestContext): Promise<VersionRow>[] {
    return place.versionIds.map((id) => present(loaders.version.load(id), 'version'));
  }
}
