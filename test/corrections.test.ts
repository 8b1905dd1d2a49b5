/** Which words of a query are taken for mistyped, and which word of the library is offered for each. */
import { describe, expect, test } from '@jest/globals';
import { createDidYouMean } from '../src/search/did-you-mean.js';
import type { IndexScope } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';

interface Library {
  /** How many passages hold each term; in the order in which the store gives them. */
  readonly terms: Readonly<Record<string, number>>;
  readonly stopWords?: readonly string[];
  /** Texts of the passages that the query found. */
  readonly found?: readonly string[];
  readonly scope?: IndexScope;
  /** What curators know as a synonym in the query. */
  readonly synonym?: string;
}

interface Asked {
  /** Begin, shortest, longest, whether it is a name, and the products. */
  readonly like: unknown[];
  readonly counts: [words: readonly string[], upTo: number][];
  other: number;
}

async function correct(text: string, { terms, stopWords = [], found = [], scope = {}, synonym }: Library) {
  const asked: Asked = { like: [], counts: [], other: 0 };
  const termsLike = (begin: string, shortest: number, longest: number): string =>
    Object.keys(terms)
      .filter((term) => term.startsWith(begin.slice(0, -1)) && term.length >= shortest && term.length <= longest)
      .join('\n');
  const dataSource = {
    query(sql: string, parameters: readonly never[]) {
      if (sql.includes('FROM term')) {
        asked.like.push(parameters);
        return Promise.resolve([{ texts: termsLike(...(parameters as unknown as [string, number, number])) || null }]);
      }
      asked.other += 1;
      const [values] = parameters as readonly (readonly string[])[];
      if (sql.includes('FROM version')) return Promise.resolve([{ id: 'product of versions' }]);
      if (sql.includes('FROM passage')) return Promise.resolve(found.map((passage, id) => ({ id, text: passage })));
      // A name has no stem.
      const words = (values ?? []).filter((word) => /^\p{L}+$/u.test(word) && !stopWords.includes(word));
      return Promise.resolve(words.map((word) => ({ word, stem: word })));
    },
  };
  const lexical = {
    countHolders({ words, upTo }: { words: readonly string[]; upTo: number }) {
      asked.counts.push([words, upTo]);
      return Promise.resolve(words.map((word) => terms[word] ?? 0));
    },
  };
  const query = {
    ...parseQuery(text),
    ...(synonym !== undefined && { synonyms: [{ id: '1', term: synonym, alternatives: [] }] }),
  };
  const didYouMean = createDidYouMean({ dataSource: dataSource as never, lexical });
  const offered = await didYouMean(
    query,
    scope,
    found.map((_, id) => id),
  );
  return { offered, asked };
}

const watchdog = { watchdog: 1 };

test.each([
  ['pmup', { pump: 1 }, 'pump'],
  ['pum', { pump: 1 }, null],
  ['(wachdog),', watchdog, '(watchdog),'],
  ["wachdog's", watchdog, "watchdog's"],
  ['wachdog’s', watchdog, 'watchdog’s'],
  ['17wachdog', watchdog, null],
  ['wachdog17', watchdog, null],
  ['wachdog', { 'wach-dog': 1 }, null],
  ['12345', { '1-2345': 1 }, null],
  ['pump.max_flw', { max_flow: 1 }, null],
  ['e1_flw_17', { e1_flow_17: 1 }, 'e1_flow_17'],
  ['e1_flw_17', { e1_flow_18: 1 }, null],
  ['e-flw-17 E-FLW-17', { 'e-flow-17': 1 }, 'e-flow-17 E-FLOW-17'],
  ['sys$max$flw', { sys$max$flow: 1 }, 'sys$max$flow'],
  ['lib1++flw', { 'lib1++flow': 1 }, 'lib1++flow'],
  ['cal12.5(1)su4', { 'call12.5(1)su4': 1 }, 'call12.5(1)su4'],
  ['dir/max/flw1', { 'dir/max/flow1': 1 }, 'dir/max/flow1'],
])('%s, where the library has %j: %s', async (text, terms, expected) => {
  expect((await correct(text, { terms })).offered).toBe(expected);
});

