/** How much the legs of a search are asked for, how deep it goes past what is excluded, and what is said of it. */
import { describe, expect, test } from '@jest/globals';
import { ModelMismatchError } from '../src/errors.js';
import type { Logger } from '../src/logger.js';
import type { LegHit } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import { createRank, type Ranking } from '../src/search/rank.js';
import type { ScopeMembers } from '../src/search/scope-members.js';
import type { OpenQuestion } from '../src/search/understand.js';

interface Library {
  /** Passages that each leg could give; passage 1 is the best. */
  readonly words?: number;
  readonly meaning?: number;
  /** Of those that are nearest by meaning, every how manieth holds no excluded word. */
  readonly admits?: number;
  /** What a leg fails with. */
  readonly failures?: { readonly words?: Error; readonly meaning?: Error };
  /** Whether another index answers where that of the words fails. */
  readonly hasStandIn?: boolean;
  /** Passages that define the name that is asked for. */
  readonly defining?: readonly { readonly passageId: number; readonly keys: readonly string[] }[];
}

interface Asked {
  readonly ranking: Ranking;
  /** How many hits the legs were asked for, each time. */
  readonly words: readonly number[];
  readonly meaning: readonly number[];
  /** What is said of calls that happen at most a few times. */
  readonly calls: Calls;
}

interface Calls {
  standIn: number;
  replaced: number;
  embedded: number;
  admitted: number;
  definitions: number;
  /** Vectors that were compared. */
  readonly vectors: Float32Array[];
  /** What the search by meaning is limited to, where that is known. */
  readonly members: ScopeMembers[];
  /** Of everything that can be cancelled. */
  readonly signals: (AbortSignal | undefined)[];
}

const noCalls = (): Calls => ({
  standIn: 0,
  replaced: 0,
  embedded: 0,
  admitted: 0,
  definitions: 0,
  vectors: [],
  members: [],
  signals: [],
});

interface VectorQuery {
  readonly limit: number;
  readonly vector: Float32Array;
  readonly members: () => Promise<ScopeMembers>;
}

const hits = (count: number): LegHit[] =>
  Array.from({ length: count }, (_, at) => ({ passageId: at + 1, score: 1 / (at + 1) }));

