/** How much what defines a name is lifted, what is added to the hits of the legs, and what is asked for that. */
import { expect, test } from '@jest/globals';
import { createExactLane } from '../src/search/exact-lane.js';
import { parseQuery } from '../src/search/query.js';
import type { OpenQuestion } from '../src/search/understand.js';

interface Defining {
  readonly passageId: number;
  readonly keys: readonly string[];
  readonly headingPath?: readonly string[];
}

interface Library {
  readonly defining: readonly Defining[];
  /** Those among what the legs found, where they are asked for by themselves. */
  readonly among?: readonly Defining[];
  /** Passages that the legs found. */
  readonly found?: readonly number[];
  /** Passages without excluded words. */
  readonly admits?: readonly number[];
  readonly question?: Partial<OpenQuestion>;
}

async function lift(text: string, { defining, among = [], found = [], admits = [], question = {} }: Library) {
  const read: unknown[] = [];
  const admitted: unknown[] = [];
  const store = {
    dataSource: {
      query: (_sql: string, parameters: readonly unknown[]) => {
        read.push(parameters);
        const rows = parameters[2] === null ? defining : among;
        return Promise.resolve(rows.map((passage) => ({ headingPath: ['Others'], ...passage })));
      },
    },
  };
  const words = {
    admit: (asked: { passageIds: readonly number[]; signal?: AbortSignal }) => {
      admitted.push([asked.passageIds, asked.signal]);
      return Promise.resolve(admits);
    },
  };
  const asked = { query: parseQuery(text), index: {}, ...question };
  const lane = createExactLane(store as never, words as never, asked as unknown as OpenQuestion);
  const lifts = await lane(found.map((passageId) => ({ passageId, score: 1 })));
  return { lifts, ids: [...lifts.keys()], read, admitted };
}

const passages = (count: number, key: string, from = 1): Defining[] =>
  Array.from({ length: count }, (_, at) => ({ passageId: from + at, keys: [key] }));
const ids = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test.each([
  ['show version', 'show version', ['show version'], 'HEADING', 2.2],
  ['show version', 'show version', ['show-version'], 'HEADING', 1.2],
  ['show version', 'show version', ['Others'], 'DEFINITION', 1],
  ['max_flow of YouTube', 'max flow', ['max_flow'], 'HEADING', 0.4 * (2 / 3)],
  ['max_flow of YouTube', 'max flow', ['Others'], 'DEFINITION', 0.4 * (2 / 3) * 0.8],
  ['max_flow of YouTube', 'youtube', ['YouTube'], 'HEADING', 0.4 / 3],
])('by “%s”, what defines “%s” under %j is lifted as a %s, by %d', async (text, key, headingPath, as, by) => {
  const { lifts } = await lift(text, { defining: [{ passageId: 3, keys: [key], headingPath }] });
  expect([...lifts]).toEqual([[3, expect.objectContaining({ as, lift: expect.closeTo(by, 10) as unknown })]]);
});

test('of several names that a passage defines, the one with the strongest lift counts', async () => {
  const both = { keys: ['youtube', 'max flow'] };
  const { lifts } = await lift('max_flow of YouTube', {
    defining: [
      { passageId: 1, ...both, headingPath: ['YouTube'] },
      { passageId: 2, ...both, headingPath: ['max_flow'] },
      { passageId: 3, ...both, keys: ['max flow', 'max flow of'] },
      { passageId: 4, keys: ['something else'] },
    ],
  });
  expect([...lifts].map(([id, { name }]) => [id, name])).toEqual([
    [1, 'max_flow'],
    [2, 'max_flow'],
    [3, 'max_flow of'],
  ]);
});

test('a name that has no sign of one counts only where at most five passages define it', async () => {
  const count = async (text: string, defining: readonly Defining[]) => (await lift(text, { defining })).ids.length;
  expect(await count('how long does YouTube wait', passages(5, 'youtube'))).toBe(5);
  expect(await count('how long does YouTube wait', passages(6, 'youtube'))).toBe(0);
  const others = passages(6, 'max flow', 11);
  expect(await count('how is max_flow of YouTube set', [...passages(5, 'youtube'), ...others])).toBe(11);
  expect(await count('how is max_flow of YouTube set', [...passages(6, 'youtube'), ...others])).toBe(6);
  expect(await count('YouTube', passages(6, 'youtube'))).toBe(6);
});

test('of what the legs did not find, the hundred strongest are added', async () => {
  const defining = [...passages(101, 'show version'), { passageId: 500, keys: ['show version'], headingPath: ['x'] }];
  const strongest = { passageId: 501, keys: ['show version'], headingPath: ['show version'] };
  const { ids: lifted } = await lift('show version', { defining: [...defining, strongest], found: [101, 500] });
  expect(lifted).toEqual([...ids(99), 101, 500, 501]);
});

test('where a phrase is asked for, only what the legs found is lifted', async () => {
  const defining = passages(3, 'show version');
  const { ids: lifted, admitted } = await lift('what is "show version"?', { defining, found: [2] });
  expect([lifted, admitted]).toEqual([[2], []]);
});

test('what holds an excluded word is not added; nobody is asked where nothing is left to add', async () => {
  const { signal } = new AbortController();
  const defining = passages(4, 'show version');
  const some = { defining, found: [2], admits: [4], question: { signal } };
  const { ids: lifted, admitted } = await lift('show version -brief', some);
  expect([lifted, admitted]).toEqual([[2, 4], [[[1, 3, 4], signal]]]);
  expect((await lift('show version -brief', { defining: passages(1, 'show version') })).ids).toEqual([]);
  expect((await lift('show version -brief', { defining, found: [1, 2, 3, 4] })).admitted).toEqual([]);
  expect((await lift('show version', { defining })).admitted).toEqual([]);
});

test('where four hundred or more define it, what the legs found is asked for besides', async () => {
  const key = 'show version';
  const question = { index: { productIds: ['pump'] } };
  const few = await lift(key, { defining: passages(399, key), found: [900], question });
  expect(few.read).toEqual([[[key], ['pump'], null, 400]]);
  const among = [{ passageId: 900, keys: [key] }];
  const many = await lift(key, { defining: passages(400, key), found: [900, 901], among });
  expect(many.read).toEqual([
    [[key], null, null, 400],
    [[key], null, [900, 901], 400],
  ]);
  expect(many.ids).toEqual([...ids(100), 900]);
});

test('nothing is asked for a query without names', async () => {
  const { read, ids: lifted } = await lift('?', { defining: passages(1, '') });
  expect([read, lifted]).toEqual([[], []]);
});

test('definitions that can not be read fail the search only when it comes to them', async () => {
  const store = { dataSource: { query: () => Promise.reject(new Error('away')) } };
  const asked = { query: parseQuery('show version'), index: {} } as unknown as OpenQuestion;
  const lane = createExactLane(store as never, {} as never, asked);
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  await expect(lane([])).rejects.toThrow('away');
});
