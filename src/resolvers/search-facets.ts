/** What a search could be narrowed to. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { costOfFacetValues, costOfList } from '../schema/cost.js';
import {
  DocumentFacetType,
  KindFacetType,
  LanguageFacetType,
  ProductFacetType,
  SearchFacetsType,
  VendorFacetType,
  VersionFacetType,
} from '../schema/search-facets.js';
import type { FilterField } from '../search/query.js';
import type { Facets, FacetValue } from '../search/request.js';

/** Lists of the API by what they count. */
export const facetLists: Readonly<Record<FilterField, string>> = {
  vendor: 'vendors',
  product: 'products',
  version: 'versions',
  kind: 'kinds',
  language: 'languages',
  document: 'documents',
};

/** The values of a field, each with what it is. */
function valuesOf<Named extends object>(
  { values }: Facets,
  field: FilterField,
  named: (id: string) => Named,
): (Named & Pick<FacetValue, 'count' | 'isSelected'>)[] {
  return (values[field] ?? []).map(({ id, count, isSelected }) => ({ ...named(id), count, isSelected }));
}

@Resolver(() => SearchFacetsType)
export class SearchFacetsResolver {
  @FieldResolver(() => [VendorFacetType], { description: 'By vendor.', complexity: costOfFacetValues })
  vendors(@Root() facets: Facets, @Ctx() { loaders }: RequestContext) {
    return valuesOf(facets, 'vendor', (id) => ({ vendor: present(loaders.vendor.load(id), 'vendor') }));
  }

  @FieldResolver(() => [ProductFacetType], { description: 'By product.', complexity: costOfFacetValues })
  products(@Root() facets: Facets, @Ctx() { loaders }: RequestContext) {
    return valuesOf(facets, 'product', (id) => ({ product: present(loaders.product.load(id), 'product') }));
  }

  @FieldResolver(() => [VersionFacetType], { description: 'By version.', complexity: costOfFacetValues })
  versions(@Root() facets: Facets, @Ctx() { loaders }: RequestContext) {
    return valuesOf(facets, 'version', (id) => ({ version: present(loaders.version.load(id), 'version') }));
  }

  @FieldResolver(() => [KindFacetType], { description: 'By kind of document.', complexity: costOfList })
  kinds(@Root() facets: Facets) {
    return valuesOf(facets, 'kind', (kind) => ({ kind }));
  }

  @FieldResolver(() => [LanguageFacetType], {
    description: 'By language; documents that do not say theirs count in none.',
    complexity: costOfFacetValues,
  })
  languages(@Root() facets: Facets) {
    return valuesOf(facets, 'language', (language) => ({ language }));
  }

  @FieldResolver(() => [DocumentFacetType], { description: 'By document.', complexity: costOfFacetValues })
  documents(@Root() facets: Facets, @Ctx() { loaders }: RequestContext) {
    return valuesOf(facets, 'document', (id) => ({ document: present(loaders.document.load(id), 'document') }));
  }
}
