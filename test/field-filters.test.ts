/** Filters within a query limit every mode under the same contract as the scope beside it, whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { anonymous } from '../src/caller.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { parseQuery } from '../src/search/query.js';
import { mountSite } from '../src/site/mount-site.js';
import { listen } from './listening.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';

const modes = ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const;

interface Answer {
  readonly hits: {
    readonly nodes: readonly {
      readonly chunk: {
        readonly product: { readonly slug: string };
        readonly version: { readonly label: string };
        readonly document: { readonly slug: string };
      };
    }[];
  };
  readonly parsed: {
    readonly text: string;
    readonly filters: readonly { readonly field: string; readonly value: string }[];
    readonly plainOperators: readonly string[];
  };
  readonly scope: {
    readonly versions: readonly { readonly requested: string; readonly match: string }[];
    readonly unknown: readonly {
      readonly kind: string;
      readonly requested: string;
      readonly nearest: readonly string[];
    }[];
  };
}

const question = /* GraphQL */ `
  query Ask($query: String!, $mode: SearchMode, $scope: ScopeInput) {
    search(query: $query, mode: $mode, scope: $scope) {
      parsed {
        text
        filters {
          field
          value
        }
        plainOperators
      }
      scope {
        versions {
          requested
          match
        }
        unknown {
          kind
          requested
          nearest
        }
      }
      hits(first: 20) {
        nodes {
          chunk {
            product {
              slug
            }
            version {
              label
            }
            document {
              slug
            }
          }
        }
      }
    }
  }
`;

