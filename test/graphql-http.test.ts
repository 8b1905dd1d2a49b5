/** GraphQL over HTTP: media types, refusals in GraphQL's shape, cost, sandbox. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { isNonNullType } from 'graphql';
import { serverAudits } from 'graphql-http';
import { mountGraphql, type MountedGraphql } from '../src/server/graphql.js';
import { localCallers } from './testkit/callers.js';
import { dependenciesOf, operations, schema, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let mounted: MountedGraphql;
let server: Server;
let url: string;

const search = searchThatAnswers({});

beforeAll(async () => {
  store = await openTestStore();
  const app = express();
  mounted = await mountGraphql(app, {
    schema,
    dependencies: dependenciesOf(store.dataSource, search),
    callers: localCallers,
    operations,
  });
  server = createServer(app);
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await mounted.close();
  await store.close();
});

const modern = 'application/graphql-response+json';

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

async function errorOf(response: Response): Promise<unknown> {
  const text = await response.text();
  expect(text).not.toMatch(/node_modules|\bat \w+ \(|stacktrace/);
  const { errors } = JSON.parse(text) as { errors: unknown[] };
  return errors[0];
}

test('answers in the media type that was asked for, with the cost', async () => {
  const body = JSON.stringify({ query: '{ vendors(first: 7) { nodes { slug } } }' });
  const response = await post(body, { accept: modern });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, `${modern}; charset=utf-8`]);
  expect(await response.json()).toMatchObject({
    data: { vendors: { nodes: expect.any(Array) } },
    extensions: { cost: { requested: 28, limit: 25_000 } },
  });
  expect((await post(body)).headers.get('content-type')).toContain('application/json');
});

test('a bad argument empties its own field and leaves the rest of the answer', async () => {
  const query = '{ good: vendors(first: 1) { totalCount } bad: vendors(first: 1, after: "x") { totalCount } }';
  const response = await post(JSON.stringify({ query }), { accept: modern });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    data: { good: { totalCount: 0 }, bad: null },
    errors: [{ path: ['bad'], extensions: { code: 'BAD_INPUT' } }],
  });
});

test('every field of a query and a mutation can be null by itself', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );
  expect(fields.length).toBeGreaterThan(20);
  expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

test('runs mutations for callers on this machine only', async () => {
  const query = `mutation ($location: String!) { startIngest(input: { location: $location, product: "Kite" }) { job {
    state source progress ingestSource { kind location lastJob { state } } } userErrors { code field details } } }`;
  const body = JSON.stringify({ query, variables: { location: import.meta.dirname } });
  const foreign = await post(body, { origin: 'https://elsewhere.example' });
  expect(foreign.status).toBe(403);
  expect(await errorOf(foreign)).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  expect(await store.dataSource.query('SELECT 1 FROM job')).toEqual([]);
  expect(await (await post(body)).json()).toMatchObject({
    data: {
      startIngest: {
        job: {
          state: 'QUEUED',
          source: import.meta.dirname,
          progress: 0,
          ingestSource: { kind: 'FOLDER', location: import.meta.dirname, lastJob: { state: 'QUEUED' } },
        },
        userErrors: [],
      },
    },
  });
  const nowhere = await post(JSON.stringify({ query, variables: { location: '/nowhere/at/all' } }));
  expect(await nowhere.json()).toMatchObject({
    data: { startIngest: { job: null, userErrors: [{ code: 'NOT_FOUND' }] } },
  });
});

describe('refusals', () => {
  test.each([
    ['broken JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['a JSON string', '"query"', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['a batch', '[{"query": "{ __typename }"}]', 400, 'BAD_REQUEST'],
    ['a syntax error', '{"query": "{ vendors("}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query": "{ nothing }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', JSON.stringify({ query: `{ ${'__typename '.repeat(4001)} }` }), 400, 'GRAPHQL_PARSE_FAILED'],
    [
      'too costly',
      '{"query": "{ vendors(first: 100) { nodes { products(first: 100) { nodes { versions(first: 100) { nodes { slug } } } } } } }"}',
      400,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'wrong variables',
      '{"query": "query ($id: ID!) { node(id: $id) { id } }", "variables": {"id": {}}}',
      400,
      'BAD_INPUT',
    ],
    ['a body of 2 MB', JSON.stringify({ query: ' '.repeat(2_000_000) }), 413, 'BAD_REQUEST'],
  ])('%s', async (_what, body, status, code) => {
    const response = await post(body, { accept: modern });
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ message: expect.any(String), extensions: { code } });
  });

  test('a form of another site', async () => {
    const response = await post('query=x', { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
    await errorOf(response);
  });

  test('a charset nobody has', async () => {
    const response = await post('{}', { 'content-type': 'application/json; charset=nope' });
    expect(response.status).toBe(415);
    expect(await errorOf(response)).toMatchObject({ extensions: { code: 'BAD_REQUEST' } });
  });

  test('a domain error keeps code and details', async () => {
    const response = await post('{"query": "{ vendors(first: 0) { nodes { slug } } }"}');
    expect(await errorOf(response)).toMatchObject({
      path: ['vendors'],
      extensions: { code: 'BAD_INPUT', details: { field: 'first' } },
    });
  });
});

describe('sandbox', () => {
  test('browsers get a page that loads nothing from elsewhere', async () => {
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(response.status).toBe(200);
    expect(policy).toContain(`default-src 'none'`);
    expect(page).toContain(`<script nonce="${nonce}">`);
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
  });

  test('everybody else gets an answer', async () => {
    const response = await fetch(`${url}?query=%7B__typename%7D`, {
      headers: { accept: 'application/json', 'apollo-require-preflight': 'yes' },
    });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});

/** Answers as plain JSON have the status of their fault too, as Apollo Server gives it; the specification would like 200 there. */
const known = new Set(['572B', 'FDE2', '7B9B']);

/** The rules of the specification "GraphQL over HTTP", as its working group tests them. */
test.each(serverAudits({ url: () => url }).map(({ id, name, fn }) => [`${id} ${name}`, { id, fn }] as const))(
  '%s',
  async (_, { id, fn }) => {
    const { status } = await fn();
    expect(status === 'notice' ? 'ok' : status).toBe(known.has(id) ? 'warn' : 'ok');
  },
);
