/** A Postgres server that goes away and comes back: 503 at pages and GraphQL, an error of the tool at MCP, and the service goes on by itself. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { startHttpServer, type HttpServer } from '../src/server/http-server.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';
import { createEmptyDatabase, type TestDatabase } from './testkit/server-database.js';

/** Passes connections on, until it is told to drop and refuse them. */
async function startProxy(target: URL): Promise<{ server: Server; port: number; refuse(): void; allow(): void }> {
  const open = new Set<Socket>();
  let isRefusing = false;
  const server = createServer((client) => {
    if (isRefusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    port: (server.address() as AddressInfo).port,
    refuse() {
      isRefusing = true;
      for (const socket of open) socket.destroy();
    },
    allow() {
      isRefusing = false;
    },
  };
}

let database: TestDatabase;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let library: TestLibrary;
let server: HttpServer;

beforeAll(async () => {
  database = await createEmptyDatabase();
  const url = new URL(database.url);
  proxy = await startProxy(new URL(database.url));
  url.host = `127.0.0.1:${String(proxy.port)}`;
  library = await openTestLibrary({ DATABASE_URL: url.href });
  const source = await library.write('manuals', { 'gate/1/guide/guide.md': '# Gate\n\nThe latch opens.\n' });
  await library.ingest(source, { vendor: 'Acme' });
  const { app } = library;
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    version: '1',
    schema: app.schema,
    dependencies: app.dependencies,
    execute: app.execute,
    operations: app.operations,
    logger: silent,
    metrics: app.metrics,
    health: { postgres: { required: true, check: () => app.store.check() } },
  });
});

afterAll(async () => {
  await server.close();
  await library.close();
  proxy.server.close();
  await database.drop();
});

const post = (path: string, body: unknown) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(body),
  });

const key = '/c/gate%3A%3A1%3A%3Aguide%3A%3Aguide%3A%3A0';

interface ToolAnswer {
  readonly isError?: boolean;
  readonly content: readonly { readonly text?: string }[];
}

async function callTool(): Promise<ToolAnswer> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
  const answer = await client.callTool({ name: 'search_docs', arguments: { query: 'latch' } });
  await client.close();
  return answer as ToolAnswer;
}

const doors: Record<string, () => Promise<Response>> = {
  GraphQL: () => post('/graphql', { query: '{ search(query: "latch") { hits { nodes { chunk { key } } } } }' }),
  'a catalogue in GraphQL': () => post('/graphql', { query: '{ products { nodes { slug } } }' }),
  'a page': () => fetch(server.url + key),
  readiness: () => fetch(`${server.url}/readyz`),
};

describe.each(Object.keys(doors))('%s', (name) => {
  const ask = async (): Promise<Response> => (await doors[name]?.()) ?? Response.error();

  test('answers, then 503 while Postgres is away, then answers again', async () => {
    expect((await ask()).status).toBe(200);
    proxy.refuse();
    const away = await ask();
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('5');
    expect(await away.text()).not.toMatch(/ECONN|127\.0\.0\.1|at .*\.js/);
    proxy.allow();
    expect((await ask()).status).toBe(200);
  });
});

test('MCP: a tool says what is the matter, since a client takes another status for a broken connection', async () => {
  expect((await callTool()).isError).toBeFalsy();
  proxy.refuse();
  const away = await callTool();
  proxy.allow();
  expect(away.isError).toBe(true);
  expect(away.content[0]?.text).toContain('Error STORE_UNAVAILABLE');
  expect(away.content[0]?.text).not.toMatch(/ECONN|127\.0\.0\.1|at .*\.js/);
  expect((await callTool()).isError).toBeFalsy();
});

test('the process answers for itself meanwhile', async () => {
  proxy.refuse();
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  proxy.allow();
});
