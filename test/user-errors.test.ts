/** What another input would avoid is data in the payload of a mutation; all else is an error. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNullableType, isNonNullType, isObjectType } from 'graphql';
import { schema } from './testkit/graphql.js';
import { openService, type TestService } from './testkit/service.js';

let service: TestService;

beforeAll(async () => {
  service = await openService();
});

afterAll(() => service.close());

interface Answer {
  readonly data: Record<string, Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(source: string, variables: Record<string, unknown> = {}, headers = {}): Promise<Answer> {
  const response = await fetch(`${service.server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: source, variables }),
  });
  return (await response.json()) as Answer;
}

const userErrors = 'userErrors { code field message details }';

test('every mutation gives a payload with `userErrors`, beside which all else may be null', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const payload = getNullableType(field.type);
    if (!isObjectType(payload)) throw new Error(`${field.name} gives no object`);
    const { userErrors: told, ...rest } = payload.getFields();
    expect([field.name, payload.name, String(told?.type)]).toEqual([
      field.name,
      expect.stringMatching(/Payload$/),
      '[UserError!]!',
    ]);
    expect([field.name, Object.values(rest).filter(({ type }) => isNonNullType(type))]).toEqual([field.name, []]);
  }
});

test('a refused input says which field, and leaves other mutations as they are', async () => {
  const answer = await ask(`mutation {
    bad: createSynonym(input: { synonym: { terms: ["alone"] } }) { synonym { id } ${userErrors} }
    good: createSynonym(input: { synonym: { terms: ["lift", "elevator"] } }) { synonym { terms } ${userErrors} } }`);
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    bad: { synonym: null, userErrors: [{ code: 'BAD_INPUT', field: 'terms', message: expect.any(String) as unknown }] },
    good: { synonym: { terms: ['lift', 'elevator'] }, userErrors: [] },
  });
});

test('whoever was slower gets the values of who was faster', async () => {
  const { data } = await ask(`mutation {
    made: createSynonym(input: { synonym: { terms: ["fan", "ventilator"] } }) { synonym { id revision } } }`);
  const { id, revision } = data?.['made']?.['synonym'] as { id: string; revision: number };
  const update = `mutation ($input: UpdateSynonymInput!) { updateSynonym(input: $input) { synonym { revision } ${userErrors} } }`;
  const change = (note: string) =>
    ask(update, { input: { id, expectedRevision: revision, synonym: { terms: ['fan', 'blower'], note } } });
  await change('first');
  expect((await change('second')).data?.['updateSynonym']).toMatchObject({
    synonym: null,
    userErrors: [
      { code: 'CONFLICT', details: { revision: revision + 1, current: { note: 'first', terms: ['fan', 'blower'] } } },
    ],
  });
});

test('a change that Postgres ended because of another is a conflict', async () => {
  const { dataSource } = service.library.app.store;
  await dataSource.query(`
    CREATE FUNCTION wait_for_each_other() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = 'deadlock_detected'; END $$`);
  await dataSource.query(
    'CREATE TRIGGER wait_for_each_other BEFORE INSERT ON synonym FOR EACH ROW EXECUTE FUNCTION wait_for_each_other()',
  );
  const { data, errors } = await ask(
    `mutation { createSynonym(input: { synonym: { terms: ["lid", "cover"] } }) { synonym { id } ${userErrors} } }`,
  );
  await dataSource.query('DROP FUNCTION wait_for_each_other CASCADE');
  expect(errors).toBeUndefined();
  expect(data?.['createSynonym']).toMatchObject({
    synonym: null,
    userErrors: [{ code: 'CONFLICT', message: expect.stringContaining('Try again') as unknown }],
  });
});

test('a key of another input is a conflict', async () => {
  const upload = (name: string) =>
    ask(
      `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { name path } ${userErrors} } }`,
      { input: { name, idempotencyKey: 'one upload of user-errors.test' } },
    );
  const first = await upload('a.md');
  expect(await upload('a.md')).toEqual(first);
  expect((await upload('b.md')).data?.['createUpload']).toMatchObject({
    upload: null,
    userErrors: [{ code: 'CONFLICT', field: 'idempotencyKey' }],
  });
});

test('who asks, and what does not fit the schema, are errors', async () => {
  const create = `mutation { createSynonym(input: { synonym: { terms: ["a", "b"] } }) { synonym { id } ${userErrors} } }`;
  const foreign = await ask(create, {}, { origin: 'https://elsewhere.example' });
  expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const misshapen = await ask(create.replace('["a", "b"]', '7'));
  expect(misshapen.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});
