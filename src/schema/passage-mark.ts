/** API types of marks: passages and pages that curators hid, or marked as wrong. */
import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { MarkEffect as Effect } from '../store/entities/mark-effect-kind.js';
import type { PassageMarkRow } from '../store/queries/search-settings.js';
import { ChunkType } from './chunk.js';
import { createConnectionType } from './connection.js';
import type { Enumeration } from './enums.js';
import { SettingListArguments, SearchSettingType } from './search-setting.js';
import { createPayloadType, KeyedInput } from './payload.js';

export const MarkEffect: Enumeration<Effect> = { HIDE: 'HIDE', FLAG: 'FLAG' };
registerEnumType(MarkEffect, {
  name: 'MarkEffect',
  description: 'What a mark does to passages.',
  valuesConfig: {
    HIDE: { description: 'Nobody finds or reads them.' },
    FLAG: { description: 'Whoever finds or reads them is told what is wrong.' },
  },
});

@ObjectType('PassageMark', {
  description:
    'A passage or a range of pages that a curator hid, or marked as wrong. The text itself is never changed.',
  simpleResolvers: true,
})
export class PassageMarkType extends SearchSettingType implements PassageMarkRow {
  @Field(() => MarkEffect, { description: 'What it does.' })
  effect!: Effect;

  @Field(() => String, { description: 'Slug of the product.' })
  product!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the version; null for every version.' })
  version!: string | null;

  @Field(() => String, { description: 'Slug of the document.' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Key of the chunk that was marked, as it was; null for pages.' })
  chunkKey!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text of the passage as it was marked: by that it is found again. Null for pages.',
  })
  passage!: string | null;

  @Field(() => Int, { nullable: true, description: 'First page, 1-based position in the file.' })
  firstPage!: number | null;

  @Field(() => Int, { nullable: true, description: 'Last page.' })
  lastPage!: number | null;

  @Field(() => String, { nullable: true, description: 'Why; what is wrong.' })
  reason!: string | null;

  @Field(() => Int, { description: 'Chunks of published documents that it is on; a mark on none is dead.' })
  chunkCount!: number;

  @Field(() => ChunkType, { nullable: true, description: 'The first of them; null if there is none, or it is hidden.' })
  chunk!: object | null;
}

export const PassageMarkConnection = createConnectionType('PassageMark', () => PassageMarkType);

@ArgsType()
export class MarkListArguments extends SettingListArguments {
  @Field(() => MarkEffect, { nullable: true, description: 'Only those that do this.' })
  effect?: Effect | null;

  @Field(() => String, { nullable: true, description: 'Only those of this product, by its slug.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those of documents with this slug.' })
  document?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only those that are on no chunk.' })
  onlyDead?: boolean | null;
}

@InputType({ description: 'A passage to hide or to mark as wrong.' })
export class MarkPassageInput extends KeyedInput {
  @Field(() => MarkEffect, { description: 'What to do.' })
  effect!: Effect;

  @Field(() => String, { description: 'Key of a chunk that shows it.' })
  chunk!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'In all versions of the document, also those to come; otherwise only in the version of the chunk.',
  })
  allVersions?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why, 500 characters at most; needed to mark it as wrong.' })
  reason?: string | null;
}

@InputType({ description: 'Pages of a document to hide or to mark as wrong.' })
export class MarkPagesInput extends KeyedInput {
  @Field(() => MarkEffect, { description: 'What to do.' })
  effect!: Effect;

  @Field(() => String, { description: 'Slug of the product.' })
  product!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the version; every version if left out.' })
  version?: string | null;

  @Field(() => String, { description: 'Slug of the document.' })
  document!: string;

  @Field(() => Int, { description: 'First page, 1-based position in the file.' })
  firstPage!: number;

  @Field(() => Int, { description: 'Last page. Chunks that stand on one of the pages only in part are meant, too.' })
  lastPage!: number;

  @Field(() => String, { nullable: true, description: 'Why, 500 characters at most; needed to mark them as wrong.' })
  reason?: string | null;
}

@InputType({ description: 'Which change of a mark is taken back.' })
export class UndoMarkChangeInput extends KeyedInput {
  @Field(() => Int, { description: 'Id of the change.' })
  change!: number;
}

export const MarkPassagePayload = createPayloadType(
  'MarkPassage',
  { name: 'mark', type: () => PassageMarkType },
  { payload: 'What is marked now.', field: 'The mark.' },
);

export const MarkPagesPayload = createPayloadType(
  'MarkPages',
  { name: 'mark', type: () => PassageMarkType },
  { payload: 'What is marked now.', field: 'The mark.' },
);

export const UndoMarkChangePayload = createPayloadType(
  'UndoMarkChange',
  { name: 'mark', type: () => PassageMarkType, isNullable: true },
  { payload: 'What a mark is again.', field: 'The mark; null if it went.' },
);