describe('slips', () => {
  test.each([
    ['one in eight letters', 'watchdeg', 'watchdog'],
    ['two in eight letters', 'wotchdeg', null],
    ['two in nine letters', 'wotchdegs', 'watchdogs'],
    ['three in nine letters', 'wotchtegs', null],
  ])('%s', async (_what, text, expected) => {
    expect((await correct(text, { terms: { watchdog: 1, watchdogs: 1 } })).offered).toBe(expected);
  });

  test.each([
    ['watchdeg', 7, 9],
    ['watchdegs', 7, 11],
  ])('of %s, words of %d to %d letters are read', async (text, shortest, longest) => {
    expect((await correct(text, { terms: {} })).asked.like).toEqual([['w%', shortest, longest, false, null]]);
  });

  test('in four words are corrected, and in five none is', async () => {
    const terms = { pump: 1, valve: 1, gauge: 1, lever: 1, motor: 1 };
    expect((await correct('pmup vlave guage elver mtoor', { terms: { ...terms, ever: 1 } })).offered).toBeNull();
    expect((await correct('pmup vlave guage mtoor', { terms })).offered).toBe('pump valve gauge motor');
  });
});

describe('of several words, the one is offered', () => {
  test('that is nearer, however many passages hold another', async () => {
    const terms = { forwarderxy: 5, forwarden: 1 };
    expect((await correct('forwarder', { terms })).offered).toBe('forwarden');
  });

  test('that more passages hold, counted up to 20, and of those the first by the alphabet', async () => {
    const { offered, asked } = await correct('valqe', { terms: { valbe: 3, valae: 1, valce: 3 } });
    expect(offered).toBe('valbe');
    expect(asked.counts).toEqual([
      [['valqe'], 1],
      [['valae', 'valbe', 'valce'], 20],
    ]);
    expect((await correct('valqe', { terms: { valbe: 1, valae: 1 } })).offered).toBe('valae');
  });

  test('that is among the eight nearest, the word itself not counted', async () => {
    const few = Object.fromEntries(Array.from('abcdefg', (letter) => [`val${letter}e`, 1]));
    const terms = { ...few, valhe: 5, valie: 9, valqe: 0 };
    expect((await correct('valqe', { terms })).offered).toBe('valhe');
  });

  test('that a passage holds', async () => {
    expect((await correct('valqe', { terms: { valae: 0, valbe: 1 } })).offered).toBe('valbe');
  });
});

describe('a stop word', () => {
  test('that may be meant as well leaves nothing to offer', async () => {
    const stopWords = ['between'];
    expect((await correct('beteen', { terms: { between: 0, beteem: 1 }, stopWords })).offered).toBeNull();
    expect((await correct('beteeen', { terms: { beteeven: 1, between: 0 }, stopWords })).offered).toBeNull();
  });

  test('that is farther than a word does not stand in its way', async () => {
    const terms = { forwarden: 1, forwarderxy: 0 };
    expect((await correct('forwarder', { terms, stopWords: ['forwarderxy'] })).offered).toBe('forwarden');
  });

  test('is not missing', async () => {
    expect((await correct('beteen', { terms: { between: 1 }, stopWords: ['beteen'] })).offered).toBeNull();
  });
});

describe('nothing is offered, and no more asked,', () => {
  test.each([
    ['wachdog', 'The Wachdog'],
    ['wachdg17', 'wachdg17'],
  ])('for %s where “%s” is a synonym', async (text, synonym) => {
    const { offered, asked } = await correct(text, { terms: { watchdog: 1, watchdg17: 1 }, synonym });
    expect([offered, asked]).toEqual([null, { like: [], counts: [], other: 0 }]);
  });

  test('for words that were found as they are', async () => {
    const found = ['A sleepy Wachdog', 'says E_WTCH_17.'];
    const { offered, asked } = await correct('wachdog e_wtch_17', { terms: { ...watchdog, e_watch_17: 1 }, found });
    expect([offered, asked]).toEqual([null, { like: [], counts: [], other: 1 }]);
  });

  test('for words that are in the scope', async () => {
    const { offered, asked } = await correct('watchdog', { terms: watchdog, scope: { versionIds: ['1'] } });
    expect([offered, asked]).toEqual([null, { like: [], counts: [[['watchdog'], 1]], other: 1 }]);
  });

  test('where nothing is near', async () => {
    const { offered, asked } = await correct('wachdog', { terms: {} });
    expect([offered, asked.counts, asked.other]).toEqual([null, [[['wachdog'], 1]], 1]);
  });
});

test('a word within a longer one was not found', async () => {
  expect((await correct('wachdog', { terms: watchdog, found: ['wachdog7'] })).offered).toBe('watchdog');
});

test.each<[IndexScope, readonly string[] | null]>([
  [{}, null],
  [{ productIds: ['1'] }, ['1']],
  [{ productIds: ['1'], versionIds: ['2'] }, ['product of versions']],
])('words of the scope %j are read from its products', async (scope, products) => {
  expect((await correct('wachdog', { terms: watchdog, scope })).asked.like).toEqual([['w%', 6, 8, false, products]]);
});
