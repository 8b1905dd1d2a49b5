/** Products and versions that the words of a query name come first, and limit nothing; the same whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { anonymous, type Caller } from '../src/caller.js';
import { edit } from './testkit/curating.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';
import { idOf } from './testkit/moving.js';

interface Answer {
  readonly search: {
    readonly namedScope: {
      readonly products: readonly { readonly slug: string }[];
      readonly versions: readonly {
        readonly requested: string;
        readonly match: string;
        readonly served: { readonly label: string } | null;
      }[];
      readonly strictQuery: string;
    } | null;
    readonly hits: {
      readonly nodes: readonly {
        readonly score: number;
        readonly chunk: {
          readonly key: string;
          readonly product: { readonly slug: string };
          readonly version: { readonly label: string };
        };
      }[];
    };
  };
}

const requirements = (name: string, node: string): string =>
  `# ${name} guide\n\n## Requirements\n\nFor a build, ${name} needs Node ${node} and a compiler.\n\n## Colours\n\nAll are of version ${node}.\n\n## Shared\n\nThe same text everywhere: Node is a runtime.\n`;

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  beforeAll(async () => {
    variant = await open();
    await variant.ingest({
      'kite/4.0/guide/guide.md': requirements('Kite', '18'),
      'kite/5.0/guide/guide.md': requirements('Kite', '20'),
      'kite/5.1.0-rc2/guide/guide.md': requirements('Kite', '22'),
      'long-reel/1.0/guide/guide.md': `${requirements('Reel', '16')}\n## Node\n\nWhich Node does one need? Node, Node and Node.\n`,
      'drum/1.2/guide/guide.md': requirements('Drum', '14'),
      'gull/12.5(1)/guide/guide.md': requirements('Gull', '24'),
      'next/1.2/guide/guide.md': requirements('Next', '26'),
      'walk/1.0/guide/guide.md': ['North', 'South', 'East', 'West']
        .map((name) => `## ${name}\n\nThen take the next road, which is the ${name} road.\n`)
        .join('\n'),
      'loom/1.0/guide/guide.md':
        '# Loom\n\n## Shuttle\n\nThe shuttle warp warp warp is oiled by hand every day, says the smith.\n',
      'loom/2.0/guide/guide.md':
        '# Loom\n\n## Shuttle\n\nThe shuttle is oiled by hand every day, says the smith, once more.\n',
      'sail/1.0/guide/guide.md': `# Sail\n\n${['First', 'Second', 'Third']
        .map(
          (name, at) => `## ${name}\n\nReefing knots reefing knots: ${'reefing '.repeat(3 - at)}by the ${name} mate.`,
        )
        .join('\n\n')}\n`,
      'sail/1.0/other/other.md':
        '# Elsewhere\n\nReefing is taught ashore, in a long text about the harbour, its people and boats.\n',
      'sail/2.0/guide/guide.md': '# Sail\n\n## Fourth\n\nReefing knots are gone.\n',
      'elm/2.0/guide/guide.md': '# Elm\n\nA tree.\n',
      'elm/5.0.7/guide/guide.md': '# Elm\n\nAn old tree.\n',
      ...Object.fromEntries(
        ['elm', 'io', '365', 'should', 'the-big-red-kite-mast', 'one-more-big-red-sea-mast'].map((product) => [
          `${product}/3.0/guide/guide.md`,
          '# Guide\n\nNothing of interest.\n',
        ]),
      ),
    });
  });

  afterAll(async () => {
    await variant.close();
  });

  async function ask(query: string, scope: object = {}, mode = 'HYBRID', caller?: Caller) {
    const { search } = await variant.library.ask<Answer>(
      `query Named($query: String!, $scope: ScopeInput, $mode: SearchMode) {
        search(query: $query, scope: $scope, mode: $mode) {
          namedScope { products { slug } versions { requested match served { label } } strictQuery }
          hits(first: 20) { nodes { score chunk { key product { slug } version { label } } } }
        }
      }`,
      { query, scope, mode },
      caller,
    );
    const {
      namedScope: named,
      hits: { nodes: hits },
    } = search;
    return {
      places: hits.map(({ chunk }) => `${chunk.product.slug} ${chunk.version.label}`),
      keys: hits.map(({ chunk }) => chunk.key),
      scores: hits.map(({ score }) => score),
      named:
        named === null
          ? null
          : [
              ...named.products.map(({ slug }) => slug),
              ...named.versions.map(({ requested, match, served }) => `${requested} ${match} ${served?.label ?? ''}`),
            ],
      strictQuery: named?.strictQuery,
    };
  }

  test('a version of a product comes first, all others follow', async () => {
    const { places, scores, named, strictQuery } = await ask('which Node does kite 4.0 need');
    expect(named).toEqual(['kite', '4.0 EXACT 4.0']);
    const last = places.lastIndexOf('kite 4.0');
    expect(places.slice(0, last + 1)).toEqual(places.slice(0, last + 1).map(() => 'kite 4.0'));
    expect(last).toBeGreaterThan(0);
    expect(places).toContain('long-reel 1.0');
    expect(places).toContain('drum 1.2');
    for (const part of [scores.slice(0, last + 1), scores.slice(last + 1)]) {
      expect(part).toEqual(part.toSorted((a, b) => b - a));
    }
    expect(Math.max(...scores)).toBeLessThan(2);
    expect(strictQuery).toBe('which Node does kite 4.0 need product:kite version:4.0');
    const strict = await ask(strictQuery ?? '');
    expect(new Set(strict.places)).toEqual(new Set(['kite 4.0']));
    expect(strict.named).toBeNull();
  });

  test.each([
    ['a product', 'does the drum need Node', 'drum 1.2', ['drum']],
    ['a product of two words', 'Node for Long Reel', 'long-reel 1.0', ['long-reel']],
    ['a version by itself', 'needs Node in the 4.0 docs', 'kite 4.0', ['kite', '4.0 EXACT 4.0']],
    ['a series', 'Node of kite 4', 'kite 4.0', ['kite', '4 SERIES 4.0']],
    ['a product whose newest is a preview', 'which Node does kite need', 'kite 5.0', ['kite']],
  ])('%s', async (_case, query, first, expected) => {
    const { places, named } = await ask(query);
    expect(named).toEqual(expected);
    expect(places[0]).toBe(first);
    expect(new Set(places).size).toBeGreaterThan(1);
  });

  test.each([
    ['behind the name', 'needs kite 4', ['kite', '4 SERIES 4.0']],
    ['behind the name, in parentheses', 'needs Node, kite (4.0)', ['kite', '4.0 EXACT 4.0']],
    ['behind the name, at the end of a sentence', 'Which Node? (Of kite 4.0).', ['kite', '4.0 EXACT 4.0']],
    ['with parentheses of its own', 'needs Node, gull 12.5(1)', ['gull', '12.5(1) EXACT 12.5(1)']],
    ['behind "version"', 'Node of kite, version 4', ['kite', '4 SERIES 4.0']],
    ['behind "version" alone', 'Node of version 4', ['kite', '4 SERIES 4.0']],
    ['that the product does not have, without parts', 'kite 502 bad gateway', ['kite']],
    ['of something else behind a preposition', 'restart the kite in 5 minutes', ['kite']],
    ['of something else with parts behind a preposition', 'restart the kite for 2.5 hours', ['kite']],
    ['that is an address', 'kite 10.0.0.1 unreachable', ['kite']],
    ['that is said, and that the product does not have', 'Node of kite, version 7.0', ['kite', '7.0 NONE ']],
    ['that is said elsewhere', 'Does the drum need Node of version 7.0', ['drum']],
    ['of another product than the one that is named', 'does the drum need Node in the 4.0 docs', ['drum']],
    ['of one of two products that have it', 'Node of elm and of loom 2.0', ['elm', 'loom', '2.0 EXACT 2.0']],
    [
      'of another product than the four that are named',
      'Node of elm, loom, sail and gull in the 1.2 docs',
      ['elm', 'loom', 'sail', 'gull'],
    ],
    [
      'of one of four products that are named',
      'Node of elm, loom, sail and kite in the 4.0 docs',
      ['elm', 'loom', 'sail', 'kite', '4.0 EXACT 4.0'],
    ],
    [
      'of none, beside four products',
      'Node of elm, loom, sail and gull in the 9.9 docs',
      ['elm', 'loom', 'sail', 'gull'],
    ],
    ['first, with parts', '4.0 requirements of Node', ['kite', '4.0 EXACT 4.0']],
    ['first, without parts', '4 ports of Node', null],
    ['before "docs"', 'Node 4.0 docs', ['kite', '4.0 EXACT 4.0']],
    ['that is a word', 'Node of kite, version latest', ['kite']],
  ])('a number %s', async (_case, query, expected) => {
    expect((await ask(query)).named).toEqual(expected);
  });

  test.each([
    ['in ordinary text', 'the Node page comes next', null],
    ['first in a sentence', 'Next to the Node page', null],
    ['in capitals, as everything is', 'NODE COMES NEXT', null],
    ['written as a name', 'which Node does Next need', ['next']],
    ['written as a name, second', 'use Next for it', ['next']],
    ['with a version of its own', 'which Node does next 1.2 need', ['next', '1.2 EXACT 1.2']],
    ['with a number that is no version of it', 'next 502 times Node', null],
    ['beside a name', 'next to the kite page', ['kite']],
    ['beside the name of the product whose pages use it', 'next to the walk page', ['walk']],
    ['before a word that stands for a version', 'the next latest page of Node 18', null],
    ['beside a version of another product', 'next to Node in the 4.0 docs', ['kite', '4.0 EXACT 4.0']],
  ])('a product called like an ordinary word: %s', async (_case, query, expected) => {
    expect((await ask(query)).named).toEqual(expected);
  });

  test('a version that the product does not have is said, and the product comes first', async () => {
    const { places, named, strictQuery } = await ask('which Node does kite 7.0 need');
    expect(named).toEqual(['kite', '7.0 NONE ']);
    const ofKite = places.filter((place) => place === 'kite 5.0');
    expect(places.slice(0, ofKite.length)).toEqual(ofKite);
    expect(places.length).toBeGreaterThan(ofKite.length);
    expect(strictQuery).toBe('which Node does kite 7.0 need product:kite');
  });

  test('of two products, one with a version: all of the other one and that version come before the rest', async () => {
    const { places, named } = await ask('which Node does Long Reel need, and kite 4.0');
    expect(named).toEqual(['long-reel', 'kite', '4.0 EXACT 4.0']);
    const isNamed = (place: string) => place === 'long-reel 1.0' || place === 'kite 4.0';
    const first = places.slice(0, places.filter(isNamed).length);
    expect(first.every(isNamed)).toBe(true);
    expect(new Set(first).size).toBe(2);
    expect(places.length).toBeGreaterThan(first.length);
  });

  test.each([
    ['a number of something else', 'Node with TLS 1.2', {}],
    ['a number alone', 'Node 18 build', {}],
    ['a version that no product has', 'Node in the 8.8 docs', {}],
    ['a scope with a version', 'Node of kite 4.0', { versions: ['5.0'] }],
    ['a search of documents', 'Node of kite document:guide', {}],
    ['a version outside of the scope', 'in the 1.2 docs', { products: ['kite', 'long-reel', 'gull', 'walk'] }],
    ['the only product of the scope', 'Node of kite', { products: ['kite'] }],
  ])('nothing is named by %s', async (_case, query, scope) => {
    expect((await ask(query, scope)).named).toBeNull();
  });

  test.each([
    ['of three letters', 'Node for elm', ['elm']],
    ['of two letters', 'an io error', null],
    ['of digits', 'once in 365 days', null],
    ['that is a word of every sentence', 'what should Node do', null],
    ['of five words, and none that stands inside of it', 'the big red kite mast', ['the-big-red-kite-mast']],
    ['of six words', 'about one more big red sea mast', null],
    ['of six words, written as one', 'about one-more-big-red-sea-mast', ['one-more-big-red-sea-mast']],
    ['twice', 'drum to drum', ['drum']],
  ])('a product with a name %s', async (_case, query, expected) => {
    expect((await ask(query)).named).toEqual(expected);
  });

  test('a version by itself names three products, and none of more', async () => {
    const { named, strictQuery } = await ask('in the 2.0 docs');
    expect(named).toEqual(['elm', 'loom', 'sail', ...['2.0', '2.0', '2.0'].map((label) => `${label} EXACT ${label}`)]);
    expect(strictQuery).toBe('in the 2.0 docs product:elm product:loom product:sail version:2.0');
    expect((await ask('in the 3.0 docs')).named).toBeNull();
    const products = ['elm', 'io', '365'];
    const within = await ask('in the 3.0 docs', { products });
    expect(within.named?.slice(3)).toEqual(products.map(() => '3.0 EXACT 3.0'));
    expect(within.strictQuery).toBe('in the 3.0 docs product:365 product:elm product:io version:3.0');
    const ofSeries = await ask('in the 5.0 docs', { products: ['elm', 'io', 'kite'] });
    expect(ofSeries.named).toEqual(['elm', 'kite', '5.0 SERIES 5.0.7', '5.0 EXACT 5.0']);
    expect((await ask('in the 3.0 docs', { products: [...products, 'should'] })).named).toBeNull();
  });

  test('a product that is new is named after ten seconds at the latest', async () => {
    const begin = performance.now() + 1_000_000;
    const clock = jest.spyOn(performance, 'now').mockReturnValue(begin);
    try {
      expect((await ask('Node for the capstan')).named).toBeNull();
      await variant.ingest({ 'capstan/1.0/guide/guide.md': requirements('Capstan', '28') });
      clock.mockReturnValue(begin + 9_999);
      expect((await ask('Node for the capstan')).named).toBeNull();
      clock.mockReturnValue(begin + 10_000);
      expect((await ask('Node for the capstan')).named).toEqual(['capstan']);
    } finally {
      clock.mockRestore();
    }
  });

  test('a product that is restricted meanwhile is not named, while names are still believed', async () => {
    const named = async (caller?: Caller) => (await ask('Node for the drum', {}, 'HYBRID', caller)).named;
    const stranger = anonymous('GRAPHQL');
    expect(await named(stranger)).toEqual(['drum']);
    const { library } = variant;
    const id = await idOf(library, 'drum');
    await edit(library, 'Product', { id, expectedRevision: 0, set: { visibility: 'CURATORS' } });
    expect([await named(stranger), await named()]).toEqual([null, ['drum']]);
    await edit(library, 'Product', { id, expectedRevision: 1, reset: ['visibility'] });
    expect(await named(stranger)).toEqual(['drum']);
  });

  test('the order among what is named is that of a search limited to it', async () => {
    const inSail = ({ keys }: { readonly keys: readonly string[] }) =>
      keys.filter((key) => key.startsWith('sail::1.0'));
    const query = 'reefing knots sail 1.0';
    // Of two products, so that the name of one tells something and ranks, as it does without a limit.
    const strict = inSail(await ask(query, { products: ['sail', 'elm'], versions: ['1.0'] }, 'LEXICAL'));
    expect(strict).toHaveLength(4);
    expect(inSail(await ask(query, {}, 'LEXICAL'))).toEqual(strict);
  });

  test('an older version that answers clearly better stays, also where its product is named', async () => {
    for (const query of ['warp shuttle', 'warp shuttle of the loom']) {
      const { places } = await ask(query, {}, 'LEXICAL');
      expect(places.filter((place) => place.startsWith('loom'))).toEqual(['loom 1.0']);
    }
  });

  test('within a product, a version that is named', async () => {
    const { named, places, strictQuery } = await ask('Node in 4.0', { products: ['kite'] });
    expect(named).toEqual(['kite', '4.0 EXACT 4.0']);
    expect(places[0]).toBe('kite 4.0');
    expect(strictQuery).toBe('Node in 4.0 version:4.0');
  });
});
