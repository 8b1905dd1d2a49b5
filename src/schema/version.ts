/** API type of a version. */
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Version } from '../store/entities/version.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { VersionFilterInput } from './list-filters.js';
import { VersionOrder } from './list-order.js';
import { DocumentKind, LifecycleState } from './enums.js';
import { NodeType } from './node.js';

@ObjectType('Version', { implements: NodeType, description: 'One release of a product.', simpleResolvers: true })
export class VersionType
  extends NodeType
  implements Pick<Version, 'slug' | 'label' | 'aliases' | 'releasedOn' | 'endOfLife' | 'preview' | 'state'>
{
  @Field(() => String, { description: 'Name in addresses and keys; unique within the product.' })
  slug!: string;

  @Field(() => String, { description: 'Name as the vendor writes it, such as `12.5(1)SU4`.' })
  label!: string;

  @Field(() => [String], { description: 'Other names that scopes may use.' })
  aliases!: string[];

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day of release, as the manifest of its source or a curator states it; null where nobody does.',
  })
  releasedOn!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Day on which the vendor ends support.' })
  endOfLife!: string | null;

  @Field(() => Boolean, { description: 'Not a release yet; never the latest version.' })
  preview!: boolean;

  @Field(() => String, {
    description: 'The label by which it is put in order: its own, unless a curator gave another.',
  })
  order!: string;

  @Field(() => LifecycleState, { description: 'Its publication state.' })
  state!: keyof typeof LifecycleState;

  @Field(() => GraphQLDateTime, { description: 'When the library first had it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last, by an ingest or a curator.' })
  updatedAt!: Date;
}

export const VersionConnection = createConnectionType('Version', () => VersionType);

@ArgsType()
export class VersionDocumentsArguments extends ConnectionArguments {
  @Field(() => DocumentKind, { nullable: true, description: 'Only documents of this kind.' })
  kind?: keyof typeof DocumentKind | null;
}

@ArgsType()
export class VersionsArguments extends ConnectionArguments {
  @Field(() => VersionFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: VersionFilterInput | null;

  @Field(() => VersionOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof VersionOrder> | null;
}
