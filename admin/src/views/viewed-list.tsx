/** A list with its saved views above it. An address that says nothing but a view shows it as it was saved. */
import { useEffect, type JSX, type ReactNode } from 'react';
import type { ListAddress } from '../list/list-address.js';
import { ColumnChoice, DensityChoice, type ListStyleProps } from '../list/list-style.js';
import { isBare, searchOf } from '../list/shown.js';
import { words } from '../words/en.js';
import type { ViewedList as List } from './operations.js';
import { useOpenView } from './use-open-view.js';
import { ViewActions } from './view-actions.js';
import { ViewChoice } from './view-choice.js';
import { shownOfView } from './view-input.js';
import './views.css';

export interface ViewedListProps {
  readonly list: List;
  readonly address: ListAddress;
  /** Those that can be chosen; none where all are needed. */
  readonly columns?: ListStyleProps['columns'];
  /** The order where the address says none. */
  readonly usualOrder?: string;
  readonly children: ReactNode;
}

export function ViewedList({ list, address, columns, usualOrder, children }: ViewedListProps): JSX.Element {
  const open = useOpenView(list, address);
  const view = open.isGone ? null : open.view;
  const isToOpen = address.isBare && view !== null && !isBare(searchOf(shownOfView(view)));
  useEffect(() => {
    if (isToOpen) address.open(shownOfView(view), view.id, true);
  });
  if (isToOpen || (address.isBare && open.isLoading)) {
    return (
      <p className="soft" role="status">
        {words.loading}
      </p>
    );
  }
  return (
    <>
      <div className="views row" role="group" aria-label={words.views.bar}>
        <ViewChoice address={address} views={open.views} view={view} />
        <ViewActions list={list} address={address} open={{ ...open, view }} usualOrder={usualOrder} />
        <span className="spread" />
        <DensityChoice address={address} />
        {columns !== undefined && <ColumnChoice address={address} columns={columns} />}
      </div>
      {open.isGone && <p className="notice is-warn">{words.views.gone}</p>}
      {children}
    </>
  );
}
