/** Whoever may not change the library may propose; curators accept or reject, and nothing is overwritten unseen. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { anonymous, type Caller } from '../src/caller.js';
import { MOST_OPEN } from '../src/curation/propose.js';
import { curator, edit, idsOf, standing, type Noun } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let ids: Record<Noun, string>;
let notes: Record<Noun, string>;

const reader = (name: string): Caller => ({
  kind: 'ACCOUNT',
  id: randomUUID(),
  name,
  role: 'READER',
  scopes: null,
  door: 'GRAPHQL',
});
const key = (name: string, scopes: Caller['scopes']): Caller => ({ ...reader(name), kind: 'KEY', scopes, door: 'MCP' });

const ada = reader('Ada');
const agent = key('agent', ['READ', 'PROPOSE']);
const cora = curator('Cora');

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('manuals', {
    'gate/1.0/guide/guide.md': '# Gate guide\n\nA gate opens.\n',
    'gate/1.0/notes/notes.md': '# Notes\n\nThe hinge was oiled.\n',
    'gate/1.0/secret/secret.md': '# Secret\n\nNot for everybody.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  ids = await idsOf(library, 'gate', '1.0', 'guide');
  notes = await idsOf(library, 'gate', '1.0', 'notes');
});

afterAll(() => library.close());

interface Proposal {
  readonly id: string;
  readonly state: string;
  readonly isStale?: boolean;
  readonly reason?: string | null;
  readonly reviewerName?: string | null;
  readonly changes: readonly Record<string, unknown>[];
}
interface UserError {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}
interface Payload {
  readonly proposal: Proposal | null;
  readonly userErrors: readonly UserError[];
}
interface Answered {
  readonly accepted: readonly Proposal[];
  readonly closed: readonly Proposal[];
  readonly refused: readonly { readonly proposal: Proposal; readonly userErrors: readonly UserError[] }[];
  readonly changed: number;
  readonly bulkId: string | null;
}

async function propose(input: Record<string, unknown>, caller: Caller = ada): Promise<Payload> {
  const answer = await library.ask<{ proposeChanges: Payload }>(
    `mutation Propose($input: ProposeChangesInput!) { proposeChanges(input: $input) {
      proposal { id state changes { field base proposed isReset } } userErrors { code field message } } }`,
    { input },
    caller,
  );
  return answer.proposeChanges;
}

/** A proposal that is taken. */
async function proposed(input: Record<string, unknown>, caller: Caller = ada): Promise<string> {
  const { proposal, userErrors } = await propose(input, caller);
  expect(userErrors).toEqual([]);
  return proposal?.id ?? '';
}

async function accept(wanted: readonly string[], note?: string, caller: Caller = cora): Promise<Answered> {
  const answer = await library.ask<{ acceptProposals: Answered }>(
    `mutation Accept($input: AcceptProposalsInput!) { acceptProposals(input: $input) {
      accepted { id state reviewerName reason } refused { proposal { id state } userErrors { code field message } }
      changed bulkId } }`,
    { input: { ids: wanted, note } },
    caller,
  );
  return answer.acceptProposals;
}

async function reject(wanted: readonly string[], reason: string): Promise<Answered> {
  const answer = await library.ask<{ rejectProposals: Answered }>(
    `mutation Reject($input: RejectProposalsInput!) { rejectProposals(input: $input) {
      closed { id state reason } refused { proposal { id } userErrors { code } } } }`,
    { input: { ids: wanted, reason } },
    cora,
  );
  return answer.rejectProposals;
}

async function look(id: string, caller: Caller = cora): Promise<Proposal | null> {
  const fields = caller === cora ? 'isStale changes { field current isStale }' : 'changes { field }';
  const { proposal } = await library.ask<{ proposal: Proposal | null }>(
    `query Look($id: ID!) { proposal(id: $id) { id state reason reviewerName ${fields} } }`,
    { id },
    caller,
  );
  return proposal;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ANSWERED',
    (error: unknown) => (error as { code: string }).code,
  );

