/** The scope as it was understood, with the things its ids stand for. */
import { Ctx, FieldResolver, Resolver, Root, Args } from 'type-graphql';
import { costOfList } from '../schema/cost.js';
import { ProductType } from '../schema/product.js';
import { NamedScopeType, ResolvedScopeType, SearchResultType, VersionResolutionType } from '../schema/search.js';
import { VendorType } from '../schema/vendor.js';
import { VersionType, VersionConnection } from '../schema/version.js';
import type { NamedScope, ResolvedScope, SearchAnswer, VersionResolution } from '../search/request.js';
import type { ProductRow, VendorRow, VersionRow } from '../store/queries/catalogue.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { connectVersions } from '../graphql/version-lists.js';
import { ConnectionArguments, type Connection } from '../schema/connection.js';

@Resolver(() => ResolvedScopeType)
export class ResolvedScopeResolver {
  @FieldResolver(() => [VendorType], { description: 'Vendors it is limited to.', complexity: costOfList })
  vendors(@Root() scope: ResolvedScope, @Ctx() { loaders }: RequestContext): Promise<VendorRow>[] {
    return scope.vendorIds.map((id) => present(loaders.vendor.load(id), 'vendor'));
  }

  @FieldResolver(() => [ProductType], { description: 'Products it is limited to.', complexity: costOfList })
  products(@Root() scope: ResolvedScope, @Ctx() { loaders }: RequestContext): Promise<ProductRow>[] {
    return scope.productIds.map((id) => present(loaders.product.load(id), 'product'));
  }

  @FieldResolver(() => [VersionResolutionType], {
    description: 'What became of each version that was asked for, per product.',
    complexity: costOfList,
  })
  versions(@Root() scope: ResolvedScope): readonly VersionResolution[] {
    return scope.versions;
  }
}

@Resolver(() => SearchResultType)
export class NamedScopeOfSearchResolver {
  @FieldResolver(() => NamedScopeType, {
    nullable: true,
    description:
      'What the words of the query name, where the scope is not limited to it: it comes first, and limits nothing. Null if they name nothing.',
  })
  namedScope(@Root() answer: SearchAnswer): NamedScope | null {
    return answer.namedScope;
  }
}

@Resolver(() => NamedScopeType)
export class NamedScopeResolver {
  @FieldResolver(() => [ProductType], { description: 'Products, those of the versions too.', complexity: costOfList })
  products(@Root() named: NamedScope, @Ctx() { loaders }: RequestContext): Promise<ProductRow>[] {
    return named.productIds.map((id) => present(loaders.product.load(id), 'product'));
  }

  @FieldResolver(() => [VersionResolutionType], {
    description: 'What became of each version; one that a named product does not have serves nothing.',
    complexity: costOfList,
  })
  versions(@Root() named: NamedScope): readonly VersionResolution[] {
    return named.versions;
  }
}

@Resolver(() => VersionResolutionType)
export class VersionResolutionResolver {
  @FieldResolver(() => ProductType, { nullable: true, description: 'The product it was looked up in.' })
  product(
    @Root() resolution: VersionResolution,
    @Ctx() { loaders }: RequestContext,
  ): Promise<ProductRow | null> | null {
    return resolution.productId === null ? null : loaders.product.load(resolution.productId);
  }

  @FieldResolver(() => VersionType, { nullable: true, description: 'The version that answers; null if none does.' })
  served(@Root() resolution: VersionResolution, @Ctx() { loaders }: RequestContext): Promise<VersionRow | null> | null {
    return resolution.servedId === null ? null : loaders.version.load(resolution.servedId);
  }

  @FieldResolver(() => VersionConnection, {
    description: 'If a series was asked for: its other versions, newest first.',
    // They are known with the scope, and few: a search would multiply a page of them by its hits.
    complexity: costOfList,
  })
  async others(
    @Root() { servedId, otherIds }: VersionResolution,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<VersionRow>> {
    const others = await Promise.all(otherIds.map((id) => present(loaders.version.load(id), 'version')));
    return connectVersions({ name: 'others', of: servedId ?? '' }, given, others);
  }

  @FieldResolver(() => [VersionType], {
    description: 'If none answers: versions that exist and are nearest, best first.',
    complexity: costOfList,
  })
  nearest(@Root() resolution: VersionResolution, @Ctx() { loaders }: RequestContext): Promise<VersionRow>[] {
    return resolution.nearestIds.map((id) => present(loaders.version.load(id), 'version'));
  }
}
