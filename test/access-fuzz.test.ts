/**
 * Random requests at every door, by callers of every kind: none changes what it may not, none is answered with a fault of the
 * library. The seed makes a failure come again; `FUZZED_REQUESTS=10000` asks for more of them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType, isLeafType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { Action } from '../src/access/may.js';
import { KEY_SCOPES, ROLES, thisMachine, type Caller, type KeyScope, type Role } from '../src/caller.js';
import { accountPassword, createAccount } from './testkit/accounts.js';
import { createRandom, randomArguments, type Random } from './testkit/random-operation.js';
import { openService, type TestService } from './testkit/service.js';

const requests = Number(process.env['FUZZED_REQUESTS'] ?? 390);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_129);

interface Sender {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For what it may do. */
  readonly caller: Caller;
}

/** What each action needs, said once more: a mistake in the table of permissions must not become this test's own. */
const needs: Readonly<
  Record<Action, { readonly role: Role | null; readonly scope: KeyScope; readonly of?: 'ACCOUNT' | 'KNOWN' }>
> = {
  'session.open': { role: null, scope: 'READ' },
  'account.own': { role: 'READER', scope: 'ADMINISTER', of: 'ACCOUNT' },
  'library.read': { role: 'READER', scope: 'READ' },
  'ingest.read': { role: 'CURATOR', scope: 'INGEST' },
  'ingest.run': { role: 'CURATOR', scope: 'INGEST' },
  'operations.read': { role: 'CURATOR', scope: 'OPERATE' },
  'operations.run': { role: 'ADMINISTRATOR', scope: 'OPERATE' },
  'curation.read': { role: 'CURATOR', scope: 'CURATE' },
  'curation.edit': { role: 'CURATOR', scope: 'CURATE' },
  'curation.propose': { role: 'READER', scope: 'PROPOSE', of: 'KNOWN' },
  'feedback.give': { role: 'READER', scope: 'PROPOSE' },
  'views.keep': { role: 'READER', scope: 'CURATE', of: 'KNOWN' },
  'views.share': { role: 'CURATOR', scope: 'CURATE' },
  'views.manage': { role: 'ADMINISTRATOR', scope: 'CURATE' },
  'demand.read': { role: 'CURATOR', scope: 'CURATE' },
  'accounts.manage': { role: 'ADMINISTRATOR', scope: 'ADMINISTER' },
};

function shouldBeAllowed({ kind, role: has, scopes }: Caller, action: Action): boolean {
  const { role, scope, of } = needs[action];
  if (role === null) return true;
  if (has === null || ROLES.indexOf(has) < ROLES.indexOf(role)) return false;
  if ((of === 'ACCOUNT' && kind !== 'ACCOUNT') || (of === 'KNOWN' && kind === 'ANONYMOUS')) return false;
  return scopes === null || scopes.includes(scope);
}

let open: TestService;
let senders: readonly Sender[];
/** Global ids of things that are there. */
let ids: readonly string[];

const names: Readonly<Record<Role, string>> = { ADMINISTRATOR: 'Ada', CURATOR: 'Cleo', READER: 'Rea' };

async function withSession(role: Role): Promise<Sender> {
  const email = `${names[role].toLowerCase()}@example.org`;
  const query = `mutation { signIn(input: { email: "${email}", password: "${accountPassword}" }) { account { id } } }`;
  const response = await fetch(`${open.server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    name: `session of ${role}`,
    headers: { cookie },
    caller: { ...thisMachine('GRAPHQL'), kind: 'ACCOUNT', role },
  };
}

async function withKey(role: Role, scopes: readonly KeyScope[]): Promise<Sender> {
  const { keys } = open.library.app.dependencies.access;
  const wanted = { name: `${role} ${scopes.join(' ')}`, role, scopes, expiresAt: null };
  const { secret } = await keys.create(thisMachine('COMMAND_LINE'), wanted);
  return {
    name: `key of ${role} for ${scopes.join(', ')}`,
    headers: { authorization: `Bearer ${secret}` },
    caller: { ...thisMachine('GRAPHQL'), kind: 'KEY', role, scopes },
  };
}

beforeAll(async () => {
  open = await openService();
  const folder = await open.library.write('shelf', {
    'acme/kite/1/guide.md': '# Kite\n\nFly it with `kite --fly`.\n',
    'acme/kite/2/guide.md': '# Kite\n\nFly it higher.\n',
  });
  await open.library.ingest(folder);
  for (const role of ROLES.toReversed()) await createAccount(open.library, role, names[role]);
  const found = await open.library.ask<{
    products: { nodes: { id: string; versions: { nodes: { id: string }[] } }[] };
  }>('query Ids { products { nodes { id versions { nodes { id } } } } }');
  ids = found.products.nodes.flatMap(({ id, versions }) => [id, ...versions.nodes.map((version) => version.id)]);
  const ofRoles = await Promise.all(ROLES.map(withSession));
  const ofKeys = await Promise.all([
    ...KEY_SCOPES.map((scope) => withKey('ADMINISTRATOR', [scope])),
    ...ROLES.map((role) => withKey(role, KEY_SCOPES)),
  ]);
  const stranger: Caller = { ...thisMachine('GRAPHQL'), kind: 'ANONYMOUS', role: 'READER' };
  senders = [{ name: 'nobody', headers: {}, caller: stranger }, ...ofRoles, ...ofKeys];
});
afterAll(() => open.close());

/** What is written down of every request, or is about requests: not what they change. */
const ofRequests = ['session', 'audit_event', 'query_log', 'search_day', 'sign_in_attempt'];

async function everything(): Promise<string> {
  const { dataSource } = open.library.app.store;
  const tables: { name: string }[] = await dataSource.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
       AND NOT relname = ANY ($1::text[]) ORDER BY relname`,
    [ofRequests],
  );
  const sums: string[] = [];
  for (const { name } of tables) {
    const [row]: { sum: string | null }[] = await dataSource.query(
      `SELECT md5(string_agg(line, '\n' ORDER BY line)) AS sum
       FROM (SELECT (to_jsonb(t) - 'last_used_at')::text AS line FROM "${name}" t) lines`,
    );
    sums.push(`${name} ${row?.sum ?? ''}`);
  }
  return sums.join('\n');
}

