/** API type of a page. */
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../store/entities/page.js';
import { createConnectionType, ConnectionArguments } from './connection.js';
import { PageQuality } from './enums.js';
import { NodeType } from './node.js';

@ObjectType('Page', {
  implements: NodeType,
  description: 'One page of a paginated original.',
  simpleResolvers: true,
})
export class PageType extends NodeType implements Pick<Page, 'index' | 'label' | 'text' | 'quality'> {
  @Field(() => Int, { description: 'Position in its file, 1-based: the page that a viewer opens.' })
  index!: number;

  @Field(() => String, { description: 'What is printed on it, such as `xiv` or `150`.' })
  label!: string;

  @Field(() => String, { description: 'What could be read of it, as Markdown.' })
  text!: string;

  @Field(() => PageQuality, { description: 'How far its text can be trusted.' })
  quality!: keyof typeof PageQuality;
}

export const PageConnection = createConnectionType('Page', () => PageType);

@ArgsType()
export class DocumentPagesArguments extends ConnectionArguments {
  @Field(() => PageQuality, { nullable: true, description: 'Only pages of this quality.' })
  quality?: keyof typeof PageQuality | null;
}
