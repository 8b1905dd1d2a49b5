/** API types of curation as a file: YAML for all overrides, CSV for vendors, products, versions and documents. */
import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { RowError } from '../curation/csv-edit.js';
import type { FileDifference, FileError, FileResult } from '../curation/curation-file.js';
import type { MoveInFile } from '../curation/moves-file.js';
import type { SettingDifference } from '../curation/settings-file.js';
import { BulkPreviewType } from './curation-bulk.js';
import { SubjectKind } from './curation-enums.js';
import { SettingKind } from './search-setting.js';
import { KeyedInput } from './payload.js';

@InputType({ description: 'A file of overrides to apply.' })
export class ApplyCurationFileInput extends KeyedInput {
  @Field(() => String, { description: 'Its text, as `curationFile` gives it.' })
  yaml!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only say what would change.' })
  dryRun?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;
}

@ObjectType('CurationFileError', { description: 'What is wrong in a file.', simpleResolvers: true })
export class CurationFileErrorType implements FileError {
  @Field(() => String, { description: 'Where: `documents/product/version/document` or the like.' })
  place!: string;

  @Field(() => String, { nullable: true, description: 'The field.' })
  field!: string | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message!: string;
}

@ObjectType('CurationFileDifference', { description: 'A field that a file changes.', simpleResolvers: true })
export class CurationFileDifferenceType implements FileDifference {
  @Field(() => SubjectKind, { description: 'What sort of thing it is about.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  path!: string;

  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in force before.' })
  before!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in force after.' })
  after!: unknown;
}

@ObjectType('CurationFileSetting', {
  description: 'A rule, synonym, judgement or mark that a file changes.',
  simpleResolvers: true,
})
export class CurationFileSettingType implements SettingDifference {
  @Field(() => SettingKind, { description: 'What it is.' })
  kind!: keyof typeof SettingKind;

  @Field(() => ID, { nullable: true, description: 'Its id; null for one that is made.' })
  id!: string | null;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'As a file would say it before; null for one that is made.',
  })
  before!: Readonly<Record<string, unknown>> | null;

  @Field(() => GraphQLJSON, { description: 'As the file says it.' })
  after!: Readonly<Record<string, unknown>>;
}

@ObjectType('CurationFileMove', { description: 'A move that a file makes.', simpleResolvers: true })
export class CurationFileMoveType implements Pick<MoveInFile, 'kind' | 'things'> {
  @Field(() => SubjectKind, { description: 'What sort of thing is moved.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => [String], { description: 'Paths of what is moved.' })
  things!: string[];

  @Field(() => String, { nullable: true, description: 'Path of what it comes below or goes into.' })
  into!: string | null;

  @Field(() => String, { nullable: true, description: 'The slug that it gets, if it gets another.' })
  slug!: string | null;
}

@ObjectType('ApplyCurationFilePayload', {
  description: 'What a file changes: all of it, or nothing if there are errors.',
  simpleResolvers: true,
})
export class ApplyCurationFilePayloadType implements FileResult {
  @Field(() => ID, {
    nullable: true,
    description:
      'The bulk of the `differences`, which takes them back in one go; null if no field changed, and for a dry run. `settings` are no part of it: rules and synonyms have a history of their own.',
  })
  bulkId!: string | null;

  @Field(() => [CurationFileDifferenceType], { description: 'What changes.' })
  differences!: readonly FileDifference[];

  @Field(() => [CurationFileMoveType], {
    description: 'Moves that the library has not seen, in their order; each is a bulk of its own.',
  })
  moves!: readonly MoveInFile[];

  @Field(() => [CurationFileSettingType], { description: 'Rules, synonyms, judgements and marks that change.' })
  settings!: readonly SettingDifference[];

  @Field(() => [CurationFileErrorType], { description: 'What is wrong in the file.' })
  errors!: readonly FileError[];

  @Field(() => [String], { description: 'Places whose thing is not in the library; they are left out.' })
  missing!: readonly string[];
}

@InputType({ description: 'A changed CSV file; its first line says what it is of.' })
export class PreviewCsvEditInput extends KeyedInput {
  @Field(() => String, {
    description:
      'Its text, as `curationCsv`, `vendorCsv`, `productCsv` or `versionCsv` gives it; cells may be parted by semicolons or tabs instead.',
  })
  csv!: string;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;
}

@ObjectType('CsvRowError', { description: 'A row of a CSV file that is left out.', simpleResolvers: true })
export class CsvRowErrorType implements RowError {
  @Field(() => Int, { description: 'Line of the file at which the row ends; the header is the first.' })
  line!: number;

  @Field(() => String, { nullable: true, description: 'Slugs of the thing, as the row gives them.' })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'The column; null if it is about the row.' })
  field!: string | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message!: string;
}

@ObjectType('PreviewCsvEditPayload', { description: 'What a changed CSV file would do.', simpleResolvers: true })
export class PreviewCsvEditPayloadType {
  @Field(() => BulkPreviewType, { description: 'The edit that its good rows make up: look at it, then apply it.' })
  preview!: object;

  @Field(() => Int, {
    description:
      'Rows of the file: those that change something, those that change nothing, and those that are left out.',
  })
  rowCount!: number;

  @Field(() => [CsvRowErrorType], { description: 'Rows that are left out.' })
  rowErrors!: readonly RowError[];
}
