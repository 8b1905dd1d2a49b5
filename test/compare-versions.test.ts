/** Comparisons of two versions through GraphQL, over a library that was ingested from files. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const sentences = (topic: string, count = 6): string =>
  Array.from(
    { length: count },
    (_, at) => `The ${topic} part has rule number ${topic}${String(at)} for its readers.`,
  ).join(' ');

const install = (version: string, steps: string) => `# Install

This manual describes Crane ${version}.

## Requirements

${sentences('memory')}

## Steps

${steps}
`;

const files = {
  'crane/1.8.2/admin/install.md': install('1.8.2', 'Run the installer and wait for ten seconds until it ends.'),
  'crane/1.12.0/admin/install.md': install('1.12.0', 'Run the installer and wait for thirty seconds until it ends.'),
  'crane/1.8.2/admin/settings.md': `# Settings

## General

### pool_size

Default: \`10\`

Connections that are kept open for callers of the service.

### old_mode

Default: \`false\`

Works as the first releases of the service did.

## Storage

### cache_path

${sentences('cache')}
`,
  'crane/1.12.0/admin/settings.md': `# Settings

## General

### pool_size

Default: \`25\`

Connections that are kept open for callers of the service.

### retry_limit

Default: \`3\`

Tries until a caller is told that the service is away. The setting old_mode was removed.

## Files

### cache_path

${sentences('cache')}
`,
  'crane/1.8.2/admin/tools.md': `# Tools

## Cleaning up

${sentences('cleaning')}

## Options

| Name | Default | Meaning |
|---|---|---|
| \`--fast\` | \`no\` | Skips what takes long |
| \`--depth\` | \`3\` | Levels of folders |

\`\`\`
crane clean --fast
crane list
\`\`\`
`,
  'crane/1.12.0/admin/tools.md': `# Tools

## Tidying up

${sentences('cleaning')}

## Options

| Name | Default | Meaning |
|---|---|---|
| \`--fast\` | \`no\` | Skips what takes long |
| \`--depth\` | \`5\` | Levels of folders |

\`\`\`
crane tidy --fast
crane list
\`\`\`
`,
};

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(await library.write('docs', files));
});

afterAll(() => library.close());

interface Side {
  readonly headingPath: string[];
  readonly chunk: { readonly key: string; readonly permalink: string; readonly version: { readonly label: string } };
}

interface Section {
  readonly change: string;
  readonly similarity: number;
  readonly textChanged: boolean;
  readonly from: Side | null;
  readonly to: Side | null;
  readonly diff: {
    readonly skippedAtEnd: number;
    readonly rows: { kind: string; side: string; skipped: number; pieces: { text: string; side: string }[] }[];
  };
}

interface Answer {
  readonly compareVersions: {
    readonly from: { match: string; served: { label: string } | null; nearest: { label: string }[] };
    readonly to: { match: string; served: { label: string } | null };
    readonly counts: Record<string, number> | null;
    readonly documents: {
      nodes: { slug: string; from: { permalink: string } | null; to: { permalink: string } | null }[];
    };
    readonly sections: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Section[] };
    readonly names: {
      nodes: {
        change: string;
        kind: string;
        from: { name: string; documentedDefault: string | null; chunk: { key: string } } | null;
        to: { name: string; documentedDefault: string | null; chunk: { key: string } } | null;
        mention: { text: string } | null;
      }[];
    };
  };
}

const side = 'headingPath chunk { key permalink version { label } }';

function compare(variables: Record<string, unknown>): Promise<Answer> {
  return library.ask<Answer>(
    `query Compare($from: String!, $to: String!, $document: String, $section: String, $topic: String, $change: [SectionChange!], $first: Int, $after: String, $context: Int) {
      compareVersions(product: "crane", from: $from, to: $to, document: $document, section: $section, topic: $topic) {
        from { match served { label } nearest { label } } to { match served { label } }
        counts { same numbersOnly changed moved renamed added removed }
        documents { nodes { slug from { permalink } to { permalink } } }
        sections(change: $change, first: $first, after: $after) {
          totalCount pageInfo { hasNextPage endCursor }
          nodes { change similarity textChanged from { ${side} } to { ${side} }
                  diff(context: $context) { skippedAtEnd rows { kind side skipped pieces { text side } } } }
        }
        names { nodes { change kind from { name documentedDefault chunk { key } } to { name documentedDefault chunk { key } } mention { text } } }
      }
    }`,
    { from: '1.8.2', to: '1.12.0', first: 50, ...variables },
  );
}

const headingOf = ({ from, to }: Section): string | undefined => (to ?? from)?.headingPath.at(-1);

describe('sections', () => {
  test('are the same, changed, moved, renamed, added or removed, in reading order, both sides cited', async () => {
    const { compareVersions } = await compare({});
    expect(compareVersions.sections.nodes.map((section) => [headingOf(section), section.change])).toEqual([
      ['Install', 'NUMBERS_ONLY'],
      ['Requirements', 'SAME'],
      ['Steps', 'CHANGED'],
      ['pool_size', 'CHANGED'],
      ['old_mode', 'REMOVED'],
      ['retry_limit', 'ADDED'],
      ['cache_path', 'SAME'],
      ['Tidying up', 'RENAMED'],
      ['Options', 'CHANGED'],
    ]);
    expect(compareVersions.counts).toEqual({
      same: 2,
      numbersOnly: 1,
      changed: 3,
      moved: 0,
      renamed: 1,
      added: 1,
      removed: 1,
    });
    const steps = compareVersions.sections.nodes.find((section) => headingOf(section) === 'Steps');
    expect(steps?.from?.chunk.version.label).toBe('1.8.2');
    expect(steps?.to?.chunk.version.label).toBe('1.12.0');
    expect(steps?.to?.chunk.permalink).toBe(`/c/${encodeURIComponent(steps?.to?.chunk.key ?? '')}`);
    expect(compareVersions.documents.nodes).toEqual([
      { slug: 'admin', from: { permalink: '/d/crane/1.8.2/admin' }, to: { permalink: '/d/crane/1.12.0/admin' } },
    ]);
  });

  test('come page by page, and only those that changed in the way that is asked for', async () => {
    const change = ['CHANGED', 'ADDED'];
    const first = await compare({ change, first: 3 });
    const { pageInfo, totalCount } = first.compareVersions.sections;
    expect([totalCount, pageInfo.hasNextPage]).toEqual([4, true]);
    const rest = await compare({ change, first: 3, after: pageInfo.endCursor });
    const pages = [first, rest].flatMap(({ compareVersions }) => compareVersions.sections.nodes.map(headingOf));
    expect(pages).toEqual(['Steps', 'pool_size', 'retry_limit', 'Options']);
  });

  test('of one heading bring those below them; a chunk key or an anchor names them too', async () => {
    const general = await compare({ section: 'General' });
    expect(general.compareVersions.sections.nodes.map(headingOf)).toEqual(['pool_size', 'old_mode', 'retry_limit']);
    const [pool] = general.compareVersions.sections.nodes;
    const byKey = await compare({ section: pool?.from?.chunk.key });
    expect(byKey.compareVersions.sections.nodes.map(headingOf)).toEqual(['pool_size']);
    const byAnchor = await compare({ section: '#retry_limit' });
    expect(byAnchor.compareVersions.sections.nodes.map(headingOf)).toEqual(['retry_limit']);
  });

  test('about a topic are those that a search finds in either version', async () => {
    const { compareVersions } = await compare({ topic: 'old_mode' });
    expect(compareVersions.sections.nodes.map(headingOf)).toContain('old_mode');
    expect(compareVersions.sections.nodes.map(headingOf)).toContain('retry_limit');
  });
});

describe('differences', () => {
  test('are words inside a paragraph', async () => {
    const { compareVersions } = await compare({ section: 'Steps' });
    expect(compareVersions.sections.nodes[0]?.diff.rows).toEqual([
      {
        kind: 'TEXT',
        side: 'CHANGED',
        skipped: 0,
        pieces: [
          { text: 'Run the installer and wait for ', side: 'SAME' },
          { text: 'ten', side: 'FROM' },
          { text: 'thirty', side: 'TO' },
          { text: ' seconds until it ends.', side: 'SAME' },
        ],
      },
    ]);
  });

  test('are rows of tables and lines of code, with as many rows around them as asked for', async () => {
    const { compareVersions } = await compare({ section: 'Options', context: 0 });
    const { rows, skippedAtEnd } = compareVersions.sections.nodes[0]?.diff ?? { rows: [], skippedAtEnd: -1 };
    const changed = rows.map(({ kind, skipped, pieces }) => [
      kind,
      skipped,
      pieces.filter((piece) => piece.side !== 'SAME').map((piece) => piece.text),
    ]);
    expect(changed).toEqual([
      ['TABLE', 2, ['3', '5']],
      ['CODE', 1, ['clean', 'tidy']],
    ]);
    expect(skippedAtEnd).toBe(2);
  });
});

describe('names', () => {
  test('that come, go or change their default, each with where it is documented', async () => {
    const { compareVersions } = await compare({});
    const names = compareVersions.names.nodes.map(({ change, kind, from, to }) => [
      change,
      kind,
      from?.name,
      from?.documentedDefault,
      to?.name,
      to?.documentedDefault,
    ]);
    expect(names).toEqual([
      ['REMOVED', 'SETTING', 'old_mode', 'false', undefined, undefined],
      ['ADDED', 'SETTING', undefined, undefined, 'retry_limit', '3'],
      ['DEFAULT_CHANGED', 'SETTING', 'pool_size', '10', 'pool_size', '25'],
      ['DEFAULT_CHANGED', 'OPTION', '--depth', '3', '--depth', '5'],
    ]);
    const [removed, , , depth] = compareVersions.names.nodes;
    expect(removed?.mention?.text).toContain('The setting old_mode was removed.');
    expect(depth?.from?.chunk.key).toMatch(/^crane::1\.8\.2::admin::tools::\d+$/);
  });
});

describe('what does not exist', () => {
  test('is no version: nothing is compared in its place', async () => {
    const { compareVersions } = await compare({ from: '1.9' });
    expect(compareVersions.from).toMatchObject({ match: 'NONE', served: null });
    expect(compareVersions.from.nearest.map(({ label }) => label)).toContain('1.8.2');
    expect([compareVersions.counts, compareVersions.sections.totalCount]).toEqual([null, 0]);
  });

  test('is no document and no section: the answer names what looks alike', async () => {
    await expect(compare({ document: 'admn' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'document', nearest: ['admin'] },
    });
    await expect(compare({ section: 'retry_limits' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'section', nearest: expect.arrayContaining(['retry_limit']) as unknown },
    });
  });
});

test('an answer follows what is ingested', async () => {
  const product = { 'heron/1/guide/page.md': '# Page\n\n## One\n\nThe first text is here.\n' };
  await library.write('heron', { ...product, 'heron/2/guide/page.md': product['heron/1/guide/page.md'] });
  const path = `${library.folder}/heron`;
  await library.ingest(path);
  const count = async (): Promise<unknown> => {
    const answer = await library.ask<{ compareVersions: { counts: unknown } }>(
      'query Counts { compareVersions(product: "heron", from: "1", to: "2") { counts { same changed } } }',
    );
    return answer.compareVersions.counts;
  };
  expect(await count()).toEqual({ same: 1, changed: 0 });
  await library.write('heron', { 'heron/2/guide/page.md': '# Page\n\n## One\n\nThe second text is here now.\n' });
  await library.ingest(path);
  expect(await count()).toEqual({ same: 0, changed: 1 });
});
