/** Relay arguments to pages and back. Cursors hold what their row is ordered by, and are bound to their list and its order. */
import { BadInputError } from '../errors.js';
import type { Connection } from '../schema/connection.js';
import { MOST_PER_PAGE, USUAL_PER_PAGE } from '../schema/cost.js';
import { areKeysOf, type Keyed, type Keys, type ListOrder, type Page } from '../store/keyset.js';
import { cursorOf, digestOf, keysOf, type CursorList } from './cursor.js';

const mostOffset = 2_147_483_647;

export interface List extends CursorList {
  readonly order: ListOrder;
}

/** Which page a client asks for, as in `ConnectionArguments`. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly offset?: number | null;
}

/** @throws BadInputError when arguments are out of bounds or exclude each other, or a cursor is none of this list. */
export function pageOf(list: List, given: PageArguments): Page {
  const { first, last, offset } = given;
  if (first != null && last != null) throw excluding('first', 'last');
  const backwards = last != null;
  const limit = boundedBy(backwards ? 'last' : 'first', (backwards ? last : first) ?? USUAL_PER_PAGE);
  const areKeys = (keys: readonly unknown[]): keys is Keys => areKeysOf(list.order, keys);
  const [after, before] = [keysOf(list, areKeys, 'after', given.after), keysOf(list, areKeys, 'before', given.before)];
  if (offset != null) {
    if (after !== null || before !== null) throw excluding('offset', after === null ? 'before' : 'after');
    if (backwards) throw excluding('offset', 'last');
    if (offset < 0)
      throw new BadInputError(`\`offset\` is ${String(offset)}; it must be 0 or more.`, { field: 'offset' });
  }
  return { limit, offset: Math.min(offset ?? 0, mostOffset), after, before, backwards };
}

/**
 * Reads one row more than asked for, to know whether there is another page.
 * @param read gives the rows of a page, in the order of the list.
 * @param count gives the length of the whole list; asked only if `totalCount` is selected.
 */
export async function connect<Row>(
  list: List,
  page: Page,
  read: (page: Page) => Promise<readonly Keyed<Row>[]>,
  count: () => Promise<number>,
): Promise<Connection<Row>> {
  const rows = await read({ ...page, limit: page.limit + 1 });
  const nodes = page.backwards ? rows.slice(-page.limit) : rows.slice(0, page.limit);
  const isCut = rows.length > page.limit;
  const bound = digestOf(list);
  const edges = nodes.map((node) => ({ cursor: cursorOf(bound, node.cursorKeys), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: page.backwards ? page.before !== null : isCut,
      hasPreviousPage: page.backwards ? isCut : page.after !== null || page.offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: count,
  };
}

/**
 * A page of rows that are in memory, in the order of the list.
 * @param compare of keys: negative when the first stands before the second.
 */
export function pageOfRows<Row>(
  rows: readonly Keyed<Row>[],
  { after, before, backwards, offset, limit }: Page,
  compare: (a: Keys, b: Keys) => number,
): Keyed<Row>[] {
  const within = rows
    .filter(({ cursorKeys }) => after === null || compare(cursorKeys, after) > 0)
    .filter(({ cursorKeys }) => before === null || compare(cursorKeys, before) < 0);
  return backwards ? within.slice(-limit) : within.slice(offset, offset + limit);
}

const placed: ListOrder = {
  name: 'PLACE',
  terms: [
    { sql: 'place', type: 'integer' },
    { sql: 'name', type: 'text' },
  ],
};

/**
 * A page of a list that is made anew for each request.
 * @param nameOf tells a row from the others: it is found again by its name, and by its place when it is gone.
 */
export function connectPlaced<Row extends object>(
  list: Omit<List, 'order'>,
  given: PageArguments,
  rows: readonly Row[],
  nameOf: (row: Row, place: number) => string,
): Promise<Connection<Row>> {
  const ordered = { ...list, order: placed };
  const keyed = rows.map((row, place) => ({ ...row, cursorKeys: [String(place), nameOf(row, place)] }));
  const places = new Map(keyed.map(({ cursorKeys }, place) => [cursorKeys[1], place]));
  const placeOf = ([place, name]: Keys): number => places.get(name) ?? Number(place);
  return connect(
    ordered,
    pageOf(ordered, given),
    (page) => Promise.resolve(pageOfRows(keyed, page, (a, b) => placeOf(a) - placeOf(b))),
    () => Promise.resolve(rows.length),
  );
}

function boundedBy(field: 'first' | 'last', wanted: number): number {
  if (wanted >= 1 && wanted <= MOST_PER_PAGE) return wanted;
  throw new BadInputError(`\`${field}\` is ${String(wanted)}; it must be from 1 to ${String(MOST_PER_PAGE)}.`, {
    field,
    limit: MOST_PER_PAGE,
  });
}

function excluding(one: string, other: string): BadInputError {
  return new BadInputError(`\`${one}\` and \`${other}\` exclude each other; leave one of them out.`, { field: one });
}
