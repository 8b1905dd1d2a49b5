/** Every mutation and every field that is not public is refused to callers that may not use it, also inside the process. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
} from 'graphql';
import { ACTIONS, authorize, may } from '../src/access/may.js';
import { anonymous, KEY_SCOPES, ROLES, thisMachine, type Caller } from '../src/caller.js';
import { buildLibrarySchema } from '../src/graphql/build-schema.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const schema = buildLibrarySchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(async () => {
  await library.close();
});

/** Some value of the type, as GraphQL writes it. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  if (!isScalarType(type)) return type.getValues()[0]?.name ?? '';
  if (type.name === 'Boolean') return 'false';
  if (type.name === 'Int' || type.name === 'Float') return '1';
  return type.name === 'JSON' ? '{}' : '"x"';
}

async function codeOf(source: string, caller: Caller): Promise<string> {
  try {
    await library.ask(source, {}, caller);
    return 'ANSWERED';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/**
 * With these one becomes somebody who is known; whoever searches may say which hit was opened, by a token of that search,
 * and whoever reads what is wrong, unless the setting says otherwise.
 */
const forStrangers = ['signIn', 'signOut', 'redeemLink', 'recordOpening', 'giveFeedback'];
const guarded = mutations.filter(({ name }) => !forStrangers.includes(name));

test.each(guarded.map((field) => [field.name, field] as const))('%s is refused to strangers', async (name, field) => {
  const given = field.args.filter(({ type }) => isNonNullType(type)).map((arg) => `${arg.name}: ${literal(arg.type)}`);
  const selection = isScalarType(getNamedType(field.type)) ? '' : '{ __typename }';
  const call = `mutation Try { ${name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection} }`;
  expect(await codeOf(call, anonymous('GRAPHQL'))).toBe('FORBIDDEN');
});

test.each([
  'query Sources { ingestSources { totalCount } }',
  'query Letters { deadLetters { nodes { reason } } }',
  'query Location { ingestJobs { nodes { source } } }',
  'query Files { ingestJobs { nodes { files { totalCount } } } }',
  'query Warnings { ingestJobs { nodes { warnings } } }',
])('%s is refused to strangers, and answered on this machine', async (source) => {
  const folder = await library.write('shelf', { 'acme/kite/1/guide.md': '# Kite\n\nFly it.' });
  await library.ingest(folder);
  expect(await codeOf(source, anonymous('PAGE'))).toBe('FORBIDDEN');
  expect(await codeOf(source, thisMachine('COMMAND_LINE'))).toBe('ANSWERED');
});

test('strangers see how far a job is', async () => {
  expect(await codeOf('query Jobs { ingestJobs { nodes { state filesDone } } }', anonymous('PAGE'))).toBe('ANSWERED');
});

describe('permissions', () => {
  const account = (role: Caller['role']): Caller => ({ ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', role });

  test('a role may do what the roles before it may', () => {
    const allowed = ROLES.map((role) => ACTIONS.filter((action) => may(account(role), action)));
    for (const [at, actions] of allowed.entries()) {
      expect(actions).toEqual(expect.arrayContaining([...(allowed[at - 1] ?? [])]));
      expect(actions.length).toBeGreaterThan(allowed[at - 1]?.length ?? 0);
    }
    expect(allowed.at(-1)).toEqual(ACTIONS);
    expect(may({ ...account('ADMINISTRATOR'), kind: 'MACHINE' }, 'account.own')).toBe(false);
  });

  test('a stranger may read and say what is wrong, and nothing that is for somebody known', () => {
    expect(ACTIONS.filter((action) => may(anonymous('GRAPHQL'), action))).toEqual([
      'session.open',
      'library.read',
      'feedback.give',
    ]);
  });

  test('a refusal says what is refused, what can be done, and whether signing in would help', () => {
    const refusal = (caller: Caller): unknown => {
      try {
        authorize(caller, 'ingest.run');
        return null;
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return { code, message };
      }
    };
    const message = 'You may not start or stop ingests.';
    expect(refusal(account('CURATOR'))).toBeNull();
    expect(refusal(account('READER'))).toEqual({ code: 'FORBIDDEN', message });
    expect(refusal({ ...anonymous('GRAPHQL', 'Sign in.'), canSignIn: true })).toEqual({
      code: 'UNAUTHENTICATED',
      message: `${message} Sign in.`,
    });
  });

  test('without a role one may sign in, and nothing else', () => {
    expect(ACTIONS.filter((action) => may(account(null), action))).toEqual(['session.open']);
  });

  test('a key may do what its scopes cover, and nothing that its role may not', () => {
    const key = (role: Caller['role'], scopes: Caller['scopes']): Caller => ({ ...account(role), kind: 'KEY', scopes });
    const readKey = ACTIONS.filter((action) => may(key('ADMINISTRATOR', ['READ']), action));
    expect(readKey).toEqual(['session.open', 'library.read']);
    expect(may(key('READER', KEY_SCOPES), 'curation.edit')).toBe(false);
    const all = ACTIONS.filter((action) => action !== 'account.own');
    expect(ACTIONS.filter((action) => may(key('ADMINISTRATOR', KEY_SCOPES), action))).toEqual(all);
  });
});