const titled = (title: string, id = ids.Document) => ({ id, set: [{ field: 'title', value: title }] });
const titleOf = async (id = ids.Document): Promise<unknown> => (await standing(library, id, 'title'))['effective'];

test('what a key proposes changes nothing until a curator accepts; then the history names both', async () => {
  const id = await proposed({ ...titled('Gate manual'), note: 'As printed on the cover' }, agent);
  expect(await titleOf()).toBe('Gate guide');
  const { accepted, refused, changed, bulkId } = await accept([id]);
  expect({ accepted, refused, changed, bulkId }).toEqual({
    accepted: [{ id, state: 'ACCEPTED', reviewerName: 'Cora', reason: null }],
    refused: [],
    changed: 1,
    bulkId: null,
  });
  expect(await titleOf()).toBe('Gate manual');
  const { curation } = await library.ask<{ curation: { history: { nodes: unknown[] } } }>(
    `query History($id: ID!) { curation(id: $id) { history(first: 1) { nodes {
      id field after callerName proposalId proposedBy note } } } }`,
    { id: ids.Document },
  );
  const [change] = curation.history.nodes as { id: string }[];
  expect(change).toMatchObject({
    field: 'title',
    after: 'Gate manual',
    callerName: 'Cora',
    proposalId: id,
    proposedBy: 'agent',
    note: 'As printed on the cover',
  });
  await library.ask(`mutation Undo($id: ID!) { undoChanges(input: { changeIds: [$id] }) { undone } }`, {
    id: change?.id,
  });
  expect(await titleOf()).toBe('Gate guide');
});

test('a proposal whose base value changed is told as stale, and is not made', async () => {
  const id = await proposed(titled('Book of gates'));
  const { revision } = (
    await library.ask<{ curation: { revision: number } }>(`query R($id: ID!) { curation(id: $id) { revision } }`, {
      id: ids.Document,
    })
  ).curation;
  await edit(library, 'Document', { id: ids.Document, expectedRevision: revision, set: { title: 'Handbook' } });
  expect(await look(id)).toMatchObject({
    isStale: true,
    changes: [{ field: 'title', current: 'Handbook', isStale: true }],
  });
  const { accepted, refused } = await accept([id]);
  expect(accepted).toEqual([]);
  expect(refused[0]?.userErrors).toEqual([
    { code: 'STALE', field: 'title', message: expect.stringContaining('title') as unknown },
  ]);
  expect(await titleOf()).toBe('Handbook');
  // Somebody makes just what was proposed: then there is nothing to overwrite.
  await edit(library, 'Document', {
    id: ids.Document,
    expectedRevision: revision + 1,
    set: { title: 'Book of gates' },
  });
  expect(await look(id)).toMatchObject({ state: 'OPEN', isStale: false });
  expect(await accept([id])).toMatchObject({ accepted: [{ id }], changed: 0 });
});

test('a change of the source makes a proposal stale too, and it finds its document after that was ingested anew', async () => {
  const source = (text: string) => library.write('moving', { 'fence/1/guide/guide.md': text });
  const path = await source('# Fence guide\n\nA fence stands.\n');
  await library.ingest(path, { vendor: 'Acme' });
  const fence = await idsOf(library, 'fence', '1', 'guide');
  const id = await proposed(titled('Fences', fence.Document));
  const other = await proposed({ id: fence.Document, set: [{ field: 'kind', value: 'ADMIN_GUIDE' }] });
  await source('# All about fences\n\nA fence stands.\n');
  await library.ingest(path, { vendor: 'Acme' });
  expect(await titleOf(fence.Document)).toBe('All about fences');
  expect(await accept([id, other])).toMatchObject({
    accepted: [{ id: other }],
    refused: [{ proposal: { id }, userErrors: [{ code: 'STALE' }] }],
  });
});

