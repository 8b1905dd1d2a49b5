/** Products and their versions. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { costOfList } from '../schema/cost.js';
import { ProductConnection, ProductsArguments, ProductType } from '../schema/product.js';
import { VendorType } from '../schema/vendor.js';
import { VersionConnection, VersionType } from '../schema/version.js';
import { productCount, productOrders, products } from '../store/queries/catalogue-lists.js';
import { productNamed, type ProductRow, type VendorRow, type VersionRow } from '../store/queries/catalogue.js';
import { latestOf, newestFirst } from '../store/version-order.js';
import { isListedRow } from '../store/queries/visibility.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, pageOf, pageOfRows } from '../graphql/connect.js';
import { orderOf } from '../graphql/list-order.js';
import { byRank, newestVersionsFirst, withRank } from '../graphql/version-lists.js';
import { present } from '../graphql/present.js';
import { versionNamed } from '../graphql/version-lookup.js';

async function published(product: ProductRow, { loaders }: RequestContext): Promise<VersionRow[]> {
  const versions = await loaders.versionsOfProduct.load(product.id);
  return newestFirst(versions.filter(isListedRow));
}

@Resolver(() => ProductType)
export class ProductResolver {
  @Query(() => ProductConnection, connectionField('Products, by slug unless ordered otherwise.'))
  products(
    @Args(() => ProductsArguments) { filter, orderBy, ...given }: ProductsArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ProductRow>> {
    const order = orderOf(productOrders, orderBy, { field: 'SLUG', direction: 'ASC' });
    const list = { name: 'products', order };
    return connect(
      list,
      pageOf(list, given),
      (page) => products(dataSource, filter ?? {}, order, page),
      () => productCount(dataSource, filter ?? {}),
    );
  }

  @Query(() => ProductType, { nullable: true, description: 'One product.' })
  product(
    @Arg('slug', () => String, { description: 'Slug or alias.' }) slug: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<ProductRow | null> {
    return productNamed(dataSource, slug);
  }

  @FieldResolver(() => VendorType, { description: 'Who publishes it.' })
  vendor(@Root() product: ProductRow, @Ctx() { loaders }: RequestContext): Promise<VendorRow> {
    return present(loaders.vendor.load(product.vendorId), 'vendor');
  }

  @FieldResolver(() => VersionConnection, connectionField('Its published versions, newest first.'))
  versions(
    @Root() product: ProductRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<VersionRow>> {
    const list = { name: 'versions', of: product.id, order: newestVersionsFirst };
    return connect(
      list,
      pageOf(list, given),
      async (page) => pageOfRows((await published(product, context)).map(withRank), page, byRank),
      async () => (await published(product, context)).length,
    );
  }

  @FieldResolver(() => VersionType, {
    nullable: true,
    description: 'The newest published version that is not a preview.',
  })
  async latestVersion(@Root() product: ProductRow, @Ctx() context: RequestContext): Promise<VersionRow | null> {
    return latestOf(await published(product, context));
  }

  @FieldResolver(() => VersionType, { nullable: true, description: 'One version.' })
  version(
    @Root() product: ProductRow,
    @Arg('label', () => String, { description: 'Slug, label, alias or `latest`.' }) label: string,
    @Ctx() context: RequestContext,
  ): Promise<VersionRow | null> {
    return versionNamed(context, product.id, label);
  }

  @FieldResolver(() => [String], {
    description: 'Slugs that it, or what was merged into it, had before; they lead to it.',
    complexity: costOfList,
  })
  async formerSlugs(@Root() { id }: ProductRow, @Ctx() { loaders }: RequestContext): Promise<string[]> {
    return (await loaders.formerPaths.load(id)).map(({ path }) => path);
  }

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() product: ProductRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('PRODUCT').load(product.id), 'product');
  }
}
