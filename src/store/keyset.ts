/**
 * Pages of ordered lists by the values that the last row is ordered by ("keyset pagination", also known as the seek method):
 * rows that come or go elsewhere in the list neither repeat nor hide others.
 */
import { isUuid } from '../uuid.js';

const integer = /^-?\d{1,9}$/;
/** As Postgres writes them. */
const timestamp = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$|^-?infinity$/;

/** Whether a text is a value of the type; what is not must not reach a cast. */
const isOfType = {
  text: (): boolean => true,
  uuid: isUuid,
  integer: (value: string): boolean => integer.test(value),
  timestamptz: (value: string): boolean => timestamp.test(value),
} as const satisfies Readonly<Record<string, (value: string) => boolean>>;

/** One thing that a list is ordered by. Expressions come from this code, never from input. */
export interface SortTerm {
  /** Never null. */
  readonly sql: string;
  readonly type: keyof typeof isOfType;
  readonly descending?: true;
}

/** An order of a list: no two rows of the list agree in all its terms. */
export interface ListOrder {
  /** What its cursors are bound to, besides the list. */
  readonly name: string;
  readonly terms: readonly SortTerm[];
}

/** The values that a row is ordered by, as text. */
export type Keys = readonly string[];

export interface Page {
  readonly limit: number;
  /** Rows to leave out first. */
  readonly offset: number;
  /** Only rows behind these keys. */
  readonly after: Keys | null;
  /** Only rows before these keys. */
  readonly before: Keys | null;
  /** The last rows that there are rather than the first. */
  readonly backwards: boolean;
}

export type Keyed<Row> = Row & { readonly cursorKeys: Keys };

/** Whether keys that somebody sent can be ones of this order. */
export function areKeysOf({ terms }: ListOrder, keys: readonly unknown[]): keys is Keys {
  return (
    keys.length === terms.length &&
    keys.every((key, place) => typeof key === 'string' && isOfType[terms[place]?.type ?? 'text'](key))
  );
}

interface ListSql {
  /** What to select, with the aliases of `from`. */
  readonly columns: string;
  readonly from: string;
  /** A condition; `true` for all. */
  readonly where: string;
  readonly order: ListOrder;
}

/**
 * SQL of one page, in the order of the list; each row has its `cursorKeys`.
 * @param parameters those of `columns`, `from` and `where`; what the page needs is added to them.
 */
export function pageSql(list: ListSql, page: Page, parameters: unknown[]): string {
  const { terms } = list.order;
  const place = (value: unknown): string => `$${String(parameters.push(value))}`;
  const keys = terms.map(({ sql }, index) => `${sql} AS ${keyName(index)}`).join(', ');
  const conditions = [
    list.where,
    ...(page.after === null ? [] : [beyond(terms, page.after, false, place)]),
    ...(page.before === null ? [] : [beyond(terms, page.before, true, place)]),
  ];
  const direction = ({ descending }: SortTerm, reversed: boolean): string =>
    (descending === true) === reversed ? 'ASC' : 'DESC';
  const ordered = (name: (index: number) => string, reversed: boolean): string =>
    terms.map((term, index) => `${name(index)} ${direction(term, reversed)}`).join(', ');
  const inner = `SELECT ${list.columns}, ${keys} FROM ${list.from} WHERE ${conditions.join(' AND ')}
    ORDER BY ${ordered((index) => terms[index]?.sql ?? '', page.backwards)}
    LIMIT ${place(page.limit)} OFFSET ${place(page.offset)}`;
  const cursorKeys = terms.map((_, index) => `page.${keyName(index)}::text`).join(', ');
  return `SELECT page.*, ARRAY[${cursorKeys}] AS "cursorKeys" FROM (${inner}) AS page
    ORDER BY ${ordered((index) => `page.${keyName(index)}`, false)}`;
}

/** The same of many parents at once: `list` is that of one, whose id is `parent.id`. */
export function pagesSql(list: ListSql, page: Page, parents: readonly unknown[], parameters: unknown[]): string {
  const ids = typeof parents[0] === 'number' ? 'int[]' : 'uuid[]';
  const place = `$${String(parameters.push(parents))}`;
  return `SELECT parent.id AS "parentId", pages.* FROM unnest(${place}::${ids}) WITH ORDINALITY AS parent (id, place)
    CROSS JOIN LATERAL (${pageSql(list, page, parameters)}) AS pages
    ORDER BY parent.place, ${list.order.terms
      .map(({ descending }, index) => `pages.${keyName(index)}${descending === true ? ' DESC' : ''}`)
      .join(', ')}`;
}

const keyName = (index: number): string => `sort_key_${String(index)}`;

/** Behind the keys in the order of the list, or before them: a comparison of rows where all terms run the same way, else term by term. */
function beyond(terms: readonly SortTerm[], keys: Keys, isBefore: boolean, place: (value: unknown) => string): string {
  const values = terms.map(({ type }, index) => `${place(keys[index])}::${type}`);
  const sign = ({ descending }: SortTerm): string => ((descending === true) === isBefore ? '>' : '<');
  const [first] = terms;
  if (first !== undefined && terms.every((term) => term.descending === first.descending)) {
    return `(${terms.map(({ sql }) => sql).join(', ')}) ${sign(first)} (${values.join(', ')})`;
  }
  const cases = terms.map((term, index) => {
    const equal = terms.slice(0, index).map(({ sql }, at) => `${sql} = ${values[at] ?? ''}`);
    return `(${[...equal, `${term.sql} ${sign(term)} ${values[index] ?? ''}`].join(' AND ')})`;
  });
  return `(${cases.join(' OR ')})`;
}
