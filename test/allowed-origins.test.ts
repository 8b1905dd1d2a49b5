/** Web pages of other origins: which may use the API, and as whom. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../src/config.js';
import { openService, type TestService } from './testkit/service.js';

const invited = 'https://docs.example.com';
const stranger = 'https://elsewhere.example.com';
let service: TestService;

beforeAll(async () => {
  service = await openService({ allowedOrigins: [invited] });
});

afterAll(() => service.close());

function preflight(path: string, origin: string, method = 'POST'): Promise<Response> {
  return fetch(`${service.server.url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  });
}

/** As a browser sends it after the preflight. */
function send(path: string, origin: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${service.server.url}${path}`, {
    method: 'POST',
    headers: {
      origin,
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}

describe.each([
  ['/graphql', 'POST'],
  ['/graphql/stream', 'POST'],
  ['/mcp', 'POST'],
  ['/ingest/upload', 'POST'],
  ['/ingest/uploads/any', 'PUT'],
])('%s', (path, method) => {
  test('answers the question of an invited origin', async () => {
    const { status, headers } = await preflight(path, invited, method);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(invited);
    expect(headers.get('access-control-allow-methods')).toContain(method);
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/authorization.*content-type/);
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('invites nobody else', async () => {
    expect((await preflight(path, stranger, method)).headers.get('access-control-allow-origin')).toBeNull();
  });
});

const library = { query: '{ library { vendors } viewer { kind } }' };
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

test('a page of an invited origin reads, by GraphQL and by MCP', async () => {
  const answer = await send('/graphql', invited, library);
  expect(answer.headers.get('access-control-allow-origin')).toBe(invited);
  expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
  expect(await answer.json()).toMatchObject({ data: { library: { vendors: 0 }, viewer: { kind: 'ANONYMOUS' } } });
  expect((await send('/mcp', invited, ping)).status).not.toBe(403);
});

test('a page of another origin is not let in to MCP, and not shown what GraphQL answers', async () => {
  expect((await send('/mcp', stranger, ping)).status).toBe(403);
  expect((await send('/graphql', stranger, library)).headers.get('access-control-allow-origin')).toBeNull();
});

test('being invited lets nobody change anything', async () => {
  const answer = await send('/graphql', invited, { query: 'mutation { dropNeedlessOverrides { dropped } }' });
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});

test('pages of the site are for nobody else', async () => {
  const { headers } = await fetch(service.server.url, { headers: { origin: invited } });
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

describe('the setting', () => {
  test('takes origins, and all', () => {
    expect(loadConfig({ ALLOWED_ORIGINS: `${invited}, http://localhost:5173` }).allowedOrigins).toEqual([
      invited,
      'http://localhost:5173',
    ]);
    expect(loadConfig({ ALLOWED_ORIGINS: '*' }).allowedOrigins).toEqual(['*']);
    expect(loadConfig({}).allowedOrigins).toBeUndefined();
  });

  test.each(['docs.example.com', `${invited}/`, `${invited}/app`, 'null', 'https://*.example.com'])(
    'refuses %s',
    (value) => {
      expect(() => loadConfig({ ALLOWED_ORIGINS: value })).toThrow(/ALLOWED_ORIGINS must be origins/);
    },
  );
});
