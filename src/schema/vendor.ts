/** API type of a vendor. */
import { Field, ObjectType } from 'type-graphql';
import type { Vendor } from '../store/entities/vendor.js';
import { createConnectionType } from './connection.js';
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
}

export const VendorConnection = createConnectionType('Vendor', () => VendorType);
