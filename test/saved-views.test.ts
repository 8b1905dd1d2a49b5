/** Views of lists: whose they are, who sees and changes them, and what they may hold. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous, thisMachine, type Caller, type Role } from '../src/caller.js';
import { OperationError } from '../src/executor.js';
import { aDocument } from './testkit/factories.js';
import { ask, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(() => store.close());

let accounts = 0;
/** Somebody with an account in the library. */
async function person(role: Role, name = 'Somebody'): Promise<Caller> {
  accounts += 1;
  const id = `4b2f1a1e-0000-4000-8000-${String(accounts).padStart(12, '0')}`;
  await store.dataSource.query(`INSERT INTO account (id, email, name, role) VALUES ($1, $2, $3, $4)`, [
    ...[id, `views-${String(accounts)}@example.org`, name, role],
  ]);
  return { ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', id, name, role };
}

interface View {
  readonly id: string;
  readonly list: string;
  readonly name: string;
  readonly filters: readonly { readonly name: string; readonly value: string }[];
  readonly order: string | null;
  readonly columns: readonly string[];
  readonly density: string;
  readonly isShared: boolean;
  readonly isOwn: boolean;
  readonly mayChange: boolean;
  readonly ownerName: string;
  readonly callerName: string;
  readonly revision: number;
}

const fields =
  'id list name filters { name value } order columns density isShared isOwn mayChange ownerName callerName revision';

const send = <Answer>(source: string, variables: object, caller: Caller): Promise<Answer> =>
  ask(store.dataSource, searchThatAnswers({}), caller)(source, { ...variables }) as Promise<Answer>;

async function create(caller: Caller, view: object, list = 'DOCUMENTS', key?: string): Promise<View> {
  const input = { list, view, ...(key !== undefined && { idempotencyKey: key }) };
  const answer = await send<{ createSavedView: { view: View } }>(
    `mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) { view { ${fields} } } }`,
    { input },
    caller,
  );
  return answer.createSavedView.view;
}

type Seen = Pick<View, 'id' | 'revision'>;

async function update(caller: Caller, { id, revision }: Seen, view: object): Promise<View> {
  const answer = await send<{ updateSavedView: { view: View } }>(
    `mutation ($input: UpdateSavedViewInput!) { updateSavedView(input: $input) { view { ${fields} } } }`,
    { input: { id, expectedRevision: revision, view } },
    caller,
  );
  return answer.updateSavedView.view;
}

async function remove(caller: Caller, { id, revision }: Seen): Promise<string> {
  const answer = await send<{ deleteSavedView: { id: string } }>(
    `mutation ($input: DeleteSavedViewInput!) { deleteSavedView(input: $input) { id } }`,
    { input: { id, expectedRevision: revision } },
    caller,
  );
  return answer.deleteSavedView.id;
}

async function views(caller: Caller, list: string | null = null): Promise<readonly View[]> {
  const answer = await send<{ savedViews: { nodes: readonly View[] } }>(
    `query ($list: ViewedList) { savedViews(list: $list, first: 100) { nodes { ${fields} } } }`,
    { list },
    caller,
  );
  return answer.savedViews.nodes;
}

const one = async (caller: Caller, id: string): Promise<View | null> =>
  (await send<{ savedView: View | null }>(`query ($id: ID!) { savedView(id: $id) { ${fields} } }`, { id }, caller))
    .savedView;

const failure = (answer: Promise<unknown>): Promise<OperationError> =>
  answer.then(
    () => {
      throw new Error('it was made');
    },
    (error: unknown) => {
      if (error instanceof OperationError) return error;
      throw error;
    },
  );
const codeOf = async (answer: Promise<unknown>): Promise<string> => (await failure(answer)).code;

const guides = {
  name: '  Guides without text ',
  filters: [
    { name: 'text', value: 'missing' },
    { name: 'kind', value: 'GUIDE' },
  ],
  order: 'TITLE_DESC',
  columns: ['title', 'pages'],
  density: 'COMPACT',
};

test('a view comes back as it was saved, to its owner and to nobody else', async () => {
  const [ada, bob] = [await person('CURATOR', 'Ada'), await person('CURATOR')];
  const view = await create(ada, guides);
  expect(view).toMatchObject({
    ...guides,
    name: 'Guides without text',
    list: 'DOCUMENTS',
    filters: [
      { name: 'kind', value: 'GUIDE' },
      { name: 'text', value: 'missing' },
    ],
    ...{ isShared: false, isOwn: true, mayChange: true, ownerName: 'Ada', callerName: 'Ada', revision: 1 },
  });
  expect(await views(ada)).toEqual([view]);
  expect(await one(ada, view.id)).toEqual(view);
  expect(await views(ada, 'VERSIONS')).toEqual([]);
  expect(await views(bob)).toEqual([]);
  expect(await one(bob, view.id)).toBeNull();
  expect(await codeOf(update(bob, view, guides))).toBe('NOT_FOUND');
  expect(await codeOf(remove(bob, view))).toBe('NOT_FOUND');
});

test('what is shared is seen by curators, and changed by its owner and by administrators', async () => {
  const [ada, bob, root] = [await person('CURATOR'), await person('CURATOR'), await person('ADMINISTRATOR', 'Root')];
  const own = await create(ada, { name: 'Ours' });
  const shared = await update(ada, own, { name: 'Ours', isShared: true });
  expect(shared).toMatchObject({ isShared: true, revision: 2 });
  expect(await views(bob)).toEqual([{ ...shared, isOwn: false, mayChange: false }]);
  expect(await codeOf(update(bob, shared, { name: 'Mine' }))).toBe('FORBIDDEN');
  expect(await codeOf(remove(bob, shared))).toBe('FORBIDDEN');
  const changed = await update(root, shared, { name: 'Everybody’s', isShared: true });
  expect(changed).toMatchObject({ name: 'Everybody’s', callerName: 'Root', isOwn: false, mayChange: true });
  expect(await one(ada, shared.id)).toMatchObject({ name: 'Everybody’s', isOwn: true });
  expect(await remove(root, changed)).toBe(shared.id);
  expect(await one(bob, shared.id)).toBeNull();
});

test('readers save views of their own and share none; strangers save none', async () => {
  const [reader, curator] = [await person('READER'), await person('CURATOR')];
  const view = await create(reader, { name: 'Mine' });
  expect(await codeOf(create(reader, { name: 'All', isShared: true }))).toBe('FORBIDDEN');
  expect(await codeOf(update(reader, view, { name: 'Mine', isShared: true }))).toBe('FORBIDDEN');
  const shared = await create(curator, { name: 'Not for readers', isShared: true });
  expect(await views(reader)).toEqual([view]);
  expect(await codeOf(create(anonymous('GRAPHQL'), { name: 'Nobody' }))).toBe('FORBIDDEN');
  await remove(curator, shared);
});

test('who saves a view that was changed meanwhile is told by whom, and overwrites nothing', async () => {
  const [ada, root] = [await person('CURATOR'), await person('ADMINISTRATOR', 'Root')];
  const view = await create(ada, { name: 'Ours', isShared: true });
  await update(root, view, { name: 'Better', isShared: true });
  for (const late of [update(ada, view, { name: 'Late' }), remove(ada, view)]) {
    const { code, message, details } = await failure(late);
    expect([code, details]).toEqual(['CONFLICT', expect.objectContaining({ revision: 2, changedBy: 'Root' })]);
    expect(message).toContain('Root');
  }
  expect(await one(ada, view.id)).toMatchObject({ name: 'Better', revision: 2 });
});

test('of two changes at the same time one is made', async () => {
  const ada = await person('CURATOR');
  const view = await create(ada, { name: 'Raced' });
  const changes = await Promise.allSettled(['One', 'Two'].map((name) => update(ada, view, { name })));
  expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await one(ada, view.id)).toMatchObject({ revision: 2 });
});

