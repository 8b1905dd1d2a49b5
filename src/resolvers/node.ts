/** `node`, `nodes`, and the `id` of everything. */
import { toGlobalId } from 'graphql-relay';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../errors.js';
import { costOfNodes, MOST_PER_PAGE } from '../schema/cost.js';
import { NodeType } from '../schema/node.js';
import type { RequestContext } from '../graphql/context.js';
import { successorOf } from '../store/queries/former-paths.js';
import { loadNode } from '../graphql/load-node.js';
import { parseNodeId, type NodeId } from '../graphql/node-id.js';

/** What a vendor, product or version was merged into. */
async function loadSuccessor(nodeId: NodeId, context: RequestContext): Promise<object | null> {
  if (nodeId.type !== 'Vendor' && nodeId.type !== 'Product' && nodeId.type !== 'Version') return null;
  const successor = await successorOf(context.dataSource, nodeId.key);
  return successor && loadNode({ type: nodeId.type, key: successor.id }, context);
}

@Resolver(() => NodeType)
export class NodeResolver {
  @FieldResolver(() => ID, { description: 'Opaque global id. It does not change as long as the object exists.' })
  id(
    @Root() row: { readonly id: string | number; readonly key?: string },
    @Info() { parentType }: GraphQLResolveInfo,
  ): string {
    // Rows of chunks come and go; their keys lead on to where the text is.
    return toGlobalId(parentType.name, parentType.name === 'Chunk' ? (row.key ?? '') : row.id);
  }

  @Query(() => NodeType, {
    nullable: true,
    description:
      'The object with this id, or what it was merged into; null if it no longer exists. The id of a chunk leads on to where its text is now, as `chunk(key)` does.',
  })
  async node(
    @Arg('id', () => ID, { description: 'An `id` that this API gave.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<object | null> {
    const nodeId = parseNodeId(id);
    const row = (await loadNode(nodeId, context)) ?? (await loadSuccessor(nodeId, context));
    return row && { ...row, typename: nodeId.type };
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    complexity: costOfNodes,
    description: 'The objects with these ids, in that order; null for those that no longer exist. At most 100.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Any `id` values that this API gave.' }) ids: string[],
    @Ctx() context: RequestContext,
  ): Promise<object | null>[] {
    if (ids.length > MOST_PER_PAGE) {
      throw new BadInputError(
        `${String(ids.length)} ids are too many; ask for at most ${String(MOST_PER_PAGE)} at once.`,
        {
          field: 'ids',
          limit: MOST_PER_PAGE,
        },
      );
    }
    return ids.map((id) => this.node(id, context));
  }
}
