/** A list as the API keeps it, and back. */
import type { Shown } from '../list/shown.js';
import type { View } from './operations.js';

export function shownOfView({ filters, order, columns, density }: View): Shown {
  return {
    filters: Object.fromEntries(filters.map(({ name, value }) => [name, value])),
    order: order ?? undefined,
    columns,
    density,
  };
}

export function viewInputOf(shown: Shown, { name, isShared }: Pick<View, 'name' | 'isShared'>) {
  const filters = Object.entries(shown.filters).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [{ name: key, value }],
  );
  const { order = null, columns, density } = shown;
  return { name, isShared, filters, order, columns: [...columns], density };
}
