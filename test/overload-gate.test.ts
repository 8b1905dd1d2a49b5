/** What is refused before anything of it is read, when there is too much to do. */
import { once } from 'node:events';
import { createServer, request, type ClientRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express, { type Response } from 'express';
import { allowOrigins } from '../src/server/allowed-origins.js';
import { createOverloadGate } from '../src/server/overload-gate.js';
import { createMetrics } from '../src/telemetry/metrics.js';

const places = { running: 4, all: 6 };
let strain: { isOverloaded: boolean; turns: number };
let server: Server;
/** Responses of requests that the gate let through. */
let open: Response[];
const metrics = createMetrics(
  () => ({ total: 0, idle: 0, waiting: 0 }),
  null,
  () => ({ running: 0, waiting: 0 }),
);

beforeEach(async () => {
  strain = { isOverloaded: false, turns: 0 };
  open = [];
  metrics.registry.resetMetrics();
  const app = express();
  app.set('trust proxy', true);
  app.use(
    createOverloadGate({
      operations: { places, strain: () => strain },
      metrics,
      allowOrigins: allowOrigins(['https://app.example']),
    }),
  );
  app.use((_request, response) => {
    open.push(response);
    server.emit('let through');
  });
  server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function send(path: string, address: string, headers: Record<string, string> = {}): ClientRequest {
  const { port } = server.address() as AddressInfo;
  const method = headers['content-length'] === undefined ? 'GET' : 'POST';
  const sent = request({
    ...{ port, host: '127.0.0.1', path, method, agent: false },
    headers: { 'x-forwarded-for': address, ...headers },
  });
  sent.on('error', () => undefined);
  return sent;
}

async function answerOf(sent: ClientRequest): Promise<Answer> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode!, headers: response.headers, body: await text(response) };
}

/** Asks, and waits until the gate has let it through. */
async function pass(path: string, address: string): Promise<ClientRequest> {
  const through = once(server, 'let through');
  const sent = send(path, address);
  sent.end();
  await through;
  return sent;
}

const refusalOf = (path: string, address: string): Promise<Answer> => answerOf(send(path, address).end());

test('a network has as many requests under way as operations may run and wait; others have theirs', async () => {
  for (let at = 0; at < places.all; at += 1) await pass('/graphql', `2001:db8:0:1::${String(at)}`);
  expect(await refusalOf('/graphql', '2001:db8:0:1::ffff')).toMatchObject({ status: 503 });
  await pass('/graphql', '2001:db8:0:2::1');
  expect(open).toHaveLength(places.all + 1);
});

test('a refusal waits for nothing of the body, and says when to come back', async () => {
  for (let at = 0; at < places.all; at += 1) await pass('/graphql', '192.0.2.1');
  const sent = send('/graphql', '192.0.2.1', { 'content-length': '1000', origin: 'https://app.example' });
  sent.write('{');
  const { status, headers, body } = await answerOf(sent);
  expect([status, headers['retry-after'], headers['access-control-allow-origin']]).toEqual([
    503,
    '2',
    'https://app.example',
  ]);
  expect(JSON.parse(body)).toEqual({
    errors: [
      {
        message: expect.stringContaining('too much to do') as unknown,
        extensions: { code: 'OVERLOADED', details: { retryAfter: 2 } },
      },
    ],
  });
  sent.destroy();
  expect(await metrics.registry.getSingleMetricAsString('mcdewey_http_request_seconds')).toMatch(
    /_count\{method="POST",route="\/graphql",status="503"\} 1\b/,
  );
});

test('MCP is told in its own form, and readers in words', async () => {
  for (let at = 0; at < places.all; at += 1) await pass('/', '192.0.2.1');
  const tool = await refusalOf('/mcp', '192.0.2.1');
  expect(JSON.parse(tool.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_000 } });
  const page = await refusalOf('/d/gate/1.0/guide', '192.0.2.1');
  expect([page.status, page.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
  expect(page.body).toContain('try again in a few seconds');
});

test('what is answered, or given up, gives its place back', async () => {
  const sent: ClientRequest[] = [];
  for (let at = 0; at < places.all; at += 1) sent.push(await pass('/', '192.0.2.1'));
  const answered = once(open[0]!, 'close');
  open[0]!.end();
  await answered;
  await pass('/', '192.0.2.1');
  const abandoned = once(open[1]!, 'close');
  sent[1]!.destroy();
  await abandoned;
  await pass('/', '192.0.2.1');
  expect((await refusalOf('/', '192.0.2.1')).status).toBe(503);
});

test('under overload networks share what will have a turn in time', async () => {
  strain = { isOverloaded: true, turns: 5 };
  for (let at = 0; at < 5; at += 1) await pass('/', '192.0.2.1');
  expect((await refusalOf('/', '192.0.2.1')).status).toBe(503);
  // Half of five each.
  for (let at = 0; at < 3; at += 1) await pass('/', '192.0.2.2');
  expect((await refusalOf('/', '192.0.2.2')).status).toBe(503);
  // However many they are, each has one that runs and one behind it.
  for (const address of ['192.0.2.3', '192.0.2.4', '192.0.2.5']) {
    await pass('/', address);
    await pass('/', address);
    expect((await refusalOf('/', address)).status).toBe(503);
  }
  strain = { isOverloaded: false, turns: 5 };
  await pass('/', '192.0.2.1');
});

test('as many as run at once are let in, also when none has had a turn lately', async () => {
  strain = { isOverloaded: true, turns: 0 };
  for (let at = 0; at < places.running; at += 1) await pass('/', '192.0.2.1');
  expect((await refusalOf('/', '192.0.2.1')).status).toBe(503);
});

test.each(['/healthz', '/readyz', '/metrics', '/assets/site.css', '/graphql/stream', '/ingest/upload'])(
  '%s waits behind nothing of it',
  async (path) => {
    strain = { isOverloaded: true, turns: 0 };
    for (let at = 0; at < places.running; at += 1) await pass('/', '192.0.2.1');
    expect((await refusalOf('/', '192.0.2.1')).status).toBe(503);
    for (let at = 0; at < places.all; at += 1) await pass(path, '192.0.2.1');
  },
);
