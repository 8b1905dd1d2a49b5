/** Relay connections: one factory for every list that has pages. */
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { costOfPage } from './cost.js';

@ObjectType('PageInfo', { description: 'Where a page of a list stands in it.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'There is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'There is something before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first node; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last node: give it as `after` for the next page.',
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
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How many to give, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor to go on behind: `endCursor` of the page before.' })
  after?: string | null;
}

/** Options of every field that gives a connection. */
export function connectionField(description: string): { description: string; complexity: typeof costOfPage } {
  return { description, complexity: costOfPage };
}

/** The types `<name>Connection` and `<name>Edge`. Call it once per node type. */
export function createConnectionType(name: string, nodeType: () => ClassType): ClassType {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in a list.`, simpleResolvers: true })
  class EdgeType {
    @Field(() => String, { description: 'Place in the list, for `after`.' })
    cursor!: string;

    @Field(nodeType, { description: `The ${name}.` })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} nodes.`, simpleResolvers: true })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The nodes with their cursors.' })
    edges!: EdgeType[];

    @Field(() => [nodeType()], { description: 'The nodes alone.' })
    nodes!: object[];

    @Field(() => PageInfoType, { description: 'Where this page stands.' })
    pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'Length of the whole list.' })
    totalCount!: unknown;
  }
  return ConnectionType;
}
