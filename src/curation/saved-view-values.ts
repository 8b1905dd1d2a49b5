/** Saved views as people write them, checked and put in order. What the filters mean is the list's matter. */
import { BadInputError } from '../errors.js';
import type { Density, ViewedList } from '../store/entities/saved-view-kind.js';
import type { ViewFilter } from '../store/entities/saved-view.js';
import type { SavedViewValues } from '../store/writes/saved-views.js';

const longestName = 100;
const mostFilters = 20;
const longestValue = 500;
const mostColumns = 30;
/** Of filters and columns, as they stand in an address. */
const wordForm = /^[a-z][A-Za-z]{0,39}$/;
const orderForm = /^[A-Z][A-Z_]{0,49}$/;

export interface SavedViewWish {
  readonly name: string;
  readonly filters: readonly ViewFilter[];
  readonly order?: string | null | undefined;
  readonly columns?: readonly string[] | null | undefined;
  readonly density: Density;
  readonly isShared: boolean;
}

function refuse(field: string, problem: string): never {
  throw new BadInputError(`\`${field}\` ${problem}`, { field });
}

function filtersOf(given: readonly ViewFilter[]): ViewFilter[] {
  if (given.length > mostFilters) refuse('filters', `has more than ${String(mostFilters)} entries.`);
  const filters = new Map<string, string>();
  for (const { name, value } of given) {
    if (!wordForm.test(name)) refuse('filters', `has "${name.slice(0, 50)}", which is no name of a filter.`);
    if (filters.has(name)) refuse('filters', `has \`${name}\` twice.`);
    if (value === '' || value.length > longestValue) {
      refuse('filters', `must have 1 to ${String(longestValue)} characters in \`${name}\`.`);
    }
    filters.set(name, value);
  }
  return [...filters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value }));
}

/** @throws BadInputError naming the field. */
export function savedViewValues(list: ViewedList, wish: SavedViewWish): SavedViewValues {
  const name = wish.name.trim();
  const columns = [...new Set(wish.columns ?? [])];
  const sort = wish.order ?? null;
  if (name === '' || name.length > longestName) refuse('name', `must have 1 to ${String(longestName)} characters.`);
  if (columns.length > mostColumns) refuse('columns', `has more than ${String(mostColumns)} entries.`);
  for (const column of columns) {
    if (!wordForm.test(column)) refuse('columns', `has "${column.slice(0, 50)}", which is no name of a column.`);
  }
  if (sort !== null && !orderForm.test(sort))
    refuse('order', `is "${sort.slice(0, 50)}", which is no order of a list.`);
  const { density, isShared } = wish;
  return { list, name, filters: filtersOf(wish.filters), sort, columns, density, isShared };
}
