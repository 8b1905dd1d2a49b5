/** The list that a screen of one thing was opened from: what stands before and after its row. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Operation } from '../api/ask.js';
import { questionOf } from '../api/client.js';
import type { SubjectKind } from '../fields/curated-fields.js';
import {
  productFilterOf,
  productOrderOf,
  vendorFilterOf,
  vendorOrderOf,
  versionFilterOf,
  versionOrderOf,
} from '../list/catalogue-filters.js';
import { documentFilterOf, documentOrderOf } from '../list/document-filter.js';
import { neighboursOf, placeIn, type ListPart, type Neighbours, type Place, type RowPlace } from '../list/row-place.js';
import { shownIn, type Search } from '../list/shown.js';
import { documentWalkQuery, productWalkQuery, vendorWalkQuery, versionWalkQuery } from './walk-operations.js';

/** Rows looked at before and after the place of the row: as many may have come or gone since the list was seen. */
const reach = 20;

interface Page<Row> {
  readonly list: { readonly totalCount: number; readonly nodes: readonly Row[] };
}

interface Chosen<Filter, Order> {
  readonly filter: (search: Search) => Filter;
  readonly orderBy: (order: string | undefined) => Order;
}

interface Part {
  readonly first: number;
  readonly offset: number;
}

/** Asks for a part of a list as paths. */
function walk<Row, Filter, Order>(
  operation: Operation<Page<Row>, { filter: Filter; orderBy: Order; first: number; offset: number }>,
  { filter, orderBy }: Chosen<Filter, Order>,
  pathOf: (row: Row) => string,
) {
  return (search: Search, part: Part) => {
    const { filters, order } = shownIn(search);
    const question = questionOf(operation, { filter: filter(filters), orderBy: orderBy(order), ...part });
    return {
      queryKey: question.queryKey as readonly unknown[],
      queryFn: async (asked: { readonly signal: AbortSignal }): Promise<ListPart> => {
        const { list } = await question.queryFn(asked);
        return { total: list.totalCount, offset: part.offset, paths: list.nodes.map(pathOf) };
      },
    };
  };
}

const slugOf = ({ slug }: { readonly slug: string }): string => slug;

const walks = {
  VENDOR: walk(vendorWalkQuery, { filter: vendorFilterOf, orderBy: vendorOrderOf }, slugOf),
  PRODUCT: walk(productWalkQuery, { filter: productFilterOf, orderBy: productOrderOf }, slugOf),
  VERSION: walk(
    versionWalkQuery,
    { filter: versionFilterOf, orderBy: versionOrderOf },
    ({ slug, product }) => `${product.slug}/${slug}`,
  ),
  DOCUMENT: walk(
    documentWalkQuery,
    { filter: documentFilterOf, orderBy: documentOrderOf },
    ({ slug, version }) => `${version.product.slug}/${version.slug}/${slug}`,
  ),
} satisfies Record<SubjectKind, unknown>;

export interface Walk {
  readonly place: Place;
  /** Null until the list answers. */
  readonly neighbours: Neighbours | null;
}

/**
 * Null where it was opened directly. The neighbours stay as they were when it was opened: saving may put it elsewhere in
 * the list, or out of it.
 */
export function useWalk(kind: SubjectKind, path: string): Walk | null {
  const given: RowPlace = useSearch({ strict: false });
  const place = placeIn(given);
  const [kept, setKept] = useState<{ readonly of: string; readonly neighbours: Neighbours }>();
  const offset = Math.max(0, (place?.at ?? 1) - 1 - reach);
  const { data, isFetching, isPlaceholderData } = useQuery<ListPart>({
    ...walks[kind](place?.search ?? {}, { first: 2 * reach + 1, offset }),
    placeholderData: keepPreviousData,
    enabled: place !== null,
  });
  if (place === null) return null;
  const of = JSON.stringify([path, given.in, given.at]);
  if (kept?.of === of) return { place, neighbours: kept.neighbours };
  const neighbours = data === undefined ? null : neighboursOf(data, path, place.at);
  if (neighbours !== null && !isFetching && !isPlaceholderData) setKept({ of, neighbours });
  // What was asked for before may hold the row, too; where it does not, it says nothing of it.
  return { place, neighbours: isPlaceholderData && neighbours?.at === null ? null : neighbours };
}
