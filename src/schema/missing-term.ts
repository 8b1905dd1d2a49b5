/** API types of what a query asks for and its scope does not hold. */
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { MissingTerm } from '../search/request.js';
import type { Enumeration } from './enums.js';
import { ProductType } from './product.js';
import { VersionType } from './version.js';

export const TermKind: Enumeration<MissingTerm['kind']> = {
  IDENTIFIER: 'IDENTIFIER',
  PHRASE: 'PHRASE',
  WORD: 'WORD',
};
registerEnumType(TermKind, {
  name: 'TermKind',
  description: 'What a part of a query is.',
  valuesConfig: {
    IDENTIFIER: { description: 'A name, such as an error code or an option: it stands letter by letter.' },
    PHRASE: { description: 'What stood between quotes.' },
    WORD: { description: 'A word, in any of its inflections.' },
  },
});

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