interface Shot {
  readonly text: string;
  readonly path: string;
  readonly init: RequestInit;
}

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const post = (path: string, body: unknown): Shot => {
  const text = JSON.stringify(body);
  return { text, path, init: { method: 'POST', body: text, headers: json } };
};

type Field = GraphQLField<unknown, unknown>;

function operation(random: Random, kind: string, field: Field): string {
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return `${kind} { ${field.name}${randomArguments(random, field.args, ids)} ${selection} }`;
}

/** Signing out would make somebody else of the sender. */
const notSent = new Set(['signOut']);

function fieldsOf(schema: GraphQLSchema, kind: 'mutation' | 'query' | 'subscription'): Field[] {
  const type = {
    mutation: schema.getMutationType(),
    query: schema.getQueryType(),
    subscription: schema.getSubscriptionType(),
  }[kind];
  return Object.values(type?.getFields() ?? {}).filter(({ name }) => !notSent.has(name));
}

const tools = [
  'search_docs',
  'read_chunk',
  'list_library',
  'compare_versions',
  'corpus_coverage',
  'propose_correction',
  'search_demand',
  'none',
];

/** Everything here is something that the caller may not change anything with. */
function shot(random: Random, { caller }: Sender): Shot {
  const { schema } = open.library.app;
  const forbidden = fieldsOf(schema, 'mutation').filter(
    ({ extensions }) => !shouldBeAllowed(caller, extensions['action'] as Action),
  );
  const mayUpload = shouldBeAllowed(caller, 'ingest.run');
  const kinds: (() => Shot)[] = [
    () => post('/graphql', { query: operation(random, 'query', random.pick(fieldsOf(schema, 'query'))) }),
    () =>
      post('/mcp', {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: random.pick(tools), arguments: { [random.text()]: random.text(), query: random.text() } },
      }),
    () => ({
      text: 'GET',
      path: `/${random.pick(['c', 'd', 'p', 'compare', 'demand', 'x'])}/${encodeURIComponent(random.text())}`,
      init: {},
    }),
    ...(forbidden.length === 0
      ? []
      : [1, 2, 3].map(() => () => post('/graphql', { query: operation(random, 'mutation', random.pick(forbidden)) }))),
    ...(mayUpload
      ? []
      : [
          () => ({
            text: 'PUT',
            path: `/ingest/uploads/${encodeURIComponent(random.text())}`,
            init: { method: 'PUT', body: 'x' },
          }),
          () => {
            const body = new FormData();
            body.set('product', random.text());
            body.set('file', new Blob(['# Text']), 'guide.md');
            return { text: 'form', path: '/ingest/upload', init: { method: 'POST', body } };
          },
          () =>
            post('/graphql/stream', {
              query: operation(random, 'mutation', random.pick(fieldsOf(schema, 'mutation'))),
            }),
        ]),
  ];
  return random.pick(kinds)();
}

test(`${String(requests)} requests change nothing beyond a role, and find no fault`, async () => {
  const faults: string[] = [];
  const changes: string[] = [];
  let before = await everything();
  for (const [at, sender] of senders.entries()) {
    const random = createRandom(seed + at);
    for (let count = 0; count < requests / senders.length; count += 1) {
      const { text, path, init } = shot(random, sender);
      const headers = { ...(init.headers as Record<string, string> | undefined), ...sender.headers };
      const response = await fetch(open.server.url + path, { ...init, headers, redirect: 'manual' });
      const body = await response.text();
      if (response.status >= 500 || body.includes('INTERNAL_SERVER_ERROR')) {
        faults.push(`${sender.name}: ${path} ${text} → ${String(response.status)} ${body.slice(0, 200)}`);
      }
    }
    const after = await everything();
    if (after !== before) changes.push(sender.name);
    before = after;
  }
  expect({ seed, faults, changes }).toEqual({ seed, faults: [], changes: [] });
});
