/** Which words of a query are names of products, and which numbers are versions, by how they are written and where. */
import { describe, expect, test } from '@jest/globals';
import { leavesEnough, namedNumbers, namedProducts, isDoubtful, tokensOf } from '../src/search/names-in-words.js';
import { parseQuery } from '../src/search/query.js';

const product = (slug: string, aliases: readonly string[] = []) => ({
  id: slug,
  slug,
  name: slug,
  aliases,
  vendorId: 'acme',
});
const products = [
  product('kite', ['Flying Thing', 'kite-2']),
  product('long-reel'),
  product('reel'),
  product('big-red-kite-mast-two'),
  product('drum'),
  product('snare', ['drum']),
  product('io'),
  product('365'),
  product('3.2'),
  product('should'),
  product('3scale'),
  product('drum-roll'),
  product('roll-call-list'),
];

const tokens = (text: string) => tokensOf(parseQuery(text));
const namedIn = (text: string) => namedProducts(tokens(text), products);

test.each([
  ['((kite)), [drum]: reel?!', ['kite', 'drum', 'reel']],
  ['gull 12.5(1), (gull 12.5(1)).', ['gull', '12.5(1)', 'gull', '12.5(1)']],
  ['(4.0) f(x)) f( f(x', ['4.0', 'f(x)', 'f', 'f(x']],
  ['(gull 12.5(1)SU4)', ['gull', '12.5(1)SU4']],
  ['kite  4.0', ['kite', '4.0']],
])('%s without the signs around its words', (text, expected) => {
  expect(tokens(text).map((token) => token.text)).toEqual(expected);
});

describe('names of products', () => {
  test.each([
    ['nothing of it', []],
    [
      'kite and drum',
      [
        ['kite', 0, 1],
        ['drum', 2, 3],
        ['snare', 2, 3],
      ],
    ],
    ['the Flying  thing', [['kite', 1, 3]]],
    ['kite 2 flies', [['kite', 0, 2]]],
    ['a long reel', [['long-reel', 1, 3]]],
    [
      'long-reel or reel',
      [
        ['long-reel', 0, 1],
        ['reel', 2, 3],
      ],
    ],
    [
      'reel of a long reel',
      [
        ['long-reel', 3, 5],
        ['reel', 0, 1],
      ],
    ],
    ['big red kite mast two', [['big-red-kite-mast-two', 0, 5]]],
    ['with 3scale', [['3scale', 1, 2]]],
    [
      'drum roll call list',
      [
        ['roll-call-list', 1, 4],
        ['drum', 0, 1],
        ['snare', 0, 1],
      ],
    ],
    ['io 365 3.2 3 2 should', []],
  ])('in “%s”', (text, expected) => {
    expect(namedIn(text).map(({ product: { slug }, from, to }) => [slug, from, to])).toEqual(expected);
  });
});

describe('numbers that are versions', () => {
  const numbers = (text: string) =>
    namedNumbers(tokens(text), namedIn(text)).map(({ requested, product: of, isSure }) => [
      requested,
      of?.slug ?? null,
      isSure,
    ]);

  test.each([
    ['behind the name', 'kite 4', [['4', 'kite', false]]],
    ['behind the name, with parts', 'kite 4.0', [['4.0', 'kite', true]]],
    ['behind a "v"', 'kite V4.0', [['V4.0', 'kite', true]]],
    ['with more than digits', 'kite 10.11.12-rc1_b(2)', [['10.11.12-rc1_b(2)', 'kite', true]]],
    ['with a part behind letters', 'kite 4.0-rc.1', [['4.0-rc.1', 'kite', true]]],
    ['whose parts begin behind letters', 'kite 4x4.0', [['4x4.0', 'kite', false]]],
    ['of a series', 'kite 12.x', [['12.x', 'kite', true]]],
    ['of a series, in capitals', 'kite 12.X', [['12.X', 'kite', true]]],
    ['that is an address', 'kite 10.20.30.40', [['10.20.30.40', 'kite', false]]],
    ['of five parts', 'kite 1.10.20.30.40', [['1.10.20.30.40', 'kite', true]]],
    ['of four parts and more', 'kite 10.20.30.40-b', [['10.20.30.40-b', 'kite', true]]],
    ['that is said', 'kite version 4', [['4', 'kite', false]]],
    ['that is said, with parts', 'kite version 4.0', [['4.0', 'kite', true]]],
    ['said of several', 'kite versions 4.0', [['4.0', 'kite', true]]],
    ['said by "v"', 'kite v 4.0', [['4.0', 'kite', true]]],
    ['behind a preposition', 'kite in 4.0', [['4.0', 'kite', false]]],
    ['behind a preposition, far from the name', 'kite of Node in 4.0', [['4.0', null, false]]],
    ['behind a preposition, without parts', 'kite in 4', []],
    ['behind another word', 'kite wants 4.0', []],
    [
      'of two products',
      'drum 4.0',
      [
        ['4.0', 'drum', true],
        ['4.0', 'snare', true],
      ],
    ],
    ['said, of no product', 'Node of version 4', [['4', null, false]]],
    ['first', '4.0 Node', [['4.0', null, false]]],
    ['first, without parts', '4 Node', []],
    ['second', 'Node 4.0 Node', []],
    ['last', 'Node 4.0', []],
    ['behind two words', 'kite and drum of Node 4.0', []],
    ['before "docs"', 'Node 4.0 docs', [['4.0', null, false]]],
    ['before "docs", without parts', 'Node 4 docs', []],
    ...['four', '4/5', 'x4.0'].map((none): [string, string, never[]] => ['that is none', `kite ${none}`, []]),
  ])('%s', (_case, text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  test.each('in on for of at to from since until with under using release v the and'.split(' '))(
    'by itself behind “%s”',
    (word) => {
      expect(numbers(`Node ${word} 4.0`)).toEqual([['4.0', null, false]]);
    },
  );

  test.each('docs doc documentation manual guide release version branch series line'.split(' '))(
    'by itself before “%s”',
    (word) => {
      expect(numbers(`Node 4.0 ${word}`)).toEqual([['4.0', null, false]]);
    },
  );
});

test.each([
  ['use kite', true],
  ['use Kite', false],
  ['use kIte', true],
  ['Kite is used', true],
  ['USE KITE', true],
  ['USE Kite', true],
  ['long-reel', false],
  ['a long reel', false],
])('a name in “%s” may be none: %s', (text, expected) => {
  expect(namedIn(text).map((one) => isDoubtful(one, tokens(text)))).toEqual([expected]);
});

test.each([
  ['kite holds string', [0], true],
  ['kite holds', [0], false],
  ['kite holds the', [0], false],
  ['kite holds &', [0], false],
  ['kite holds string', [], true],
  ['kite holds string', [0, 1], false],
])('“%s” without the words %j leaves enough: %s', (text, places, expected) => {
  expect(leavesEnough(tokens(text), new Set(places))).toBe(expected);
});