async function rank(query: string, more: Partial<OpenQuestion> = {}, library: Library = {}): Promise<Asked> {
  const { words = 10_000, meaning = 10_000, admits = 1, failures = {}, hasStandIn = false, defining = [] } = library;
  const asked = { words: [] as number[], meaning: [] as number[], calls: noCalls() };
  const { calls } = asked;
  const question = { query: parseQuery(query), mode: 'HYBRID', fusion: 'WEIGHTED', index: {}, named: null, ...more };
  const nearest = async ({ limit, vector, members }: VectorQuery) => {
    calls.vectors.push(vector);
    if (question.query.phrases.length > 0) calls.members.push(await members());
    return hits(Math.min(limit, meaning));
  };
  const parts = {
    store: {
      dataSource: {
        query: () => {
          calls.definitions += 1;
          return Promise.resolve(defining.map((passage) => ({ headingPath: [], ...passage })));
        },
      },
    },
    lexical: {
      search: ({ limit, signal }: { limit: number; signal?: AbortSignal }) => {
        asked.words.push(limit);
        calls.signals.push(signal);
        return failures.words ? Promise.reject(failures.words) : Promise.resolve(hits(Math.min(limit, words)));
      },
      admit: ({ passageIds, signal }: { passageIds: readonly number[]; signal?: AbortSignal }) => {
        calls.admitted += 1;
        calls.signals.push(signal);
        return Promise.resolve(passageIds.filter((id) => id % admits === 0));
      },
    },
    ...(hasStandIn && {
      lexicalStandIn: {
        search: ({ limit }: { limit: number }) => {
          calls.standIn += 1;
          return Promise.resolve(hits(Math.min(limit, words)));
        },
      },
    }),
    vectors: {
      search: (vectorQuery: VectorQuery) => {
        asked.meaning.push(vectorQuery.limit);
        return failures.meaning ? Promise.reject(failures.meaning) : nearest(vectorQuery);
      },
      searchReplaced: (vectorQuery: VectorQuery) => {
        calls.replaced += 1;
        return nearest(vectorQuery);
      },
    },
    embedder: {
      embedQuery: (_text: string, signal?: AbortSignal) => {
        calls.embedded += 1;
        calls.signals.push(signal);
        return Promise.resolve(new Float32Array([0.5]));
      },
      model: {},
    },
    logger: { warn: () => undefined, info: () => undefined, error: () => undefined } as unknown as Logger,
  };
  const run = createRank(parts as unknown as Parameters<typeof createRank>[0]);
  return { ranking: await run(question as unknown as OpenQuestion), ...asked };
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

test('what excludes nothing asks nothing of the words, and the query is embedded once however deep it goes', async () => {
  expect((await rank('spool winds')).calls).toMatchObject({ admitted: 0, embedded: 1 });
  const { calls, meaning } = await rank('spool -motor', { mode: 'SEMANTIC' }, { admits: 4 });
  expect([calls.embedded, meaning.length]).toEqual([1, 2]);
  expect(calls.vectors).toEqual([new Float32Array([0.5]), new Float32Array([0.5])]);
});

test('a query of filters alone is not compared by meaning', async () => {
  expect((await rank('product:pump')).meaning).toEqual([]);
});

test('all that is asked can be cancelled', async () => {
  const { signal } = new AbortController();
  const { calls } = await rank('spool -motor', { signal });
  expect(calls.signals).toEqual([signal, signal, signal]);
  await expect(
    rank('spool', { signal: AbortSignal.abort() }, { failures: { words: new Error('stopped') } }),
  ).rejects.toMatchObject({ code: 'CANCELLED' });
});

describe('a phrase', () => {
  const query = 'a "spool winds"';

  test('is looked for in a thousand passages; those are compared by meaning, the best of them are hits', async () => {
    const { ranking, words, meaning, calls } = await rank(query, {}, { words: 1_200 });
    expect({ words, meaning }).toEqual({ words: [1_000], meaning: [100] });
    const passageIds = Array.from({ length: 1_000 }, (_, at) => at + 1);
    expect(calls.members).toEqual([{ size: 'named', passageIds }]);
    expect(ranking.hits.map(({ explain }) => explain.lexical?.rank)).toEqual(passageIds.slice(0, 100));
  });

  test.each([
    ['HYBRID', 5, 1, ['LEXICAL', 'VECTOR']],
    ['SEMANTIC', 5, 1, ['VECTOR']],
    ['LEXICAL', 5, 0, ['LEXICAL']],
    ['HYBRID', 0, 0, ['LEXICAL', 'VECTOR']],
    ['HYBRID', 1, 1, ['LEXICAL', 'VECTOR']],
  ] as const)('%s, that %i passages hold, is compared by meaning %i times', async (mode, holders, times, legs) => {
    const { ranking, words, meaning } = await rank(query, { mode }, { words: holders });
    expect([words.length, meaning.length]).toEqual([1, times]);
    expect(ranking).toMatchObject({ legs, degraded: [] });
  });

  test('is not compared by meaning where the words do not answer', async () => {
    for (const mode of ['HYBRID', 'SEMANTIC'] as const) {
      await expect(rank(query, { mode }, { failures: { words: new Error('away') } })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
    }
  });
});

describe('a leg that fails', () => {
  const away = new Error('away');
  const reason = 'It failed; the log has the reason.';

  test.each([
    ['words', 'LEXICAL', ['VECTOR'], null],
    ['meaning', 'VECTOR', ['LEXICAL'], true],
  ] as const)('is left out, and said: %s', async (failing, leg, legs, isFoundByWords) => {
    const { ranking } = await rank('spool', {}, { words: 99, meaning: 99, failures: { [failing]: away } });
    const degraded = [expect.objectContaining({ leg, reason })];
    expect(ranking).toMatchObject({ legs, isFoundByWords, degraded, isAll: true });
    expect(ranking.hits).toHaveLength(99);
  });

  test('is an error where no other answers', async () => {
    await expect(rank('spool', {}, { failures: { words: away, meaning: away } })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: `No part of the search answers now (LEXICAL: ${reason}; VECTOR: ${reason}). Try again later.`,
    });
  });

  test('of the words is stood in for by another index', async () => {
    const { ranking, calls } = await rank('spool', {}, { failures: { words: away }, hasStandIn: true });
    expect(calls.standIn).toBe(1);
    expect(ranking).toMatchObject({ legs: ['LEXICAL', 'VECTOR'], degraded: [{ leg: 'LEXICAL' }] });
    expect((await rank('spool', {}, { hasStandIn: true })).calls.standIn).toBe(0);
  });

  test('of the meaning is stood in for by the vectors before, if the model is another one', async () => {
    const other = await rank('spool', {}, { failures: { meaning: new ModelMismatchError('Another model.', {}) } });
    expect(other.calls.replaced).toBe(1);
    expect(other.ranking).toMatchObject({ legs: ['LEXICAL', 'VECTOR'], degraded: [{ leg: 'VECTOR' }] });
    expect((await rank('spool', {}, { failures: { meaning: away } })).calls.replaced).toBe(0);
  });
});

test('what defines the name counts as found by words, and nobody looks for it by meaning', async () => {
  const defining = [{ passageId: 7, keys: ['spool winds'] }];
  const { ranking } = await rank('spool winds', { mode: 'LEXICAL' }, { words: 0, defining });
  expect(ranking.isFoundByWords).toBe(true);
  expect(ranking.hits).toMatchObject([{ passageId: 7, explain: { exact: { name: 'spool winds' } } }]);
  expect((await rank('spool winds', { mode: 'SEMANTIC' }, { defining })).calls.definitions).toBe(0);
});

test.each([
  ['words', { words: 5, meaning: 3 }],
  ['meaning', { words: 3, meaning: 5 }],
])(
  'what the %s alone found is lifted where it defines the phrase, and what nobody found is not',
  async (_leg, found) => {
    const defining = [5, 6].map((passageId) => ({ passageId, keys: ['spool winds'] }));
    const { ranking } = await rank('"spool winds"', {}, { ...found, defining });
    const lifted = ranking.hits.filter(({ explain }) => explain.exact !== null);
    expect(lifted.map(({ passageId }) => passageId)).toEqual([5]);
  },
);
