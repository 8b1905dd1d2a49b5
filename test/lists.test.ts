/** Lists of the API: pages by cursor while rows come and go, from both ends, by number; filters and orders. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { anonymous } from '../src/caller.js';
import { OperationError } from '../src/executor.js';
import { compareVersionLabels } from '../src/store/version-order.js';
import { aChunk, aDocument, aProduct, aVendor, aVersion, type DocumentRow } from './testkit/factories.js';
import { ask, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let run: ReturnType<typeof ask>;
let document: DocumentRow;

beforeAll(async () => {
  store = await openTestStore();
  run = ask(store.dataSource);
  document = await aDocument(store.dataSource);
});

afterAll(() => store.close());

interface Answer {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

/** A list of the API: where it stands in an answer, and how one more row comes into it. */
interface Listed {
  readonly name: string;
  readonly orderBy?: string;
  /** Fields around the list, opened. */
  readonly within?: () => string;
  readonly add: (at: number) => Promise<unknown>;
}

const numbered = (at: number): string => `${String(at % 10)}-${randomUUID().slice(0, 8)}`;
const lists: readonly Listed[] = [
  { name: 'vendors', add: (at) => aVendor(store.dataSource, { columns: { slug: numbered(at) } }) },
  { name: 'vendors', orderBy: '{ field: UPDATED_AT, direction: DESC }', add: () => aVendor(store.dataSource) },
  {
    name: 'products',
    orderBy: '{ field: VENDOR, direction: DESC }',
    add: (at) =>
      aProduct(store.dataSource, { vendor: document.version.product.vendor, columns: { slug: numbered(at) } }),
  },
  {
    name: 'products',
    within: () => `vendor(slug: "${document.version.product.vendor.slug}")`,
    add: (at) =>
      aProduct(store.dataSource, { vendor: document.version.product.vendor, columns: { slug: numbered(at) } }),
  },
  {
    name: 'versions',
    add: (at) => aVersion(store.dataSource, { product: document.version.product, columns: { label: numbered(at) } }),
  },
  {
    name: 'versions',
    within: () => `product(slug: "${document.version.product.slug}")`,
    add: (at) => aVersion(store.dataSource, { product: document.version.product, columns: { label: numbered(at) } }),
  },
  {
    name: 'documents',
    add: (at) => aDocument(store.dataSource, { version: document.version, columns: { slug: numbered(at) } }),
  },
  {
    name: 'documents',
    orderBy: '{ field: CHUNKS, direction: DESC }',
    add: (at) => aDocument(store.dataSource, { version: document.version, columns: { chunk_count: at % 3 } }),
  },
  {
    name: 'documents',
    within: () => `product(slug: "${document.version.product.slug}") { version(label: "${document.version.slug}")`,
    add: (at) => aDocument(store.dataSource, { version: document.version, columns: { slug: numbered(at) } }),
  },
  {
    name: 'chunks',
    within: () => `documentByPath(path: "${document.version.product.slug}/${document.version.slug}/${document.slug}")`,
    add: (at) => aChunk(store.dataSource, { document, ordinal: at, columns: { position: (at * 7) % 50 } }),
  },
  {
    name: 'ingestJobs',
    add: () => store.dataSource.query(`INSERT INTO job (kind, state, source) VALUES ('INGEST', 'SUCCEEDED', 'here')`),
  },
  {
    name: 'ingestSources',
    orderBy: '{ field: LOCATION, direction: ASC }',
    add: (at) =>
      store.dataSource.query(`INSERT INTO ingest_source (kind, location, options) VALUES ('FOLDER', $1, '{}')`, [
        numbered(at),
      ]),
  },
];