test('an owner has a name once a list; the same call is made once', async () => {
  const [ada, bob] = [await person('CURATOR'), await person('CURATOR')];
  const key = 'saved-views.test, once and for all';
  const [first, again] = [
    await create(ada, { name: 'Same' }, 'CHANGES', key),
    await create(ada, { name: 'Same' }, 'CHANGES', key),
  ];
  expect(again).toEqual(first);
  expect(await codeOf(create(ada, { name: 'SAME' }, 'CHANGES'))).toBe('CONFLICT');
  await create(ada, { name: 'Same' }, 'PROPOSALS');
  await create(bob, { name: 'Same' }, 'CHANGES');
  const other = await create(ada, { name: 'Other' }, 'CHANGES');
  expect(await codeOf(update(ada, other, { name: 'Same' }))).toBe('CONFLICT');
  await update(ada, first, { name: 'same' });
});

test.each([
  ['no name', { name: ' ' }, 'name'],
  ['a long name', { name: 'x'.repeat(101) }, 'name'],
  ['a filter without a name', { name: 'x', filters: [{ name: 'a b', value: 'x' }] }, 'filters'],
  ['a filter without a value', { name: 'x', filters: [{ name: 'kind', value: '' }] }, 'filters'],
  ['a long value', { name: 'x', filters: [{ name: 'kind', value: 'x'.repeat(501) }] }, 'filters'],
  ['a filter twice', { name: 'x', filters: [1, 2].map(() => ({ name: 'kind', value: 'x' })) }, 'filters'],
  [
    'many filters',
    { name: 'x', filters: Array.from({ length: 21 }, (_, at) => ({ name: `f${'x'.repeat(at)}`, value: 'x' })) },
    'filters',
  ],
  ['an order that is none', { name: 'x', order: 'title; --' }, 'order'],
  ['a column that is none', { name: 'x', columns: ['a b'] }, 'columns'],
  ['many columns', { name: 'x', columns: Array.from({ length: 31 }, (_, at) => `c${'x'.repeat(at)}`) }, 'columns'],
])('%s is refused', async (_, view, field) => {
  const ada = await person('CURATOR');
  const { code, details } = await failure(create(ada, view));
  expect([code, details['field']]).toEqual(['BAD_INPUT', field]);
  expect((await views(ada)).filter(({ isOwn }) => isOwn)).toEqual([]);
});

