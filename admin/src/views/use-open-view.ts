/** The view that the address names, and the revision that whoever is here has seen of it. */
import { useState } from 'react';
import { useAsk } from '../api/use-ask.js';
import type { ListAddress } from '../list/list-address.js';
import { viewQuery, viewsQuery, type View, type ViewedList } from './operations.js';

export interface OpenView {
  /** All that can be chosen. */
  readonly views: readonly View[];
  /** Null when none is open, or it is not there. */
  readonly view: View | null;
  readonly isLoading: boolean;
  /** The address names one that is not there. */
  readonly isGone: boolean;
  /** What a change says that it was made on: others may have changed the view while it was open here. */
  readonly seenRevision: number;
  /** From now on it has been seen as it is. */
  readonly see: (revision: number) => void;
}

export function useOpenView(list: ViewedList, { view: id }: ListAddress): OpenView {
  const all = useAsk(viewsQuery, { list });
  const one = useAsk(viewQuery, { id: id ?? '' }, { enabled: id !== undefined });
  const [seen, setSeen] = useState<{ readonly id: string; readonly revision: number } | null>(null);
  const isCurrent = id !== undefined && one.data !== undefined && !one.isPlaceholderData;
  const view = isCurrent ? one.data.savedView : null;
  if (view !== null && seen?.id !== view.id) setSeen({ id: view.id, revision: view.revision });
  return {
    views: all.data?.savedViews.nodes ?? [],
    view,
    isLoading: id !== undefined && !isCurrent && one.error === null,
    isGone: isCurrent && (view === null || view.list !== list),
    seenRevision: seen?.revision ?? 0,
    see: (revision) => {
      if (view !== null) setSeen({ id: view.id, revision });
    },
  };
}
