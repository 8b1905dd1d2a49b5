/** API types of expectations: what versions should have. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ExpectationOrigin as Origin } from '../store/entities/expectation-origin-kind.js';
import type { ExpectationRow } from '../store/queries/expectations.js';
import { createConnectionType } from './connection.js';
import { DocumentKind, type Enumeration } from './enums.js';
import { KeyedInput } from './payload.js';

export const ExpectationOrigin: Enumeration<Origin> = { MANIFEST: 'MANIFEST', CURATOR: 'CURATOR' };
registerEnumType(ExpectationOrigin, {
  name: 'ExpectationOrigin',
  description: 'Who says what versions should have.',
  valuesConfig: {
    MANIFEST: { description: '`expects` of a `library.yaml`.' },
    CURATOR: { description: 'A curator; wins over manifests.' },
  },
});

@ObjectType('Expectation', { description: 'What versions of a product should have, beside what they have.' })
export class ExpectationType implements Pick<
  ExpectationRow,
  'id' | 'productSlug' | 'kind' | 'isExpected' | 'declaredBy' | 'note' | 'callerName' | 'declaredAt' | 'revision'
> {
  @Field(() => ID, { description: 'Names it in `withdrawExpectation`.' })
  id!: string;

  @Field(() => String, { description: 'Slug of the product; it may not be in the library.' })
  productSlug!: string;

  @Field(() => DocumentKind, { description: 'Kind of document.' })
  kind!: keyof typeof DocumentKind;

  @Field(() => Boolean, { description: 'False: the kind does not belong there, whatever other versions have.' })
  isExpected!: boolean;

  @Field(() => ExpectationOrigin, { description: 'Who says so.' })
  declaredBy!: keyof typeof ExpectationOrigin;

  @Field(() => String, { nullable: true, description: 'Why.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'The curator.' })
  callerName!: string | null;

  @Field(() => GraphQLDateTime, { description: 'Since when.' })
  declaredAt!: Date;

  @Field(() => Int, { description: 'Grows with every change; give it back in one.' })
  revision!: number;

  @Field(() => Int, { description: 'Versions that it is about.' })
  versionCount!: number;
}

export const ExpectationConnection = createConnectionType('Expectation', () => ExpectationType);

@InputType({ description: 'What versions of a product should have, or need not have.' })
export class ExpectationInput extends KeyedInput {
  @Field(() => String, {
    description: 'Slug, name or alias of the product; the slug of one that is not in the library yet.',
  })
  product!: string;

  @Field(() => [DocumentKind], { description: 'Kinds of documents, at least one.' })
  kinds!: (keyof typeof DocumentKind)[];

  @Field(() => String, { nullable: true, description: 'Label of the oldest version; older ones too if left out.' })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'Label of the newest version; newer ones too if left out.' })
  to?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'False: these kinds do not belong there.' })
  isExpected!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why; shown where something is missing. 500 characters at most.',
  })
  note?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      '`revision` of what a curator declared of the same kind and bounds, as you saw it; left out or 0 if nothing was declared. Of several kinds, it holds for each.',
  })
  expectedRevision?: number | null;
}

@ObjectType({ description: 'What was declared.', simpleResolvers: true })
export class DeclareExpectationPayload {
  @Field(() => [ExpectationType], { description: 'One expectation a kind.' })
  expectations!: ExpectationType[];
}

@InputType({ description: 'Which expectation is taken back.' })
export class WithdrawExpectationInput {
  @Field(() => ID, { description: 'Its `id`.' })
  id!: string;

  @Field(() => Int, { description: 'Its `revision` as you saw it.' })
  expectedRevision!: number;
}

@ObjectType({ description: 'An expectation that was taken back.', simpleResolvers: true })
export class WithdrawExpectationPayload {
  @Field(() => ID, { description: 'The `id` that it had.' })
  id!: string;
}
