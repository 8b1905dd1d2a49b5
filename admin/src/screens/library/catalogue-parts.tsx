/** What the lists of vendors, products and versions have in common. */
import type { ResultOf } from '../../api/graphql.js';
import type { Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { parted } from '../../words/common.js';
import { words } from '../../words/en.js';

/** A row of the list that a query gives. */
export type Row<Query> = ResultOf<Query> extends { list: { nodes: readonly (infer Node)[] } } ? Node : never;

export const changed: Pick<Column<{ updatedAt: string }>, 'key' | 'title' | 'orders' | 'cell'> = {
  key: 'changed',
  title: words.library.columns.changed,
  orders: ['UPDATED_AT_DESC', 'UPDATED_AT_ASC'],
  cell: ({ updatedAt }) => <When at={updatedAt} />,
};

export const aliasesOf = ({ aliases }: { readonly aliases: readonly string[] }): string => parted(aliases);