const page = (language: string, text: string): string => `---\nlanguage: ${language}\n---\n\n# Flow\n\n${text}\n`;

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  async function ask(query: string, more: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const { search } = await variant.library.ask<{ search: Answer }>(question, { query, ...more });
    return search;
  }

  const places = ({ hits }: Answer): string[] =>
    [
      ...new Set(hits.nodes.map(({ chunk }) => `${chunk.product.slug} ${chunk.version.label} ${chunk.document.slug}`)),
    ].sort();

  beforeAll(async () => {
    variant = await open();
    await variant.ingest({
      'library.yaml': [
        'entries:',
        '  - { path: pump/1.2, vendor: Acme, product: { slug: pump, name: Water Pump }, version: "1.2" }',
        '  - { path: pump/2.0, vendor: Acme, product: { slug: pump, name: Water Pump }, version: "2.0" }',
        '  - { path: valve/1, vendor: Bolt, product: valve, version: "1", kind: RELEASE_NOTES }',
        '',
      ].join('\n'),
      'pump/1.2/guide/guide.md': page('en', 'The flow of the pump is limited in the first release.'),
      'pump/2.0/guide/guide.md': page('en-GB', 'The flow of the pump can be set to any number.'),
      'pump/2.0/handbuch/handbuch.md': page('de', 'Der flow der Pumpe ist frei.'),
      'valve/1/notes/notes.md': page('en', 'The flow through the valve was doubled.'),
    });
  });

  afterAll(async () => {
    await variant.close();
  });

  test.each([
    ['flow vendor:bolt', ['valve 1 notes']],
    ['product:valve flow', ['valve 1 notes']],
    ['flow product:"Water Pump" version:1.2', ['pump 1.2 guide']],
    ['flow Version:latest product:pump document:guide', ['pump 2.0 guide']],
    ['flow kind:release-notes', ['valve 1 notes']],
    ['flow document:handbuch', ['pump 2.0 handbuch']],
    ['flow language:de', ['pump 2.0 handbuch']],
    ['flow language:en product:pump', ['pump 1.2 guide', 'pump 2.0 guide']],
    ['flow product:pump product:valve version:1', ['pump 1.2 guide', 'valve 1 notes']],
    ['flow vendor:bolt vendor:acme product:pump version:2.0', ['pump 2.0 guide', 'pump 2.0 handbuch']],
    ['flow vendor:acme product:pump version:1.2', ['pump 1.2 guide']],
    ['flow product:pump kind:release-notes', []],
    ['flow document:handbuch language:en', []],
    ['flow document:" Handbuch " language:" DE "', ['pump 2.0 handbuch']],
  ])('%s', async (query, expected) => {
    for (const mode of modes) expect(places(await ask(query, { mode }))).toEqual(expected);
  });

  test('filters narrow the scope of the request and never widen it', async () => {
    for (const mode of modes) {
      expect(places(await ask('flow product:valve', { mode, scope: { products: ['pump'] } }))).toEqual([]);
      expect(places(await ask('flow version:2.0', { mode, scope: { products: ['pump'], versions: ['1.2'] } }))).toEqual(
        [],
      );
      expect(places(await ask('flow version:1.2', { mode, scope: { products: ['pump'] } }))).toEqual([
        'pump 1.2 guide',
      ]);
      expect(places(await ask('flow product:valve version:1', { mode, scope: { products: ['pump'] } }))).toEqual([]);
      expect(places(await ask('flow product:valve', { mode, scope: { products: ['pump', 'valve'] } }))).toEqual([
        'valve 1 notes',
      ]);
    }
  });

  test('unknown names beside a filter of their field are said', async () => {
    const answer = await ask('flow product:pump', { scope: { products: ['pumps'] } });
    expect(answer.hits.nodes).toEqual([]);
    expect(answer.scope).toMatchObject({ unknown: [{ kind: 'PRODUCT', requested: 'pumps' }] });
  });

  test('a document that is there in another language is not unknown', async () => {
    expect((await ask('flow document:handbuch language:en')).scope).toMatchObject({ unknown: [] });
  });

  test('of several kinds, those that are none are said, and the others are searched', async () => {
    const answer = await ask('flow kind:release kind:release-notes');
    expect(places(answer)).toEqual(['valve 1 notes']);
    expect(answer.scope).toMatchObject({ unknown: [{ kind: 'KIND', requested: 'release' }] });
  });

  test.each([
    ['flow version:7.7 product:pump', { versions: [{ requested: '7.7', match: 'NONE' }] }],
    ['flow product:pumps', { unknown: [{ kind: 'PRODUCT', requested: 'pumps', nearest: ['pump'] }] }],
    [
      'flow product:pumps document:guide',
      { unknown: [{ kind: 'PRODUCT', requested: 'pumps', nearest: ['pump'] }], versions: [] },
    ],
    [
      'flow vendor:nobody version:1.2',
      { unknown: [expect.objectContaining({ kind: 'VENDOR', requested: 'nobody' })], versions: [] },
    ],
    ['flow vendor:nobody', { unknown: [expect.objectContaining({ kind: 'VENDOR', requested: 'nobody' })] }],
    ['flow kind:release', { unknown: [expect.objectContaining({ kind: 'KIND', requested: 'release' })] }],
    [
      'flow document:HANDBOOK',
      {
        unknown: [
          expect.objectContaining({ kind: 'DOCUMENT', nearest: expect.arrayContaining(['handbuch']) as unknown }),
        ],
      },
    ],
    ['flow language:fr', { unknown: [{ kind: 'LANGUAGE', requested: 'fr', nearest: ['de', 'en', 'en-gb'] }] }],
  ])('an unknown value is said and nothing is searched in its place: %s', async (query, scope) => {
    const answer = await ask(query);
    expect(answer.hits.nodes).toEqual([]);
    expect(answer.scope).toMatchObject(scope);
  });

  test('the answer says how the query was read', async () => {
    const { parsed } = await ask('flow OR pres* product:pump');
    expect(parsed).toEqual({
      text: 'flow OR pres*',
      filters: [{ field: 'PRODUCT', value: 'pump' }],
      plainOperators: ['OR', 'pres*'],
    });
  });

  test('a query of filters alone is refused', async () => {
    await expect(ask('product:pump')).rejects.toThrow(/filters alone/);
  });

  test('pages and tools say what was understood, and offer names that exist', async () => {
    const { execute } = variant.library.app;
    const http = await listen((app, baseUrl) => {
      mountMcp(app, { execute, callerOf: () => anonymous('MCP'), baseUrl, version: '1', maxBodyBytes: 20_000 });
      mountSite(app, { executeFor: () => execute, baseUrl });
    });
    try {
      const read = async (query: string): Promise<string> => {
        const address = `${http.baseUrl}/?q=${encodeURIComponent(query)}`;
        return (await fetch(address, { headers: { Accept: 'text/html' } })).text();
      };
      const html = await read('flow OR product:pump -valve');
      expect(html).toContain('without “valve”, product “pump”');
      expect(html).toContain('“OR” was searched as plain words');
      expect(await read('flow document:handbook')).toContain('q=flow+document%3Ahandbuch');

      const mcp = new Client({ name: 'test', version: '1' });
      await mcp.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
      const { structuredContent } = await mcp.callTool({
        name: 'search_docs',
        arguments: { query: 'flow version:1.2 OR product:pump' },
      });
      await mcp.close();
      expect(structuredContent).toMatchObject({
        understood: [
          'limited to version "1.2"',
          'limited to product "pump"',
          'OR is a plain word, no operator or wildcard',
        ],
        versions: [{ requested: '1.2', match: 'EXACT', product: 'pump' }],
      });
    } finally {
      await http.close();
    }
  });
});

test.each([
  ['flow version: 2', 'flow version: 2', []],
  ['kind::Pod', 'kind::Pod', []],
  ['"kind:Pod" x', 'kind:Pod x', []],
  ['apiversion:1 y', 'apiversion:1 y', []],
  ['x version:“1.2 LTS”', 'x', [{ field: 'version', value: '1.2 LTS' }]],
  ['-alone product:pump', 'alone', [{ field: 'product', value: 'pump' }]],
])('what is a filter, and what is not: %s', (written, text, filters) => {
  expect(parseQuery(written)).toMatchObject({ text, filters });
});
