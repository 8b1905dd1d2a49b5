/** Relay connections: one factory for every list that has pages. */
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { costOfPage } from './cost.js';

@ObjectType('PageInfo', { description: 'Position of a page in its list.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'There are items after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'There are items before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first node; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last node: pass it as `after` to get the next page.',
  })
  endCursor!: string | null;
}

/** What a resolver returns for a connection. Rows need only hold what the node's fields are resolved from. */
export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly [Field in keyof PageInfoType]: PageInfoType[Field] };
  /** Runs only when it is selected. */
  readonly totalCount: () => Promise<number>;
}

@ArgsType()
export class ConnectionArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'Return the first items, 1 to 100; 20 if neither `first` nor `last` is given.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only items after this cursor: the `endCursor` of the page before.',
  })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'Return the last items, 1 to 100. Excludes `first`.' })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only items before this cursor: the `startCursor` of the page behind.',
  })
  before?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Leave out so many items first, for pages by number. Excludes cursors, which alone are sure to give no item twice while items are added.',
  })
  offset?: number | null;
}

/** Options of every field that gives a connection. */
export function connectionField(description: string): { description: string; complexity: typeof costOfPage } {
  return { description, complexity: costOfPage };
}

/**
 * The types `<name>Connection` and `<name>Edge`. Call it once per node type.
 * @param isCounted false for a list whose length nobody knows; it has no `totalCount`.
 */
export function createConnectionType(
  name: string,
  nodeType: () => ClassType,
  { isCounted = true }: { readonly isCounted?: boolean } = {},
): ClassType {
  @ObjectType(`${name}Edge`, {
    description: `An edge of a list of ${name} nodes: a node and its cursor.`,
    simpleResolvers: true,
  })
  class EdgeType {
    @Field(() => String, { description: 'Cursor of this node, for `after`.' })
    cursor!: string;

    @Field(nodeType, { description: `The ${name}.` })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} nodes.`, simpleResolvers: true })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The nodes with their cursors.' })
    edges!: EdgeType[];

    @Field(() => [nodeType()], { description: 'The nodes without their cursors.' })
    nodes!: object[];

    @Field(() => PageInfoType, { description: 'Position of this page in the list.' })
    pageInfo!: PageInfoType;
  }
  if (isCounted) {
    Field(() => Int, { description: 'Total number of items in the list.' })(ConnectionType.prototype, 'totalCount');
  }
  return ConnectionType;
}
