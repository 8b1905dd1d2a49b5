/** Pages of one search: how deep each looks, and whether others follow. */
import { describe, expect, test } from '@jest/globals';
import { checkedPage, createHitPages, noHits, usualPage } from '../src/search/hit-pages.js';
import type { HitRequest } from '../src/search/request.js';

interface Step {
  /** Ids of the passages, whatever page is asked for. */
  readonly hits: readonly number[];
  readonly hasNext?: boolean | null;
  readonly isAll?: boolean;
}

const ids = (count: number, from = 1): number[] => Array.from({ length: count }, (_, at) => from + at);

/** Pages made of these steps, of which each page shows what was not shown before, and what was asked of them. */
function pagesOf(...steps: readonly Step[]) {
  const asked: [step: number, page: HitRequest][] = [];
  const stepAt = (step: number): Step => {
    const at = steps[step];
    if (at === undefined) throw new Error(`There is no step ${String(step)}.`);
    return at;
  };
  const pageOf = createHitPages({
    candidatesAt: (step) => Promise.resolve({ isAll: stepAt(step).isAll ?? false } as never),
    presentAt: (step, page) => {
      asked.push([step, page]);
      const { hits, hasNext = null } = stepAt(step);
      const others = hits.filter((id) => !(page.shown ?? []).includes(id)).slice(0, page.first);
      return Promise.resolve({ hits: others.map((passageId) => ({ passageId })), hasNext } as never);
    },
  });
  const read = async (page: HitRequest): Promise<readonly number[]> =>
    (await pageOf(page)).hits.map(({ passageId }) => passageId);
  return { pageOf, read, asked };
}

describe('a page', () => {
  test('that is the first is made of the first step, also where that does not fill it', async () => {
    const { read, asked } = pagesOf({ hits: [1, 2] }, { hits: [1, 2, 3] });
    expect(await read({ first: 3 })).toEqual([1, 2]);
    expect(asked).toEqual([[0, { first: 3, shown: [] }]]);
  });

  test('that is another one goes as deep as it takes to fill it', async () => {
    const { read, asked } = pagesOf({ hits: [1, 2] }, { hits: [1, 2, 3] }, { hits: [1, 2, 3, 4, 5] });
    expect(await read({ first: 2, shown: [1, 2] })).toEqual([3, 4]);
    expect(asked.map(([step]) => step)).toEqual([0, 1, 2]);
    expect(await read({ first: 1, shown: [1] })).toEqual([2]);
    expect(asked.slice(3)).toEqual([[0, { first: 1, shown: [1] }]]);
  });

  test('goes no deeper than there are candidates', async () => {
    const { read } = pagesOf({ hits: [1, 2] }, { hits: [1, 2, 3], isAll: true });
    expect(await read({ first: 2, shown: [1, 2] })).toEqual([3]);
    expect(await read({ first: 3, shown: [1] })).toEqual([2, 3]);
  });

  test('ends with the 200th hit', async () => {
    const { read, asked } = pagesOf({ hits: ids(300) });
    expect(await read({ first: 50, shown: ids(190) })).toEqual(ids(10, 191));
    expect(asked).toEqual([[0, { first: 10, shown: ids(190) }]]);
  });

  test('is made once, however often it is asked for', async () => {
    const { pageOf, read, asked } = pagesOf({ hits: ids(9) });
    const page = { first: 2, shown: [1] };
    expect(await pageOf(page)).toBe(await pageOf({ ...page }));
    expect(asked).toHaveLength(1);
    expect([await read({ first: 2 }), await read({ first: 2, shown: [2] })]).toEqual([
      [1, 2],
      [1, 3],
    ]);
    expect([await read({ first: 3, shown: [1] }), await read({ first: 2, shown: [1, 2] })]).toEqual([
      [2, 3, 4],
      [3, 4],
    ]);
    expect([await read({ first: 1, shown: [2] }), await read({ first: 12 })]).toEqual([[1], ids(9)]);
  });

  test('has what it was made from', async () => {
    const { pageOf } = pagesOf({ hits: [1], hasNext: true });
    const { hits, presented } = await pageOf({ first: 1 });
    expect(presented).toEqual({ hits, hasNext: true });
  });
});

describe('others follow', () => {
  const look = async (page: HitRequest, ...steps: readonly Step[]) => {
    const { pageOf, asked } = pagesOf(...steps);
    const hasNext = await (await pageOf(page)).hasNext();
    return { hasNext, looks: asked.slice(1) };
  };

  test.each<[string, boolean, HitRequest, Step]>([
    ['where the list says so', true, { first: 1 }, { hits: [1], hasNext: true }],
    ['not where the list of all candidates says so', false, { first: 1 }, { hits: [1], hasNext: false, isAll: true }],
    ['not behind nothing', false, { first: 1 }, { hits: [], hasNext: true }],
    ['not behind the 200th hit', false, { first: 1, shown: ids(199) }, { hits: ids(300), hasNext: true }],
    ['behind the 199th hit', true, { first: 1, shown: ids(198) }, { hits: ids(300), hasNext: true }],
  ])('%s', async (_when, hasNext, page, step) => {
    expect(await look(page, step)).toEqual({ hasNext, looks: [] });
  });

  test.each([false, null])('or do not, as the next hit tells where the list says %s', async (hasNext) => {
    const few = { hits: [1, 2], hasNext };
    const next = { first: 1, shown: [1, 2] };
    expect(await look({ first: 1, shown: [1] }, few, { hits: [1, 2, 3] })).toEqual({
      hasNext: true,
      looks: [
        [0, next],
        [1, next],
      ],
    });
    expect((await look({ first: 2 }, few, { hits: [1, 2], isAll: true })).hasNext).toBe(false);
  });

  test('is looked for where all candidates were read and the list does not know', async () => {
    const { hasNext, looks } = await look({ first: 1 }, { hits: [1, 2], isAll: true });
    expect([hasNext, looks]).toEqual([true, [[0, { first: 1, shown: [1] }]]]);
  });
});

test.each([1, 50])('a page of %d hits is one', (first) => {
  const page = { first, shown: [3] };
  expect(checkedPage(page)).toBe(page);
});

test.each([0, 51, 1.5, -1])('a page of %d hits is refused', (first) => {
  expect(() => checkedPage({ first })).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: `\`first\` is ${String(first)}; it must be from 1 to 50.`,
      details: { field: 'first', limit: 50 },
    }),
  );
});

test('the usual page has ten hits, and none follows where there are none', async () => {
  expect(usualPage).toEqual({ first: 10 });
  expect(noHits.hits).toEqual([]);
  expect(await noHits.hasNext()).toBe(false);
});
