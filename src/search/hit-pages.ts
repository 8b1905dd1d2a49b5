/** Pages of the hits of one search. */
import { BadInputError } from '../errors.js';
import type { CandidatesAt } from './candidates.js';
import type { Presented } from './present.js';
import type { HitPage, HitRequest } from './request.js';

/** Hits of one page, and of all pages of a search. */
const mostPerPage = 50;
export const MOST_HITS = 200;

export const usualPage: HitRequest = { first: 10 };

export const noHits: HitPage = { hits: [], hasNext: () => Promise.resolve(false) };

/** A page, and what the list it is of was made from. */
export interface PresentedPage extends HitPage {
  readonly presented: Presented;
}

/** @throws BadInputError when `first` is out of bounds. */
export function checkedPage(request: HitRequest): HitRequest {
  const { first } = request;
  if (Number.isInteger(first) && first >= 1 && first <= mostPerPage) return request;
  throw new BadInputError(`\`first\` is ${String(first)}; it must be from 1 to ${String(mostPerPage)}.`, {
    field: 'first',
    limit: mostPerPage,
  });
}

export interface HitPagesParts {
  readonly candidatesAt: CandidatesAt;
  /** @param step of the candidates. */
  readonly presentAt: (step: number, page: HitRequest) => Promise<Presented>;
}

/**
 * Page one is made of the usual candidates and nothing else; another one goes deeper when those do not fill it.
 * @returns the same page, however often it is asked for.
 */
export function createHitPages({
  candidatesAt,
  presentAt,
}: HitPagesParts): (page: HitRequest) => Promise<PresentedPage> {
  const pages = new Map<string, Promise<PresentedPage>>();

  async function look({ first, shown = [] }: HitRequest): Promise<PresentedPage> {
    const page = { first: Math.min(first, MOST_HITS - shown.length), shown };
    for (let step = 0; ; step += 1) {
      const [presented, { isAll }] = await Promise.all([presentAt(step, page), candidatesAt(step)]);
      const { hits } = presented;
      if (hits.length < page.first && shown.length > 0 && !isAll) continue;
      return { hits, presented, hasNext: () => hasNext(page, presented, isAll) };
    }
  }

  async function hasNext(page: Required<HitRequest>, presented: Presented, isAll: boolean): Promise<boolean> {
    const shown = [...page.shown, ...presented.hits.map(({ passageId }) => passageId)];
    if (shown.length === 0 || shown.length >= MOST_HITS) return false;
    if (presented.hasNext === true || (presented.hasNext === false && isAll)) return presented.hasNext;
    return (await pageOf({ first: 1, shown })).hits.length > 0;
  }

  function pageOf(page: HitRequest): Promise<PresentedPage> {
    const key = [page.first, ...(page.shown ?? [])].join(' ');
    const known = pages.get(key);
    if (known !== undefined) return known;
    const made = look(page);
    pages.set(key, made);
    return made;
  }

  return pageOf;
}
