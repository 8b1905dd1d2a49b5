/** A service that is asked for more than it can do: what it answers, what it leaves undone, and what it never keeps waiting. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import express from 'express';
import type { Caller } from '../src/caller.js';
import { createExecutor } from '../src/graphql/executor.js';
import { createOperationRunner } from '../src/graphql/operation-runner.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import type { SearchRequest } from '../src/search/request.js';
import { mountGraphql, type MountedGraphql } from '../src/server/graphql.js';
import { mountSite } from '../src/site/mount-site.js';
import { executeAs } from '../src/executor.js';
import { anonymous } from '../src/caller.js';
import { goneSignal } from '../src/server/gone-signal.js';
import { localCallers } from './testkit/callers.js';
import { dependenciesOf, emptyAnswer, schema } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let mounted: MountedGraphql;
let server: Server;
let port: number;

/** Searches that were begun and are not answered until a test says so, or their signal fires. */
const open: { readonly asked: SearchRequest; readonly answer: () => void }[] = [];
let begun = (): void => undefined;

const searches = {
  search: (asked: SearchRequest) =>
    new Promise<typeof emptyAnswer>((resolve, reject) => {
      asked.signal?.addEventListener('abort', () => {
        reject(asked.signal?.reason as Error);
      });
      open.push({
        asked,
        answer: () => {
          resolve({ ...emptyAnswer });
        },
      });
      begun();
    }),
  resolveScope: () => Promise.resolve(emptyAnswer.scope),
};

/** Resolves when so many searches are open. */
async function searching(count: number): Promise<void> {
  while (open.length < count) {
    await new Promise<void>((resolve) => {
      begun = resolve;
    });
  }
}

const limits = { running: 2, waiting: 1, waitMs: 60_000, withinMs: 60_000 };
const operations = createOperationRunner(schema, limits);

beforeAll(async () => {
  store = await openTestStore();
  const dependencies = dependenciesOf(store.dataSource, searches);
  const execute = createExecutor(schema, dependencies, operations);
  const app = express();
  mountMcp(app, { execute, callerOf: () => anonymous('MCP'), baseUrl: 'http://localhost', version: '1' });
  mounted = await mountGraphql(app, { schema, dependencies, callers: localCallers, operations });
  const site = mountSite(app, {
    executeFor: (_request, response) => executeAs(anonymous('PAGE'), execute, { signal: goneSignal(response) }),
    baseUrl: 'http://localhost',
  });
  app.use(site.notFound);
  app.use(site.onError);
  server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  for (const { answer } of open.splice(0)) answer();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await mounted.close();
  await store.close();
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

interface Sent {
  readonly answer: Promise<Answer>;
  readonly hangUp: () => void;
}

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Sent {
  const sent = request({
    ...{ port, host: '127.0.0.1', method, path, agent: false },
    headers: { 'content-type': 'application/json', ...headers },
  });
  const answer = once(sent, 'response').then(async ([response]: IncomingMessage[]) => ({
    status: response!.statusCode!,
    retryAfter: response!.headers['retry-after'],
    body: await text(response!),
  }));
  answer.catch(() => undefined);
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  return { answer, hangUp: () => sent.destroy() };
}

const search = (): Sent => send('POST', '/graphql', { query: '{ search(query: "x") { query } }' });
/** Of this machine one operation runs at once here, and one waits. */
const { use } = operations;
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const waiting = (count: number): Promise<void> => until(() => use().waiting === count);
const nothingToDo = (): Promise<void> => until(() => use().running + use().waiting === 0);

test('GraphQL, pages and MCP send away what is too much, and say when to come back', async () => {
  const first = search();
  await searching(1);
  const second = search();
  await waiting(1);
  const third = await search().answer;
  expect([third.status, third.retryAfter]).toEqual([503, '2']);
  expect(JSON.parse(third.body)).toMatchObject({
    errors: [{ extensions: { code: 'OVERLOADED', details: { retryAfter: 2 } } }],
    extensions: { cost: { requested: expect.any(Number) } },
  });

  // Somebody else has a place left to run; of those that wait, nobody has more than one.
  const page = send('GET', '/?q=x', undefined, { accept: 'text/html' });
  await searching(2);
  const refused = await send('GET', '/?q=x', undefined, { accept: 'text/html' }).answer;
  expect([refused.status, refused.retryAfter]).toEqual([503, '5']);
  expect(refused.body).toContain('too much to do');

  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'search_docs', arguments: { query: 'x' } },
  };
  const tool = await send('POST', '/mcp', call, { accept: 'application/json, text/event-stream' }).answer;
  expect(tool.body).toContain('OVERLOADED');

  for (const { answer } of open.splice(0)) answer();
  expect((await first.answer).status).toBe(200);
  await searching(1);
  for (const { answer } of open.splice(0)) answer();
  expect((await second.answer).status).toBe(200);
  expect((await page.answer).status).toBe(200);
  await nothingToDo();
});

test('what waits for a caller that is gone is never begun; what runs is stopped', async () => {
  const running = search();
  await searching(1);
  const behind = search();
  await waiting(1);
  behind.hangUp();
  await waiting(0);
  running.hangUp();
  await nothingToDo();
  expect(open).toHaveLength(1);
  expect(open[0]!.asked.signal!.aborted).toBe(true);
});

test('a tool call stops when its connection is closed', async () => {
  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'search_docs', arguments: { query: 'x' } },
  };
  const sent = send('POST', '/mcp', call, { accept: 'application/json, text/event-stream' });
  await searching(1);
  sent.hangUp();
  await nothingToDo();
  expect(open[0]!.asked.signal!.aborted).toBe(true);
});

test('a page stops when its reader is gone', async () => {
  const sent = send('GET', '/?q=x', undefined, { accept: 'text/html' });
  await searching(1);
  sent.hangUp();
  await nothingToDo();
  expect(open[0]!.asked.signal!.aborted).toBe(true);
});

test('an operation that takes too long ends with TIMEOUT, and its work is stopped', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const sent = search();
    await searching(1);
    await jest.advanceTimersByTimeAsync(limits.withinMs);
    const { status, retryAfter, body } = await sent.answer;
    expect([status, retryAfter]).toEqual([503, '5']);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ message: expect.stringContaining('60 s'), extensions: { code: 'TIMEOUT' } }],
    });
    expect(open[0]!.asked.signal!.aborted).toBe(true);
    await nothingToDo();
  } finally {
    jest.useRealTimers();
  }
});

test('who works at the command line waits for nobody and has no deadline', async () => {
  const caller: Caller = { ...anonymous('COMMAND_LINE') };
  const first = search();
  await searching(1);
  const execute = createExecutor(schema, dependenciesOf(store.dataSource, searches), operations);
  const own = Array.from({ length: 4 }, () =>
    execute({ name: 'Own', source: 'query Own { search(query: "x") { query } }' }, {}, { caller }),
  );
  await searching(5);
  for (const { answer } of open.splice(0)) answer();
  await Promise.all([...own, first.answer]);
});
