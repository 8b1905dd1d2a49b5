/**
 * Every connection of the schema is paged through while others write: no row comes twice, and none is missing that was there
 * before. The schema is walked, so that a new connection has to be decided here.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import { thisMachine } from '../src/caller.js';
import { connectPlaced } from '../src/graphql/connect.js';
import { aChunk, aDocument, aProduct, aVersion, type DocumentRow } from './testkit/factories.js';
import { ask, schema, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

const rows = 10_000;
const writers = 5;
/** Rows that each writer writes while the list is read. */
const written = 20;

let store: TestStore;
let run: ReturnType<typeof ask>;
let document: DocumentRow;
/** Of the file of the document, behind all others. */
const pageIndex = 1_000_000;
let sectionId: number;
let pageId: number;
/** Of whom keys and sessions are listed, and whose job, bulk and setting. */
const ids = {
  account: '00000000-0000-4000-8000-0000000000a1',
  job: '00000000-0000-4000-8000-0000000000a2',
  bulk: '00000000-0000-4000-8000-0000000000a3',
  setting: '00000000-0000-4000-8000-0000000000a4',
};

beforeAll(async () => {
  store = await openTestStore();
  document = await aDocument(store.dataSource);
  const [page] = await store.dataSource.query<{ id: number }[]>(
    `INSERT INTO page (file_id, index, label, text) VALUES ($1, $2, 'last', 'words') RETURNING id`,
    [document.file.id, pageIndex],
  );
  pageId = page?.id ?? 0;
  const [section] = await store.dataSource.query<{ id: number }[]>(
    `INSERT INTO section (document_id, file_id, position, depth, heading, anchor) VALUES ($1, $2, 0, 1, 'S', 'of-chunks')
     RETURNING id`,
    [document.id, document.file.id],
  );
  sectionId = section?.id ?? 0;
  await store.dataSource.query(
    `INSERT INTO account (id, email, name, role) VALUES ($1, 'me@example.org', 'Me', 'ADMINISTRATOR')`,
    [ids.account],
  );
  await store.dataSource.query(`INSERT INTO job (id, kind, state, source) VALUES ($1, 'INGEST', 'SUCCEEDED', 'here')`, [
    ids.job,
  ]);
  await store.dataSource.query(
    `INSERT INTO curation_bulk (id, kind, caller_name, caller_kind, door, changed) VALUES ($1, 'EDIT', 'Me', 'ACCOUNT', 'GRAPHQL', 0)`,
    [ids.bulk],
  );
  const me = { ...thisMachine('GRAPHQL'), kind: 'ACCOUNT' as const, id: ids.account };
  run = ask(store.dataSource, searchThatAnswers({}), me);
});

afterAll(() => store.close());

interface Kept {
  /** Makes rows numbered from $1 to $2, spread over the order of the list. */
  readonly insert: string;
  readonly parameters?: () => readonly unknown[];
  /** The list with `PAGE` in place of its arguments, and `NODE` of the fields that tell a row. */
  readonly query: () => string;
  /** Fields that tell a row from others. */
  readonly node?: string;
}

/** What number `n` is called: not in the order of the numbers. */
const name = `md5(n::text)`;
const series = `generate_series($1::int, $2::int) AS n`;
const inDocument = (list: string) => () =>
  `documentByPath(path: "${document.version.product.slug}/${document.version.slug}/${document.slug}") { ${list} }`;
const aHash = `sha256(convert_to(n::text, 'UTF8'))`;
const change = `INSERT INTO curation_change (subject_kind, subject_id, subject_path, field, before_set, after_set, after, revision,
  caller_kind, caller_name, door, bulk_id)`;

