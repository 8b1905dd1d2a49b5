/** What is selected in a list: rows one by one, or everything that matches its filters, on pages that nobody looked at too. */
import { useState } from 'react';
import type { Selection } from '../ui/data-table.js';

/** Rows one by one, or everything that matches but some. */
export interface Selected {
  /** Those that are selected, or of everything those that are not. */
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
}

export const nothing: Selected = { ids: new Set(), isAll: false };

export const everything: Selected = { ids: new Set(), isAll: true };

export const isSelected = ({ ids, isAll }: Selected, id: string): boolean => ids.has(id) !== isAll;

export function toggled({ ids, isAll }: Selected, id: string): Selected {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, isAll };
}

export function isPageSelected(selected: Selected, page: readonly string[]): boolean {
  return page.length > 0 && page.every((id) => isSelected(selected, id));
}

export const isPagePartly = (selected: Selected, page: readonly string[]): boolean =>
  !isPageSelected(selected, page) && page.some((id) => isSelected(selected, id));

export function togglePage(selected: Selected, page: readonly string[]): Selected {
  const isOn = isPageSelected(selected, page);
  return page.filter((id) => isSelected(selected, id) === isOn).reduce(toggled, selected);
}

/** Rows that are selected, of `total` that match. */
export const countOf = ({ ids, isAll }: Selected, total: number): number =>
  isAll ? Math.max(0, total - ids.size) : ids.size;

export interface ListSelection extends Selected {
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
    count: (total) => countOf(selected, total),
    selectAll: () => {
      set(everything);
    },
    clear: () => {
      set(nothing);
    },
    of: (page) => ({
      has: (id) => isSelected(selected, id),
      toggle: (id) => {
        set(toggled(selected, id));
      },
      isPageSelected: isPageSelected(selected, page),
      isPagePartly: isPagePartly(selected, page),
      togglePage: () => {
        set(togglePage(selected, page));
      },
    }),
  };
}