describe('a version that is hidden', () => {
  let gate: Record<Noun, string>;
  const aliases = (value: string) => ({ id: gate.Version, set: [{ field: 'aliases', value: [value] }] });
  const latest = (value: string) => ({ id: gate.Product, set: [{ field: 'latest', value }] });

  beforeAll(async () => {
    const path = await library.write('versions', {
      'wicket/1.0/guide/guide.md': '# Guide\n\nA wicket opens.\n',
      'wicket/2.0/guide/guide.md': '# Guide\n\nA wicket closes.\n',
    });
    await library.ingest(path, { vendor: 'Acme' });
    gate = await idsOf(library, 'wicket', '1.0', 'guide');
    const { Version: id } = await idsOf(library, 'wicket', '2.0', 'guide');
    await edit(library, 'Version', { id, expectedRevision: 0, set: { visibility: 'HIDDEN', aliases: ['next'] } });
  });

  test('is not told from one that is not there to who may not see it', async () => {
    const [hidden, missing] = [await propose(latest('2.0')), await propose(latest('9.0'))];
    expect(hidden.userErrors).toEqual(
      missing.userErrors.map((error) => ({ ...error, message: error.message.replace('9.0', '2.0') })),
    );
    expect(hidden.userErrors).toMatchObject([{ code: 'NO_SUCH_VERSION' }]);
    expect((await propose(latest('2.0'), cora)).userErrors).toEqual([]);
    for (const name of ['2.0', 'next', 'free']) expect((await propose(aliases(name))).userErrors).toEqual([]);
    expect((await propose(aliases('next'), cora)).userErrors).toMatchObject([{ code: 'NAME_TAKEN' }]);
  });

  test('stays unseen where it is the latest', async () => {
    await edit(library, 'Product', { id: gate.Product, expectedRevision: 0, set: { latest: '2.0' } });
    expect((await propose(latest('2.0'))).userErrors).toMatchObject([{ code: 'NO_SUCH_VERSION' }]);
    const { proposal } = await propose(latest('1.0'));
    expect(proposal?.changes).toEqual([{ field: 'latest', base: null, proposed: '1.0', isReset: false }]);
    const answer = await library.ask<{ proposal: Proposal }>(
      `query Look($id: ID!) { proposal(id: $id) { isStale changes { base } } }`,
      { id: proposal?.id },
      cora,
    );
    expect(answer.proposal).toEqual({ isStale: false, changes: [{ base: '2.0' }] });
  });
});

test('several are accepted in one go, which can be taken back in one go', async () => {
  const first = await proposed(titled('One', notes.Document));
  const second = await proposed({ id: notes.Document, set: [{ field: 'kind', value: 'RELEASE_NOTES' }] }, agent);
  const { accepted, changed, bulkId } = await accept([second, first], 'Both right');
  expect([accepted.map(({ id }) => id), changed]).toEqual([[first, second], 2]);
  expect((await standing(library, notes.Document, 'kind'))['lastChange']).toMatchObject({ note: 'Both right' });
  await library.ask(`mutation Undo($id: ID!) { undoChanges(input: { bulkId: $id }) { undone } }`, { id: bulkId });
  expect(await titleOf(notes.Document)).toBe('Notes');
});

test('rejecting needs a reason, which the author reads; nobody answers twice', async () => {
  const id = await proposed(titled('Nonsense', notes.Document));
  expect(await codeOf(reject([id], '  '))).toBe('BAD_INPUT');
  expect((await reject([id], 'Not on the cover')).closed).toEqual([
    { id, state: 'REJECTED', reason: 'Not on the cover' },
  ]);
  expect(await look(id, ada)).toMatchObject({ state: 'REJECTED', reason: 'Not on the cover', reviewerName: 'Cora' });
  expect((await accept([id])).refused[0]?.userErrors[0]?.code).toBe('NOT_OPEN');
  expect((await reject([id], 'Again')).refused[0]?.userErrors[0]?.code).toBe('NOT_OPEN');
  expect(await titleOf(notes.Document)).toBe('Notes');
});

