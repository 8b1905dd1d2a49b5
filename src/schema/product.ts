/** API type of a product. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Product } from '../store/entities/product.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { ProductFilterInput } from './list-filters.js';
import { ProductOrder } from './list-order.js';
import { NodeType } from './node.js';

@ObjectType('Product', { implements: NodeType, description: 'What a vendor documents.', simpleResolvers: true })
export class ProductType
  extends NodeType
  implements Pick<Product, 'slug' | 'name' | 'aliases' | 'description' | 'homepage'>
{
  @Field(() => String, { description: 'Name in addresses, keys and scopes; unique in the whole library.' })
  slug!: string;

  @Field(() => String, { description: 'Name as the vendor writes it.' })
  name!: string;

  @Field(() => [String], { description: 'Other names that scopes may use.' })
  aliases!: string[];

  @Field(() => String, { nullable: true, description: 'What the product does, in a sentence.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "Address of the product's site." })
  homepage!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When the library first had it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last, by an ingest or a curator.' })
  updatedAt!: Date;
}

export const ProductConnection = createConnectionType('Product', () => ProductType);

@ArgsType()
export class ProductsArguments extends ConnectionArguments {
  @Field(() => ProductFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: ProductFilterInput | null;

  @Field(() => ProductOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof ProductOrder> | null;
}
