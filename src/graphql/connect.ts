/** Relay arguments to SQL slices and back. Cursors are offsets, made by graphql-relay. */
import { cursorToOffset, offsetToCursor } from 'graphql-relay';
import { BadInputError } from '../errors.js';
import type { Connection, ConnectionArguments } from '../schema/connection.js';
import { MOST_PER_PAGE } from '../schema/cost.js';
import type { Slice } from '../store/queryable.js';

const mostOffset = 2_147_483_647;
const usualFirst = 20;

/** @throws BadInputError when `first` is out of bounds or `after` is not a cursor. */
export function sliceOf({ first: wanted, after }: ConnectionArguments, startWithoutCursor = 0): Slice {
  const first = wanted ?? usualFirst;
  if (first < 1 || first > MOST_PER_PAGE) {
    throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(MOST_PER_PAGE)}.`, {
      field: 'first',
      limit: MOST_PER_PAGE,
    });
  }
  if (after === undefined || after === null) return { limit: first, offset: startWithoutCursor };
  const before = cursorToOffset(after);
  if (!Number.isInteger(before) || before < 0 || before >= mostOffset) {
    throw new BadInputError(`"${after.slice(0, 100)}" is not a cursor; use \`endCursor\` of the page before.`, {
      field: 'after',
    });
  }
  return { limit: first, offset: before + 1 };
}

/**
 * Reads one row more than asked for, to know whether there is a next page.
 * @param read gives the rows of a slice.
 * @param count gives the length of the whole list; asked only if `totalCount` is selected.
 */
export async function connect<Row>(
  slice: Slice,
  read: (slice: Slice) => Promise<readonly Row[]> | readonly Row[],
  count: () => Promise<number>,
): Promise<Connection<Row>> {
  const rows = await read({ limit: slice.limit + 1, offset: slice.offset });
  const nodes = rows.slice(0, slice.limit);
  const edges = nodes.map((node, at) => ({ cursor: offsetToCursor(slice.offset + at), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > slice.limit,
      hasPreviousPage: slice.offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  };
}