/** Lists that are read from the database page by page. */
const kept: Readonly<Record<string, Kept>> = {
  'Query.vendors': {
    insert: `INSERT INTO vendor (slug, name) SELECT 'v-' || ${name}, 'V' FROM ${series}`,
    query: () => 'vendors(PAGE) { NODE }',
  },
  'Query.products': {
    insert: `INSERT INTO product (vendor_id, slug, name) SELECT $3, 'p-' || ${name}, 'P' FROM ${series}`,
    parameters: () => [document.version.product.vendor.id],
    query: () => 'products(PAGE) { NODE }',
  },
  'Vendor.products': {
    insert: `INSERT INTO product (vendor_id, slug, name) SELECT $3, 'q-' || ${name}, 'P' FROM ${series}`,
    parameters: () => [document.version.product.vendor.id],
    query: () => `vendor(slug: "${document.version.product.vendor.slug}") { products(PAGE) { NODE } }`,
  },
  'Query.documents': {
    insert: `INSERT INTO document (version_id, slug, title, source_root, content_hash)
      SELECT $3, 'd-' || ${name}, 'D', 'tests', ${aHash} FROM ${series}`,
    parameters: () => [document.version.id],
    query: () => 'documents(PAGE) { NODE }',
  },
  'Version.documents': {
    insert: `INSERT INTO document (version_id, slug, title, source_root, content_hash)
      SELECT $3, 'e-' || ${name}, 'D', 'tests', ${aHash} FROM ${series}`,
    parameters: () => [document.version.id],
    query: () =>
      `product(slug: "${document.version.product.slug}") { version(label: "1.0") { documents(PAGE) { NODE } } }`,
  },
  'Document.files': {
    insert: `INSERT INTO document_file (document_id, position, path, name, stem, title, format, bytes, sha256)
      SELECT $3, ('x' || left(${name}, 6))::bit(24)::int, 'p', 'n', 'f-' || n, 'F', 'markdown', 1, ${aHash} FROM ${series}`,
    parameters: () => [document.id],
    query: inDocument('files(PAGE) { NODE }'),
  },
  'Document.sections': {
    insert: `INSERT INTO section (document_id, file_id, position, depth, heading, anchor)
      SELECT $3, $4, ('x' || left(${name}, 6))::bit(24)::int, 1, 'S', 's-' || n FROM ${series}`,
    parameters: () => [document.id, document.file.id],
    query: inDocument('sections(PAGE) { NODE }'),
  },
  'Document.pages': {
    insert: `INSERT INTO page (file_id, index, label, text) SELECT $3, n, n::text, 'words' FROM ${series}`,
    parameters: () => [document.file.id],
    query: inDocument('pages(PAGE) { NODE }'),
  },
  'Document.chunks': {
    insert: `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
      SELECT 'key::' || n, $3, $4, $5, $6, n + 10, ('x' || left(${name}, 6))::bit(24)::int FROM ${series}`,
    parameters: () => [document.version.id, document.id, document.file.id, passageId],
    query: inDocument('chunks(PAGE) { NODE }'),
  },
  'Page.chunks': {
    insert: `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, first_page, ordinal, position)
      SELECT 'page::' || n, $3, $4, $5, $6, $7, n + 100000, ('x' || left(${name}, 6))::bit(24)::int FROM ${series}`,
    parameters: () => [document.version.id, document.id, document.file.id, passageId, pageIndex],
    query: () => `node(id: "${btoa(`Page:${String(pageId)}`)}") { ... on Page { chunks(PAGE) { NODE } } }`,
  },
  'Section.chunks': {
    insert: `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, section_id, ordinal, position)
      SELECT 'section::' || n, $3, $4, $5, $6, $7, n + 200000, ('x' || left(${name}, 6))::bit(24)::int FROM ${series}`,
    parameters: () => [document.version.id, document.id, document.file.id, passageId, sectionId],
    query: () => `node(id: "${btoa(`Section:${String(sectionId)}`)}") { ... on Section { chunks(PAGE) { NODE } } }`,
  },
  'Query.ingestJobs': {
    insert: `INSERT INTO job (kind, state, source, started_at)
      SELECT 'INGEST', 'SUCCEEDED', 'here', now() - make_interval(secs => ('x' || left(${name}, 5))::bit(20)::int) FROM ${series}`,
    query: () => 'ingestJobs(PAGE) { NODE }',
  },
  'IngestJob.files': {
    insert: `INSERT INTO job_file (job_id, path, outcome) SELECT $3, ${name}, 'NEW' FROM ${series}`,
    parameters: () => [ids.job],
    query: () => `ingestJob(id: "${btoa(`IngestJob:${ids.job}`)}") { files(PAGE) { NODE } }`,
  },
  'Query.ingestSources': {
    insert: `INSERT INTO ingest_source (kind, location, options) SELECT 'FOLDER', ${name}, '{}' FROM ${series}`,
    query: () => 'ingestSources(PAGE) { NODE }',
  },
  'Query.accounts': {
    insert: `INSERT INTO account (email, name, role) SELECT ${name} || '@example.org', 'N', 'READER' FROM ${series}`,
    query: () => 'accounts(PAGE) { NODE }',
  },
  'Query.apiKeys': {
    insert: `INSERT INTO api_key (name, token_hash, hint, role, scopes) SELECT 'k', ${aHash}, 'h', 'READER', '{READ}' FROM ${series}`,
    query: () => 'apiKeys(PAGE) { NODE }',
  },
  'Viewer.apiKeys': {
    insert: `INSERT INTO api_key (name, token_hash, hint, role, scopes, account_id)
      SELECT 'k', sha256(convert_to('mine' || n, 'UTF8')), 'h', 'READER', '{READ}', $3 FROM ${series}`,
    parameters: () => [ids.account],
    query: () => 'viewer { apiKeys(PAGE) { NODE } }',
  },
  'Viewer.sessions': {
    insert: `INSERT INTO session (account_id, token_hash, user_agent, expires_at)
      SELECT $3, ${aHash}, 'browser', now() + interval '1 day' FROM ${series}`,
    parameters: () => [ids.account],
    query: () => 'viewer { sessions(PAGE) { NODE } }',
  },
  'Query.auditEvents': {
    insert: `INSERT INTO audit_event (action, caller_kind, caller_name, door, subject)
      SELECT 'SIGNED_IN', 'ACCOUNT', 'Me', 'GRAPHQL', n::text FROM ${series}`,
    query: () => 'auditEvents(PAGE) { NODE }',
    node: 'subject',
  },
  'Query.proposals': {
    insert: `INSERT INTO proposal (kind, subject_kind, subject_path, author_kind, author_name, door)
      SELECT 'FEEDBACK', 'DOCUMENT', 'a/b/c', 'ACCOUNT', 'Me', 'GRAPHQL' FROM ${series}`,
    query: () => 'proposals(PAGE) { NODE }',
  },
  'Query.evaluationRuns': {
    insert: `INSERT INTO evaluation_run (mode, model, finished_at, caller_name)
      SELECT 'HYBRID', 'm', now(), 'Me' FROM ${series}`,
    query: () => 'evaluationRuns(PAGE) { NODE }',
  },
  'Query.curationBulks': {
    insert: `INSERT INTO curation_bulk (kind, caller_name, caller_kind, door, changed) SELECT 'EDIT', 'Me', 'ACCOUNT', 'GRAPHQL', 0 FROM ${series}`,
    query: () => 'curationBulks(PAGE) { NODE }',
  },
  'Query.curationChanges': {
    insert: `${change} SELECT 'VENDOR', gen_random_uuid(), 'gone-' || n, 'name', false, true, '"x"', 1, 'ACCOUNT', 'Me', 'GRAPHQL', NULL FROM ${series}`,
    query: () => 'curationChanges(PAGE) { NODE }',
  },
  'Query.orphanedCuration': {
    insert: `${change} SELECT 'VENDOR', gen_random_uuid(), 'lost-' || ${name}, 'name', false, true, '"x"', 1, 'ACCOUNT', 'Me', 'GRAPHQL', NULL FROM ${series}`,
    query: () => 'orphanedCuration(PAGE) { NODE }',
  },
  'CurationBulk.changes': {
    insert: `${change} SELECT 'VENDOR', gen_random_uuid(), 'bulk-' || n, 'name', false, true, '"x"', 1, 'ACCOUNT', 'Me', 'GRAPHQL', $3 FROM ${series}`,
    parameters: () => [ids.bulk],
    query: () => `curationBulk(id: "${ids.bulk}") { changes(PAGE) { NODE } }`,
  },
  'Curation.history': {
    insert: `${change} SELECT 'VENDOR', gen_random_uuid(), $3, 'name', false, true, '"x"', n, 'ACCOUNT', 'Me', 'GRAPHQL', NULL FROM ${series}`,
    parameters: () => [document.version.product.vendor.slug],
    query: () =>
      `curationByPath(kind: VENDOR, path: "${document.version.product.vendor.slug}") { history(PAGE) { NODE } }`,
  },
  'Query.searchSettingChanges': {
    insert: `INSERT INTO search_setting_change (kind, setting_id, revision, caller_kind, caller_name, door)
      SELECT 'RULE', $3, n, 'ACCOUNT', 'Me', 'GRAPHQL' FROM ${series}`,
    parameters: () => [ids.setting],
    query: () => `searchSettingChanges(kind: RULE, id: "${ids.setting}", PAGE) { NODE }`,
  },
};

