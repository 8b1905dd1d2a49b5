/** API types of how a document would be cut with other limits. */
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { RecutPassage } from '../ingest/chunk/recut.js';

@InputType({ description: 'A document, and limits to look at.' })
export class RecutPreviewInput {
  @Field(() => String, { description: 'Slug of the product.' })
  product!: string;

  @Field(() => String, { description: 'Slug of the version.' })
  version!: string;

  @Field(() => String, { description: 'Slug of the document.' })
  document!: string;

  @Field(() => Int, { description: 'Tokens that a passage should have, 50 to 4,000.' })
  target!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Tokens that it may have at most, 4,000 or less; a quarter more if left out.',
  })
  max?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many passages to give, 1 to 100.' })
  first?: number | null;
}

@ObjectType('CutFigures', { description: 'How a document is cut.', simpleResolvers: true })
export class CutFiguresType {
  @Field(() => Int, { description: 'Passages.' })
  count!: number;

  @Field(() => Int, { description: 'Tokens of the smallest.' })
  smallest!: number;

  @Field(() => Int, { description: 'Tokens of the one in the middle.' })
  median!: number;

  @Field(() => Int, { description: 'Tokens of the largest.' })
  largest!: number;
}

@ObjectType('RecutPassage', { description: 'A passage as it would be.', simpleResolvers: true })
export class RecutPassageType implements RecutPassage {
  @Field(() => [String], { description: 'Headings above the text, outermost first.' })
  headingPath!: readonly string[];

  @Field(() => String, { description: 'The text as Markdown.' })
  text!: string;

  @Field(() => Int, { description: 'Its length in tokens, estimated.' })
  tokens!: number;

  @Field(() => Boolean, { description: 'It is cut just so now.' })
  isKept!: boolean;
}

@ObjectType('RecutPreview', {
  description: 'A document as it would be cut with other limits, from the text that is indexed. Nothing is written.',
  simpleResolvers: true,
})
export class RecutPreviewType {
  @Field(() => CutFiguresType, { description: 'As it is.' })
  before!: CutFiguresType;

  @Field(() => CutFiguresType, { description: 'As it would be; tokens are estimated.' })
  after!: CutFiguresType;

  @Field(() => [RecutPassageType], { description: 'The first passages as they would be.' })
  passages!: readonly object[];
}
