/** API types of rules: what curators decided about the hits of certain searches. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { RuleMatch as Match } from '../store/entities/rule-match.js';
import type { Boost, Pin, SearchRule } from '../store/entities/search-rule.js';
import { createConnectionType } from './connection.js';
import { DocumentKind, type Enumeration } from './enums.js';
import { SeenSettingInput, SettingListArguments, SearchSettingType } from './search-setting.js';
import { createPayloadType, KeyedInput } from './payload.js';

export const RuleMatch: Enumeration<Match> = {
  EXACT: 'EXACT',
  PHRASE: 'PHRASE',
  CONTAINS: 'CONTAINS',
  PREFIX: 'PREFIX',
};
registerEnumType(RuleMatch, {
  name: 'RuleMatch',
  description: 'How the words of a rule have to stand in a query; case, accents and signs do not count.',
  valuesConfig: {
    EXACT: { description: 'The query is these words.' },
    PHRASE: { description: 'The query holds them one after the other.' },
    CONTAINS: { description: 'The query holds all of them, in any order.' },
    PREFIX: { description: 'The query begins with them; the last may go on.' },
  },
});

const targetForm = '`product/document`, `product/document/file`, or either with `#section` behind it';

@ObjectType('RulePin', { description: 'A document or section that comes at a place.', simpleResolvers: true })
export class RulePinType implements Pin {
  @Field(() => String, { description: `What is pinned: ${targetForm}.` })
  target!: string;

  @Field(() => Int, { description: 'Place, 1-based.' })
  position!: number;
}

@ObjectType('RuleBoost', { description: 'Hits whose scores count more or less.', simpleResolvers: true })
export class RuleBoostType implements Boost {
  @Field(() => String, { nullable: true, description: 'Those of a document or section.' })
  target!: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'Those of documents of a kind.' })
  kind!: keyof typeof DocumentKind | null;

  @Field(() => String, { nullable: true, description: 'Those of a product, by its slug.' })
  product!: string | null;

  @Field(() => Float, { description: 'What scores are multiplied with, 0.1 to 10.' })
  factor!: number;
}

@ObjectType('SearchRule', {
  description: 'What a curator decided about the hits of certain searches.',
  simpleResolvers: true,
})
export class SearchRuleType extends SearchSettingType implements SearchRule {
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => RuleMatch, { description: 'How `words` have to stand in a query.' })
  match!: Match;

  @Field(() => String, { description: 'What a query must say.' })
  words!: string;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this vendor.' })
  vendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this product.' })
  product!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this version of the product.' })
  version!: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'Only for searches within this kind of documents.' })
  kind!: keyof typeof DocumentKind | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From when it is in force.' })
  validFrom!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From when it is no longer in force.' })
  validTo!: Date | null;

  @Field(() => Int, { description: 'Of rules with scopes as narrow, the higher wins.' })
  priority!: number;

  @Field(() => [RulePinType], { description: 'What comes at a place.' })
  pins!: readonly Pin[];

  @Field(() => [String], { description: `What is never shown: ${targetForm}. Wins over pins.` })
  hides!: readonly string[];

  @Field(() => [RuleBoostType], { description: 'What counts more or less.' })
  boosts!: readonly Boost[];

  @Field(() => String, { nullable: true, description: 'What is told to be the answer.' })
  redirect!: string | null;

  @Field(() => Boolean, { description: 'Whether it is in force.' })
  isEnabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Why.' })
  note!: string | null;

  @Field(() => [String], { description: 'Targets that nothing published answers to.' })
  deadTargets!: readonly string[];
}

export const SearchRuleConnection = createConnectionType('SearchRule', () => SearchRuleType);

@ArgsType()
export class RuleListArguments extends SettingListArguments {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Only those with dead targets.' })
  onlyDead?: boolean | null;
}

@InputType({ description: 'What comes at a place.' })
export class RulePinInput implements Pin {
  @Field(() => String, { description: `A document or section: ${targetForm}.` })
  target!: string;

  @Field(() => Int, { description: 'Place, 1 to 50.' })
  position!: number;
}

@InputType({ description: 'What counts more or less; one of `target`, `kind` and `product`.' })
export class RuleBoostInput {
  @Field(() => String, { nullable: true, description: `A document or section: ${targetForm}.` })
  target?: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'A kind of documents.' })
  kind?: keyof typeof DocumentKind | null;

  @Field(() => String, { nullable: true, description: 'Slug of a product.' })
  product?: string | null;

  @Field(() => Float, { description: 'What scores are multiplied with, 0.1 to 10.' })
  factor!: number;
}

@InputType({ description: 'A rule as a whole: what is left out is taken away.' })
export class SearchRuleInput {
  @Field(() => String, { description: 'What it is called; 200 characters at most.' })
  name!: string;

  @Field(() => RuleMatch, { description: 'How `words` have to stand in a query.' })
  match!: Match;

  @Field(() => String, { description: 'What a query must say; 500 characters at most.' })
  words!: string;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this vendor.' })
  vendor?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this product.' })
  product?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug: only for searches within this version of `product`.' })
  version?: string | null;

  @Field(() => DocumentKind, { nullable: true, description: 'Only for searches within this kind of documents.' })
  kind?: keyof typeof DocumentKind | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From when it is in force.' })
  validFrom?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From when it is no longer in force.' })
  validTo?: Date | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'From -1,000 to 1,000; the higher wins.' })
  priority?: number | null;

  @Field(() => [RulePinInput], { nullable: true, description: 'What comes at a place.' })
  pins?: RulePinInput[] | null;

  @Field(() => [String], { nullable: true, description: `What is never shown: ${targetForm}.` })
  hides?: string[] | null;

  @Field(() => [RuleBoostInput], { nullable: true, description: 'What counts more or less.' })
  boosts?: RuleBoostInput[] | null;

  @Field(() => String, { nullable: true, description: `What is told to be the answer: ${targetForm}.` })
  redirect?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it is in force.' })
  isEnabled?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why; 2,000 characters at most.' })
  note?: string | null;
}

@InputType({ description: 'What a rule says from now on.' })
export class UpdateSearchRuleInput extends SeenSettingInput {
  @Field(() => SearchRuleInput, { description: 'The rule as a whole.' })
  rule!: SearchRuleInput;
}

@InputType({ description: 'A rule to make.' })
export class CreateSearchRuleInput extends KeyedInput {
  @Field(() => SearchRuleInput, { description: 'What it says.' })
  rule!: SearchRuleInput;
}

export const CreateSearchRulePayload = createPayloadType(
  'CreateSearchRule',
  { name: 'rule', type: () => SearchRuleType },
  { payload: 'A rule that was made.', field: 'The rule.' },
);

export const UpdateSearchRulePayload = createPayloadType(
  'UpdateSearchRule',
  { name: 'rule', type: () => SearchRuleType },
  { payload: 'A rule that was changed.', field: 'The rule.' },
);

export const RestoreSearchRulePayload = createPayloadType(
  'RestoreSearchRule',
  { name: 'rule', type: () => SearchRuleType },
  { payload: 'A rule that came back.', field: 'The rule.' },
);
