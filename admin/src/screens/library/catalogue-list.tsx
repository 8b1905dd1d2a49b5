/** The frame of the lists of vendors, products and versions. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import type { AskError } from '../../api/ask.js';
import type { ListAddress } from '../../list/list-address.js';
import { shownColumns } from '../../list/shown.js';
import { useSelection } from '../../list/selection.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import type { ViewedList as ViewedListName } from '../../views/operations.js';
import { ViewedList } from '../../views/viewed-list.js';
import { words } from '../../words/en.js';
import { MoveBar, type MoveBarProps } from './move-bar.js';

interface Page<Row> {
  readonly list: { readonly totalCount: number; readonly nodes: readonly Row[] };
}

export interface CatalogueListProps<Row> {
  readonly list: ViewedListName;
  /** What its rows are. */
  readonly kind: MoveBarProps['kind'];
  readonly title: string;
  readonly address: ListAddress;
  readonly columns: readonly Column<Row>[];
  readonly query: UseQueryResult<Page<Row>, AskError>;
  readonly nameOf: (row: Row) => string;
  /** The order where the address says none. */
  readonly firstOrder: string;
  /** Saves what it holds, given how much that is. */
  readonly csv: (amount: number) => ReactNode;
  /** Its filters. */
  readonly children: ReactNode;
}

export function CatalogueList<Row extends { readonly id: string }>(props: CatalogueListProps<Row>): JSX.Element {
  const { list, kind, title, address, columns, query, nameOf, firstOrder, csv, children } = props;
  const mayEdit = useMay('CURATION_EDIT');
  const selection = useSelection(JSON.stringify(address.filters));
  return (
    <Guard action="CURATION_READ">
      <Screen title={title}>
        <ViewedList list={list} address={address} columns={columns} usualOrder={firstOrder}>
          {children}
          <Answer of={query}>
            {({ list: { nodes, totalCount } }) =>
              totalCount === 0 ? (
                <Empty title={words.library.empty}>
                  <p>{words.library.emptyText}</p>
                </Empty>
              ) : (
                <>
                  <MoveBar kind={kind} selection={selection} total={totalCount}>
                    {csv(totalCount)}
                  </MoveBar>
                  <DataTable
                    caption={title}
                    columns={shownColumns(columns, address.columns)}
                    density={address.density}
                    placeOf={address.placeOf}
                    rows={nodes}
                    keyOf={({ id }) => id}
                    nameOf={nameOf}
                    order={address.order ?? firstOrder}
                    onOrder={(order) => {
                      address.change({ order });
                    }}
                    {...(mayEdit && { selection: selection.of(nodes.map(({ id }) => id)) })}
                  />
                  <Pager total={totalCount} page={address.page} onGo={address.goTo} />
                </>
              )
            }
          </Answer>
        </ViewedList>
      </Screen>
    </Guard>
  );
}
