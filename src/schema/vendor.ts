/** API type of a vendor. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Vendor } from '../store/entities/vendor.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { VendorFilterInput } from './list-filters.js';
import { VendorOrder } from './list-order.js';
import { NodeType } from './node.js';

@ObjectType('Vendor', { implements: NodeType, description: 'Who publishes products.', simpleResolvers: true })
export class VendorType
  extends NodeType
  implements Pick<Vendor, 'slug' | 'name' | 'aliases' | 'description' | 'homepage'>
{
  @Field(() => String, { description: 'Name in addresses and scopes.' })
  slug!: string;

  @Field(() => String, { description: 'Name as the vendor writes it.' })
  name!: string;

  @Field(() => [String], { description: 'Other names that scopes may use.' })
  aliases!: string[];

  @Field(() => String, { nullable: true, description: 'What the vendor makes, in a sentence.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "Address of the vendor's site." })
  homepage!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When the library first had it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last, by an ingest or a curator.' })
  updatedAt!: Date;
}

export const VendorConnection = createConnectionType('Vendor', () => VendorType);

@ArgsType()
export class VendorsArguments extends ConnectionArguments {
  @Field(() => VendorFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: VendorFilterInput | null;

  @Field(() => VendorOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof VendorOrder> | null;
}
