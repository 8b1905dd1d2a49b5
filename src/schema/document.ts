/** API types of a document and its files. */
import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { DocumentFile } from '../store/entities/document-file.js';
import type { Document } from '../store/entities/document.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { DocumentFilterInput } from './document-filter.js';
import { DocumentOrder } from './list-order.js';
import { DocumentKind, LifecycleState } from './enums.js';
import { NodeType } from './node.js';
import { FileFormat } from './store-enums.js';

@ObjectType('Document', {
  implements: NodeType,
  description: 'One manual, guide, page tree or release note of a version.',
  simpleResolvers: true,
})
export class DocumentType
  extends NodeType
  implements
    Pick<
      Document,
      'slug' | 'title' | 'kind' | 'language' | 'licence' | 'sourceUrl' | 'state' | 'pageCount' | 'pagesWithoutText'
    >
{
  @Field(() => String, { description: 'Name in addresses and keys; unique within the version.' })
  slug!: string;

  @Field(() => String, { description: 'Title to show.' })
  title!: string;

  @Field(() => DocumentKind, { description: 'What the document is for.' })
  kind!: keyof typeof DocumentKind;

  @Field(() => String, { nullable: true, description: 'Language as a BCP 47 tag, such as `en`.' })
  language!: string | null;

  @Field(() => String, { nullable: true, description: 'Licence of the text.' })
  licence!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the vendor publishes the original.' })
  sourceUrl!: string | null;

  @Field(() => LifecycleState, { description: 'Its publication state.' })
  state!: keyof typeof LifecycleState;

  @Field(() => Int, { nullable: true, description: 'Pages of the original; null when it has none.' })
  pageCount!: number | null;

  @Field(() => Int, {
    description: 'Pages that show something that no text could be read from: scans, and fonts that hide their meaning.',
  })
  pagesWithoutText!: number;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day of release or publication, where its files state one and agree on it; null otherwise.',
  })
  releasedOn!: string | null;

  @Field(() => [String], {
    description: 'Versions that its files say they apply to, as they are written there; empty where they say nothing.',
  })
  statedVersions!: string[];

  @Field(() => GraphQLDateTime, { description: 'When the library first had it.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last, by an ingest or a curator.' })
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was read last.' })
  ingestedAt!: Date;
}

export const DocumentConnection = createConnectionType('Document', () => DocumentType);

@ObjectType('DocumentFile', { implements: NodeType, description: 'One file of a document.', simpleResolvers: true })
export class DocumentFileType
  extends NodeType
  implements Pick<DocumentFile, 'name' | 'path' | 'title' | 'format' | 'bytes' | 'warnings'>
{
  @Field(() => String, { description: 'Name without folders.' })
  name!: string;

  @Field(() => String, { description: 'Path in the source it was read from.' })
  path!: string;

  @Field(() => String, { description: 'Title to show.' })
  title!: string;

  @Field(() => FileFormat, { description: 'What it was read as.' })
  format!: string;

  @Field(() => Int, { description: 'Size of the original in bytes.' })
  bytes!: number;

  @Field(() => String, { description: 'SHA-256 of the original, hexadecimal.' })
  sha256!: string;

  @Field(() => [String], { description: 'Warnings of the reader.' })
  warnings!: string[];

  @Field(() => GraphQLDate, { nullable: true, description: 'Day of release or publication that it states.' })
  releasedOn!: string | null;

  @Field(() => [String], { description: 'Versions that it says it applies to, as it writes them.' })
  statedVersions!: string[];
}

export const DocumentFileConnection = createConnectionType('DocumentFile', () => DocumentFileType);

@ArgsType()
export class DocumentChunksArguments extends ConnectionArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Key of a chunk of this document: the page starts at the chunk before it. `after`, `before` and `offset` win over it.',
  })
  around?: string | null;
}

@ArgsType()
export class DocumentsArguments extends ConnectionArguments {
  @Field(() => DocumentFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: DocumentFilterInput | null;

  @Field(() => DocumentOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof DocumentOrder> | null;
}
