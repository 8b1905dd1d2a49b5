/** API types of synonyms: words that mean the same to a search. */
import { Field, InputType, ObjectType } from 'type-graphql';
import type { Synonym } from '../store/entities/synonym.js';
import { createConnectionType } from './connection.js';
import { SeenSettingInput, SearchSettingType } from './search-setting.js';
import { createPayloadType, KeyedInput } from './payload.js';

@ObjectType('Synonym', {
  description:
    'Words that mean the same to a search. They widen the search by words; the search by meaning knows them anyway.',
  simpleResolvers: true,
})
export class SynonymType extends SearchSettingType implements Synonym {
  @Field(() => [String], { description: 'Words and phrases that a query can hold.' })
  terms!: string[];

  @Field(() => [String], {
    description:
      'What a query with one of the terms finds, too, and not the other way round; empty: all terms find each other.',
  })
  alternatives!: string[];

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this vendor.' })
  vendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this product.' })
  product!: string | null;

  @Field(() => Boolean, { description: 'Whether it is in force.' })
  isEnabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Why.' })
  note!: string | null;
}

export const SynonymConnection = createConnectionType('Synonym', () => SynonymType);

@InputType({ description: 'A synonym as a whole: what is left out is taken away.' })
export class SynonymInput {
  @Field(() => [String], { description: 'Words and phrases; two at least, or one beside `alternatives`.' })
  terms!: string[];

  @Field(() => [String], { nullable: true, description: 'For a synonym that holds one way: what is found, too.' })
  alternatives?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Slug of the vendor whose searches it is for.' })
  vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the product whose searches it is for.' })
  product?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it is in force.' })
  isEnabled?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why; 2,000 characters at most.' })
  note?: string | null;
}

@InputType({ description: 'What a synonym says from now on.' })
export class UpdateSynonymInput extends SeenSettingInput {
  @Field(() => SynonymInput, { description: 'The synonym as a whole.' })
  synonym!: SynonymInput;
}

@InputType({ description: 'A synonym to make.' })
export class CreateSynonymInput extends KeyedInput {
  @Field(() => SynonymInput, { description: 'What it says.' })
  synonym!: SynonymInput;
}

export const CreateSynonymPayload = createPayloadType(
  'CreateSynonym',
  { name: 'synonym', type: () => SynonymType },
  { payload: 'A synonym that was made.', field: 'The synonym.' },
);

export const UpdateSynonymPayload = createPayloadType(
  'UpdateSynonym',
  { name: 'synonym', type: () => SynonymType },
  { payload: 'A synonym that was changed.', field: 'The synonym.' },
);

export const RestoreSynonymPayload = createPayloadType(
  'RestoreSynonym',
  { name: 'synonym', type: () => SynonymType },
  { payload: 'A synonym that came back.', field: 'The synonym.' },
);
