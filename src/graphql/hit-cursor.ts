/**
 * Cursors of hits. The order of a search has no keys that a row could be found again by: it is made anew for each page, from
 * a library that may have changed. So a cursor holds which passages were shown, and the search that they answered.
 */
import { MOST_HITS } from '../search/hit-pages.js';
import type { HitRequest, ScopeRequest, SearchRequest } from '../search/request.js';
import { cursorOf, digestOf, keysOf, type CursorList } from './cursor.js';

/** Of a page of hits, what its cursor told. */
export interface AskedHits extends Required<HitRequest> {
  /** Opens the hit that the cursor is of, by which its search is found in the query log; null if it is not logged. */
  readonly token: string | null;
}

export interface HitPageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const usualFirst = 10;

/** Without what does not limit. */
function limitsOf(scope: ScopeRequest): readonly unknown[] {
  return Object.entries(scope)
    .filter(([, names]: [string, readonly string[]]) => names.length > 0)
    .toSorted(([a], [b]) => a.localeCompare(b));
}

/**
 * What tells the hits of a search from those of another one.
 * @param more what it depends on besides.
 */
export function hitListOf({ query, scope, mode, fusion, rules }: SearchRequest, more = ''): CursorList {
  const asked = [query.trim(), limitsOf(scope ?? {}), mode ?? 'HYBRID', fusion ?? 'WEIGHTED', rules ?? true, more];
  return { name: 'hits', of: JSON.stringify(asked), order: { name: 'RELEVANCE' } };
}

/** Ascending, each as the distance from the one before: numbers near each other stay short. */
function packed(passageIds: readonly number[]): string {
  const ids = passageIds.toSorted((a, b) => a - b);
  return ids.map((id, at) => (id - (ids[at - 1] ?? 0)).toString(36)).join('.');
}

const packedIds = new RegExp(`^[0-9a-z]{1,6}(\\.[0-9a-z]{1,6}){0,${String(MOST_HITS - 1)}}$`);
const mostId = 2_147_483_647;

/** Null for what {@link packed} does not make. */
function unpacked(text: string): number[] | null {
  if (!packedIds.test(text)) return null;
  let last = 0;
  const ids = text.split('.').map((distance) => (last += Number.parseInt(distance, 36)));
  return last <= mostId && new Set(ids).size === ids.length ? ids : null;
}

const areKeys = (keys: readonly unknown[]): keys is readonly [ids: string, token: string] =>
  keys.length === 2 && keys.every((key) => typeof key === 'string') && unpacked(keys[0] ?? '') !== null;

/** @throws BadInputError when the cursor is none of the list. */
export function hitsAsked(list: CursorList, { first, after }: HitPageArguments): AskedHits {
  const [ids = '', token = ''] = keysOf(list, areKeys, 'after', after) ?? [];
  return { first: first ?? usualFirst, shown: unpacked(ids) ?? [], token: token === '' ? null : token };
}

/**
 * Makes cursors of the hits of a list.
 * @param shown passages up to the hit, and with it.
 */
export function hitCursor(list: CursorList): (shown: readonly number[], token: string | null) => string {
  const bound = digestOf(list);
  return (shown, token) => cursorOf(bound, [packed(shown), token ?? '']);
}
