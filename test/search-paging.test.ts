/** Hits page by page, whatever ranks the words: none twice and none missing while the library changes, and no more than 200. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';

interface Hit {
  readonly rank: number;
  readonly chunk: { readonly key: string; readonly section: { readonly anchor: string } };
}

interface Page {
  readonly nodes: readonly Hit[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const page =
  'nodes { rank chunk { key section { anchor } } } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Sections are passages of their own; each says something else. */
function manual(name: string, sections: number): string {
  const texts = Array.from({ length: sections }, (_, at) => {
    const own = `${name}${String(at)}`;
    return `## Valve ${own}\n\n${'The valve closes. '.repeat(1 + (at % 3))}Turn lever ${own} by hand, then read gauge ${own}.`;
  });
  return `# ${name}\n\n${texts.join('\n\n')}\n`;
}

function manuals(product: string, names: readonly string[], sections: number): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [`${product}/1/${name}/${name}.md`, manual(`${product}-${name}`, sections)]),
  );
}

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${name}${String(at)}`);

const stable = numbered('stable', 15);
const leaving = numbered('leaving', 5);
const sectionsOfEach = 9;

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  beforeAll(async () => {
    variant = await open();
    await variant.ingest({
      ...manuals('pump', [...stable, ...leaving], sectionsOfEach),
      ...manuals('fan', numbered('book', 6), 40),
      'gate/1/guide/guide.md': manual('gate', 30),
    });
  });

  afterAll(() => variant.close());

  interface Asked {
    readonly query?: string;
    readonly products?: readonly string[];
    readonly mode?: string;
    readonly fusion?: string;
    readonly rules?: boolean;
    readonly first?: number;
    readonly after?: string | null;
  }

  async function ask({ query = 'valve lever', products = ['pump'], mode = 'HYBRID', ...more }: Asked): Promise<Page> {
    const { search } = await variant.library.ask<{ search: { hits: Page } }>(
      `query Ask($query: String!, $scope: ScopeInput, $mode: SearchMode, $fusion: Fusion, $rules: Boolean, $first: Int, $after: String) {
        search(query: $query, scope: $scope, mode: $mode, fusion: $fusion, rules: $rules) { hits(first: $first, after: $after) { ${page} } } }`,
      { query, scope: { products }, mode, fusion: 'WEIGHTED', rules: true, first: 10, after: null, ...more },
    );
    return search.hits;
  }

  /** All pages, with what is done beside the reading of each. */
  async function walk(asked: Asked, beside: (at: number) => Promise<void> = () => Promise.resolve()): Promise<Hit[]> {
    const hits: Hit[] = [];
    let after: string | null = null;
    for (let at = 0; ; at += 1) {
      const read: Page = (await Promise.all([ask({ ...asked, after }), beside(at)]))[0];
      hits.push(...read.nodes);
      expect(read.pageInfo.hasPreviousPage).toBe(at > 0);
      if (!read.pageInfo.hasNextPage) return hits;
      expect(read.nodes.length).toBeGreaterThan(0);
      after = read.pageInfo.endCursor;
    }
  }

  const keysOf = (hits: readonly Hit[]): string[] => hits.map(({ chunk }) => chunk.key);
  const documentOf = (key: string): string => key.split('::')[2] ?? '';

  test.each(['HYBRID', 'LEXICAL', 'SEMANTIC'])(
    'all pages are the list: each hit once, ranked on and on (%s)',
    async (mode) => {
      const hits = await walk({ mode, first: 7 });
      const keys = keysOf(hits);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength((stable.length + leaving.length) * sectionsOfEach);
      expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, at) => at + 1));
    },
  );

  test.each([7, 50])('there are 200 hits and no more, by pages of %d', async (first) => {
    const keys = keysOf(await walk({ products: ['fan'], first }));
    expect(keys).toHaveLength(200);
    expect(new Set(keys).size).toBe(200);
  });

  test('a page that the candidates end in is filled from deeper', async () => {
    const start = await ask({ products: ['fan'], mode: 'LEXICAL', first: 50 });
    const second = await ask({ products: ['fan'], mode: 'LEXICAL', first: 45, after: start.pageInfo.endCursor });
    const third = await ask({ products: ['fan'], mode: 'LEXICAL', first: 20, after: second.pageInfo.endCursor });
    expect([start, second, third].map(({ nodes }) => nodes.length)).toEqual([50, 45, 20]);
  });

  test('each hit has its cursor, and goes on behind it', async () => {
    const read = await ask({ first: 5 });
    expect(read.edges.at(-1)?.cursor).toBe(read.pageInfo.endCursor);
    expect(read.edges[0]?.cursor).toBe(read.pageInfo.startCursor);
    const rest = await ask({ first: 3, after: read.edges[1]?.cursor ?? '' });
    expect(keysOf(rest.nodes)).toEqual(keysOf(read.nodes.slice(2)));
    expect(rest.nodes.map(({ rank }) => rank)).toEqual([3, 4, 5]);
  });

  test('pages of one search under several names', async () => {
    const { pageInfo, nodes } = await ask({ first: 4 });
    const { search } = await variant.library.ask<{ search: Record<'few' | 'more' | 'behind', Page> }>(
      `query Names($after: String!) { search(query: "valve lever", scope: { products: ["pump"] }) {
        few: hits(first: 2) { ${page} } more: hits(first: 4) { ${page} } behind: hits(first: 2, after: $after) { ${page} } } }`,
      { after: pageInfo.endCursor },
    );
    expect(keysOf(search.few.nodes)).toEqual(keysOf(nodes.slice(0, 2)));
    expect(keysOf(search.more.nodes)).toEqual(keysOf(nodes));
    expect(search.behind.nodes.map(({ rank }) => rank)).toEqual([5, 6]);
  });

  test.each<[string, Asked]>([
    ['query', { query: 'valve gauge' }],
    ['scope', { products: ['fan'] }],
    ['mode', { mode: 'LEXICAL' }],
    ['fusion', { fusion: 'RRF' }],
    ['rules', { rules: false }],
  ])('a cursor of another %s is refused', async (_what, other) => {
    const { pageInfo } = await ask({});
    await expect(ask({ ...other, after: pageInfo.endCursor })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      details: { field: 'after' },
      message: expect.stringContaining('of another list') as unknown,
    });
  });

  test.each([
    ['nonsense', 'nonsense'],
    ['other keys', Buffer.from('["hits","x"]').toString('base64url')],
  ])('so is %s', async (_what, after) => {
    await expect(ask({ after })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field: 'after' } });
  });

  test.each([0, 51])('%d hits at once are refused', async (first) => {
    await expect(ask({ first })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field: 'first', limit: 50 } });
  });

  test('pins come once, at their places on whichever page; what is hidden on none', async () => {
    const pins = [
      { target: 'gate/guide/guide#valve-gate20', position: 1 },
      { target: 'gate/guide/guide#valve-gate21', position: 9 },
    ];
    const hides = ['gate/guide/guide#valve-gate3', 'gate/guide/guide#valve-gate25'];
    const { createSearchRule } = await variant.library.ask<{ createSearchRule: { rule: { deadTargets: string[] } } }>(
      'mutation Make($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { deadTargets } } }',
      { input: { rule: { name: 'Places', match: 'CONTAINS', words: 'valve', product: 'gate', pins, hides } } },
    );
    expect(createSearchRule.rule.deadTargets).toEqual([]);
    const anchors = (await walk({ products: ['gate'], first: 4 })).map(({ chunk }) => chunk.section.anchor);
    expect([anchors[0], anchors[8]]).toEqual(['valve-gate20', 'valve-gate21']);
    const all = numbered('valve-gate', 30).filter((anchor) => anchor !== 'valve-gate3' && anchor !== 'valve-gate25');
    expect(anchors.toSorted()).toEqual(all.toSorted());
  });

  test('while documents are added and archived no hit comes twice, and none that stayed is missing', async () => {
    const { library } = variant;
    const write = async (at: number): Promise<void> => {
      const gone = leaving[at];
      if (gone === undefined) return;
      await library.remove('manuals', `pump/1/${gone}/${gone}.md`);
      await variant.ingest(manuals('pump', [`coming${String(at)}`], 4));
    };
    const keys = keysOf(await walk({ first: 7 }, write));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeLessThanOrEqual(200);
    const stayed = keys.filter((key) => documentOf(key).startsWith('stable'));
    expect(stayed).toHaveLength(stable.length * sectionsOfEach);
    const after = keysOf(await walk({ first: 50 })).map(documentOf);
    expect(after.filter((document) => document.startsWith('leaving'))).toEqual([]);
    expect(after.filter((document) => document.startsWith('coming'))).toHaveLength(4 * leaving.length);
  });
});