test('of two curators who accept at once, one does', async () => {
  const id = await proposed(titled('Twice', notes.Document));
  const both = await Promise.all([accept([id]), accept([id], undefined, curator('Cyrus'))]);
  expect(both.map(({ accepted }) => accepted.length).toSorted()).toEqual([0, 1]);
  expect(both.map(({ changed }) => changed).toSorted()).toEqual([0, 1]);
});

describe('what is taken', () => {
  test.each([
    ['an unknown field', { field: 'colour', value: 'red' }, 'UNKNOWN_FIELD'],
    ['a wrong value', { field: 'kind', value: 'POEM' }, 'BAD_VALUE'],
    ['a long value', { field: 'title', value: 'x'.repeat(501) }, 'BAD_VALUE'],
    ['nothing for a field that must have a value', { field: 'title', value: null }, 'NULL_REFUSED'],
    ['what is so already', { field: 'title', value: 'Secret' }, 'NOTHING_TO_DO'],
  ])('not %s', async (_, value, code) => {
    const secret = (await idsOf(library, 'gate', '1.0', 'secret')).Document;
    expect((await propose({ id: secret, set: [value] })).userErrors.map((error) => error.code)).toEqual([code]);
  });

  test('not a long note, nor more fields than there are', async () => {
    const long = await propose({ ...titled('Long'), note: 'x'.repeat(2_001) });
    expect(long.userErrors.map(({ field }) => field)).toEqual(['note']);
    const many = Array.from({ length: 31 }, (_, at) => ({ field: `f${String(at)}`, value: 1 }));
    expect(await codeOf(propose({ id: ids.Document, set: many }))).toBe('BAD_INPUT');
  });

  test('the same once, however often it is sent', async () => {
    const first = await proposed(titled('Same'), agent);
    expect(await proposed(titled('Same'), agent)).toBe(first);
    expect(await proposed(titled('Same'), ada)).not.toBe(first);
  });

  test('a bounded number of one author, also when they come at once', async () => {
    const eager = reader('Eager');
    // A few at once: on a busy machine more would wait for longer than the service lets them.
    const titles = Array.from({ length: MOST_OPEN + 5 }, (_, at) => `Title ${String(at)}`);
    const results: Awaited<ReturnType<typeof propose>>[] = [];
    while (titles.length > 0) {
      results.push(...(await Promise.all(titles.splice(0, 5).map((title) => propose(titled(title), eager)))));
    }
    expect(results.filter(({ proposal }) => proposal !== null)).toHaveLength(MOST_OPEN);
    const refused = results.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(refused).toEqual(Array.from({ length: 5 }, () => 'TOO_MANY_OPEN'));
    await library.ask(
      `mutation Back($id: ID!) { withdrawProposal(input: { id: $id }) { proposal { state } } }`,
      { id: results.find(({ proposal }) => proposal !== null)?.proposal?.id },
      eager,
    );
    await proposed(titled('One more'), eager);
  });
});

