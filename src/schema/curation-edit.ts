/** API types of edits by curators: what they ask for and what they get. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { EditConflict, EditResult } from '../curation/edit-subject.js';
import type { EditError } from '../curation/edit-error.js';
import type { UndoRefusal } from '../curation/undo.js';
import type { ChangeRow, SubjectRow } from '../store/queries/curation.js';
import { CurationChangeType, CurationType } from './curation.js';
import { DocumentType } from './document.js';
import { KeyedInput } from './payload.js';
import { UndoRefusalReason, Visibility } from './curation-enums.js';
import { DocumentKind } from './enums.js';
import { ProductType } from './product.js';
import { VendorType } from './vendor.js';
import { VersionType } from './version.js';

const day = 'A day as `YYYY-MM-DD`; null for none.';

@InputType({ description: 'Values that win over what the source says. What is left out stays as it is.' })
export class VendorValuesInput {
  @Field(() => String, { nullable: true, description: 'Name to show.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'Other names that scopes may use; an empty list for none.' })
  aliases?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence; null for none.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Address of its site; null for none.' })
  homepage?: string | null;

  @Field(() => Visibility, {
    nullable: true,
    description: 'Who may see it and all that stands below it: `PUBLIC`, `READERS` or `CURATORS`.',
  })
  visibility?: keyof typeof Visibility | null;
}

@InputType({ description: 'Values that win over what the source says. What is left out stays as it is.' })
export class ProductValuesInput extends VendorValuesInput {
  @Field(() => String, { nullable: true, description: 'Slug of the version that counts as the latest.' })
  latest?: string | null;
}

@InputType({ description: 'Values that win over what the source says. What is left out stays as it is.' })
export class VersionValuesInput {
  @Field(() => String, { nullable: true, description: 'Name to show.' })
  label?: string | null;

  @Field(() => [String], { nullable: true, description: 'Other names that scopes may use; an empty list for none.' })
  aliases?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Not a release yet; never the latest version.' })
  preview?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The label that it is put in order by.' })
  order?: string | null;

  @Field(() => String, { nullable: true, description: `Day of release. ${day}` })
  releasedOn?: string | null;

  @Field(() => String, { nullable: true, description: `Day on which the vendor ends support. ${day}` })
  endOfLife?: string | null;

  @Field(() => Visibility, { nullable: true, description: 'Who may see it.' })
  visibility?: keyof typeof Visibility | null;
}

@InputType({ description: 'Values that win over what the source says. What is left out stays as it is.' })
export class DocumentValuesInput {
  @Field(() => String, { nullable: true, description: 'Title to show.' })
  title?: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'What the document is for.' })
  kind?: keyof typeof DocumentKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'BCP 47 tag such as `en` or `pt-BR`, no name of a language; null for none.',
  })
  language?: string | null;

  @Field(() => String, { nullable: true, description: 'SPDX id or name of the licence; null for none.' })
  licence?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the vendor publishes the original; null for nowhere.' })
  sourceUrl?: string | null;

  @Field(() => String, { nullable: true, description: `Day of release or publication. ${day}` })
  releasedOn?: string | null;

  @Field(() => [String], { nullable: true, description: 'Versions that it says it applies to.' })
  statedVersions?: string[] | null;

  @Field(() => Visibility, { nullable: true, description: 'Who may see it.' })
  visibility?: keyof typeof Visibility | null;
}

@InputType({ description: 'What every edit of one thing says.' })
export abstract class EditInput {
  @Field(() => ID, { description: 'Of the thing to change.' })
  id!: string;

  @Field(() => [String], { nullable: true, description: 'Fields that go back to what the source says.' })
  reset?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;

  @Field(() => Int, {
    description: 'The `curation.revision` that you saw: `CONFLICT` if somebody changed it since.',
  })
  expectedRevision!: number;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether it is made all the same if others only changed other fields since.',
  })
  merge?: boolean | null;
}

@InputType({ description: 'An edit of a vendor.' })
export class EditVendorInput extends EditInput {
  @Field(() => VendorValuesInput, { nullable: true, description: 'Values to set.' })
  set?: VendorValuesInput | null;
}

@InputType({ description: 'An edit of a product.' })
export class EditProductInput extends EditInput {
  @Field(() => ProductValuesInput, { nullable: true, description: 'Values to set.' })
  set?: ProductValuesInput | null;
}

@InputType({ description: 'An edit of a version.' })
export class EditVersionInput extends EditInput {
  @Field(() => VersionValuesInput, { nullable: true, description: 'Values to set.' })
  set?: VersionValuesInput | null;
}

@InputType({ description: 'An edit of a document.' })
export class EditDocumentInput extends EditInput {
  @Field(() => DocumentValuesInput, { nullable: true, description: 'Values to set.' })
  set?: DocumentValuesInput | null;
}

@ObjectType('EditConflict', {
  description: 'What others did since the revision that was expected.',
  simpleResolvers: true,
})
export class EditConflictType implements EditConflict {
  @Field(() => [CurationChangeType], { description: 'Their changes, oldest first: who, what, when.' })
  changes!: readonly ChangeRow[];

  @Field(() => [String], { description: 'Fields that both changed; none if `merge` would do.' })
  overlapping!: readonly string[];
}

@ObjectType('EditPayload', { description: 'What became of an edit: all of it was made, or nothing.' })
export class EditPayloadType implements Omit<EditResult, 'subject' | 'errors'> {
  @Field(() => [CurationChangeType], { description: 'What changed; none if it was so already.' })
  changes!: readonly ChangeRow[];

  @Field(() => EditConflictType, { nullable: true, description: 'Set with the error `CONFLICT`.' })
  conflict!: EditConflict | null;

  @Field(() => CurationType, {
    nullable: true,
    description: 'How the thing stands now, also if nothing was changed; null if it could not be looked up.',
  })
  curation!: SubjectRow | null;

  userErrors!: readonly EditError[];
}

@ObjectType('EditVendorPayload', { description: 'What became of an edit of a vendor.' })
export class EditVendorPayloadType extends EditPayloadType {
  @Field(() => VendorType, { nullable: true, description: 'As everybody sees it now.' })
  vendor!: object | null;
}

@ObjectType('EditProductPayload', { description: 'What became of an edit of a product.' })
export class EditProductPayloadType extends EditPayloadType {
  @Field(() => ProductType, { nullable: true, description: 'As everybody sees it now.' })
  product!: object | null;
}

@ObjectType('EditVersionPayload', { description: 'What became of an edit of a version.' })
export class EditVersionPayloadType extends EditPayloadType {
  @Field(() => VersionType, { nullable: true, description: 'As everybody sees it now; null while it is hidden.' })
  version!: object | null;
}

@ObjectType('EditDocumentPayload', { description: 'What became of an edit of a document.' })
export class EditDocumentPayloadType extends EditPayloadType {
  @Field(() => DocumentType, { nullable: true, description: 'As everybody sees it now; null while it is hidden.' })
  document!: object | null;
}

@InputType({ description: 'Which changes are taken back: give one of `changeIds`, `bulkId` and `subjectId`.' })
export class UndoChangesInput extends KeyedInput {
  @Field(() => [ID], { nullable: true, description: 'Single changes.' })
  changeIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'All changes of a bulk.' })
  bulkId?: string | null;

  @Field(() => ID, { nullable: true, description: 'All changes of one thing after `afterRevision`.' })
  subjectId?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'With `subjectId`: the revision to go back to.' })
  afterRevision?: number | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;
}

@ObjectType('UndoRefusal', { description: 'A change that was not taken back.', simpleResolvers: true })
export class UndoRefusalType implements UndoRefusal {
  @Field(() => CurationChangeType, { description: 'The change.' })
  change!: ChangeRow;

  @Field(() => UndoRefusalReason, { description: 'Stable reason.' })
  reason!: keyof typeof UndoRefusalReason;

  @Field(() => String, { description: 'The reason in words.' })
  message!: string;
}

@ObjectType('UndoPayload', {
  description: 'What was taken back, and what was not. Taking back is a change too, and can be taken back.',
  simpleResolvers: true,
})
export class UndoPayloadType {
  @Field(() => ID, {
    nullable: true,
    description: 'The bulk that the new changes make up; null if only one was asked for, or none was taken back.',
  })
  bulkId!: string | null;

  @Field(() => Int, { description: 'Fields that have their value of before again.' })
  undone!: number;

  @Field(() => [UndoRefusalType], { description: 'Changes that stay, each with the reason.' })
  refused!: readonly UndoRefusal[];
}