/** The same reading over what the rest of the API puts together: rows in memory, found again by name. */
const inMemory: Readonly<Record<string, readonly string[]>> = {
  'made anew for each request, paged by `connectPlaced`': [
    ...['Chunk.alsoAt', 'Chunk.alsoIn', 'Chunk.changedIn', 'Hit.alsoAt', 'Hit.alsoIn', 'Hit.changedIn'],
    'ComparedSection.chunks',
    ...['CoverageMatrix.rows', 'Demand.absentNames', 'Demand.gaps', 'Demand.groups', 'Document.inVersions'],
    ...[
      'EvaluationRun.questions',
      'Expectation.missing',
      'IngestPreview.files',
      'IngestPreview.versions',
      'MovePreview.rows',
      'Passage.versions',
    ],
    ...['Query.expectations', 'Query.judgements', 'Query.passageMarks', 'Query.savedViews', 'Query.searchRules'],
    'Query.synonyms',
    ...['QuestionGroup.questions', 'VersionComparison.documents', 'VersionComparison.names'],
    ...['VersionComparison.sections', 'VersionResolution.others'],
  ],
  'from best to worst, made anew for each page: search-paging.test.ts': ['SearchResult.hits', 'WordsAlone.hits'],
  'versions, which are put in order here: lists.test.ts': ['Product.versions', 'Query.versions'],
  'of a plan that does not change once it is made': ['BulkPreview.rows'],
  'the same SQL as `Query.documents`': ['CoverageCell.documents'],
  'as many as overrides, of a view over them; one order with `Query.orphanedCuration`': ['Query.curationReview'],
  'moments of coverage, and refusals of an index that is not here; the same `connect`': [
    ...['Query.coverageChanges', 'Query.deadLetters'],
  ],
};

