/** A call that its client names is made once, whoever sends it how often: for every mutation that makes or begins something. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNullableType, isInputObjectType } from 'graphql';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { OperationError } from '../src/executor.js';
import { ask, schema, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let root: string;

beforeAll(async () => {
  store = await openTestStore();
  root = await mkdtemp(join(tmpdir(), 'mcdewey-once-'));
});

afterAll(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

const run = (caller: Caller = thisMachine('COMMAND_LINE')) => ask(store.dataSource, searchThatAnswers({}), caller);
const codeOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => null,
    (error: unknown) => (error instanceof OperationError ? error.code : error),
  );
const key = (name: string): string => `${name} of idempotent-calls.test`;

/** Each with the reason why sending it twice is no harm, or can't be helped. */
const unkeyed: Readonly<Record<string, string>> = {
  acknowledgeIngestJob: 'what is noted is noted, and the first time counts',
  cancelIngestJob: 'stopping what is stopped changes nothing',
  changePassword: 'the second call has the wrong current password',
  closeFeedback: 'what is closed is told as such',
  createFirstAdministratorLink: 'takes no input; a new link replaces the one before',
  deleteSavedView: 'has an expected revision',
  deleteSearchRule: 'has an expected revision',
  deleteSynonym: 'has an expected revision',
  dropNeedlessOverrides: 'takes no input; the second call finds nothing',
  editDocument: 'has an expected revision',
  editProduct: 'has an expected revision',
  editVendor: 'has an expected revision',
  editVersion: 'has an expected revision',
  eraseSearches: 'the second call finds nothing',
  markQuestions: 'has an expected revision',
  recordOpening: 'its token counts once',
  redeemLink: 'a link works once',
  rejectProposals: 'what is closed is told as such',
  restoreArchived: 'the second call finds nothing',
  revokeApiKey: 'the second call finds nothing',
  revokeSession: 'the second call finds nothing',
  setRelevanceThreshold: 'replaces what was said before',
  signIn: 'a session is what is asked for',
  signOut: 'the second call finds nobody',
  unmark: 'has an expected revision',
  updateAccount: 'has an expected revision',
  updateSavedView: 'has an expected revision',
  updateSearchRule: 'has an expected revision',
  updateSynonym: 'has an expected revision',
  withdrawExpectation: 'has an expected revision',
  withdrawJudgement: 'has an expected revision',
  withdrawProposal: 'the second call finds nothing',
};

test('every mutation takes a key, or there is a reason why not', () => {
  const without = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ args }) => {
    const input = args[0] && getNullableType(args[0].type);
    return !isInputObjectType(input) || !('idempotencyKey' in input.getFields());
  });
  expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(unkeyed).sort());
});

const create = `mutation ($input: CreateSynonymInput!) { createSynonym(input: $input) { synonym { id } } }`;
async function synonym(words: string, idempotencyKey: string, caller?: Caller): Promise<string> {
  const input = { synonym: { terms: [words, 'other'] }, idempotencyKey };
  const answer = (await run(caller)(create, { input })) as { createSynonym: { synonym: { id: string } } };
  return answer.createSynonym.synonym.id;
}

test('calls at the same time give one result, and so does one afterwards', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => synonym('once', key('three at once'))));
  expect(new Set(ids).size).toBe(1);
  expect(await synonym('once', key('three at once'))).toBe(ids[0]);
  expect(await synonym('once', key('another'))).not.toBe(ids[0]);
});

test('keys belong to their caller and their mutation', async () => {
  const curator = (id: string): Caller => ({ ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', id, name: id });
  const [ada, bob] = [
    await synonym('mine', key('shared'), curator('4b2f1a1e-0000-4000-8000-000000000001')),
    await synonym('mine', key('shared'), curator('4b2f1a1e-0000-4000-8000-000000000002')),
  ];
  expect(ada).not.toBe(bob);
  const location = await mkdtemp(join(root, 'shelf-'));
  const input = { location, idempotencyKey: key('shared') };
  expect(
    await codeOf(
      run()(`mutation ($input: StartIngestInput!) { startIngest(input: $input) { job { id } } }`, { input }),
    ),
  ).toBeNull();
});

test('a key of another input, or none that is one, is refused', async () => {
  await synonym('taken', key('taken'));
  expect(await codeOf(synonym('other words', key('taken')))).toBe('CONFLICT');
  expect(await codeOf(synonym('short', 'x'.repeat(15)))).toBe('BAD_INPUT');
  expect(await codeOf(synonym('long', 'x'.repeat(201)))).toBe('BAD_INPUT');
});

test('a call that was refused or failed may be sent again with the same key', async () => {
  expect(await codeOf(synonym('', key('refused')))).toBe('BAD_INPUT');
  expect(await codeOf(synonym('right', key('refused')))).toBeNull();
});

test('a day later it is another call; a call whose process died is made by the next', async () => {
  const first = await synonym('old', key('old'));
  await store.dataSource.query(`UPDATE idempotent_call SET claimed_at = now() - interval '25 hours'`);
  const second = await synonym('old', key('old'));
  expect(second).not.toBe(first);
  await store.dataSource.query(`UPDATE idempotent_call SET result = NULL, claimed_at = now() - interval '11 minutes'`);
  expect(await synonym('old', key('old'))).not.toBe(second);
});

test('results that hold secrets can be read only with the key', async () => {
  const source = `mutation { createApiKey(input: { name: "ci", role: READER, scopes: [READ], idempotencyKey: "${key('secret')}" }) {
    secret key { id name createdAt } } }`;
  const first = (await run()(source)) as { createApiKey: { secret: string } };
  expect(await run()(source)).toEqual(first);
  const rows = await store.dataSource.query<{ result: Buffer }[]>(
    `SELECT result FROM idempotent_call WHERE result IS NOT NULL`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(await store.dataSource.query('SELECT 1 FROM api_key')).toHaveLength(1);
  for (const { result } of rows) expect(result.includes(first.createApiKey.secret)).toBe(false);
});

test('who may not make a call does not learn what it gave', async () => {
  await synonym('hidden', key('hidden'));
  expect(await codeOf(synonym('hidden', key('hidden'), anonymous('GRAPHQL')))).toBe('FORBIDDEN');
});
