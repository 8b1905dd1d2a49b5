/** Secrets that go through the service are in no line of its log, in no error, and in no row of the audit trail. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thisMachine } from '../src/caller.js';
import { createLogger } from '../src/logger.js';
import { accountPassword, createAccount } from './testkit/accounts.js';
import { openProvider, type TestProvider } from './testkit/identity-provider.js';
import { openService, type TestService } from './testkit/service.js';
import { createVisitor, type Visitor } from './testkit/visitor.js';

const wrongPassword = 'canary wrong password';
const nextPassword = 'canary next password';

const lines: string[] = [];
let provider: TestProvider;
let open: TestService;
let visitor: Visitor;

beforeAll(async () => {
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  provider = await openProvider({ cleo: { email: 'cleo@example.org', email_verified: true, name: 'Cleo' } });
  open = await openService({ environment: provider.settings, logger: createLogger('debug', destination) });
  provider.start(open.server.url);
  await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
  visitor = createVisitor(open.server.url);
});
afterAll(async () => {
  await open.close();
  await provider.close();
});

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function send(path: string, init: RequestInit): Promise<string> {
  const response = await fetch(open.server.url + path, init);
  return (await response.text()) + JSON.stringify([...response.headers].filter(([name]) => name !== 'set-cookie'));
}

const graphql = (query: string, headers: Record<string, string> = {}): Promise<string> =>
  send('/graphql', { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify({ query }) });

test('no secret reaches logs, errors or the audit trail', async () => {
  const answers: string[] = [];
  const signIn = (password: string): string =>
    `mutation { signIn(input: { email: "ada@example.org", password: "${password}" }) { account { name } } }`;
  const { access } = open.library.app.dependencies;
  const machine = thisMachine('COMMAND_LINE');

  answers.push(await graphql(signIn(wrongPassword)));
  answers.push(await graphql(signIn(accountPassword)), await graphql(`${signIn(accountPassword)} broken`));
  const form = new URLSearchParams({ email: 'ada@example.org', password: wrongPassword });
  answers.push(await send('/sign-in', { method: 'POST', body: form }));
  const link = await access.accounts.invite(machine, { email: 'new@example.org', role: 'READER' });
  await send(`/join?link=${link.secret}`, {});
  const redeem = `mutation { redeemLink(input: { secret: "${link.secret}", password: "${nextPassword}", name: "New" }) { account { name } } }`;
  answers.push(await graphql(redeem), await graphql(redeem));

  const wanted = { name: 'program', role: 'CURATOR', scopes: ['READ', 'INGEST'], expiresAt: null } as const;
  const key = await access.keys.create(machine, wanted);
  const authorization = `Bearer ${key.secret}`;
  answers.push(await graphql('{ viewer { name } }', { authorization }));
  answers.push(
    await graphql('{ accounts { nodes { email } } }', { authorization }),
    await graphql('{', { authorization }),
  );
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_library', arguments: {} } };
  answers.push(await send('/mcp', { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(call) }));
  await access.keys.revoke(machine, key.key.id, null);
  answers.push(await graphql('{ viewer { name } }', { authorization }));

  const begun = await visitor.get('/sign-in/provider');
  const callback = await visitor.callbackFor('cleo');
  const returned = await visitor.get(callback);
  answers.push((await visitor.get(callback)).text, (await visitor.get(`${callback}x`)).text);
  const code = new URL(callback, open.server.url).searchParams;
  const audience = `${open.server.url}/mcp`;
  const token = await provider.accessToken('nobody', { audience, scope: 'mcdewey:read' });
  const bearer = { ...json, authorization: `Bearer ${token}` };
  answers.push(await send('/mcp', { method: 'POST', headers: bearer, body: JSON.stringify(call) }));

  const secrets = {
    wrongPassword,
    accountPassword,
    nextPassword,
    link: link.secret,
    key: key.secret,
    attempt: /mcdewey_attempt_[\w-]+/.exec(begun.cookie ?? '')?.[0] ?? '',
    code: code.get('code') ?? '',
    state: code.get('state') ?? '',
    session: /mcdewey_session_[\w-]+/.exec(returned.cookie ?? '')?.[0] ?? '',
    client: provider.settings['OIDC_CLIENT_SECRET'] ?? '',
    token,
  };
  const trail: unknown = await open.library.app.store.dataSource.query('SELECT * FROM audit_event');
  const places = { log: lines.join(''), answers: answers.join('\n'), trail: JSON.stringify(trail) };
  expect(lines.length).toBeGreaterThan(10);
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, secret.length > 10]).toEqual([name, true]);
    const found = Object.entries(places).filter(([, text]) => text.includes(secret));
    expect([name, found.map(([place]) => place)]).toEqual([name, []]);
  }
});