let passageId: number | undefined;

test('each connection of the schema is decided here', () => {
  const connections = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect([...Object.keys(kept), ...Object.values(inMemory).flat()].sort()).toEqual(connections.sort());
});

interface Page {
  readonly nodes: readonly Readonly<Record<string, string>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount?: number;
}

function pageIn(answer: unknown): Page {
  let found = answer as Record<string, unknown>;
  while (!('nodes' in found)) found = Object.values(found)[0] as Record<string, unknown>;
  return found as unknown as Page;
}

/** From the first to the last page; `between` runs beside each of them. */
async function readAll(list: Kept, between: (at: number) => Promise<unknown>): Promise<string[]> {
  const { node = 'id' } = list;
  const seen: string[] = [];
  let after = '';
  for (let at = 0; at < 400; at += 1) {
    const fields = `nodes { ${node} } pageInfo { hasNextPage endCursor }`;
    const query = list.query().replace('PAGE', `first: 100${after}`).replace('NODE', fields);
    const [answer] = await Promise.all([run(`{ ${query} }`), between(at)]);
    const { nodes, pageInfo } = pageIn(answer);
    seen.push(...nodes.map((row) => row[node] ?? ''));
    if (!pageInfo.hasNextPage) return seen;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  throw new Error('the list does not come to its end');
}

const insertRows = ({ insert, parameters }: Kept, from: number, to: number): Promise<unknown> =>
  store.dataSource.query(insert, [from, to, ...(parameters?.() ?? [])]);

test.each(Object.entries(kept))('%s', async (_, list) => {
  passageId ??= (await aChunk(store.dataSource, { document })).passageId;
  await insertRows(list, 1, rows);
  const before = await readAll(list, () => Promise.resolve());
  expect(before.length).toBeGreaterThanOrEqual(rows);
  expect(new Set(before).size).toBe(before.length);

  const write = (at: number): Promise<unknown> => {
    if (at >= written) return Promise.resolve();
    const first = rows + 1 + at * writers;
    return Promise.all(
      Array.from({ length: writers }, (_each, writer) => insertRows(list, first + writer, first + writer)),
    );
  };
  const during = await readAll(list, write);
  expect(new Set(during).size).toBe(during.length);
  const known = new Set(before);
  expect(during.filter((id) => known.has(id))).toEqual(before);
});

test('rows in memory, while others come and go between them', async () => {
  let all = Array.from({ length: rows }, (_, at) => ({ name: `row ${String(at)}` }));
  const before = all.map((row) => row.name);
  const seen: string[] = [];
  let after: string | null = null;
  let number = 0;
  do {
    const page: { nodes: readonly { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } =
      await connectPlaced({ name: 'rows' }, { first: 100, after }, all, (row) => row.name);
    seen.push(...page.nodes.map((row) => row.name));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    for (let writer = 0; writer < writers; writer += 1) {
      number += 1;
      all = all.toSpliced((number * 7_919) % all.length, 0, { name: `new ${String(number)}` });
    }
  } while (after !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((name) => name.startsWith('row'))).toEqual(before);
});

test('versions of one product, and of all', async () => {
  const product = await aProduct(store.dataSource);
  for (let at = 0; at < 30; at += 1)
    await aVersion(store.dataSource, { product, columns: { label: `${String(at)}.0` } });
  const list: Kept = { insert: '', query: () => `product(slug: "${product.slug}") { versions(PAGE) { NODE } }` };
  const seen = await readAll(list, () => Promise.resolve());
  expect(new Set(seen).size).toBe(30);
});
