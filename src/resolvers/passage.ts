/** What a passage belongs to. */
import { Ctx, FieldResolver, Resolver, Root, Args } from 'type-graphql';
import { PassageType } from '../schema/chunk.js';
import { ProductType } from '../schema/product.js';
import type { ProductRow, VersionRow } from '../store/queries/catalogue.js';
import type { PassageRow } from '../store/queries/chunks.js';
import { newestFirst } from '../store/version-order.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';
import { connectVersions } from '../graphql/version-lists.js';
import { connectionField, ConnectionArguments, type Connection } from '../schema/connection.js';
import { VersionConnection } from '../schema/version.js';

@Resolver(() => PassageType)
export class PassageResolver {
  @FieldResolver(() => ProductType, { description: 'The product it documents.' })
  product(@Root() passage: PassageRow, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(passage.productId), 'product');
  }

  @FieldResolver(() => VersionConnection, connectionField('Published versions that hold it, newest first.'))
  async versions(
    @Root() { id }: PassageRow,
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Connection<VersionRow>> {
    return connectVersions({ name: 'versions', of: id }, given, newestFirst(await loaders.versionsOfPassage.load(id)));
  }
}
