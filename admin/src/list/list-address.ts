/** What a list shows stands in its address: filters, order, columns, page. All of it is text, as in any address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { rowPlaceOf, type RowPlace } from './row-place.js';
import { asMeant, isBare, searchOf, shownIn, type Search, type Shown } from './shown.js';

export interface ListAddress extends Shown {
  /** 1-based. */
  readonly page: number;
  /** Id of the saved view that is open. */
  readonly view: string | undefined;
  /** It says nothing but the view: the view is meant as it was saved. */
  readonly isBare: boolean;
  /** Another filter or order begins at the first page. */
  readonly change: (values: Search) => void;
  /** Other columns, another density: the page stays. */
  readonly restyle: (style: Partial<Pick<Shown, 'columns' | 'density'>>) => void;
  /** Of a row of the page that is shown, counted from 0. */
  readonly placeOf: (index: number) => RowPlace;
  readonly goTo: (page: number, replace?: boolean) => void;
  /** Shows something else; `view` is the one that it is of. */
  readonly open: (shown: Shown, view: string | undefined, replace?: boolean) => void;
}

export const pageSize = 50;

/** What an address says of its list. */
export function listOf(search: Search): Shown & Pick<ListAddress, 'page'> {
  return { ...shownIn(search), page: Math.max(1, Math.trunc(Number(search['page'] ?? 1)) || 1) };
}

/** A change of the address that the router has not made yet. */
interface Asked {
  readonly from: Search;
  readonly to: Search;
}

/**
 * The router takes a moment to change an address. Until then the change that was asked for is what the list
 * shows, so that a control keeps what was chosen, and the next choice builds on it.
 */
function useAskedSearch(): readonly [Search, (to: Search) => void] {
  const said: Search = useSearch({ strict: false });
  const [asked, setAsked] = useState<Asked>();
  if (asked !== undefined && asked.from !== said) setAsked(undefined);
  return [
    asked?.from === said ? asked.to : said,
    (to) => {
      setAsked({ from: said, to });
    },
  ];
}

export function useListAddress(): ListAddress {
  const [search, ask] = useAskedSearch();
  const navigate = useNavigate();
  const list = listOf(search);
  const view = search['view'];
  const go = (values: Search, replace = false): void => {
    const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
    ask(kept);
    // Addresses of lists differ by screen; the router can't know which one this is.
    void navigate({ to: '.', search: kept as never, replace });
  };
  return {
    ...list,
    view,
    isBare: isBare(search),
    change: (values) => {
      go(asMeant({ ...search, page: undefined, ...values }));
    },
    restyle: (style) => {
      go(asMeant({ ...searchOf({ ...list, ...style }), view, page: search['page'] }));
    },
    placeOf: (index) => rowPlaceOf({ ...search, page: undefined }, (list.page - 1) * pageSize + index + 1),
    goTo: (to, replace) => {
      go({ ...search, page: to === 1 ? undefined : String(to) }, replace);
    },
    open: (shown, opened, replace) => {
      go({ ...searchOf(shown), view: opened }, replace);
    },
  };
}
