/** What defines a name, or stands under a heading that is it, comes before what mentions it, whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withIdentifiers } from '../src/search/lexical/identifier-lift.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';

interface Hit {
  readonly explain: {
    readonly exact: { readonly name: string; readonly as: string; readonly lift: number } | null;
    readonly pointing: { readonly factor: number } | null;
  };
  readonly chunk: { readonly document: { readonly slug: string }; readonly headingPath: readonly string[] };
}

const question = /* GraphQL */ `
  query Ask($query: String!, $mode: SearchMode!, $scope: ScopeInput, $fusion: Fusion) {
    search(query: $query, mode: $mode, scope: $scope, fusion: $fusion) {
      hits(first: 10) {
        nodes {
          explain {
            exact {
              name
              as
              lift
            }
            pointing {
              factor
            }
          }
          chunk {
            headingPath
            document {
              slug
            }
          }
        }
      }
    }
  }
`;

const mention = (name: string, times: number): string =>
  Array.from({ length: times }, (_, at) => `The ${name} matters in case ${String(at)}: ${name} again.`).join('\n\n');

const files = {
  'pump/1/timeouts/timeouts.md':
    '# Timeouts\n\n## stale-answer-client-timeout\n\nHow long a client waits before it is given an old reply. Milliseconds.\n',
  ...Object.fromEntries(
    [1, 2, 3, 4].map((at) => [
      `pump/1/notes${String(at)}/notes.md`,
      `# Tuning ${String(at)}\n\n${mention('stale-answer-client-timeout', 3)}\n\n${mention('show version', 3)}\n\n${mention('staleReplicaTimeout', 3)}\n`,
    ]),
  ),
  'pump/1/settings/settings.md':
    '# Settings\n\n## defaultSettings.staleReplicaTimeout\n\nMinutes until a copy that failed is given up.\n\n## Others\n\n| Setting | Meaning |\n| --- | --- |\n| `pump.max_flow` | Litres a minute. |\n| `not_in` | A list. |\n',
  'pump/1/contents/contents.md':
    '# Table of Contents\n\n- show version\n- show interfaces\n- show version brief\n\n1. show version ... 12\n',
  'pump/1/summaries/summaries.md': `# Summaries\n\nWhat interfaces do is told in short. ${'Each port has a line of its own, with its name, its speed and what is at its other end. '.repeat(3)}The brief form leaves the speed out.\n`,
  'pump/1/commands/commands.md': '# 4.2 show version\n\nDisplays which software runs on the device.\n',
  'valve/1/commands/commands.md': '# show version\n\nThe valve has its own release.\n',
  'valve/1/guide/guide.md': `# Guide\n\n${mention('pump.max_flow', 2)}\n`,
  'tap/1/changelog/changelog.md': '# Tap\n\n## 1.1\n\nThe gasket: gasket replacement, replacement of each gasket.\n',
  'tap/1/guide/guide.md':
    '# Tap\n\n## Upkeep\n\nGasket replacement takes an hour.\n\n## Release notes\n\nThe gasket is black now.\n',
};

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  async function ask(query: string, mode = 'HYBRID', more: Readonly<Record<string, unknown>> = {}): Promise<Hit[]> {
    const variables = { query, mode, scope: { products: ['pump'] }, ...more };
    const { search } = await variant.library.ask<{ search: { hits: { nodes: Hit[] } } }>(question, variables);
    return search.hits.nodes;
  }

  beforeAll(async () => {
    variant = await open();
    await variant.ingest(files);
  });

  afterAll(async () => {
    await variant.close();
  });

  test.each([
    ['stale-answer-client-timeout', 'timeouts'],
    ['show version', 'commands'],
    ['what is "show version"?', 'commands'],
    ['staleReplicaTimeout', 'settings'],
    ['defaultSettings.staleReplicaTimeout', 'settings'],
    ['pump.max_flow', 'settings'],
  ])('%s: its own section comes first', async (query, document) => {
    for (const mode of ['HYBRID', 'LEXICAL'])
      for (const fusion of ['WEIGHTED', 'RRF']) {
        const [first] = await ask(query, mode, { fusion });
        expect(first?.chunk.document.slug).toBe(document);
        expect(first?.explain.exact).not.toBeNull();
      }
  });

  test('the explanation says what is defined, and how', async () => {
    const [heading] = await ask('show version');
    expect(heading?.explain.exact).toEqual({ name: 'show version', as: 'HEADING', lift: 2.2 });
    const [row] = await ask('pump.max_flow');
    expect(row?.explain.exact).toMatchObject({ name: 'pump.max_flow', as: 'DEFINITION' });
  });

  test('a name among other words lifts what defines it, by less', async () => {
    const lifted = (await ask('how long does stale-answer-client-timeout wait before it answers')).flatMap(
      ({ explain }) => explain.exact ?? [],
    );
    expect(lifted).toEqual([expect.objectContaining({ name: 'stale-answer-client-timeout', as: 'HEADING' })]);
    expect(lifted[0]?.lift).toBeLessThan(0.5);
  });

  test('a printed table of contents defines nothing', async () => {
    const hits = await ask('show version');
    const contents = hits.find(({ chunk }) => chunk.document.slug === 'contents');
    expect(contents?.explain.exact ?? null).toBeNull();
  });

  test.each(['LEXICAL', 'HYBRID'])('contents come behind the section that they point to: %s', async (mode) => {
    const hits = await ask('interfaces brief', mode);
    const slugs = hits.map(({ chunk }) => chunk.document.slug);
    expect(slugs.indexOf('contents')).toBeGreaterThan(slugs.indexOf('summaries'));
    expect(slugs.indexOf('summaries')).toBe(0);
    expect(hits.map(({ explain }) => explain.pointing?.factor ?? 1)).toEqual(
      slugs.map((slug) => (slug === 'contents' ? 0.5 : 1)),
    );
  });

  test.each(['LEXICAL', 'HYBRID', 'SEMANTIC'])(
    'lists of changes keep less, unless they are asked for: %s',
    async (mode) => {
      const kept = async (query: string) => {
        const hits = await ask(query, mode, { scope: { products: ['tap'] } });
        const places = hits.map(
          ({ chunk, explain }) => `${chunk.headingPath.at(-1) ?? ''} ${String(explain.pointing?.factor)}`,
        );
        return places.toSorted();
      };
      expect(await kept('gasket replacement')).toEqual(['1.1 0.8', 'Release notes 0.8', 'Upkeep undefined']);
      expect(await kept('gasket replacement since 1.0')).toEqual([
        '1.1 undefined',
        'Release notes undefined',
        'Upkeep undefined',
      ]);
    },
  );

  test('what is outside the scope, or lacks a phrase, is not found for its name', async () => {
    expect((await ask('show version')).map(({ chunk }) => chunk.document.slug)).toEqual(
      expect.not.arrayContaining(['guide']),
    );
    const valve = await ask('pump.max_flow', 'HYBRID', { scope: { products: ['valve'] } });
    expect(valve.every(({ explain }) => explain.exact === null)).toBe(true);
    const phrase = await ask('stale-answer-client-timeout "no such words"');
    expect(phrase).toEqual([]);
    const without = await ask('stale-answer-client-timeout -milliseconds');
    expect(without.map(({ chunk }) => chunk.document.slug)).not.toContain('timeouts');
  });

  test('a name that consists of words that no index counts is found', async () => {
    const [first] = await ask('not_in', 'LEXICAL');
    expect(first?.chunk.document.slug).toBe('settings');
  });
});

test('a word that looks like a name by its capitals alone is lifted less, unless few passages hold it', () => {
  const hits = Array.from({ length: 10 }, (_, at) => ({ passageId: at + 1, score: 10 - at }));
  const last = (name: string, holders: readonly number[]): number =>
    withIdentifiers(hits, new Map([[name, holders]]), 1_000).findIndex(({ passageId }) => passageId === 10);
  const six = [10, 101, 102, 103, 104, 105];
  expect(last('youtube', six)).toBeGreaterThan(last('errno_5', six));
  expect(last('youtube', [10])).toBe(last('errno_5', [10]));
});
