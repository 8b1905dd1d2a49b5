/** What the lists of vendors, products and versions have in common. */
import type { ResultOf } from '../../api/graphql.js';
import type { Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';

/** A row of the list that a query gives. */
export type Row<Query> = ResultOf<Query> extends { list: { nodes: readonly (infer Node)[] } } ? Node : never;

export const changed: Pick<Column<{ updatedAt: string }>, 'key' | 'title' | 'orders' | 'cell'> = {
  key: 'changed',
  title: words.library.columns.changed,
  orders: ['UPDATED_AT_DESC', 'UPDATED_AT_ASC'],
  cell: ({ updatedAt }) => <When at={updatedAt} />,
};

export const aliasesOf = ({ aliases }: { readonly aliases: readonly string[] }): string => aliases.join(', ');

/** "NAME_ASC" as the API takes it. */
export function orderOf<Field extends string>(
  order: string | undefined,
  fields: readonly Field[],
): { field: Field; direction: 'ASC' | 'DESC' } {
  const found = fields.find((field) => order === `${field}_ASC` || order === `${field}_DESC`);
  const [first] = fields;
  if (found !== undefined) return { field: found, direction: order?.endsWith('_DESC') === true ? 'DESC' : 'ASC' };
  if (first === undefined) throw new Error('a list has an order');
  return { field: first, direction: 'ASC' };
}

export const nameFilter = (q: string | undefined): { nameContains?: string } =>
  q === undefined ? {} : { nameContains: q };