function pagedBy({ name, orderBy, within }: Listed): (page: string) => Promise<Answer> {
  const around = within?.() ?? '';
  const open = around === '' ? '' : `${around} {`;
  const close = '}'.repeat(open.split('{').length - 1);
  return async (page) => {
    const order = orderBy === undefined ? '' : `orderBy: ${orderBy}, `;
    const fields = `edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
    let answer = await run(`{ ${open} ${name}(${order}${page}) { ${fields} } ${close} }`);
    while (!('edges' in (answer as object))) answer = Object.values(answer as object)[0] as unknown;
    return answer as Answer;
  };
}

const idsOf = ({ edges }: Answer): string[] => edges.map(({ node }) => node.id);

async function refusal(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OperationError)) throw new Error('the operation did not fail as one');
  return `${error.code} ${error.message}`;
}

describe.each(
  lists.map((list) => [`${list.name} ${list.orderBy ?? (list.within === undefined ? '' : 'of one')}`, list] as const),
)('%s', (_, list) => {
  test('every row that was there comes once, whatever comes into the list meanwhile', async () => {
    const page = pagedBy(list);
    for (let at = 0; at < 11; at++) await list.add(at);
    const before: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: Answer = await page(`first: 100${cursor === null ? '' : `, after: "${cursor}"`}`);
      before.push(...idsOf(answer));
      cursor = answer.pageInfo.hasNextPage ? answer.pageInfo.endCursor : null;
    } while (cursor !== null);
    expect(new Set(before).size).toBe(before.length);

    const seen: string[] = [];
    let at = 11;
    do {
      const answer: Answer = await page(`first: 3${cursor === null ? '' : `, after: "${cursor}"`}`);
      seen.push(...idsOf(answer));
      cursor = answer.pageInfo.hasNextPage && seen.length < 500 ? answer.pageInfo.endCursor : null;
      // Lists that put what is new behind everything must come to an end.
      if (at < 20) await Promise.all([list.add(at++), list.add(at++), list.add(at++)]);
    } while (cursor !== null);
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('leads back as it led forth', async () => {
    const page = pagedBy(list);
    const forth = await page('first: 7');
    const back = await page(`last: 3, before: "${forth.edges.at(-1)!.cursor}"`);
    expect(idsOf(back)).toEqual(idsOf(forth).slice(3, 6));
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const end = await page('last: 2');
    const numberOfRows = end.totalCount;
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const all = [...idsOf(await page(`last: 100`))];
    expect(idsOf(end)).toEqual(all.slice(-2));
    expect(numberOfRows).toBeGreaterThanOrEqual(all.length);
  });
});

describe('what is asked of a page', () => {
  test('cursors of other lists and orders are refused, and so are made-up ones', async () => {
    const answer = await pagedBy(lists[0]!)('first: 2');
    const cursor = answer.edges[0]!.cursor;
    expect(await refusal(run(`{ products(after: "${cursor}") { totalCount } }`))).toMatch(/^BAD_INPUT .*another list/);
    expect(await refusal(run(`{ vendors(after: "${cursor}", orderBy: { field: NAME }) { totalCount } }`))).toMatch(
      /^BAD_INPUT .*another list/,
    );
    const [bound] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
    const made = (...keys: unknown[]) => Buffer.from(JSON.stringify([bound, ...keys])).toString('base64url');
    for (const wrong of [made(), made(1), made('a', 'b'), made(null), 'x', '', Buffer.from('{}').toString('base64')]) {
      expect(await refusal(run(`{ vendors(after: "${wrong}") { totalCount } }`))).toMatch(/^BAD_INPUT /);
    }
    const { edges } = await pagedBy(lists[1]!)('first: 1');
    const [timed] = JSON.parse(Buffer.from(edges[0]!.cursor, 'base64url').toString()) as string[];
    const untimely = Buffer.from(JSON.stringify([timed, 'yesterday', 'a'])).toString('base64url');
    expect(
      await refusal(
        run(`{ vendors(after: "${untimely}", orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount } }`),
      ),
    ).toMatch(/^BAD_INPUT /);
  });

  test.each(['first: 2, last: 2', 'last: 0', 'last: 101', 'offset: -1', 'offset: 1, last: 2', 'offset: 1, after: "x"'])(
    '%s is refused',
    async (page) => {
      expect(await refusal(run(`{ vendors(${page}) { totalCount } }`))).toMatch(/^BAD_INPUT /);
    },
  );

  test('pages by number are those of the whole list', async () => {
    const page = pagedBy(lists[0]!);
    const all = idsOf(await page('first: 9'));
    const third = await page('first: 3, offset: 6');
    expect(idsOf(third)).toEqual(all.slice(6));
    expect(third.pageInfo.hasPreviousPage).toBe(true);
    expect(idsOf(await page(`first: 3, after: "${third.pageInfo.startCursor ?? ''}"`))).toEqual(
      idsOf(await page('first: 3, offset: 7')),
    );
    expect(idsOf(await page('offset: 2147483647'))).toEqual([]);
  });
});

describe('filters', () => {
  const slugs = async (list: string, filter: string, more = ''): Promise<string[]> => {
    const answer = (await run(`{ ${list}(filter: ${filter} ${more}) { nodes { slug } totalCount } }`)) as Record<
      string,
      { nodes: { slug: string }[]; totalCount: number }
    >;
    expect(answer[list]!.totalCount).toBe(answer[list]!.nodes.length);
    return answer[list]!.nodes.map(({ slug }) => slug);
  };

  test('documents by what is in force', async () => {
    const version = await aVersion(store.dataSource);
    const columns = [
      { slug: 'a', title: 'Zebra', kind: 'GUIDE', language: 'en', pages_without_text: 2 },
      { slug: 'b', title: 'apple', kind: 'GUIDE', overrides: { kind: 'API_REFERENCE', title: 'Mango' } },
      { slug: 'c', title: 'Pear', kind: 'OTHER', overrides: { language: 'fi' }, state: 'ARCHIVED' },
      { slug: 'd', title: 'Fig', overrides: { visibility: 'HIDDEN' } },
    ];
    for (const column of columns) await aDocument(store.dataSource, { version, columns: column });
    const product = `products: ["${version.product.slug}"]`;
    expect(await slugs('documents', `{ ${product} }`)).toEqual(['a', 'b']);
    expect(await slugs('documents', `{ ${product} }`, 'orderBy: { field: TITLE }')).toEqual(['b', 'a']);
    expect(await slugs('documents', `{ ${product}, kinds: [API_REFERENCE] }`)).toEqual(['b']);
    expect(await slugs('documents', `{ ${product}, titleContains: "mAn" }`)).toEqual(['b']);
    expect(await slugs('documents', `{ ${product}, titleContains: "apple" }`)).toEqual([]);
    expect(await slugs('documents', `{ ${product}, withoutText: true }`)).toEqual(['a']);
    expect(await slugs('documents', `{ ${product}, withoutText: false }`)).toEqual(['b']);
    expect(await slugs('documents', `{ ${product}, languages: ["fi"], states: [ARCHIVED] }`)).toEqual(['c']);
    expect(await slugs('documents', `{ ${product}, languages: [""] }`)).toEqual(['b']);
    expect(await slugs('documents', `{ ${product}, languages: ["", "en"] }`)).toEqual(['a', 'b']);
    expect(await slugs('documents', `{ ${product}, slugContains: "B" }`)).toEqual(['b']);
    expect(await slugs('documents', `{ ${product}, states: [HIDDEN, ARCHIVED] }`)).toEqual(['c', 'd']);
    expect(await slugs('documents', `{ ${product}, updatedSince: "2999-01-01T00:00:00Z" }`)).toEqual([]);
  });

  test('documents by path: versions as people read them, from the oldest to the newest, page by page', async () => {
    const product = await aProduct(store.dataSource);
    const labels = [
      '1.12',
      'v1.9',
      '1.4',
      '1.12-rc1',
      '1.12(2)',
      '1.12.1',
      '12.5(1)SU4',
      '12.5(1)',
      '2024-03',
      'Main',
      'R81.10',
      'R80',
    ];
    for (const label of [...labels, 'unversioned', '7']) {
      const columns = { label, ...(label === '7' && { overrides: { order: '1.5' } }) };
      const version = await aVersion(store.dataSource, { product, columns });
      await aDocument(store.dataSource, { version });
    }
    const ofPage = async (paging: string) => {
      const filter = `filter: { products: ["${product.slug}"] }`;
      const { documents } = (await run(
        `{ documents(${filter}, ${paging}) { nodes { version { label } } pageInfo { startCursor endCursor } } }`,
      )) as {
        documents: { nodes: { version: { label: string } }[]; pageInfo: { startCursor: string; endCursor: string } };
      };
      return { ...documents.pageInfo, labels: documents.nodes.map(({ version }) => version.label) };
    };
    const ordered = ['unversioned', ...labels.toSorted(compareVersionLabels)];
    ordered.splice(ordered.indexOf('1.4') + 1, 0, '7');
    expect((await ofPage('first: 20')).labels).toEqual(ordered);
    const read: string[] = [];
    for (let after = ''; read.length < ordered.length;) {
      const page = await ofPage(`first: 5${after}`);
      read.push(...page.labels);
      after = `, after: "${page.endCursor}"`;
    }
    expect(read).toEqual(ordered);
    const last = await ofPage('last: 3');
    const before = await ofPage(`last: 4, before: "${last.startCursor}"`);
    expect([...before.labels, ...last.labels]).toEqual(ordered.slice(-7));
    const down = await ofPage('first: 20, orderBy: { field: PATH, direction: DESC }');
    expect(down.labels).toEqual(ordered.toReversed());
  });

  test('only curators list what is hidden', async () => {
    const stranger = ask(store.dataSource, searchThatAnswers({}), anonymous('GRAPHQL'));
    for (const list of ['documents', 'versions']) {
      expect(await refusal(stranger(`{ ${list}(filter: { states: [HIDDEN] }) { totalCount } }`))).toMatch(
        /^FORBIDDEN /,
      );
    }
    expect(await refusal(stranger(`{ documents(filter: { visibilities: [DRAFT] }) { totalCount } }`))).toMatch(
      /^FORBIDDEN /,
    );
  });

  test('a hidden document of a hidden version is listed whole to curators', async () => {
    const version = await aVersion(store.dataSource, { columns: { overrides: { visibility: 'HIDDEN' } } });
    await aDocument(store.dataSource, { version, columns: { slug: 'kept', overrides: { visibility: 'HIDDEN' } } });
    const answer = await run(
      `{ documents(filter: { products: ["${version.product.slug}"], states: [HIDDEN] }) { nodes { slug state version { slug state } } } }`,
    );
    expect(answer).toEqual({
      documents: { nodes: [{ slug: 'kept', state: 'HIDDEN', version: { slug: version.slug, state: 'HIDDEN' } }] },
    });
  });

  test('versions in the order of their labels, and by what is in force', async () => {
    const product = await aProduct(store.dataSource);
    for (const label of ['9.2', '10.0', '9.10']) await aVersion(store.dataSource, { product, columns: { label } });
    await aVersion(store.dataSource, { product, columns: { label: '11.0', overrides: { preview: true } } });
    const of = `products: ["${product.slug}"]`;
    expect(await slugs('versions', `{ ${of} }`)).toEqual(['11.0', '10.0', '9.10', '9.2']);
    expect(
      await slugs('versions', `{ ${of}, preview: false }`, 'orderBy: { field: PRODUCT, direction: DESC }'),
    ).toEqual(['9.2', '9.10', '10.0']);
    expect(await slugs('versions', `{ ${of}, labelContains: "0.0" }`)).toEqual(['10.0']);
    await aVersion(store.dataSource, { product, columns: { label: 'Xenial', overrides: { order: '9.5' } } });
    expect(await run(`{ versions(filter: { ${of} }, first: 4, offset: 2) { nodes { label order } } }`)).toEqual({
      versions: {
        nodes: [
          { label: '9.10', order: '9.10' },
          { label: 'Xenial', order: '9.5' },
          { label: '9.2', order: '9.2' },
        ],
      },
    });
  });

  test('a document leads to its counterparts in other versions', async () => {
    const product = await aProduct(store.dataSource);
    const labels = ['9.9', '9.10', '10.0', '10.1'];
    const versions = [];
    for (const label of labels) versions.push(await aVersion(store.dataSource, { product, columns: { label } }));
    for (const [at, version] of versions.entries()) {
      const state = at === 2 ? 'ARCHIVED' : 'PUBLISHED';
      const slug = at === 3 ? 'other' : 'guide';
      await aDocument(store.dataSource, { version, columns: { slug, state } });
    }
    const answer = await run(`{ documentByPath(path: "${product.slug}/9.9/guide") {
      inVersions { nodes { label } }
      newer: counterpart(version: "9.10") { permalink }
      archived: counterpart(version: "10.0") { state }
      missing: counterpart(version: "latest") { slug }
      unknown: counterpart(version: "11") { slug } } }`);
    expect(answer).toEqual({
      documentByPath: {
        inVersions: { nodes: [{ label: '9.10' }, { label: '9.9' }] },
        newer: { permalink: `/d/${product.slug}/9.10/guide` },
        archived: { state: 'ARCHIVED' },
        missing: null,
        unknown: null,
      },
    });
  });

  test('vendors and products by name', async () => {
    const vendor = await aVendor(store.dataSource, { columns: { overrides: { name: 'Straße 7' } } });
    expect(await slugs('vendors', '{ nameContains: "straße" }')).toEqual([vendor.slug]);
    const product = await aProduct(store.dataSource, { vendor });
    expect(await slugs('products', `{ vendors: ["${vendor.slug}"] }`)).toEqual([product.slug]);
    expect(await slugs('products', `{ vendors: ["${vendor.slug}"], nameContains: "no such" }`)).toEqual([]);
  });
});
