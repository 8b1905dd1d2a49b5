/** What a passage belongs to. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PassageType } from '../schema/chunk.js';
import { costOfList } from '../schema/cost.js';
import { ProductType } from '../schema/product.js';
import { VersionType } from '../schema/version.js';
import type { ProductRow, VersionRow } from '../store/queries/catalogue.js';
import type { PassageRow } from '../store/queries/chunks.js';
import { newestFirst } from '../store/version-order.js';
import type { RequestContext } from '../graphql/context.js';
import { present } from '../graphql/present.js';

@Resolver(() => PassageType)
export class PassageResolver {
  @FieldResolver(() => ProductType, { description: 'The product it documents.' })
  product(@Root() passage: PassageRow, @Ctx() { loaders }: RequestContext): Promise<ProductRow> {
    return present(loaders.product.load(passage.productId), 'product');
  }

  @FieldResolver(() => [VersionType], {
    description: 'Published versions that hold it, newest first.',
    complexity: costOfList,
  })
  async versions(@Root() passage: PassageRow, @Ctx() { loaders }: RequestContext): Promise<VersionRow[]> {
    return newestFirst(await loaders.versionsOfPassage.load(passage.id));
  }
}
