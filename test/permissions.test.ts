/** Every mutation and every field that is not public is refused to callers that may not use it, also inside the process. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
} from 'graphql';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
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
