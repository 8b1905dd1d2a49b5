/** How much the legs of a search are asked for, how deep it goes past what is excluded, and what is said of it. */
import { expect, test } from '@jest/globals';
import type { Logger } from '../src/logger.js';
import type { LegHit } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import { createRank, type Ranking } from '../src/search/rank.js';
import type { OpenQuestion } from '../src/search/understand.js';

interface Library {
  /** Passages that each leg could give; passage 1 is the best. */
  readonly words?: number;
  readonly meaning?: number;
  /** Of those that are nearest by meaning, every how manieth holds no excluded word. */
  readonly admits?: number;
}

interface Asked {
  readonly ranking: Ranking;
  /** How many hits the legs were asked for, each time. */
  readonly words: readonly number[];
  readonly meaning: readonly number[];
}

const hits = (count: number): LegHit[] =>
  Array.from({ length: count }, (_, at) => ({ passageId: at + 1, score: 1 / (at + 1) }));

async function rank(
  query: string,
  more: Partial<OpenQuestion> = {},
  { words = 10_000, meaning = 10_000, admits = 1 }: Library = {},
): Promise<Asked> {
  const asked = { words: [] as number[], meaning: [] as number[] };
  const parts = {
    store: { dataSource: { query: () => Promise.resolve([]) } },
    lexical: {
      search: ({ limit }: { limit: number }) => {
        asked.words.push(limit);
        return Promise.resolve(hits(Math.min(limit, words)));
      },
      admit: ({ passageIds }: { passageIds: readonly number[] }) =>
        Promise.resolve(passageIds.filter((id) => id % admits === 0)),
    },
    vectors: {
      search: ({ limit }: { limit: number }) => {
        asked.meaning.push(limit);
        return Promise.resolve(hits(Math.min(limit, meaning)));
      },
    },
    embedder: { embedQuery: () => Promise.resolve(new Float32Array(1)), model: {} },
    logger: { warn: () => undefined, info: () => undefined } as unknown as Logger,
  };
  const question = { query: parseQuery(query), mode: 'HYBRID', fusion: 'WEIGHTED', index: {}, named: null, ...more };
  const run = createRank(parts as unknown as Parameters<typeof createRank>[0]);
  return { ranking: await run(question as OpenQuestion), ...asked };
}

const named = { productIds: [], versions: [], strictQuery: '' };

test.each([
  ['a hundred', {}, 100],
  ['two hundred where the words name a part of the scope', { named }, 200],
  ['those that rules hide besides', { spare: 7 }, 107],
  ['more, to go deeper', { deeper: 4 }, 400],
  ['all of it at once', { named, deeper: 4, spare: 7 }, 807],
])('each leg gives %s', async (_what, more, limit) => {
  expect(await rank('spool winds', more)).toMatchObject({ words: [limit], meaning: [limit] });
});

test.each([
  ['HYBRID', ['LEXICAL', 'VECTOR'], true],
  ['LEXICAL', ['LEXICAL'], true],
  ['SEMANTIC', ['VECTOR'], null],
] as const)('%s asks its legs, and says which answered', async (mode, legs, isFoundByWords) => {
  const { ranking, words, meaning } = await rank('spool winds', { mode });
  expect(ranking).toMatchObject({ legs, isFoundByWords, degraded: [] });
  expect([words.length, meaning.length]).toEqual([mode === 'SEMANTIC' ? 0 : 1, mode === 'LEXICAL' ? 0 : 1]);
});

test.each([
  ['neither leg had as many as it was asked for', { words: 99, meaning: 99 }, true],
  ['the words had', { words: 100, meaning: 99 }, false],
  ['the search by meaning had', { words: 99, meaning: 100 }, false],
])('it is all where %s: %j', async (_what, library, isAll) => {
  expect((await rank('spool winds', {}, library)).ranking.isAll).toBe(isAll);
});

test('nothing is found by words where the words find nothing', async () => {
  expect((await rank('spool winds', {}, { words: 0 })).ranking.isFoundByWords).toBe(false);
});

test.each([
  ['once where all of it may stay', { admits: 1 }, [100], 100],
  ['deeper until enough is left', { admits: 4 }, [100, 400], 100],
  ['deeper, and drops what is more than enough', { admits: 3 }, [100, 400], 100],
  ['deeper until there is no more', { admits: 20, meaning: 1_000 }, [100, 400, 1_600], 50],
  ['no deeper than 6,400', { admits: 1_000 }, [100, 400, 1_600, 6_400], 6],
])('past what is excluded it goes %s', async (_what, library, meaning, left) => {
  const asked = await rank('spool -motor', { mode: 'SEMANTIC' }, library);
  expect(asked.meaning).toEqual(meaning);
  expect(asked.ranking.hits).toHaveLength(left);
});
