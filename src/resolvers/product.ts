/** Products and their versions. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { ProductConnection, ProductType } from '../schema/product.js';
import { VendorType } from '../schema/vendor.js';
import { VersionConnection, VersionType } from '../schema/version.js';
import {
  productCount,
  productNamed,
  type ProductRow,
  products,
  type VendorRow,
  type VersionRow,
} from '../store/queries/catalogue.js';
import { latestOf, newestFirst } from '../store/version-order.js';
import { isListedRow } from '../store/queries/visibility.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, sliceOf } from '../graphql/connect.js';
import { present } from '../graphql/present.js';
import { versionNamed } from '../graphql/version-lookup.js';

async function published(product: ProductRow, { loaders }: RequestContext): Promise<VersionRow[]> {
  const versions = await loaders.versionsOfProduct.load(product.id);
  return newestFirst(versions.filter(isListedRow));
}

@Resolver(() => ProductType)
export class ProductResolver {
  @Query(() => ProductConnection, connectionField('All products, by slug.'))
  products(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<ProductRow>> {
    return connect(
      sliceOf(page),
      (slice) => products(dataSource, slice),
      () => productCount(dataSource),
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
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<VersionRow>> {
    return connect(
      sliceOf(page),
      async ({ offset, limit }) => (await published(product, context)).slice(offset, offset + limit),
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

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() product: ProductRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('PRODUCT').load(product.id), 'product');
  }
}
