/** API types of the places that documentation comes from, and of what an ingest is asked for. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { IngestSource } from '../store/entities/ingest-source.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { IngestSourceFilterInput } from './list-filters.js';
import { IngestSourceOrder } from './list-order.js';
import { DocumentKind, IngestSourceKind } from './enums.js';
import { NodeType } from './node.js';
import { Restricted } from './restricted.js';
import { KeyedInput, keyField } from './payload.js';

@ObjectType('IngestSource', {
  implements: NodeType,
  description: 'A place that documentation comes from. It can be ingested again at any time.',
  simpleResolvers: true,
})
export class IngestSourceType extends NodeType implements Pick<IngestSource, 'kind' | 'location' | 'createdAt'> {
  @Field(() => IngestSourceKind, { description: 'What sort of place it is.' })
  kind!: keyof typeof IngestSourceKind;

  @Restricted('ingest.read')
  @Field(() => String, { description: 'Absolute path, address, or name of an upload.' })
  location!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was first ingested from.' })
  createdAt!: Date;
}

export const IngestSourceConnection = createConnectionType('IngestSource', () => IngestSourceType);

@InputType({ description: 'What is known of documentation where no manifest says so.' })
export class IngestNamesInput {
  @Field(() => String, { nullable: true, description: 'Name of the vendor.' })
  vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the product. A folder then holds versions.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Label of the version. A folder then holds documents.' })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'Makes everything one document with this name.' })
  document?: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'What the documents are for.' })
  documentKind?: keyof typeof DocumentKind | null;

  @Field(() => String, { nullable: true, description: 'SPDX id or name of the licence.' })
  licence?: string | null;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag.' })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Text of a `library.yaml` that describes the files, in place of the one that they hold; the names beside it do not count then. At most 262,144 characters; for folders, archives, uploads and repositories. Ingesting again from the source uses it again. `checkManifest` tells what is wrong with it.',
  })
  manifestText?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Lets it archive more than 30 % of the documents that came from there before (and more than 5), or any while nothing that is there can be taken. Without it such a job fails with `ARCHIVE_UNCONFIRMED` and changes nothing.',
  })
  allowArchive?: boolean | null;
}

@InputType({ description: 'What an ingest reads, and what is known of it where no manifest says so.' })
export class StartIngestInput extends IngestNamesInput implements KeyedInput {
  @Field(() => String, keyField)
  idempotencyKey?: string | null;

  @Field(() => IngestSourceKind, { nullable: true, description: 'Told from the location if it is left out.' })
  kind?: keyof typeof IngestSourceKind | null;

  @Field(() => String, {
    description: 'Absolute path on the disk of the service, address of a site, or of a repository.',
  })
  location!: string;

  @Field(() => String, { nullable: true, description: 'Absolute path of a manifest that describes the location.' })
  manifest?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a site: pages at most; 2,000 if it is left out.' })
  maxPages?: number | null;
}

@ArgsType()
export class IngestSourcesArguments extends ConnectionArguments {
  @Field(() => IngestSourceFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: IngestSourceFilterInput | null;

  @Field(() => IngestSourceOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof IngestSourceOrder> | null;
}

@InputType({ description: 'Which source is ingested again.' })
export class StartIngestAgainInput extends KeyedInput {
  @Field(() => ID, { description: 'The `id` of an `IngestSource`.' })
  sourceId!: string;

  @Field(() => Boolean, { nullable: true, description: 'As in `IngestNamesInput`.' })
  allowArchive?: boolean | null;
}

@InputType({ description: 'Which archived documents are published again.' })
export class RestoreArchivedInput {
  @Field(() => ID, { description: 'The `id` of an `IngestSource`.' })
  sourceId!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Only these, each as `product/version/document`; all that are archived if it is left out.',
  })
  documents?: string[] | null;
}

@ObjectType({ description: 'Documents that are published again.', simpleResolvers: true })
export class RestoreArchivedPayload {
  @Field(() => Int, { description: 'How many there are.' })
  restored!: number;
}
