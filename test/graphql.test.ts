/** The GraphQL API over a real store: catalogue, documents, chunks, pages, ids, states. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, type GraphQLField, type GraphQLInputField } from 'graphql';
import { anonymous } from '../src/caller.js';
import { OperationError } from '../src/executor.js';
import { printSchemaSDL } from '../src/graphql/build-schema.js';
import { aChunk, aDocument, aFile, aPassage, aProduct, aSection, aVendor, aVersion } from './testkit/factories.js';
import type { SearchAnswer } from '../src/search/request.js';
import { ask, emptyAnswer, schema, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let run: ReturnType<typeof ask>;

beforeAll(async () => {
  store = await openTestStore();
  run = ask(store.dataSource);
});

afterAll(() => store.close());

async function failureOf(answer: Promise<unknown>): Promise<OperationError> {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OperationError)) throw new Error('the operation did not fail as one');
  return error;
}

describe('schema', () => {
  test('every type, field and argument of its own is described', () => {
    const undescribed = Object.values(schema.getTypeMap())
      .filter((type) => !type.name.startsWith('__'))
      .flatMap((type) => {
        const fields =
          'getFields' in type
            ? (Object.values(type.getFields()) as (GraphQLField<unknown, unknown> | GraphQLInputField)[])
            : [];
        const all = fields.flatMap((field) => [
          { name: `${type.name}.${field.name}`, description: field.description },
          ...('args' in field ? field.args : []).map((argument) => ({
            name: `${type.name}.${field.name}(${argument.name})`,
            description: argument.description,
          })),
        ]);
        return [{ name: type.name, description: type.description }, ...all];
      })
      .filter(({ name, description }) => !description && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name));
    expect(undescribed).toEqual([]);
  });

  test('is printed the same every time', () => {
    expect(printSchemaSDL()).toBe(printSchemaSDL());
    expect(() => parse(printSchemaSDL())).not.toThrow();
  });
});

describe('catalogue', () => {
  test('overrides win over what was extracted, and null hides it', async () => {
    const product = await aProduct(store.dataSource, {
      columns: {
        name: 'extracted',
        description: 'extracted',
        aliases: ['old'],
        overrides: { name: 'Corrected', description: null, aliases: ['new'] },
      },
    });
    const document = await aDocument(store.dataSource, {
      version: await aVersion(store.dataSource, { product }),
      columns: { title: 'extracted', overrides: { title: 'Corrected', kind: 'GUIDE', language: 'fi' } },
    });
    const answer = await run(
      `query ($product: String!, $document: String!) {
        product(slug: $product) { name description aliases version(label: "1.0") {
          documents(kind: GUIDE) { totalCount nodes { title kind language } }
          document(slug: $document) { title }
        } }
      }`,
      { product: product.slug, document: document.slug },
    );
    expect(answer).toMatchObject({
      product: {
        name: 'Corrected',
        description: null,
        aliases: ['new'],
        version: {
          documents: { totalCount: 1, nodes: [{ title: 'Corrected', kind: 'GUIDE', language: 'fi' }] },
          document: { title: 'Corrected' },
        },
      },
    });
  });

  test('dates and versions that files state are given as stated, or as a curator corrected them', async () => {
    const version = await aVersion(store.dataSource);
    const extracted = { releasedOn: '2024-02-29', versions: ['2010', '2013 SP1'] };
    const given = [{}, { extracted }, { extracted, overrides: { releasedOn: null, statedVersions: ['2013'] } }];
    for (const [at, columns] of given.entries()) {
      const document = await aDocument(store.dataSource, { version, columns: { ...columns, slug: String(at) } });
      const { extracted: stated = {} } = columns as { extracted?: object };
      await aFile(store.dataSource, document, { stem: 'second', position: 1, stated });
    }
    const answer = await run(
      `query ($product: String!) { product(slug: $product) { version(label: "1.0") { documents { nodes {
        releasedOn statedVersions files { nodes { releasedOn statedVersions } } } } } } }`,
      { product: version.product.slug },
    );
    const nothing = { releasedOn: null, statedVersions: [] };
    const stated = { releasedOn: '2024-02-29', statedVersions: ['2010', '2013 SP1'] };
    expect(answer).toEqual({
      product: {
        version: {
          documents: {
            nodes: [
              { ...nothing, files: { nodes: [nothing, nothing] } },
              { ...stated, files: { nodes: [nothing, stated] } },
              { releasedOn: null, statedVersions: ['2013'], files: { nodes: [nothing, stated] } },
            ],
          },
        },
      },
    });
  });

  test('versions come newest first; latest is no preview and no hidden one', async () => {
    const product = await aProduct(store.dataSource, { columns: { aliases: ['nick'] } });
    for (const columns of [
      { label: '9.0', released_on: '2020-02-29' },
      { label: '10.0', slug: 'ten', aliases: ['lts'] },
      { label: '11.0', preview: true },
      { label: '12.0', state: 'HIDDEN' },
      { label: '13.0', state: 'ARCHIVED' },
    ]) {
      await aVersion(store.dataSource, { product, columns });
    }
    const answer = await run(
      `query ($slug: String!) { product(slug: $slug) {
        versions { totalCount nodes { label isLatest releasedOn } }
        latestVersion { label }
        alias: version(label: "LTS") { label } latest: version(label: "latest") { label }
        hidden: version(label: "12.0") { label } archived: version(label: "13.0") { label state }
      } }`,
      { slug: product.slug },
    );
    expect(answer).toEqual({
      product: {
        versions: {
          totalCount: 3,
          nodes: [
            { label: '11.0', isLatest: false, releasedOn: null },
            { label: '10.0', isLatest: true, releasedOn: null },
            { label: '9.0', isLatest: false, releasedOn: '2020-02-29' },
          ],
        },
        latestVersion: { label: '10.0' },
        alias: { label: '10.0' },
        latest: { label: '10.0' },
        hidden: null,
        archived: { label: '13.0', state: 'ARCHIVED' },
      },
    });
  });

  test('a version asked for by hand names its product or says which exist', async () => {
    const search = searchThatAnswers({
      scope: { ...emptyAnswer.scope, unknown: [{ kind: 'PRODUCT', requested: 'harbr', nearest: ['harbor'] }] },
    });
    const failure = await failureOf(
      ask(store.dataSource, search)('{ version(product: "harbr", label: "1") { match } }'),
    );
    expect(failure).toMatchObject({ code: 'NOT_FOUND', details: { nearest: ['harbor'] } });
  });
});

describe('pages', () => {
  test('cursors lead through all rows once', async () => {
    const vendor = await aVendor(store.dataSource);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await aProduct(store.dataSource, { vendor, columns: { slug: `${vendor.slug}-${name}` } });
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { vendor: page } = (await run(
        `query ($slug: String!, $after: String) { vendor(slug: $slug) {
          products(first: 2, after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } totalCount } } }`,
        { slug: vendor.slug, after },
      )) as {
        vendor: {
          products: {
            totalCount: number;
            nodes: { slug: string }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      };
      expect(page.products.totalCount).toBe(5);
      seen.push(...page.products.nodes.map(({ slug }) => slug.at(-1) ?? ''));
      after = page.products.pageInfo.hasNextPage ? page.products.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each(['first: 0', 'first: 101', 'first: -1', 'after: "x"'])('%s is refused as bad input', async (argument) => {
    expect(await failureOf(run(`{ vendors(${argument}) { nodes { slug } } }`))).toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('node', () => {
  test('gives back whatever has an id', async () => {
    const chunk = await aChunk(store.dataSource);
    const { chunk: ids } = (await run(
      `query ($key: String!) { chunk(key: $key) { id passage { id } document { id files { nodes { id } } } version { id } product { id } vendor { id } } }`,
      { key: chunk.key },
    )) as {
      chunk: {
        id: string;
        passage: { id: string };
        document: { id: string; files: { nodes: { id: string }[] } };
        vendor: { id: string };
      };
    };
    const file = ids.document.files.nodes[0]?.id;
    const answer = await run(`query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`, {
      ids: [ids.vendor.id, ids.id, file, ids.passage.id, ids.document.id],
    });
    expect(answer).toEqual({
      nodes: [
        { __typename: 'Vendor', id: ids.vendor.id },
        { __typename: 'Chunk', id: ids.id },
        { __typename: 'DocumentFile', id: file },
        { __typename: 'Passage', id: ids.passage.id },
        { __typename: 'Document', id: ids.document.id },
      ],
    });
  });

  test.each(['', 'nonsense', btoa('Vendor:1'), btoa('Chunk:1e3'), btoa('Chunk:99999999999'), btoa('Nothing:1')])(
    '%j is bad input',
    async (id) => {
      expect(await failureOf(run(`query ($id: ID!) { node(id: $id) { id } }`, { id }))).toMatchObject({
        code: 'BAD_INPUT',
      });
    },
  );

  test('what is gone is null', async () => {
    const id = btoa('Vendor:00000000-0000-4000-8000-000000000000');
    expect(await run(`query ($id: ID!) { node(id: $id) { id } }`, { id })).toEqual({ node: null });
  });
});

describe('documents', () => {
  test('contents, files and chunks in reading order', async () => {
    const document = await aDocument(store.dataSource, { columns: { slug: 'set up/é' } });
    const top = await aSection(store.dataSource, document, { heading: 'Top', position: 0 });
    const below = await aSection(store.dataSource, document, {
      heading: 'Below',
      position: 1,
      depth: 2,
      parent_id: top.id,
    });
    await aSection(store.dataSource, document, { heading: 'Empty', position: 2 });
    await aFile(store.dataSource, document, { position: 1, stem: 'more', name: 'more.md' });
    await aChunk(store.dataSource, { document, ordinal: 7, columns: { position: 0, section_id: below.id } });
    await aChunk(store.dataSource, { document, ordinal: 1, columns: { position: 1 } });
    const { product } = document.version;
    const answer = await run(
      `query ($path: String!) { documentByPath(path: $path) {
        permalink
        files { nodes { name } }
        sections { nodes { heading parent { heading } file { name } firstChunk { ordinal } } }
        chunks { totalCount nodes { ordinal } }
      } }`,
      { path: `/d/${product.slug}/1.0/set%20up%2F%C3%A9` },
    );
    expect(answer).toEqual({
      documentByPath: {
        permalink: `/d/${product.slug}/1.0/set%20up%2F%C3%A9`,
        files: { nodes: [{ name: 'guide.md' }, { name: 'more.md' }] },
        sections: {
          nodes: [
            { heading: 'Top', parent: null, file: { name: 'guide.md' }, firstChunk: { ordinal: 7 } },
            { heading: 'Below', parent: { heading: 'Top' }, file: { name: 'guide.md' }, firstChunk: { ordinal: 7 } },
            { heading: 'Empty', parent: null, file: { name: 'guide.md' }, firstChunk: null },
          ],
        },
        chunks: { totalCount: 2, nodes: [{ ordinal: 7 }, { ordinal: 1 }] },
      },
    });
  });

  test('a page around a chunk starts at the chunk before it', async () => {
    const document = await aDocument(store.dataSource);
    const chunks = [];
    for (const ordinal of [0, 1, 2, 3, 4]) chunks.push(await aChunk(store.dataSource, { document, ordinal }));
    const source = `query ($slug: String!, $product: String!, $around: String, $after: String) {
      document(product: $product, version: "latest", slug: $slug) {
        chunks(first: 2, around: $around, after: $after) { nodes { ordinal } pageInfo { endCursor hasPreviousPage } }
      } }`;
    const variables = { slug: document.slug, product: document.version.product.slug, around: chunks[3]?.key };
    const first = await run(source, variables);
    expect(first).toMatchObject({
      document: { chunks: { nodes: [{ ordinal: 2 }, { ordinal: 3 }], pageInfo: { hasPreviousPage: true } } },
    });
    const { endCursor } = (first as { document: { chunks: { pageInfo: { endCursor: string } } } }).document.chunks
      .pageInfo;
    expect(await run(source, { ...variables, after: endCursor })).toMatchObject({
      document: { chunks: { nodes: [{ ordinal: 4 }] } },
    });
    const elsewhere = await aChunk(store.dataSource);
    expect(await failureOf(run(source, { ...variables, around: elsewhere.key }))).toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('states', () => {
  test.each([
    ['PUBLISHED', true, true],
    ['ARCHIVED', false, true],
    ['HIDDEN', false, false],
    ['DRAFT', false, false],
  ])('a document that is %s: listed %j, answers %j', async (state, listed, answers) => {
    const document = await aDocument(store.dataSource, { columns: { state } });
    const chunk = await aChunk(store.dataSource, { document });
    const answer = (await run(
      `query ($product: String!, $slug: String!, $key: String!, $passage: ID!) {
        product(slug: $product) { latestVersion { documentCount chunkCount documents { totalCount nodes { id } } document(slug: $slug) { id } } }
        chunk(key: $key) { id }
        node(id: $passage) { id }
      }`,
      {
        product: document.version.product.slug,
        slug: document.slug,
        key: chunk.key,
        passage: btoa(`Passage:${String(chunk.passageId)}`),
      },
    )) as Record<string, unknown>;
    const count = listed ? 1 : 0;
    expect(answer['product']).toMatchObject({
      latestVersion: {
        documentCount: count,
        chunkCount: count,
        documents: { totalCount: count },
        document: answers ? {} : null,
      },
    });
    expect([answer['chunk'] !== null, answer['node'] !== null]).toEqual([answers, answers]);
  });

  test('nothing of a hidden version answers, but its id to curators', async () => {
    const version = await aVersion(store.dataSource, { columns: { state: 'HIDDEN' } });
    const chunk = await aChunk(store.dataSource, { document: await aDocument(store.dataSource, { version }) });
    const source = `query ($key: String!, $id: ID!) { chunk(key: $key) { id } node(id: $id) { __typename } }`;
    const variables = { key: chunk.key, id: btoa(`Document:${chunk.document.id}`) };
    const stranger = ask(store.dataSource, searchThatAnswers({}), anonymous('GRAPHQL'));
    expect(await stranger(source, variables)).toEqual({ chunk: null, node: null });
    expect(await run(source, variables)).toEqual({ chunk: null, node: { __typename: 'Document' } });
  });
});

describe('facets', () => {
  test('no more is counted than is selected, and nothing where no facets are', async () => {
    const counted: unknown[] = [];
    const facets: SearchAnswer['facets'] = (fields) => {
      counted.push(fields);
      return emptyAnswer.facets(fields);
    };
    const asked = ask(store.dataSource, searchThatAnswers({ facets }));
    await asked('{ search(query: "x") { query hits { nodes { rank } } } }');
    expect(counted).toEqual([]);
    await asked(
      `query ($no: Boolean = false) { search(query: "x") { facets { ...Some isExact
         some: kinds { count } documents @include(if: $no) { count } } more: facets { countedLegs } } }
       fragment Some on SearchFacets { languages { count } }`,
    );
    expect(counted).toEqual([['kind', 'language'], []]);
  });
});

describe('chunks', () => {
  test('an old key leads to the chunk that took over; a key in use is never redirected', async () => {
    const chunk = await aChunk(store.dataSource);
    const other = await aChunk(store.dataSource);
    const old = `${chunk.key}9`;
    await store.dataSource.query('INSERT INTO chunk_redirect (old_key, chunk_id) VALUES ($1, $2), ($3, $2)', [
      old,
      chunk.id,
      other.key,
    ]);
    const source = `query ($key: String!) { chunk(key: $key) { key source permalink file { name } } }`;
    const { document } = chunk;
    expect(await run(source, { key: old })).toEqual({
      chunk: {
        key: chunk.key,
        source: `${document.version.product.slug}/1.0/${document.slug}/guide.md`,
        permalink: `/c/${encodeURIComponent(chunk.key)}`,
        file: { name: 'guide.md' },
      },
    });
    expect(await run(source, { key: other.key })).toMatchObject({ chunk: { key: other.key } });
    expect(await run(source, { key: 'a::b::c::d::0' })).toEqual({ chunk: null });
  });

  test('neighbours stay within the document and within bounds', async () => {
    const document = await aDocument(store.dataSource);
    const keys: string[] = [];
    for (const ordinal of [0, 1, 2, 3]) keys.push((await aChunk(store.dataSource, { document, ordinal })).key);
    const source = `query ($key: String!, $before: Int, $after: Int) { chunk(key: $key) {
      neighbours(before: $before, after: $after) { before { ordinal } after { ordinal } } } }`;
    expect(await run(source, { key: keys[1], before: 5, after: 1 })).toEqual({
      chunk: { neighbours: { before: [{ ordinal: 0 }], after: [{ ordinal: 2 }] } },
    });
    expect(await run(source, { key: keys[2], before: 2, after: 0 })).toEqual({
      chunk: { neighbours: { before: [{ ordinal: 0 }, { ordinal: 1 }], after: [] } },
    });
    expect(await failureOf(run(source, { key: keys[2], before: 11 }))).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('its text as safe HTML, with headings below those of the page', async () => {
    const text =
      '# Start\n\nRun `go` <script>alert(1)</script> [here](javascript:alert(1)).\n\n![Logo](https://a.example/x.png)';
    const { key } = await aChunk(store.dataSource, { text });
    const source = `query ($key: String!, $level: Int! = 2) { chunk(key: $key) { html(headingLevel: $level) } }`;
    const { chunk } = (await run(source, { key, level: 3 })) as { chunk: { html: string } };
    expect(chunk.html).toContain('<h4>Start</h4>');
    expect(chunk.html).toContain('<code>go</code>');
    expect(chunk.html).not.toMatch(/<script|javascript:|<img/);
    expect(await failureOf(run(source, { key, level: 6 }))).toMatchObject({ code: 'BAD_INPUT' });
  });

  test.each([
    ['a PDF, at its page', 'https://vendor.example/guide.PDF', 12, 'https://vendor.example/guide.PDF#page=12'],
    ['a site', 'https://vendor.example/docs/', null, 'https://vendor.example/docs/'],
    ['nothing', null, 12, null],
  ])('where the original is: %s', async (_, sourceUrl, page, expected) => {
    const document = await aDocument(store.dataSource, { columns: { source_url: sourceUrl } });
    const { key } = await aChunk(store.dataSource, { document, columns: { first_page: page } });
    const source = `query ($key: String!) { chunk(key: $key) { originalUrl } }`;
    expect(await run(source, { key })).toEqual({ chunk: { originalUrl: expected } });
  });

  test('what other versions say in other words at the same place, newest first', async () => {
    const product = await aProduct(store.dataSource);
    const same = 'Set the idle timeout of the gate to ten minutes before you paint it.';
    const [like, unlike] = [same.replace('ten', 'twenty'), 'Nothing here is about that at all.'];
    const shared = await aPassage(store.dataSource, product, same);
    const keys: Record<string, string> = {};
    for (const [label, text, state] of [
      ['1', same, 'PUBLISHED'],
      ['2', like, 'PUBLISHED'],
      ['3', unlike, 'PUBLISHED'],
      ['4', like, 'ARCHIVED'],
      ['5', same, 'PUBLISHED'],
      ['10', like, 'PUBLISHED'],
      ['11', like, 'marked'],
    ] as const) {
      const isHidden = state === 'marked';
      const columns = { label, state: isHidden ? 'PUBLISHED' : state };
      const version = await aVersion(store.dataSource, { product, columns });
      const document = await aDocument(store.dataSource, { version, columns: { slug: 'guide' } });
      const section = await aSection(store.dataSource, document, { anchor: 'idle' });
      const passage = text === same ? shared : await aPassage(store.dataSource, product, text);
      const place = { section_id: section.id, is_hidden: isHidden };
      keys[label] = (await aChunk(store.dataSource, { document, passage, columns: place })).key;
    }
    const source = `query ($key: String!) { chunk(key: $key) { changedIn { nodes { version { label } chunk { key } } } } }`;
    expect(await run(source, { key: keys['1'] })).toEqual({
      chunk: {
        changedIn: {
          nodes: [
            { version: { label: '10' }, chunk: { key: keys['10'] } },
            { version: { label: '2' }, chunk: { key: keys['2'] } },
          ],
        },
      },
    });
  });

  test('the same passage in other versions, newest first, published ones only', async () => {
    const product = await aProduct(store.dataSource);
    const passage = await aPassage(store.dataSource, product, 'Shared words.');
    const keys: string[] = [];
    for (const columns of [{ label: '1' }, { label: '10' }, { label: '9' }, { label: '11', state: 'ARCHIVED' }]) {
      const version = await aVersion(store.dataSource, { product, columns });
      const document = await aDocument(store.dataSource, { version });
      keys.push((await aChunk(store.dataSource, { document, passage })).key);
    }
    const source = `query ($key: String!) { chunk(key: $key) {
      alsoIn { nodes { version { label } chunk { key } } } passage { versions { nodes { label } } } } }`;
    expect(await run(source, { key: keys[0] })).toEqual({
      chunk: {
        alsoIn: {
          nodes: [
            { version: { label: '10' }, chunk: { key: keys[1] } },
            { version: { label: '9' }, chunk: { key: keys[2] } },
          ],
        },
        passage: { versions: { nodes: [{ label: '10' }, { label: '9' }, { label: '1' }] } },
      },
    });
    expect(await run(source, { key: keys[3] })).toMatchObject({
      chunk: {
        alsoIn: { nodes: [{ version: { label: '10' } }, { version: { label: '9' } }, { version: { label: '1' } }] },
      },
    });
  });
});

describe('search', () => {
  test('hits show chunk, excerpt, other versions, and the scope as understood', async () => {
    const chunk = await aChunk(store.dataSource, {
      text: `${'Filler stands here. '.repeat(30)}Restart the **gateway**.`,
    });
    const { version } = chunk.document;
    const leg = { rank: 1, score: 3.5, normalised: 1, weight: 0.6 };
    const search = searchThatAnswers({
      hits: [
        {
          rank: 1,
          score: 0.9,
          passageId: chunk.passageId,
          chunkId: chunk.id,
          alsoAt: [],
          alsoIn: [{ versionId: version.id, chunkId: chunk.id }],
          changedIn: [],
          explain: { lexical: leg, vector: null, exact: null, fusion: 'WEIGHTED' },
        },
      ],
      degraded: [{ leg: 'VECTOR', reason: 'no model', since: new Date(0) }],
      scope: {
        vendorIds: [version.product.vendor.id],
        productIds: [version.product.id],
        kinds: ['GUIDE'],
        unknown: [{ kind: 'PRODUCT', requested: 'x', nearest: ['y'] }],
        versions: [
          {
            requested: '2',
            match: 'NONE',
            productId: version.product.id,
            servedId: null,
            otherIds: [],
            nearestIds: [version.id],
          },
        ],
      },
    });
    const answer = await ask(
      store.dataSource,
      search,
    )(
      `{ search(query: "gateway restart") {
        query mode
        hits { nodes { rank score excerpt(maxLength: 60) chunk { key } passage { tokens } alsoIn { nodes { version { label } chunk { key } } }
               explain { lexical { rank score normalised weight } vector { rank } fusion }} }
        degraded { leg reason since }
        scope { vendors { slug } products { slug } kinds unknown { kind requested nearest }
                versions { requested match product { slug } served { label } nearest { label } } }
      } }`,
    );
    expect(answer).toMatchObject({
      search: {
        query: 'gateway restart',
        hits: {
          nodes: [
            {
              excerpt: expect.stringMatching(/^….*Restart the gateway\.$/),
              chunk: { key: chunk.key },
              alsoIn: { nodes: [{ version: { label: '1.0' }, chunk: { key: chunk.key } }] },
              explain: { lexical: leg, vector: null, fusion: 'WEIGHTED' },
            },
          ],
        },
        degraded: [{ leg: 'VECTOR', reason: 'no model' }],
        scope: {
          vendors: [{ slug: version.product.vendor.slug }],
          products: [{ slug: version.product.slug }],
          kinds: ['GUIDE'],
          unknown: [{ kind: 'PRODUCT', requested: 'x', nearest: ['y'] }],
          versions: [
            { match: 'NONE', product: { slug: version.product.slug }, served: null, nearest: [{ label: '1.0' }] },
          ],
        },
      },
    });
  });
});

describe('jobs', () => {
  test('counts that are absent are 0, files are filtered by outcome', async () => {
    const [job] = await store.dataSource.query<{ id: string }[]>(
      `INSERT INTO job (kind, state, source, counts) VALUES ('INGEST', 'RUNNING', 'manuals', '{"new": 2}') RETURNING id`,
    );
    await store.dataSource.query(
      `INSERT INTO job_file (job_id, path, outcome, reason_code) VALUES ($1, 'b.md', 'NEW', NULL), ($1, 'a.md', 'FAILED', 'FILE_UNREADABLE')`,
      [job?.id],
    );
    const id = btoa(`IngestJob:${String(job?.id)}`);
    const answer = await run(
      `query ($id: ID!) { ingestJob(id: $id) { id state finishedAt counts { new failed } all: files { nodes { path } }
        failed: files(outcome: FAILED) { totalCount nodes { path reasonCode } } } }`,
      { id },
    );
    expect(answer).toEqual({
      ingestJob: {
        id,
        state: 'RUNNING',
        finishedAt: null,
        counts: { new: 2, failed: 0 },
        all: { nodes: [{ path: 'a.md' }, { path: 'b.md' }] },
        failed: { totalCount: 1, nodes: [{ path: 'a.md', reasonCode: 'FILE_UNREADABLE' }] },
      },
    });
    expect(await run('{ ingestJobs(first: 1) { totalCount nodes { id } } }')).toEqual({
      ingestJobs: { totalCount: 1, nodes: [{ id }] },
    });
  });
});

describe('refusals', () => {
  test('nested lists that could give too much', async () => {
    const wide =
      '{ vendors(first: 100) { nodes { products(first: 100) { nodes { versions(first: 100) { nodes { slug } } } } } } }';
    expect(await failureOf(run(wide))).toMatchObject({ code: 'QUERY_TOO_COMPLEX', details: { limit: 25_000 } });
  });

  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ vendors(', 'GRAPHQL_PARSE_FAILED'],
    [`{ ${'a: __typename '.repeat(2000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('%.20s: %s', async (source, code) => {
    expect(await failureOf(run(source))).toMatchObject({ code });
  });

  test('variables that do not fit are bad input', async () => {
    expect(await failureOf(run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {}))).toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  test('unknown errors are masked with a reference', async () => {
    const search = searchThatAnswers({});
    search.search = () => Promise.reject(new Error('secret'));
    const failure = await failureOf(ask(store.dataSource, search)('{ search(query: "x") { query } }'));
    expect(failure).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', details: { reference: expect.any(String) } });
    expect(failure.message).not.toContain('secret');
  });
});
