/** API types of moves: vendors, products, versions and documents that are put elsewhere, merged or given another slug. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as plans from '../curation/move-planner.js';
import { createConnectionType } from './connection.js';
import { CurationBulkType } from './curation-bulk.js';
import { SubjectKind } from './curation-enums.js';
import { DocumentFilterInput } from './document-filter.js';
import type { Enumeration } from './enums.js';
import { createPayloadType, KeyedInput } from './payload.js';

export const MoveEffect: Enumeration<plans.MoveEffect> = { MOVED: 'MOVED', UNITED: 'UNITED', RENAMED: 'RENAMED' };
registerEnumType(MoveEffect, {
  name: 'MoveEffect',
  description: 'What a move does to a thing.',
  valuesConfig: {
    MOVED: { description: 'It stands elsewhere, or has another slug because that was asked for.' },
    UNITED: { description: 'What stood below it stands below another, and it is gone.' },
    RENAMED: { description: 'Its slug is taken where it comes to: it gets another one.' },
  },
});

@InputType({ description: 'What things come below. What is there already is taken as it is, the rest is made.' })
export class NewPlaceInput {
  @Field(() => String, {
    nullable: true,
    description: 'Slug of the vendor; of a product that is made, and for products.',
  })
  vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the vendor, if it is made.' })
  vendorName?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the product; for versions and documents.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the product, if it is made.' })
  productName?: string | null;

  @Field(() => String, { nullable: true, description: 'Label of the version; for documents.' })
  version?: string | null;
}

@InputType({
  description:
    'A move. Documents come to a version, versions to a product, products to a vendor; what is put into one of its own sort is merged into it.',
})
export class MoveInput extends KeyedInput {
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of documents, versions, products or vendors, all of one sort; or give `documents`.',
  })
  things?: string[] | null;

  @Field(() => DocumentFilterInput, { nullable: true, description: 'Which documents, hidden ones too.' })
  documents?: DocumentFilterInput | null;

  @Field(() => ID, { nullable: true, description: 'Id of what they come below or go into; or give `intoNew`.' })
  into?: string | null;

  @Field(() => NewPlaceInput, { nullable: true, description: 'The same by names; it is made if it is not there.' })
  intoNew?: NewPlaceInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Another slug, of a single thing; it stays where it is unless it is told where to go.',
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  note?: string | null;
}

@ObjectType('MoveRow', { description: 'A thing that a move puts elsewhere.', simpleResolvers: true })
export class MoveRowType implements Pick<plans.MovedThing, 'kind' | 'before' | 'after' | 'effect'> {
  @Field(() => SubjectKind, { description: 'What sort of thing it is.' })
  kind!: keyof typeof SubjectKind;

  @Field(() => ID, { description: 'The `id` of the thing.' })
  subjectId!: string;

  @Field(() => String, { description: 'Slugs joined by `/`, as it is now; of a product with its vendor.' })
  before!: string;

  @Field(() => String, { description: 'The same afterwards; of what is united, that of the other.' })
  after!: string;

  @Field(() => MoveEffect, { description: 'What becomes of it.' })
  effect!: keyof typeof MoveEffect;
}

export const MoveRowConnection = createConnectionType('MoveRow', () => MoveRowType);

@ObjectType('MovePreview', { description: 'What a move would do, before it is made.' })
export class MovePreviewType {
  @Field(() => ID, { description: 'Give it to `applyMove`.' })
  token!: string;

  @Field(() => GraphQLDateTime, { description: 'Until when it can be made.' })
  expiresAt!: Date;

  @Field(() => Int, { description: 'Documents that would stand elsewhere.' })
  documents!: number;

  @Field(() => Int, { description: 'Versions that would.' })
  versions!: number;

  @Field(() => Int, { description: 'Products that would.' })
  products!: number;

  @Field(() => Int, { description: 'Vendors that would.' })
  vendors!: number;

  @Field(() => Int, { description: 'Vendors, products and versions among them that would be united with another.' })
  united!: number;

  @Field(() => Int, { description: 'Documents among them whose slug is taken there: each gets another one.' })
  renamed!: number;

  @Field(() => Int, { description: 'Chunk keys that would lead on to new ones.' })
  redirectedKeys!: number;
}

export const PreviewMovePayload = createPayloadType(
  'PreviewMove',
  { name: 'preview', type: () => MovePreviewType },
  { payload: 'What a move would do.', field: 'The preview.' },
);

@InputType({ description: 'Which move is made.' })
export class ApplyMoveInput extends KeyedInput {
  @Field(() => ID, { description: 'The `token` of the preview.' })
  token!: string;
}

export const ApplyMovePayload = createPayloadType(
  'ApplyMove',
  { name: 'bulk', type: () => CurationBulkType },
  { payload: 'What became of a move.', field: 'What was made.' },
);
