/** API types of what a query asks for and its scope does not hold. */
import { Field, ObjectType } from 'type-graphql';
import { TermKind } from './enums.js';
import { ProductType } from './product.js';
import { VersionType } from './version.js';

@ObjectType('TermPlace', { description: 'A product that holds a term.', simpleResolvers: true })
export class TermPlaceType {
  @Field(() => ProductType, { description: 'The product.' })
  product!: object;

  @Field(() => [VersionType], { description: 'Its versions that hold it, newest first; at most 5.' })
  versions!: object[];
}

@ObjectType('MissingTerm', {
  description: 'A name, a phrase or a rare word of a query that nothing in its scope holds.',
  simpleResolvers: true,
})
export class MissingTermType {
  @Field(() => String, { description: 'As it stands in the query.' })
  text!: string;

  @Field(() => TermKind, { description: 'What it is.' })
  kind!: keyof typeof TermKind;
}
