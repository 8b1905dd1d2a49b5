/** What a list shows stands in its address: filters, order, page. All of it is text, as in any address. */
import { useNavigate, useSearch } from '@tanstack/react-router';

export type Search = Readonly<Record<string, string | undefined>>;

export interface ListAddress {
  /** Filters that are set. */
  readonly filters: Search;
  readonly order: string | undefined;
  /** 1-based. */
  readonly page: number;
  /** Another filter or order begins at the first page. */
  readonly change: (values: Search) => void;
  readonly goTo: (page: number) => void;
}

export const pageSize = 50;

/** What an address says of its list. */
export function listOf({ page, order, ...filters }: Search): Pick<ListAddress, 'filters' | 'order' | 'page'> {
  return { filters, order, page: Math.max(1, Math.trunc(Number(page ?? 1)) || 1) };
}

export function useListAddress(): ListAddress {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { page, order, filters } = listOf(search);
  const go = (values: Search): void => {
    const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
    // Addresses of lists differ by screen; the router can't know which one this is.
    void navigate({ to: '.', search: Object.fromEntries(kept) as never });
  };
  return {
    filters,
    order,
    page,
    change: (values) => {
      go({ ...filters, order, ...values });
    },
    goTo: (to) => {
      go({ ...filters, order, page: to === 1 ? undefined : String(to) });
    },
  };
}
