/** The coverage matrix: its sums are those of the library, and each reason is given where its rule holds, to who may see it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import type { AssessedCell } from '../src/coverage/coverage-cell.js';
import { coverageMatrix } from '../src/coverage/coverage-matrix.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const text = (words: string, parts: number): string =>
  `# ${words}\n\n${Array.from({ length: parts }, (_, at) => `## ${words} ${String(at)}\n\n${`All of ${words} ${String(at)}. `.repeat(40)}\n`).join('\n')}`;

/** The same notes in each version: passages that are shared. */
const files = (version: string, parts: number): Record<string, string> => ({
  [`heron/${version}/admin-guide/gates.md`]: text('gates', parts),
});

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('docs', {
    ...files('1.0', 12),
    ...files('2.0', 12),
    ...files('3.0', 1),
    ...files('4.0', 12),
    'heron/1.0/release-notes/notes.md': text('news of one', 1),
    'heron/2.0/release-notes/notes.md': text('news of two', 1),
    'heron/4.0/release-notes/notes.md': text('news of four', 1),
    'heron/1.0/installation/install.md': text('setup', 1),
    'heron/2.0/installation/install.md': text('setup', 1),
    'osprey/7/cli-reference/commands.md': text('commands', 2),
    'osprey/7/cli-reference/broken.pdf': 'no PDF at all',
  });
  await library.ingest(path);
});

afterAll(() => library.close());

interface Cell {
  readonly row: { readonly key: string } | null;
  readonly column: { readonly key: string } | null;
  readonly state: string;
  readonly reasons: readonly {
    readonly state: string;
    readonly rule: string | null;
    readonly sentence: string;
    readonly count: number;
    readonly counted: string;
    readonly codes: readonly { readonly code: string; readonly count: number }[];
  }[];
  readonly documentCount: number;
  readonly fileCount: number;
  readonly pageCount: number;
  readonly chunkCount: number;
  readonly tokenCount: number;
  readonly passageCount: number;
  readonly documents: { readonly totalCount: number };
}

interface Matrix {
  readonly coverage: {
    readonly columns: readonly { readonly key: string }[];
    readonly columnTotals: readonly Cell[];
    readonly total: Cell;
    readonly rows: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly heading: { readonly key: string; readonly label: string };
        readonly total: Cell;
        readonly cells: readonly Cell[];
      }[];
    };
  };
}

const cell = `row { key } column { key } state documentCount fileCount pageCount chunkCount tokenCount passageCount
  documents(first: 1) { totalCount } reasons { state rule sentence count counted codes { code count } }`;

async function coverage(given: Record<string, unknown> = {}, caller?: Parameters<TestLibrary['ask']>[2]) {
  const source = `query Coverage($filter: CoverageFilterInput, $rows: CoverageDimension! = VERSION, $columns: CoverageDimension! = KIND) {
    coverage(filter: $filter, rows: $rows, columns: $columns) {
      columns { key } columnTotals { ${cell} } total { ${cell} }
      rows(first: 40) { totalCount nodes { heading { key label } total { ${cell} } cells { ${cell} } } }
    }
  }`;
  return (await library.ask<Matrix>(source, given, caller)).coverage;
}

async function cellOf(version: string, kind: string, caller?: Parameters<TestLibrary['ask']>[2]): Promise<Cell> {
  const { rows } = await coverage({ filter: { products: [version.split('/')[0]] } }, caller);
  const found = rows.nodes
    .find(({ heading }) => heading.key === version)
    ?.cells.find(({ column }) => column?.key === kind);
  if (found === undefined) throw new Error(`no cell ${version} ${kind}`);
  return found;
}

const statesOf = ({ reasons }: Cell): string[] =>
  reasons.map(({ state, rule }) => (rule === null ? state : `${state} ${rule}`));

describe('sums', () => {
  test.each([
    ['VERSION', 'KIND'],
    ['KIND', 'VERSION'],
    ['VENDOR', 'PRODUCT'],
    ['PRODUCT', 'LANGUAGE'],
  ])('of %s by %s are those of the library', async (rows, columns) => {
    const { total, rows: page, columnTotals } = await coverage({ rows, columns });
    const { library: counts } = await library.ask<{ library: Record<string, number> }>(
      'query Library { library { documents files chunks passages } }',
    );
    expect(total).toMatchObject({
      documentCount: counts['documents'],
      fileCount: counts['files'],
      chunkCount: counts['chunks'],
      passageCount: counts['passages'],
      documents: { totalCount: counts['documents'] },
    });
    for (const field of ['documentCount', 'fileCount', 'pageCount', 'chunkCount', 'tokenCount'] as const) {
      const sum = (cells: readonly Cell[]): number => cells.reduce((all, one) => all + one[field], 0);
      for (const row of page.nodes) expect(sum(row.cells)).toBe(row.total[field]);
      expect(sum(page.nodes.map((row) => row.total))).toBe(total[field]);
      expect(sum(columnTotals)).toBe(total[field]);
    }
    for (const one of page.nodes.flatMap(({ cells }) => cells)) {
      expect(one.documents.totalCount).toBe(one.documentCount);
    }
  });

  test('count a shared passage once', async () => {
    const { rows, total } = await coverage({ filter: { products: ['heron'], kinds: ['ADMIN_GUIDE'] } });
    const ofVersions = rows.nodes.map((row) => row.total.passageCount);
    expect(ofVersions.reduce((all, count) => all + count, 0)).toBeGreaterThan(total.passageCount);
    expect(total.passageCount).toBe(Math.max(...ofVersions));
  });

  test('of some states are those of the documents that they lead to', async () => {
    const { total } = await coverage({ filter: { states: ['THIN'] }, rows: 'PRODUCT' });
    expect(total).toMatchObject({ documentCount: 1, documents: { totalCount: 1 } });
  });
});

