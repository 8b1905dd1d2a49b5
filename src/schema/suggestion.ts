/** API type of what is suggested while somebody types. */
import { Field, ObjectType } from 'type-graphql';
import { SuggestionKind } from './enums.js';

@ObjectType('Suggestion', {
  description: 'What the words that somebody is typing could become.',
  simpleResolvers: true,
})
export class SuggestionType {
  @Field(() => SuggestionKind, { description: 'What it names.' })
  kind!: keyof typeof SuggestionKind;

  @Field(() => String, { description: 'The whole name, as it is written there; a query as it stands.' })
  text!: string;
}
