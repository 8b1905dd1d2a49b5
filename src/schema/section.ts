/** API type of a section. */
import { Field, Int, ObjectType } from 'type-graphql';
import type { Section } from '../store/entities/section.js';
import { NodeType } from './node.js';
import { createConnectionType } from './connection.js';

@ObjectType('Section', {
  implements: NodeType,
  description: 'A heading and what stands under it; sections form the table of contents.',
  simpleResolvers: true,
})
export class SectionType extends NodeType implements Pick<Section, 'heading' | 'anchor' | 'depth' | 'pageLabel'> {
  @Field(() => String, { description: 'The heading as plain text.' })
  heading!: string;

  @Field(() => String, { description: 'Fragment that leads to it; unique within its file.' })
  anchor!: string;

  @Field(() => Int, { description: 'Level of the heading, 1 at the top.' })
  depth!: number;

  @Field(() => String, { nullable: true, description: 'What is printed on the page where it begins.' })
  pageLabel!: string | null;
}

export const SectionConnection = createConnectionType('Section', () => SectionType);
