/** Hits of a search as a connection. */
import type { ParsedQuery } from '../search/query.js';
import type { HitPage, HitRequest, SearchHit } from '../search/request.js';
import type { RequestContext } from './context.js';
import type { CursorList } from './cursor.js';
import { hitCursor, hitsAsked, type HitPageArguments } from './hit-cursor.js';

/** A hit that still knows what was asked, for what is shown of it, and its search's entry in the query log. */
export type AnsweredHit = SearchHit & { readonly query: ParsedQuery; readonly loggedAs: string | null };

/** Hits that somebody can page through. */
export interface PagedHits {
  readonly hitList: CursorList;
  readonly query: ParsedQuery;
  /** Of the search in the query log; null if it has none. */
  readonly loggedAs: string | null;
  readonly page: (request: HitRequest) => Promise<HitPage>;
}

export interface HitConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: AnsweredHit }[];
  readonly nodes: readonly AnsweredHit[];
  readonly pageInfo: {
    /** Looked for when it is selected. */
    readonly hasNextPage: () => Promise<boolean>;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** @throws BadInputError when `first` is out of bounds, or the cursor is one of another search. */
export async function connectHits(
  { hitList, query, loggedAs: opening, page }: PagedHits,
  given: HitPageArguments,
  { searchLog, caller }: Pick<RequestContext, 'searchLog' | 'caller'>,
): Promise<HitConnection> {
  const { token, ...asked } = hitsAsked(hitList, given);
  const { hits, hasNext } = await page(asked);
  // A further page is no other search: what is opened there belongs to the one that it goes on with.
  const loggedAs = asked.shown.length === 0 ? opening : token === null ? null : searchLog.goOn(token, hits, caller);
  const nodes = hits.map((hit) => ({ ...hit, query, loggedAs }));
  const cursor = hitCursor(hitList);
  const shown = [...asked.shown];
  const edges = nodes.map((node) => {
    shown.push(node.passageId);
    return {
      node,
      cursor: cursor(shown, loggedAs === null ? null : searchLog.openingToken({ id: loggedAs, rank: node.rank })),
    };
  });
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: asked.shown.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
