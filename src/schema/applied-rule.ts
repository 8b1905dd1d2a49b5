/** API types of what rules do to one search. */
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { AppliedRule } from '../search/request.js';
import { ChunkType } from './chunk.js';
import type { Enumeration } from './enums.js';
import { Restricted } from './restricted.js';

export const RuleEffect: Enumeration<AppliedRule['effect']> = {
  PIN: 'PIN',
  HIDE: 'HIDE',
  BOOST: 'BOOST',
  REDIRECT: 'REDIRECT',
};
registerEnumType(RuleEffect, {
  name: 'RuleEffect',
  description: 'What a rule does to the hits of a search.',
  valuesConfig: {
    PIN: { description: 'Puts a document or section at a place.' },
    HIDE: { description: 'Leaves it out.' },
    BOOST: { description: 'Moves it up or down.' },
    REDIRECT: { description: 'Names a document to read instead.' },
  },
});

export const RuleOutcome: Enumeration<AppliedRule['outcome']> = {
  APPLIED: 'APPLIED',
  OVERRULED: 'OVERRULED',
  NO_TARGET: 'NO_TARGET',
};
registerEnumType(RuleOutcome, {
  name: 'RuleOutcome',
  description: 'What became of what a rule says.',
  valuesConfig: {
    APPLIED: { description: 'It took effect.' },
    OVERRULED: { description: 'Another rule wins.' },
    NO_TARGET: { description: 'The versions that answer do not hold what it names.' },
  },
});

@ObjectType('AppliedRule', {
  description: 'One thing that a rule says of a search, and what became of it.',
  simpleResolvers: true,
})
export class AppliedRuleType implements AppliedRule {
  @Field(() => ID, { description: 'Of the rule.' })
  id!: string;

  @Field(() => String, { description: 'Name of the rule.' })
  name!: string;

  @Field(() => RuleEffect, { description: 'What it does.' })
  effect!: keyof typeof RuleEffect;

  @Field(() => String, { description: 'To what: a document or section, a kind, or a product.' })
  target!: string;

  @Field(() => Int, { nullable: true, description: 'Place of a pin.' })
  position!: number | null;

  @Field(() => Float, { nullable: true, description: 'What scores are multiplied with.' })
  factor!: number | null;

  @Field(() => RuleOutcome, { description: 'What became of it.' })
  outcome!: keyof typeof RuleOutcome;

  @Field(() => String, { nullable: true, description: 'Why it did not take effect, as a sentence.' })
  reason!: string | null;
}

@ObjectType('SearchRedirect', { description: 'What a rule says to be the answer.', simpleResolvers: true })
export class SearchRedirectType {
  @Field(() => String, { description: 'The document or section, as the rule names it.' })
  target!: string;

  @Restricted('curation.read')
  @Field(() => String, { description: 'Name of the rule. For curators.' })
  ruleName!: string;

  @Field(() => ChunkType, { description: 'Where it begins, in the version that answers.' })
  chunk!: object;
}