describe('reasons', () => {
  test('name the rule by which a kind is missing', async () => {
    const between = await cellOf('heron/3.0', 'RELEASE_NOTES');
    expect(between).toMatchObject({ state: 'MISSING', documentCount: 0 });
    expect(statesOf(between)).toEqual(['MISSING BETWEEN_VERSIONS']);
    expect(between.reasons[0]?.sentence).toContain('2.0 and 4.0');
    // Half of the versions are not most of them.
    expect(await cellOf('heron/3.0', 'INSTALLATION')).toMatchObject({ state: 'NONE', reasons: [] });
  });

  test('stand together: an installation guide that newer versions lack, a guide that shrank', async () => {
    expect(statesOf(await cellOf('heron/2.0', 'INSTALLATION'))).toEqual(['STALE NEWER_RELEASE']);
    expect(statesOf(await cellOf('heron/3.0', 'ADMIN_GUIDE'))).toEqual(['THIN']);
    expect(await cellOf('heron/2.0', 'ADMIN_GUIDE')).toMatchObject({ state: 'PRESENT', reasons: [] });
  });

  test('tell failed files with their codes, to who may see ingests', async () => {
    const seen = await cellOf('osprey/7', 'CLI_REFERENCE');
    expect(seen.state).toBe('FAILED');
    expect(seen.reasons[0]).toMatchObject({ state: 'FAILED', count: 1, counted: 'files' });
    expect(seen.reasons[0]?.codes).toHaveLength(1);
    const unseen = await cellOf('osprey/7', 'CLI_REFERENCE', anonymous('GRAPHQL'));
    expect(unseen).toMatchObject({ state: 'PRESENT', documentCount: 1, reasons: [] });
  });

  test('tell what is withdrawn to curators; to others it is not there', async () => {
    const { dataSource } = library.app.store;
    const hide = (visibility: string) =>
      dataSource.query(
        `UPDATE document d SET overrides = $1::jsonb FROM version v JOIN product p ON p.id = v.product_id
         WHERE v.id = d.version_id AND p.slug = 'heron' AND v.slug = '2.0' AND d.slug = 'release-notes'`,
        [visibility],
      );
    await hide('{"visibility":"HIDDEN"}');
    const seen = await cellOf('heron/2.0', 'RELEASE_NOTES');
    expect(seen).toMatchObject({ state: 'HIDDEN', documentCount: 0 });
    expect(statesOf(seen)).toEqual(['HIDDEN']);
    const unseen = await cellOf('heron/2.0', 'RELEASE_NOTES', anonymous('PAGE'));
    expect(JSON.stringify(unseen)).not.toMatch(/HIDDEN|withdrawn/);
    expect(unseen.state).not.toBe('PRESENT');
    await hide('{}');
  });
});

test('rows are in the order of the names that are shown, versions of each product newest first', () => {
  const cell = (productSlug: string, productName: string, label: string): AssessedCell => {
    const version = { productSlug, productName, slug: label, label, order: label } as AssessedCell['version'];
    return { version, kind: 'GUIDE', reasons: [], figures: { documentCount: 0 } } as unknown as AssessedCell;
  };
  const cells = [
    cell('a-10', 'Zebra', '1.4'),
    cell('b', 'Unit 10', '1'),
    cell('a-10', 'Zebra', '1.12'),
    cell('c', 'Unit 9', '1'),
    cell('z', 'apple', '1'),
  ];
  const labels = (rows: 'PRODUCT' | 'VERSION'): string[] =>
    coverageMatrix(cells, rows, 'KIND').rowHeadings.map(({ label }) => label);
  expect(labels('PRODUCT')).toEqual(['apple', 'Unit 9', 'Unit 10', 'Zebra']);
  expect(labels('VERSION')).toEqual(['apple 1', 'Unit 9 1', 'Unit 10 1', 'Zebra 1.12', 'Zebra 1.4']);
});

test('rows and columns must differ', async () => {
  await expect(coverage({ rows: 'KIND' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
