/** What a list shows of its rows, as its address says it: filters, order, columns, density. */

/** As a filter: those that state no such thing, where nothing would mean any. */
export const noneStated = 'none';

/** After a value of an address: only what no curator set or confirmed. */
export const undecided = '-undecided';

export type Search = Readonly<Record<string, string | undefined>>;

export type Density = 'COMFORTABLE' | 'COMPACT';

export interface Shown {
  /** Filters that are set. */
  readonly filters: Search;
  readonly order: string | undefined;
  /** Keys of the columns that were chosen; none for the usual ones of the list. */
  readonly columns: readonly string[];
  readonly density: Density;
}

/** Which view and page is meant, and the row of another list that the screen was opened from. */
const noFilters = ['view', 'page', 'in', 'at'];

/** What an address says of its list. */
export function shownIn({ order, columns, density, ...rest }: Search): Shown {
  return {
    filters: Object.fromEntries(Object.entries(rest).filter(([name]) => !noFilters.includes(name))),
    order,
    columns: columns?.split(',').filter((key) => key !== '') ?? [],
    density: density === 'compact' ? 'COMPACT' : 'COMFORTABLE',
  };
}

/** The address of that: only what is not usual. */
export function searchOf({ filters, order, columns, density }: Shown): Search {
  return {
    ...filters,
    order,
    columns: columns.length === 0 ? undefined : columns.join(','),
    density: density === 'COMPACT' ? 'compact' : undefined,
  };
}

/** Whether an address says nothing of its list but which view and page of it is meant. */
export function isBare(search: Search): boolean {
  return Object.entries(search).every(
    ([name, value]) => value === undefined || value === '' || name === 'view' || name === 'page',
  );
}

/** An address with a view and nothing else means the view as it was saved; this one says that it means what is usual. */
export function asMeant(search: Search): Search {
  return search['view'] !== undefined && isBare(search) ? { ...search, density: 'comfortable' } : search;
}

/** @param usualOrder of the list: an address may say it, or leave it out. */
export function isSameShown(one: Shown, other: Shown, usualOrder: string | undefined): boolean {
  const textOf = ({ filters, order = usualOrder, columns, density }: Shown): string =>
    JSON.stringify([
      Object.entries(filters)
        .filter(([, value]) => value !== undefined && value !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      ...[order ?? null, columns, density],
    ]);
  return textOf(one) === textOf(other);
}

interface Choosable {
  readonly key: string;
  readonly isHeading?: true;
  /** Shown only where it was chosen. */
  readonly isExtra?: true;
}

/** Columns in the order of the list; the one that names rows is always there. */
export function shownColumns<Column extends Choosable>(
  all: readonly Column[],
  chosen: readonly string[],
): readonly Column[] {
  const isShown = ({ key, isExtra }: Column): boolean =>
    chosen.length === 0 ? isExtra !== true : chosen.includes(key);
  return all.filter((column) => column.isHeading === true || isShown(column));
}

/** The choice with one column more, or less; none where that is what is usual. */
export function withColumn(all: readonly Choosable[], chosen: readonly string[], key: string): readonly string[] {
  const before = shownColumns(all, chosen).map((column) => column.key);
  const after = all
    .map((column) => column.key)
    .filter((name) => (name === key ? !before.includes(name) : before.includes(name)));
  const usual = shownColumns(all, []).map((column) => column.key);
  return after.join() === usual.join() ? [] : after;
}
