/** A service that starts and stops beside busy clients: whoever was taken on is answered. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startHttpServer, type HttpServer } from '../src/server/http-server.js';
import { start as startProgram } from './testkit/command.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

/** @param check what `/readyz` waits for. */
const start = (check: () => Promise<void> = () => Promise.resolve()): Promise<HttpServer> => {
  const { app } = library;
  return startHttpServer({
    ...{ host: '127.0.0.1', port: 0, version: '1', connections: 50 },
    ...{ schema: app.schema, dependencies: app.dependencies, execute: app.execute, operations: app.operations },
    ...{ logger: silent, metrics: app.metrics, health: { gate: { required: true, check } } },
  });
};

interface Reply {
  readonly status: number;
  readonly connection: string | undefined;
}

async function answerOf(sent: ClientRequest): Promise<Reply> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  await text(response);
  return { status: response.statusCode!, connection: response.headers.connection };
}

test('twenty clients in the middle of their requests are answered, then the service has ended', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let asked = 0;
  let allAsked = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    allAsked = resolve;
  });
  const server = await start(() => {
    asked += 1;
    if (asked === 20) allAsked();
    return gate;
  });
  const agent = new Agent({ keepAlive: true });
  const replies = Array.from({ length: 20 }, () => answerOf(request(`${server.url}/readyz`, { agent }).end()));
  await all;
  const closed = server.close();
  open();
  // 503: it is stopping, which `/readyz` says. Nobody sends another request over a connection that ends.
  const last = { status: 503, connection: 'close' };
  expect(await Promise.all(replies)).toEqual(Array.from({ length: 20 }, () => last));
  await closed;
  agent.destroy();
});

test('a request over a connection that idled when the service began to stop is answered, and the last of it', async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await answerOf(request(`${server.url}/healthz`, { agent }).end())).toMatchObject({ status: 200 });
  const closed = server.close();
  const sent = request(`${server.url}/healthz`, { agent }).end();
  expect(await answerOf(sent)).toEqual({ status: 200, connection: 'close' });
  expect(sent.reusedSocket).toBe(true);
  await closed;
  agent.destroy();
});

test('a service that is told to end answers twenty clients that are in the middle of their requests, and ends well', async () => {
  const data = await mkdtemp(join(tmpdir(), 'mcdewey-stopping-'));
  const service = startProgram(['serve', '--no-first-ingest'], { MCDEWEY_DATA: data, PORT: '0' });
  try {
    const [, url = ''] = await service.saw(/answers at (\S+)/);
    const agent = new Agent({ keepAlive: true });
    // Answered without an operation, which could be refused where there is much to do.
    const body = JSON.stringify({ query: '{ no GraphQL' });
    const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
    const sent = Array.from({ length: 20 }, () => request(`${url}/graphql`, { agent, method: 'POST', headers }));
    // The service has the head of each, and waits for its body.
    await Promise.all(
      sent.map((one) => {
        one.flushHeaders();
        return once(one, 'continue');
      }),
    );
    service.child.kill('SIGTERM');
    await service.saw(/Stopping/);
    const replies = sent.map((one) => answerOf(one.end(body)));
    expect(await Promise.all(replies)).toEqual(sent.map(() => ({ status: 400, connection: 'close' })));
    // By itself: the signal was handled, and nothing had to be cut.
    expect(await service.finished).toMatchObject({ code: 0, signal: null });
    agent.destroy();
  } finally {
    service.child.kill('SIGKILL');
    await service.finished;
    await rm(data, { recursive: true, force: true });
  }
});

test('connections beyond the most are closed, and the others served', async () => {
  const server = await start();
  const { port } = new URL(server.url);
  const sockets = Array.from({ length: 51 }, () => connect(Number(port), '127.0.0.1'));
  const [refused] = (await Promise.race(
    sockets.map(async (socket) => {
      socket.on('error', () => undefined);
      await once(socket, 'close');
      return [socket];
    }),
  )) as [(typeof sockets)[number]];
  const other = sockets.find((socket) => socket !== refused)!;
  other.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [reply] = (await once(other, 'data')) as [Buffer];
  expect(reply.toString()).toContain('200 OK');
  for (const socket of sockets) socket.destroy();
  await server.close();
});
