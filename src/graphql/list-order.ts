/** Orders that clients ask for, as the store knows them. */
import type { Order } from '../schema/list-order.js';
import type { ListOrder, SortTerm } from '../store/keyset.js';

/**
 * @param orders of that list, by the names that clients know; each ends in what tells rows apart.
 * @param usual if nothing is asked for.
 */
export function orderOf<OrderedBy extends string>(
  orders: Readonly<Record<OrderedBy, readonly SortTerm[]>>,
  wanted: Order<OrderedBy> | null | undefined,
  usual: Order<OrderedBy>,
): ListOrder {
  const { field, direction } = wanted ?? usual;
  const terms = orders[field].map(({ sql, type }): SortTerm =>
    direction === 'DESC' ? { sql, type, descending: true } : { sql, type },
  );
  return { name: `${field} ${direction}`, terms };
}
