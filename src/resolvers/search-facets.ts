/** What a search could be narrowed to. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { costOfList } from '../schema/cost.js';
import {
  KindFacetType,
  ProductFacetType,
  SearchFacetsType,
  VendorFacetType,
  VersionFacetType,
} from '../schema/search.js';
import type { Facets } from '../search/request.js';
import type { VendorRow } from '../store/queries/catalogue.js';

interface VendorCount {
  readonly vendor: VendorRow;
  readonly count: number;
}

@Resolver(() => SearchFacetsType)
export class SearchFacetsResolver {
  @FieldResolver(() => [VendorFacetType], { description: 'By vendor.', complexity: costOfList })
  async vendors(@Root() { products }: Facets, @Ctx() { loaders }: RequestContext): Promise<VendorCount[]> {
    const counts = new Map<string, number>();
    const loaded = await Promise.all(products.map(({ id }) => present(loaders.product.load(id), 'product')));
    for (const [at, { vendorId }] of loaded.entries()) {
      counts.set(vendorId, (counts.get(vendorId) ?? 0) + (products[at]?.count ?? 0));
    }
    const vendors = await Promise.all(
      [...counts].map(async ([id, count]) => ({ vendor: await present(loaders.vendor.load(id), 'vendor'), count })),
    );
    return vendors.sort((a, b) => b.count - a.count);
  }

  @FieldResolver(() => [ProductFacetType], { description: 'By product.', complexity: costOfList })
  products(@Root() { products }: Facets, @Ctx() { loaders }: RequestContext) {
    return products.map(({ id, count }) => ({ product: present(loaders.product.load(id), 'product'), count }));
  }

  @FieldResolver(() => [VersionFacetType], { description: 'By version.', complexity: costOfList })
  versions(@Root() { versions }: Facets, @Ctx() { loaders }: RequestContext) {
    return versions.map(({ id, count }) => ({ version: present(loaders.version.load(id), 'version'), count }));
  }

  @FieldResolver(() => [KindFacetType], { description: 'By kind of document.', complexity: costOfList })
  kinds(@Root() { kinds }: Facets) {
    return kinds.map(({ id, count }) => ({ kind: id, count }));
  }
}