test('nobody has more than 200', async () => {
  const ada = await person('CURATOR');
  await store.dataSource.query(
    `INSERT INTO saved_view (list, name, filters, density, owner_kind, owner_id, owner_name, caller_name)
     SELECT 'VENDORS', 'View ' || n, '[]', 'COMPACT', 'ACCOUNT', $1, 'Ada', 'Ada' FROM generate_series(1, 199) AS n`,
    [ada.id],
  );
  const last = await create(ada, { name: 'Two hundredth' });
  expect(await codeOf(create(ada, { name: 'One more' }))).toBe('BAD_INPUT');
  await update(ada, last, { name: 'Still the two hundredth' });
});

test('views of accounts that are not here, as after a restore, are seen by administrators', async () => {
  const [root, curator] = [await person('ADMINISTRATOR'), await person('CURATOR')];
  const gone: Caller = { ...curator, id: '4b2f1a1e-0000-4000-8000-00000000dead' };
  const [lost, own] = [await create(gone, { name: 'Lost' }), await create(curator, { name: 'Private' })];
  expect(await one(root, lost.id)).toMatchObject({ name: 'Lost', mayChange: true });
  expect(await one(root, own.id)).toBeNull();
  expect(await one(curator, lost.id)).toBeNull();
});

test('changes and proposals can be limited to one’s own', async () => {
  const [ada, bob] = [await person('CURATOR'), await person('CURATOR')];
  const document = await aDocument(store.dataSource);
  const { product } = document.version;
  const id = btoa(`Product:${product.id}`);
  const changeName = (caller: Caller, name: string, expectedRevision: number): Promise<unknown> =>
    send(
      `mutation ($input: EditProductInput!) { editProduct(input: $input) { userErrors { code } } }`,
      { input: { id, expectedRevision, set: { name } } },
      caller,
    );
  await changeName(ada, 'By Ada', 0);
  await changeName(bob, 'By Bob', 1);
  const propose = (caller: Caller, value: string): Promise<unknown> =>
    send(
      `mutation ($input: ProposeChangesInput!) { proposeChanges(input: $input) { userErrors { code } } }`,
      { input: { id, set: [{ field: 'name', value }] } },
      caller,
    );
  await propose(ada, 'Of Ada');
  await propose(bob, 'Of Bob');
  interface Mine {
    readonly curationChanges: { readonly totalCount: number; readonly nodes: readonly { readonly after: string }[] };
    readonly proposals: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly changes: readonly { readonly proposed: string }[] }[];
    };
  }
  const mine = (caller: Caller, asked: boolean): Promise<Mine> =>
    send(
      `query ($changes: CurationChangeFilterInput, $proposals: ProposalFilterInput) {
        curationChanges(filter: $changes) { totalCount nodes { after } }
        proposals(filter: $proposals) { totalCount nodes { changes { proposed } } } }`,
      { changes: { mine: asked }, proposals: { mine: asked } },
      caller,
    );
  expect(await mine(ada, true)).toEqual({
    curationChanges: { totalCount: 1, nodes: [{ after: 'By Ada' }] },
    proposals: { totalCount: 1, nodes: [{ changes: [{ proposed: 'Of Ada' }] }] },
  });
  const all = await mine(ada, false);
  expect([all.curationChanges.totalCount, all.proposals.totalCount]).toEqual([2, 2]);
});
