/** Which vendors, products, versions, jobs, sources and events a list holds. Everything that is given must hold; of a list, one entry. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { SubjectKind } from './curation-enums.js';
import { IngestSourceKind, JobState, LifecycleState } from './enums.js';
import { AuditAction } from './access-enums.js';

@InputType({ description: 'Which vendors. Everything that is given must hold.' })
export class VendorFilterInput {
  @Field(() => String, { nullable: true, description: 'Stands in the name, in any case.' })
  nameContains?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Changed then or later.' })
  updatedSince?: Date | null;
}

@InputType({ description: 'Which products. Everything that is given must hold; of a list, one entry.' })
export class ProductFilterInput extends VendorFilterInput {
  @Field(() => [String], { nullable: true, description: 'Slugs of vendors.' })
  vendors?: string[] | null;
}

@InputType({ description: 'Which versions. Everything that is given must hold; of a list, one entry.' })
export class VersionFilterInput {
  @Field(() => [String], { nullable: true, description: 'Slugs of vendors.' })
  vendors?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of products.' })
  products?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the label, in any case.' })
  labelContains?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Is a preview, or is none.' })
  preview?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Changed then or later.' })
  updatedSince?: Date | null;

  @Field(() => [LifecycleState], {
    nullable: true,
    description:
      'Publication states; what is published if left out. Others than PUBLISHED and ARCHIVED are for curators.',
  })
  states?: (keyof typeof LifecycleState)[] | null;
}

@InputType({ description: 'Which ingests. Everything that is given must hold; of a list, one entry.' })
export class IngestJobFilterInput {
  @Field(() => [JobState], { nullable: true, description: 'How they stand.' })
  states?: (keyof typeof JobState)[] | null;

  @Field(() => ID, { nullable: true, description: 'The `id` of the `IngestSource` that they read.' })
  sourceId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Started then or later.' })
  startedSince?: Date | null;
}

@InputType({ description: 'Which places. Everything that is given must hold; of a list, one entry.' })
export class IngestSourceFilterInput {
  @Field(() => [IngestSourceKind], { nullable: true, description: 'What sort of place.' })
  kinds?: (keyof typeof IngestSourceKind)[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the location, in any case.' })
  locationContains?: string | null;
}

@InputType({ description: 'Which events. Everything that is given must hold; of a list, one entry.' })
export class AuditFilterInput {
  @Field(() => [AuditAction], { nullable: true, description: 'What was done.' })
  actions?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the name of who did it, in any case.' })
  callerContains?: string | null;

  @Field(() => String, { nullable: true, description: 'Stands in what it was done with, in any case.' })
  subjectContains?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Then or later.' })
  since?: Date | null;
}

@InputType({ description: 'Which changes. Everything that is given must hold; of a list, one entry.' })
export class CurationChangeFilterInput {
  @Field(() => [SubjectKind], { nullable: true, description: 'What sort of thing was changed.' })
  kinds?: (keyof typeof SubjectKind)[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the path of the thing, in any case.' })
  pathContains?: string | null;

  @Field(() => [String], { nullable: true, description: 'Names of fields.' })
  fields?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the name of who changed it, in any case.' })
  callerContains?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what you changed yourself.' })
  mine?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Only those of this bulk.' })
  bulkId?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Then or later.' })
  since?: Date | null;
}
