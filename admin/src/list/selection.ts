/** What is selected in a list: rows one by one, or everything that matches its filters, on pages that nobody looked at too. */
import { useState } from 'react';
import type { Selection } from '../ui/data-table.js';

export interface Selected {
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
}

export const nothing: Selected = { ids: new Set(), isAll: false };

/** Taking one row out of "everything" leaves the other rows of the page. */
export function toggled({ ids, isAll }: Selected, id: string, page: readonly string[]): Selected {
  const next = new Set(isAll ? page : ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, isAll: false };
}

export function isPageSelected({ ids, isAll }: Selected, page: readonly string[]): boolean {
  return isAll || (page.length > 0 && page.every((id) => ids.has(id)));
}

export function togglePage(selected: Selected, page: readonly string[]): Selected {
  const next = new Set(selected.isAll ? [] : selected.ids);
  const isOn = isPageSelected(selected, page);
  for (const id of page) {
    if (isOn) next.delete(id);
    else next.add(id);
  }
  return { ids: next, isAll: false };
}

export interface ListSelection extends Selected {
  /** Rows that are selected, of `total` that match. */
  readonly count: (total: number) => number;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** For the table that shows a page. */
  readonly of: (page: readonly string[]) => Selection;
}

/** @param key of the filters: another list has another selection. */
export function useSelection(key: string): ListSelection {
  const [kept, setKept] = useState({ key, selected: nothing });
  const selected = kept.key === key ? kept.selected : nothing;
  const set = (next: Selected): void => {
    setKept({ key, selected: next });
  };
  return {
    ...selected,
    count: (total) => (selected.isAll ? total : selected.ids.size),
    selectAll: () => {
      set({ ids: new Set(), isAll: true });
    },
    clear: () => {
      set(nothing);
    },
    of: (page) => ({
      has: (id) => selected.isAll || selected.ids.has(id),
      toggle: (id) => {
        set(toggled(selected, id, page));
      },
      isPageSelected: isPageSelected(selected, page),
      togglePage: () => {
        set(togglePage(selected, page));
      },
    }),
  };
}
