/** How much each caller may ask for in a minute, at every door. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { thisMachine } from '../src/caller.js';
import { networkOf } from '../src/network-of.js';
import { createAccount } from './testkit/accounts.js';
import { openService, type TestService } from './testkit/service.js';

const limit = 2;
const rateLimits = { graphql: limit, mcp: limit, page: limit, upload: limit, signIn: limit };

interface Answer {
  readonly status: number;
  readonly policy: string | null;
  readonly left: string | null;
  readonly retryAfter: string | null;
  readonly body: string;
}

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const post = (body: string): RequestInit => ({ method: 'POST', body, headers: json });
const graphql = post(JSON.stringify({ query: '{ viewer { kind } }' }));
const listTools = post(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }));

async function ask(
  { server }: TestService,
  path: string,
  init: RequestInit,
  sender: Record<string, string>,
): Promise<Answer> {
  const headers = { ...(init.headers as Record<string, string> | undefined), ...sender };
  const response = await fetch(server.url + path, { ...init, headers });
  const { headers: answered, status } = response;
  return {
    status,
    policy: answered.get('ratelimit-policy'),
    left: answered.get('ratelimit'),
    retryAfter: answered.get('retry-after'),
    body: await response.text(),
  };
}

const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

describe('a library with accounts', () => {
  let open: TestService;
  beforeAll(async () => {
    open = await openService({ rateLimits });
    await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
  });
  afterAll(() => open.close());

  test.each([
    ['/graphql', 'graphql', graphql],
    ['/mcp', 'mcp', listTools],
    ['/', 'pages', {}],
    ['/sign-in', 'sign-in', {}],
    ['/ingest/upload', 'uploads', post('{}')],
  ] as const)('%s counts its requests, of each address for itself', async (path, name, init) => {
    const address = `203.0.113.${String(name.length)}`;
    const answers: Answer[] = [];
    for (let at = 0; at <= limit; at += 1) answers.push(await ask(open, path, init, from(address)));
    expect(answers.map(({ status }) => status === 429)).toEqual([false, false, true]);
    for (const [at, { policy, left }] of answers.entries()) {
      expect(policy).toBe(`"${name}";q=2;w=60`);
      expect(left).toMatch(new RegExp(`^"${name}";r=${String(Math.max(0, limit - 1 - at))};t=\\d+$`));
    }
    expect(answers.at(-1)?.left).toMatch(new RegExp(`;t=${answers.at(-1)?.retryAfter ?? ''}$`));
    expect(answers.at(-1)?.body).toContain('2 times within a minute');
    expect((await ask(open, path, init, from('198.51.100.1'))).status).not.toBe(429);
  });

  test('GraphQL answers say in their extensions what is left', async () => {
    const answers = [1, 2, 3].map(() => ask(open, '/graphql', graphql, from('203.0.113.77')));
    const bodies = (await Promise.all(answers)).map(
      ({ body }) => JSON.parse(body) as { extensions: { rateLimit: { limit: number; remaining: number } } },
    );
    const left = bodies.map(({ extensions }) => extensions.rateLimit);
    expect(left.map(({ limit: most }) => most)).toEqual([2, 2, 2]);
    expect(left.map(({ remaining }) => remaining).toSorted()).toEqual([0, 0, 1]);
  });

  test('a key is counted by itself, wherever it comes from', async () => {
    const { keys } = open.library.app.dependencies.access;
    const wanted = { name: 'program', role: 'READER', scopes: ['READ'], expiresAt: null } as const;
    const { secret } = await keys.create(thisMachine('COMMAND_LINE'), wanted);
    const statuses: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      const sender = { ...from(address), authorization: `Bearer ${secret}` };
      statuses.push((await ask(open, '/graphql', graphql, sender)).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('probes and files of pages are not counted', async () => {
    for (const path of ['/readyz', '/assets/site.css', '/readyz', '/assets/site.css']) {
      expect((await ask(open, path, {}, from('203.0.113.99'))).left).toBeNull();
    }
  });
});

describe('keys and sessions that are wrong', () => {
  let open: TestService;
  beforeAll(async () => {
    open = await openService({});
    await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
  });
  afterAll(() => open.close());

  const key = (name: string): string => `mcdewey_key_${name}`;
  /** Statuses of so many requests from one address, each with another secret. */
  const guess = async (
    count: number,
    address: string,
    [path, init, header]: readonly [string, RequestInit, (secret: string) => Record<string, string>],
  ): Promise<readonly Answer[]> => {
    const answers: Answer[] = [];
    for (let at = 0; at < count; at += 1) {
      const secret = key(`${address} ${path} ${String(at)}`.replaceAll(' ', '-'));
      answers.push(await ask(open, path, init, { ...from(address), ...header(secret) }));
    }
    return answers;
  };
  const bearer = (secret: string): Record<string, string> => ({ authorization: `Bearer ${secret}` });

  test.each([
    ['/graphql', graphql, '203.0.113.21'],
    ['/mcp', listTools, '203.0.113.22'],
  ] as const)('are looked up sixty times a minute for a network: %s', async (path, init, address) => {
    const answers = await guess(62, address, [path, init, bearer]);
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 60 }, () => 401), 429, 429]);
    expect(answers.at(-1)).toMatchObject({ retryAfter: expect.stringMatching(/^\d+$/) as unknown });
    expect(JSON.parse(answers.at(-1)!.body)).toMatchObject({ errors: [{ extensions: { code: 'THROTTLED' } }] });
    // Neither the database nor others are asked for it: a stranger may read, and so may another network's wrong key.
    expect((await ask(open, path, init, from(address))).status).toBe(200);
    expect((await ask(open, path, init, { ...from('203.0.113.23'), ...bearer(key('once')) })).status).toBe(401);
  });

  test('stop no key that was right before, and count once each', async () => {
    const { keys } = open.library.app.dependencies.access;
    const wanted = { name: 'known', role: 'READER', scopes: ['READ'], expiresAt: null } as const;
    const { secret } = await keys.create(thisMachine('COMMAND_LINE'), wanted);
    const address = '203.0.113.24';
    const sender = { ...from(address), ...bearer(secret) };
    // Many at the same moment, as a program begins: one key is one key.
    const first = await Promise.all(Array.from({ length: 80 }, () => ask(open, '/graphql', graphql, sender)));
    expect(first.filter(({ status }) => status !== 200)).toEqual([]);
    const again = { ...from(address), ...bearer(key('the-same')) };
    for (let at = 0; at < 70; at += 1) expect((await ask(open, '/graphql', graphql, again)).status).toBe(401);
    await guess(60, address, ['/graphql', graphql, bearer]);
    const unknown = { ...from(address), ...bearer(key('another')) };
    expect((await ask(open, '/graphql', graphql, unknown)).status).toBe(429);
    expect((await ask(open, '/graphql', graphql, sender)).status).toBe(200);
  });

  test('a page says it as a page', async () => {
    await guess(60, '203.0.113.25', ['/', {}, bearer]);
    const [refused] = await guess(1, '203.0.113.25', ['/d/x', { headers: { accept: 'text/html' } }, bearer]);
    expect([refused!.status, refused!.body.includes('too many wrong keys')]).toEqual([429, true]);
  });
});

test('whoever works on this machine is not counted while nobody administers the library', async () => {
  const open = await openService({ rateLimits });
  try {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(open, '/graphql', graphql, {})));
    expect(answers.map(({ status, left }) => [status, left])).toEqual(answers.map(() => [200, null]));
  } finally {
    await open.close();
  }
});

test.each([
  ['203.0.113.5', '203.0.113.5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', '8193:3512:1:2'],
  ['2001:db8:1:2::9', '8193:3512:1:2'],
  ['nonsense', 'unknown'],
  [undefined, 'unknown'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
