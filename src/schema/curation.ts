/** API types of what curators made of the library: values beside what sources say, and their history. */
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { FieldStanding } from '../curation/standing.js';
import type { ReviewRow } from '../store/queries/curation-review.js';
import type { ChangeRow, SubjectRow } from '../store/queries/curation.js';
import type { Caller } from '../caller.js';
import { CallerKindEnum } from './account.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { CurationChangeFilterInput } from './list-filters.js';
import { SubjectKind } from './curation-enums.js';
import { Door } from './enums.js';

@ObjectType('CurationChange', {
  description: 'One field of one thing that a curator changed. A value that is not set is what the source says.',
  simpleResolvers: true,
})
export class CurationChangeType implements Partial<Pick<ChangeRow, 'at' | 'revision' | 'field' | 'note'>> {
  @Field(() => ID, { description: 'Names it in `undoChanges`.' })
  id!: unknown;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => SubjectKind, { description: 'What sort of thing was changed.' })
  subjectKind!: keyof typeof SubjectKind;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  subjectPath!: string;

  @Field(() => Int, { description: 'Curation revision that the thing got by it.' })
  revision!: number;

  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => Boolean, { description: 'Whether it was overridden before.' })
  beforeSet!: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The override before.' })
  before!: unknown;

  @Field(() => Boolean, { description: 'Whether it is overridden after; false for a reset.' })
  afterSet!: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The override after.' })
  after!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the source said at that moment.' })
  extracted!: unknown;

  @Field(() => String, { nullable: true, description: 'Why, as the curator wrote it.' })
  note!: string | null;

  @Field(() => String, { description: 'Name of who changed it.' })
  callerName!: string;

  @Field(() => CallerKindEnum, { description: 'What sort of caller it was.' })
  callerKind!: Caller['kind'];

  @Field(() => Door, { description: 'Where it came in.' })
  door!: keyof typeof Door;

  @Field(() => ID, { nullable: true, description: 'The bulk that it belongs to.' })
  bulkId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The change that it took back.' })
  reverts!: unknown;

  @Field(() => ID, { nullable: true, description: 'The proposal that it was made of.' })
  proposalId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of who proposed it; null if nobody did.' })
  proposedBy!: string | null;
}

export const CurationChangeConnection = createConnectionType('CurationChange', () => CurationChangeType);

@ArgsType()
export class CurationChangesArguments extends ConnectionArguments {
  @Field(() => CurationChangeFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: CurationChangeFilterInput | null;
}

@ObjectType('CuratedField', {
  description: 'How one field stands: what the source says, what a curator made of it.',
  simpleResolvers: true,
})
export class CuratedFieldType implements FieldStanding {
  @Field(() => String, { description: 'Its name, as in `set` of an edit.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the source says.' })
  extracted!: unknown;

  @Field(() => Boolean, { description: 'Whether a curator gave a value; `null` can be one.' })
  isOverridden!: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: "The curator's value." })
  override!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in force.' })
  effective!: unknown;

  @Field(() => Boolean, { description: 'The source says otherwise since the curator gave the value.' })
  sourceChanged!: boolean;

  @Field(() => Boolean, {
    description:
      'The source says the same by now, and said otherwise when the curator gave the value: the override can go.',
  })
  isNeedless!: boolean;

  @Field(() => CurationChangeType, { nullable: true, description: 'The last change; null if there was none.' })
  lastChange!: ChangeRow | null;
}

@ObjectType('Curation', {
  description: 'What curators made of a vendor, product, version or document. It is there for hidden things too.',
  simpleResolvers: true,
})
export class CurationType implements Pick<SubjectRow, 'kind' | 'path' | 'revision'> {
  @Field(() => SubjectKind, { description: 'What sort of thing it is about.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  path!: string;

  @Field(() => Int, {
    description: 'Grows with every change by a curator, never by an ingest. Give it back in an edit.',
  })
  revision!: number;
}

@ObjectType('CurationReviewItem', {
  description:
    'An override that asks for a look: its source says otherwise since the curator gave the value, be it the same as the override by now. One that says what its source said is a confirmation, and not among them.',
  simpleResolvers: true,
})
export class CurationReviewItemType implements Omit<ReviewRow, 'id'> {
  @Field(() => SubjectKind, { description: 'What sort of thing it is about.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  path!: string;

  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: "The curator's value." })
  override!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the source says now.' })
  extracted!: unknown;

  @Field(() => Boolean, { description: 'The source says the same as the override by now.' })
  isNeedless!: boolean;

  @Field(() => Boolean, { description: 'The source says otherwise since the curator gave the value.' })
  sourceChanged!: boolean;
}

export const CurationReviewItemConnection = createConnectionType('CurationReviewItem', () => CurationReviewItemType);

@ObjectType('DropNeedlessOverridesPayload', { description: 'Overrides that were reset.', simpleResolvers: true })
export class DropNeedlessOverridesPayloadType {
  @Field(() => Int, { description: 'How many there were.' })
  dropped!: number;
}
