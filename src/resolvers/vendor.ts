/** Vendors and their products. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { present } from '../graphql/present.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { ProductConnection } from '../schema/product.js';
import { VendorConnection, VendorType } from '../schema/vendor.js';
import { type ProductRow, vendorCount, vendorNamed, type VendorRow, vendors } from '../store/queries/catalogue.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, sliceOf } from '../graphql/connect.js';

@Resolver(() => VendorType)
export class VendorResolver {
  @Query(() => VendorConnection, connectionField('All vendors, by slug.'))
  vendors(
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<VendorRow>> {
    return connect(
      sliceOf(page),
      (slice) => vendors(dataSource, slice),
      () => vendorCount(dataSource),
    );
  }

  @Query(() => VendorType, { nullable: true, description: 'One vendor.' })
  vendor(
    @Arg('slug', () => String, { description: 'Slug or alias.' }) slug: string,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<VendorRow | null> {
    return vendorNamed(dataSource, slug);
  }

  @FieldResolver(() => ProductConnection, connectionField('What it publishes, by slug.'))
  products(
    @Root() vendor: VendorRow,
    @Args(() => ConnectionArguments) page: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<ProductRow>> {
    return connect(
      sliceOf(page),
      (slice) => loaders.productsOfVendor(slice).load(vendor.id),
      () => loaders.productCount.load(vendor.id),
    );
  }

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() vendor: VendorRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('VENDOR').load(vendor.id), 'vendor');
  }
}
