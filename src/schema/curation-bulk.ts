/** API types of bulk edits: chosen, looked at, made, taken back. */
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { BulkPreview, BulkRefusal } from '../curation/bulk-edit.js';
import type { BulkSubjectsRow } from '../store/queries/bulk-subjects.js';
import type { BulkRow } from '../store/queries/curation-bulks.js';
import { createConnectionType } from './connection.js';
import { DocumentValuesInput } from './curation-edit.js';
import { createPayloadType, KeyedInput } from './payload.js';
import { DocumentFilterInput } from './document-filter.js';
import { BulkKind, SubjectKind, UndoRefusalReason } from './curation-enums.js';

@InputType({ description: 'The same change of many documents.' })
export class BulkEditInput extends KeyedInput {
  @Field(() => DocumentFilterInput, { description: 'Which documents; `{}` for all, hidden ones too.' })
  filter!: DocumentFilterInput;

  @Field(() => DocumentValuesInput, { nullable: true, description: 'Values to set.' })
  set?: DocumentValuesInput | null;

  @Field(() => [String], { nullable: true, description: 'Fields that go back to what the source says.' })
  reset?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Sets the title of each document to its `statedTitle`. The title stays where that is so already, where the text states none, where a curator set the title, and where another document of the version has the stated title or would get it, too; where nothing else changes such a document is not among those that are `chosen`. Not together with a title in `set` or `reset`.',
  })
  useStatedTitle?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Fields whose value in force is right: it stays when the source changes, and counts as set by a curator. Documents of which a curator set them all already, and where nothing else changes, are not among those that are `chosen`.',
  })
  confirm?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;
}

@ObjectType('BulkCell', { description: 'A field of a thing, before and after.', simpleResolvers: true })
export class BulkCellType {
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in force now.' })
  before!: unknown;

  @Field(() => Boolean, { description: 'Whether that is an override.' })
  beforeSet!: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value that will be in force.' })
  after!: unknown;

  @Field(() => Boolean, { description: 'Whether that will be an override; false for a reset.' })
  afterSet!: boolean;
}

@ObjectType('BulkRow', { description: 'A thing that a bulk would change.', simpleResolvers: true })
export class BulkRowType {
  @Field(() => ID, { description: 'The `id` of the thing.' })
  subjectId!: string;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  path!: string;

  @Field(() => Boolean, { description: 'Somebody changed it since the preview: it would be left out.' })
  isStale!: boolean;

  @Field(() => [BulkCellType], { description: 'Its fields.' })
  cells!: BulkCellType[];
}

export const BulkRowConnection = createConnectionType('BulkRow', () => BulkRowType);

@ObjectType('BulkPreview', { description: 'What a bulk would do, before it is made.' })
export class BulkPreviewType implements Pick<BulkPreview, 'token' | 'expiresAt' | 'chosen' | 'changing'> {
  @Field(() => ID, { description: 'Give it to `applyBulkEdit`.' })
  token!: string;

  @Field(() => GraphQLDateTime, { description: 'Until when it can be made.' })
  expiresAt!: Date;

  @Field(() => Int, { description: 'Things that were chosen.' })
  chosen!: number;

  @Field(() => Int, { description: 'Those of them that would change.' })
  changing!: number;
}

@ObjectType('BulkRefusal', { description: 'A thing that a bulk left as it was.', simpleResolvers: true })
export class BulkRefusalType implements Pick<BulkRefusal, 'path' | 'reason' | 'message'> {
  @Field(() => String, { nullable: true, description: 'Slugs of the thing; null if it is gone.' })
  path!: string | null;

  @Field(() => UndoRefusalReason, { description: 'Stable reason.' })
  reason!: keyof typeof UndoRefusalReason;

  @Field(() => String, { description: 'The reason in words.' })
  message!: string;
}

@ObjectType('BulkSubjects', {
  description:
    'Things of one sort that a bulk changed, and what they have in common. Names are those of today; null where it is not one for all, or is not in the library any more.',
  simpleResolvers: true,
})
export class BulkSubjectsType implements Omit<BulkSubjectsRow, 'parentId'> {
  @Field(() => SubjectKind, { description: 'What sort of things.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => Int, { description: 'How many of them.' })
  count!: number;

  @Field(() => [String], { description: 'Names of the fields that changed; `place` for a move.' })
  fields!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Slugs, joined by `/`, of the product and the version that all of them are or stand below; those of the thing itself if it is one.',
  })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the vendor of all of them.' })
  vendorName!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the product of all of them.' })
  productName!: string | null;

  @Field(() => String, { nullable: true, description: 'Label of the version of all of them.' })
  versionLabel!: string | null;
}

@ObjectType('CurationBulk', { description: 'Changes that were made in one go and can be undone in one go.' })
export class CurationBulkType implements Pick<BulkRow, 'id' | 'at' | 'kind' | 'changed' | 'note' | 'callerName'> {
  @Field(() => ID, { description: 'Names it in `undoChanges`.' })
  id!: string;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => BulkKind, { description: 'What it was.' })
  kind!: keyof typeof BulkKind;

  @Field(() => Int, { description: 'Fields that changed.' })
  changed!: number;

  @Field(() => String, { nullable: true, description: 'Why, as the curator wrote it.' })
  note!: string | null;

  @Field(() => String, { description: 'Name of who made it.' })
  callerName!: string;
}

export const CurationBulkConnection = createConnectionType('CurationBulk', () => CurationBulkType);

@ObjectType('ApplyBulkPayload', { description: 'What became of a bulk.', simpleResolvers: true })
export class ApplyBulkPayloadType {
  @Field(() => CurationBulkType, { description: 'What was made.' })
  bulk!: object;

  @Field(() => [BulkRefusalType], { description: 'Things that were left as they were, each with the reason.' })
  refused!: readonly BulkRefusal[];
}

@InputType({ description: 'Which bulk is made.' })
export class ApplyBulkEditInput extends KeyedInput {
  @Field(() => ID, { description: 'The `token` of the preview.' })
  token!: string;
}

export const PreviewBulkEditPayload = createPayloadType(
  'PreviewBulkEdit',
  { name: 'preview', type: () => BulkPreviewType },
  { payload: 'What a bulk would do.', field: 'The preview.' },
);
