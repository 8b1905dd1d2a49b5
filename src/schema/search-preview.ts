/** API types of what drafts of rules and synonyms would change. */
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ChunkType } from './chunk.js';
import { ScopeInput, SearchResultType } from './search.js';
import { SearchRuleInput } from './search-rule.js';
import { SynonymInput } from './synonym.js';

@InputType({ description: 'A rule as it would be.' })
export class RuleDraftInput {
  @Field(() => ID, { nullable: true, description: 'Of the rule that it would change; none for a new one.' })
  id?: string | null;

  @Field(() => SearchRuleInput, { description: 'What it would say.' })
  rule!: SearchRuleInput;
}

@InputType({ description: 'A synonym as it would be.' })
export class SynonymDraftInput {
  @Field(() => ID, { nullable: true, description: 'Of the synonym that it would change; none for a new one.' })
  id?: string | null;

  @Field(() => SynonymInput, { description: 'What it would say.' })
  synonym!: SynonymInput;
}

@InputType({ description: 'Drafts, and the search that they are tried on.' })
export class SearchPreviewInput {
  @Field(() => String, { description: 'Words, as in `search`.' })
  query!: string;

  @Field(() => ScopeInput, { nullable: true, description: 'What to search in; everything if left out.' })
  scope?: ScopeInput | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 10,
    description: 'How many hits are compared in `moves`, 1 to 50.',
  })
  first?: number | null;

  @Field(() => [RuleDraftInput], { nullable: true, description: 'Rules; 20 at most.' })
  rules?: RuleDraftInput[] | null;

  @Field(() => [SynonymDraftInput], { nullable: true, description: 'Synonyms; 20 at most.' })
  synonyms?: SynonymDraftInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Rules and synonyms that would be deleted.' })
  without?: string[] | null;
}

@ObjectType('RankMove', { description: 'A hit of either list and its places in both.', simpleResolvers: true })
export class RankMoveType {
  @Field(() => ChunkType, { description: 'What is shown of it.' })
  chunk!: object;

  @Field(() => Int, { nullable: true, description: 'Place before, 1-based; null if it was not in the list.' })
  before!: number | null;

  @Field(() => Int, { nullable: true, description: 'Place after; null if it is no longer in the list.' })
  after!: number | null;
}

@ObjectType('ChangedQuestion', {
  description: 'A question of the query log whose first ten hits would change.',
  simpleResolvers: true,
})
export class ChangedQuestionType {
  @Field(() => String, { description: 'As it was asked last.' })
  query!: string;

  @Field(() => Int, { description: 'How often it was asked in 30 days.' })
  searches!: number;

  @Field(() => [RankMoveType], { description: 'In the order after; then what is no longer among them.' })
  moves!: readonly object[];
}

@ObjectType('JudgedChange', {
  description: 'A judged question whose hits would become better or worse.',
  simpleResolvers: true,
})
export class JudgedChangeType {
  @Field(() => String, { description: 'Its words.' })
  query!: string;

  @Field(() => Float, { description: 'nDCG of the first ten hits as they are, 0 to 1.' })
  before!: number;

  @Field(() => Float, { description: 'The same as they would be.' })
  after!: number;

  @Field(() => [RankMoveType], { description: 'In the order after; then what is no longer among them.' })
  moves!: readonly object[];
}

@ObjectType('SearchPreview', {
  description: 'A search as it is and as it would be with the drafts. Nothing is in force, nothing is logged.',
  simpleResolvers: true,
})
export class SearchPreviewType {
  @Field(() => SearchResultType, { description: 'As it is.' })
  before!: object;

  @Field(() => SearchResultType, { description: 'As it would be.' })
  after!: object;

  @Field(() => [RankMoveType], { description: 'In the order after; then what is no longer in the list.' })
  moves!: readonly object[];
}
