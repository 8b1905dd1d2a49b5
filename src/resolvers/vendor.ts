/** Vendors and their products. */
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CurationType } from '../schema/curation.js';
import { Restricted } from '../schema/restricted.js';
import type { SubjectRow } from '../store/queries/curation.js';
import { present } from '../graphql/present.js';
import { type Connection, ConnectionArguments, connectionField } from '../schema/connection.js';
import { ProductConnection } from '../schema/product.js';
import { VendorConnection, VendorsArguments, VendorType } from '../schema/vendor.js';
import { productsBySlug, vendorCount, vendorOrders, vendors } from '../store/queries/catalogue-lists.js';
import { type ProductRow, vendorNamed, type VendorRow } from '../store/queries/catalogue.js';
import type { RequestContext } from '../graphql/context.js';
import { connect, pageOf } from '../graphql/connect.js';
import { orderOf } from '../graphql/list-order.js';

@Resolver(() => VendorType)
export class VendorResolver {
  @Query(() => VendorConnection, connectionField('Vendors, by slug unless ordered otherwise.'))
  vendors(
    @Args(() => VendorsArguments) { filter, orderBy, ...given }: VendorsArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<VendorRow>> {
    const order = orderOf(vendorOrders, orderBy, { field: 'SLUG', direction: 'ASC' });
    const list = { name: 'vendors', order };
    return connect(
      list,
      pageOf(list, given),
      (page) => vendors(dataSource, filter ?? {}, order, page),
      () => vendorCount(dataSource, filter ?? {}),
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
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<ProductRow>> {
    const list = { name: 'products', of: vendor.id, order: productsBySlug };
    return connect(
      list,
      pageOf(list, given),
      (page) => loaders.productsOfVendor(page).load(vendor.id),
      () => loaders.productCount.load(vendor.id),
    );
  }

  @Restricted('curation.read')
  @FieldResolver(() => CurationType, { description: 'What curators made of it.' })
  curation(@Root() vendor: VendorRow, @Ctx() { loaders }: RequestContext): Promise<SubjectRow> {
    return present(loaders.curation('VENDOR').load(vendor.id), 'vendor');
  }
}
