/** API types of a query as it was read. */
import { Field, ID, ObjectType } from 'type-graphql';
import type { AppliedSynonym, FilterField } from '../search/query.js';
import { QueryFilterField } from './enums.js';

@ObjectType('QueryFilter', { description: 'A filter that stands in a query: `version:9.18`.', simpleResolvers: true })
export class QueryFilterType {
  @Field(() => QueryFilterField, { description: 'What it limits.' })
  field!: FilterField;

  @Field(() => String, { description: 'The value, without quotes.' })
  value!: string;
}

@ObjectType('AppliedSynonym', {
  description: 'A synonym that stands in a query: the keyword leg looks for its alternatives, too.',
  simpleResolvers: true,
})
export class AppliedSynonymType implements AppliedSynonym {
  @Field(() => ID, { description: 'Of the synonym.' })
  id!: string;

  @Field(() => String, { description: 'What stands in the query.' })
  term!: string;

  @Field(() => [String], { description: 'What is looked for besides.' })
  alternatives!: readonly string[];
}

@ObjectType('ParsedQuery', { description: 'A query as it was read.', simpleResolvers: true })
export class ParsedQueryType {
  @Field(() => String, { description: 'The words that are searched, those of phrases included.' })
  text!: string;

  @Field(() => [String], { description: 'What stood between quotes: every hit holds it.' })
  phrases!: readonly string[];

  @Field(() => [String], { description: 'Words and phrases that no hit holds.' })
  excluded!: readonly string[];

  @Field(() => [QueryFilterType], { description: 'What hits are limited to, beside the scope of the request.' })
  filters!: readonly QueryFilterType[];

  @Field(() => [String], {
    description: 'Words that are operators or wildcards elsewhere, and were searched as plain words: `OR`, `install*`.',
  })
  plainOperators!: readonly string[];

  @Field(() => [String], {
    description: 'Words that name the product or version that the search is limited to: nothing is ranked by them.',
  })
  scopeWords!: readonly string[];

  @Field(() => [AppliedSynonymType], { description: 'Synonyms that widened the search by words.' })
  synonyms!: readonly AppliedSynonym[];
}
