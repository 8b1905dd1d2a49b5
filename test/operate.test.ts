/** What operators and their tools ask a running service: health, readiness, metrics, names of requests, traces. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { routeOf } from '../src/server/requests.js';
import { requestIdFrom } from '../src/request-id.js';
import { startHttpServer, type HttpServer } from '../src/server/http-server.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';

let library: TestLibrary;
let server: HttpServer;
let elasticsearch: () => Promise<unknown> = () => Promise.resolve();
const spans = new InMemorySpanExporter();

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  library = await openTestLibrary();
  const { app } = library;
  const source = await library.write('manuals', { 'gate/1/guide/guide.md': '# Gate\n\nThe latch opens.\n' });
  await library.ingest(source, { vendor: 'Acme' });
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
    health: {
      postgres: { required: true, check: () => app.store.check() },
      elasticsearch: { required: false, check: () => elasticsearch() },
    },
  });
});

afterAll(async () => {
  await server.close();
  await library.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

const search = (headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: 'query Latch { search(query: "latch") { hits { nodes { chunk { key } } } } }' }),
  });

async function metric(name: string): Promise<string[]> {
  const text = await (await get('/metrics')).text();
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('readiness', () => {
  test('names every dependency; one that is not required does not fail it', async () => {
    elasticsearch = () => Promise.reject(new Error('http://secret-host:9200 refused'));
    const response = await get('/readyz');
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      status: 'ready',
      dependencies: {
        postgres: { status: 'ok', required: true, ms: expect.any(Number) },
        elasticsearch: { status: 'unavailable', required: false, ms: expect.any(Number) },
      },
    });
    expect(text).not.toContain('secret-host');
    elasticsearch = () => Promise.resolve();
  });

  test('a dependency that hangs counts as away', async () => {
    elasticsearch = () => new Promise(() => undefined);
    const { dependencies } = (await (await get('/readyz')).json()) as { dependencies: unknown };
    expect(dependencies).toMatchObject({ elasticsearch: { status: 'unavailable' } });
    elasticsearch = () => Promise.resolve();
  });

  test('ends before the service does: while it drains, requests are still answered', async () => {
    const { app } = library;
    const second = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      version: '1',
      schema: app.schema,
      dependencies: app.dependencies,
      execute: app.execute,
      operations: app.operations,
      logger: silent,
      metrics: app.metrics,
      health: {},
    });
    second.drain();
    const ready = await fetch(`${second.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(ready.headers.get('retry-after')).toBe('5');
    expect(await ready.json()).toMatchObject({ status: 'draining' });
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${second.url}/`)).status).toBe(200);
    await second.close();
  });
});

describe('the name of a request', () => {
  test('is the caller’s, or a new one, and comes back', async () => {
    expect((await search({ 'x-request-id': 'abc-123' })).headers.get('x-request-id')).toBe('abc-123');
    expect((await get('/')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('can not smuggle anything into a log', () => {
    expect(requestIdFrom('a"b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(requestIdFrom('x'.repeat(200))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('metrics', () => {
  test('count requests by route, operations by field, legs, chunks and connections', async () => {
    await search();
    await get('/c/gate%3A%3A1%3A%3Aguide%3A%3Aguide%3A%3A0');
    expect(
      await metric('mcdewey_http_request_seconds_count{method="POST",route="/graphql",status="200"}'),
    ).toHaveLength(1);
    expect(await metric('mcdewey_http_request_seconds_count{method="GET",route="/c/:key",status="200"}')).toHaveLength(
      1,
    );
    expect(
      await metric('mcdewey_graphql_operation_seconds_count{door="http",type="query",field="search",outcome="ok"}'),
    ).toHaveLength(1);
    for (const leg of ['lexical', 'vector', 'embed']) {
      expect(await metric(`mcdewey_search_leg_seconds_count{leg="${leg}",outcome="ok"}`)).toHaveLength(1);
    }
    expect(await metric('mcdewey_ingested_chunks_total')).toEqual(['mcdewey_ingested_chunks_total 1']);
    expect(await metric('mcdewey_postgres_connections{state="waiting"}')).toEqual([
      'mcdewey_postgres_connections{state="waiting"} 0',
    ]);
    expect(await metric('nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
  });

  test('have as many routes as the service, whatever is asked for', () => {
    expect(['/c/a', '/c/b', '/d/x/y/z', '/anything', '/graphql', '/'].map(routeOf)).toEqual([
      '/c/:key',
      '/c/:key',
      '/d/:document',
      'other',
      '/graphql',
      '/',
    ]);
  });
});

test('a trace leads from the request over the operation and its legs to the statements', async () => {
  spans.reset();
  await search({ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
  const finished = spans.getFinishedSpans();
  const named = (name: string): ReadableSpan => {
    const found = finished.find((span) => span.name === name);
    if (found === undefined) throw new Error(`no span ${name} among ${finished.map((span) => span.name).join(', ')}`);
    return found;
  };
  const parentOf = (span: ReadableSpan): string | undefined => span.parentSpanContext?.spanId;
  const [request, operation, leg] = [named('POST /graphql'), named('graphql query Latch'), named('search lexical')];
  expect(parentOf(request)).toBe('b7ad6b7169203331');
  expect(request.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(parentOf(operation)).toBe(request.spanContext().spanId);
  expect(parentOf(named('search'))).toBe(operation.spanContext().spanId);
  expect(parentOf(leg)).toBe(named('search').spanContext().spanId);
  const statements = finished.filter((span) => parentOf(span) === leg.spanContext().spanId);
  expect(statements.length).toBeGreaterThan(0);
  for (const { name, attributes } of statements) {
    expect(name).toMatch(/^SQL (SELECT|WITH)$/);
    expect(attributes['db.query.text']).toMatch(/^(SELECT|WITH) .* FROM /);
  }
  expect(JSON.stringify(statements.map((span) => span.attributes))).not.toContain('latch');
});
