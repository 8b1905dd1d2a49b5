/** Words that only repeat what a search is limited to rank nothing, whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';

interface Answer {
  readonly search: {
    readonly parsed: { readonly scopeWords: readonly string[] };
    readonly hits: { readonly nodes: readonly { readonly chunk: { readonly headingPath: readonly string[] } }[] };
  };
}

const guide = `# Guide

## Hinges

It was tested with hinges of steel.

## News

Gate Keeper 3.2: Gate Keeper 3.2.1 and Gate Keeper 3.2.2 are Gate Keeper 3.2 with new paint. Tested.

## Colours

Gate Keeper hinges come in red.
`;

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  beforeAll(async () => {
    variant = await open();
    await variant.ingest({
      'gate-keeper/3.2/guide/guide.md': guide,
      'gate-keeper/4.0/guide/guide.md': '# Guide\n\n## Hinges\n\nOf brass.\n',
      'find/1.0/guide/guide.md': '# Find\n\n## Hinges\n\nHow to find hinges and bolts.\n',
      'other/1.0/guide/guide.md': ['North', 'South', 'East', 'West']
        .map((name) => `## ${name}\n\nHere you find the ${name} road.\n`)
        .join('\n'),
    });
  });

  afterAll(async () => {
    await variant.close();
  });

  async function ask(query: string, scope: object, mode = 'LEXICAL') {
    const { search } = await variant.library.ask<Answer>(
      `query Repeated($query: String!, $scope: ScopeInput, $mode: SearchMode) {
        search(query: $query, scope: $scope, mode: $mode) {
          parsed { scopeWords }
          hits(first: 10) { nodes { chunk { headingPath } } }
        }
      }`,
      { query, scope, mode },
    );
    return {
      scopeWords: search.parsed.scopeWords,
      headings: search.hits.nodes.map(({ chunk }) => chunk.headingPath.at(-1)),
    };
  }

  const scope = { products: ['gate-keeper'], versions: ['3.2'] };

  test.each(['LEXICAL', 'HYBRID', 'SEMANTIC'])('what repeats the name does not come first: %s', async (mode) => {
    const query = 'which hinges is Gate Keeper 3.2 tested with';
    const { scopeWords, headings } = await ask(query, scope, mode);
    expect(scopeWords).toEqual(['Gate', 'Keeper', '3.2']);
    expect(headings[0]).toBe('Hinges');
    expect(headings).toEqual((await ask('which hinges is tested with', scope, mode)).headings);
  });

  test('the scope may stand in the query, and a version may have another name', async () => {
    const { scopeWords } = await ask('hinges tested with Gate Keeper v3.2 product:gate-keeper version:3.2', {});
    expect(scopeWords).toEqual(['Gate', 'Keeper', 'v3.2']);
    expect(
      (await ask('hinges tested with Gate Keeper 4', { products: ['gate-keeper'], versions: ['latest'] })).scopeWords,
    ).toEqual(['Gate', 'Keeper', '4']);
  });

  test.each([
    ['another version than that of the search', 'hinges tested in Gate Keeper 4.0', scope, ['Gate', 'Keeper']],
    [
      'a version that the search is not limited to',
      'hinges tested in Gate Keeper 3.2',
      { products: ['gate-keeper'] },
      ['Gate', 'Keeper'],
    ],
    [
      'a version that nothing serves, in a search of no version',
      'hinges tested in Gate Keeper 9.9',
      { products: ['gate-keeper'] },
      ['Gate', 'Keeper'],
    ],
    ['the name twice', 'does Gate Keeper test hinges of Gate Keeper', scope, ['Gate', 'Keeper', 'Gate', 'Keeper']],
    ['a phrase', 'hinges tested with "Gate Keeper"', scope, []],
    ['a query of hardly anything else', 'Gate Keeper 3.2 hinges', scope, []],
    ['a search of several products', 'hinges tested with Gate Keeper', { products: ['gate-keeper', 'other'] }, []],
    ['a name that is an ordinary word', 'find hinges and bolts', { products: ['find'] }, []],
    ['nothing at all', 'hinges tested with steel', scope, []],
  ])('what repeats the scope, with %s', async (_what, query, limits, expected) => {
    expect((await ask(query, limits)).scopeWords).toEqual(expected);
  });
});