describe('who may what', () => {
  test('readers with an account and keys of that scope propose; nobody unknown, and no other key', async () => {
    expect(await codeOf(propose(titled('A'), anonymous('GRAPHQL')))).toBe('FORBIDDEN');
    expect(await codeOf(propose(titled('A'), key('reading', ['READ'])))).toBe('FORBIDDEN');
    expect(await codeOf(propose(titled('A'), reader('Bea')))).toBe('ANSWERED');
  });

  test('readers accept and reject nothing, also not their own', async () => {
    const id = await proposed(titled('Mine'));
    for (const caller of [ada, agent, anonymous('GRAPHQL')]) {
      expect(await codeOf(accept([id], undefined, caller))).toBe('FORBIDDEN');
    }
    expect(await look(id)).toMatchObject({ state: 'OPEN' });
  });

  test('readers see their own proposals, curators all', async () => {
    const own = await proposed(titled('Own'), ada);
    const list = async (caller: Caller): Promise<string[]> => {
      const answer = await library.ask<{
        proposals: { totalCount: number; nodes: { id: string; authorName: string }[] };
      }>(`query List { proposals(first: 100) { totalCount nodes { id authorName } } }`, {}, caller);
      expect(answer.proposals.totalCount).toBeGreaterThanOrEqual(answer.proposals.nodes.length);
      return [...new Set(answer.proposals.nodes.map(({ authorName }) => authorName))];
    };
    expect(await list(ada)).toEqual(['Ada']);
    expect(await list(cora)).toEqual(expect.arrayContaining(['Ada', 'Eager']));
    expect(await look(own, agent)).toBeNull();
    expect(await look(own, ada)).not.toBeNull();
    const current = `query Now($id: ID!) { proposal(id: $id) { changes { current } } }`;
    expect(await codeOf(library.ask(current, { id: own }, ada))).toBe('FORBIDDEN');
    for (const caller of [anonymous('GRAPHQL'), key('reading', ['READ'])])
      expect(await codeOf(list(caller))).toBe('FORBIDDEN');
    expect(await list({ ...key('curating', ['READ', 'CURATE']), role: 'CURATOR' })).toContain('Ada');
  });

  test('an author withdraws what waits, and nobody else does', async () => {
    const id = await proposed(titled('Withdrawn'));
    const withdraw = (caller: Caller) =>
      codeOf(
        library.ask(
          `mutation Back($id: ID!) { withdrawProposal(input: { id: $id }) { proposal { state } } }`,
          { id },
          caller,
        ),
      );
    expect(await withdraw(agent)).toBe('NOT_FOUND');
    expect(await withdraw(ada)).toBe('ANSWERED');
    expect(await withdraw(ada)).toBe('NOT_FOUND');
    expect(await look(id)).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('nothing is proposed for what one may not see', async () => {
    const secret = (await idsOf(library, 'gate', '1.0', 'secret')).Document;
    await edit(library, 'Document', { id: secret, expectedRevision: 0, set: { visibility: 'HIDDEN' } });
    expect(await codeOf(propose(titled('Seen', secret)))).toBe('NOT_FOUND');
  });

  test('answers and proposals are in the audit trail', async () => {
    const { auditEvents } = await library.ask<{ auditEvents: { nodes: { action: string; callerName: string }[] } }>(
      `query Trail { auditEvents(first: 100, filter: { subjectContains: "gate/1.0" }) { nodes { action callerName } } }`,
    );
    const told = new Set(auditEvents.nodes.map(({ action, callerName }) => `${callerName} ${action}`));
    expect([...told]).toEqual(expect.arrayContaining(['Ada PROPOSED', 'Ada PROPOSAL_WITHDRAWN']));
  });
});

test('the queue is filtered by state, kind, thing and author', async () => {
  const count = async (filter: Record<string, unknown>): Promise<number> => {
    const { proposals } = await library.ask<{ proposals: { totalCount: number } }>(
      `query Count($filter: ProposalFilterInput) { proposals(filter: $filter) { totalCount } }`,
      { filter },
    );
    return proposals.totalCount;
  };
  const all = await count({});
  const states = ['OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'];
  const each = await Promise.all(states.map((state) => count({ states: [state] })));
  expect(each.reduce((sum, of) => sum + of, 0)).toBe(all);
  expect(each.every((of) => of > 0)).toBe(true);
  expect(await count({ pathContains: 'FENCE/1' })).toBe(2);
  expect(await count({ authorContains: 'eager', states: ['WITHDRAWN'] })).toBe(1);
  expect(await count({ paths: ['fence/1/guide'], subjectKinds: ['DOCUMENT'] })).toBe(2);
  expect(await count({ paths: ['fence/1/guide'], subjectKinds: ['PRODUCT', 'VERSION'] })).toBe(0);
  expect(await count({ paths: ['fence/1'] })).toBe(0);
  expect(await count({ paths: ['fence/1/guide', 'gate'] })).toBe(2);
  expect(await count({ kinds: ['FEEDBACK'] })).toBe(0);
});
