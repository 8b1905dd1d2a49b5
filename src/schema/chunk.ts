/** API types of passages and chunks. */
import { Field, Int, ObjectType } from 'type-graphql';
import type { Chunk } from '../store/entities/chunk.js';
import type { Passage } from '../store/entities/passage.js';
import { createConnectionType } from './connection.js';
import { NodeType } from './node.js';

@ObjectType('Passage', {
  implements: NodeType,
  description: 'A piece of text under one heading path, the same in every version that holds it.',
  simpleResolvers: true,
})
export class PassageType extends NodeType implements Pick<Passage, 'headingPath' | 'text' | 'tokens'> {
  @Field(() => [String], { description: 'Headings above the text, outermost first.' })
  headingPath!: string[];

  @Field(() => String, { description: 'The text as Markdown.' })
  text!: string;

  @Field(() => Int, { description: "Length in the embedding model's tokens." })
  tokens!: number;
}

@ObjectType('Chunk', {
  implements: NodeType,
  description: 'One occurrence of a passage in a document: what is cited and linked to.',
  simpleResolvers: true,
})
export class ChunkType
  extends NodeType
  implements
    Pick<Chunk, 'key' | 'ordinal' | 'lastPage' | 'lastPageLabel'>,
    Pick<Passage, 'headingPath' | 'text' | 'tokens'>
{
  @Field(() => [String], { description: 'What curators say is wrong with it: tell whoever reads it.' })
  flags!: readonly string[];

  @Field(() => String, {
    description:
      'Stable name: `product::version::document::file-stem::ordinal`. Old keys lead to the chunk that has most of their text, where there is one.',
  })
  key!: string;

  @Field(() => Int, { description: 'Number within its file, 0-based. Not the reading order.' })
  ordinal!: number;

  @Field(() => String, { description: 'Where it was read: `product/version/document/file`.' })
  source!: string;

  @Field(() => Int, { nullable: true, description: 'Index of its first page in the original, 1-based.' })
  page!: number | null;

  @Field(() => String, { nullable: true, description: 'What is printed on its first page.' })
  pageLabel!: string | null;

  @Field(() => Int, { nullable: true, description: 'Index of its last page in the original, 1-based.' })
  lastPage!: number | null;

  @Field(() => String, { nullable: true, description: 'What is printed on its last page.' })
  lastPageLabel!: string | null;

  @Field(() => [String], { description: 'Headings above the text, outermost first.' })
  headingPath!: string[];

  @Field(() => String, { description: 'The text as Markdown.' })
  text!: string;

  @Field(() => Int, { description: "Length in the embedding model's tokens." })
  tokens!: number;
}

export const ChunkConnection = createConnectionType('Chunk', () => ChunkType);

@ObjectType('ChunkNeighbours', { description: 'The chunks around one, in reading order.', simpleResolvers: true })
export class ChunkNeighboursType {
  @Field(() => [ChunkType], { description: 'The chunks right before it.' })
  before!: object[];

  @Field(() => [ChunkType], { description: 'The chunks right after it.' })
  after!: object[];
}
