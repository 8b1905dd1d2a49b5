/** Documents that are known beforehand: asked for by id or hash, and the only ones where the service is told so. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { loadConfig } from '../src/config.js';
import { createPersistedDocuments } from '../src/server/persisted-documents.js';
import { openService, type TestService } from './testkit/service.js';

const products = 'query Products($first: Int!) { products(first: $first) { totalCount } }';
const vendors = 'query Vendors { vendors { totalCount } }';
const unknown = 'query Other { library { documents } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const apollo = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: 'products-1', name: 'Products', type: 'query', body: products }],
};

let folder: string;
let manifests: readonly string[];
let open: TestService;
let closed: TestService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  manifests = [join(folder, 'apollo.json'), join(folder, 'plain.json')];
  await writeFile(manifests[0]!, JSON.stringify(apollo));
  await writeFile(manifests[1]!, JSON.stringify({ [sha256(vendors)]: vendors }));
  [open, closed] = await Promise.all([
    openService({ persisted: { manifests, only: false } }),
    openService({ persisted: { manifests, only: true } }),
  ]);
});

afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly code?: string | undefined;
}

async function answerOf(response: Response): Promise<Answer> {
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return { status: response.status, data, code: errors?.[0]?.extensions.code };
}

const modern = { accept: 'application/graphql-response+json' };

async function post({ server }: TestService, body: unknown, path = '/graphql'): Promise<Answer> {
  const headers = { ...modern, 'content-type': 'application/json' };
  return answerOf(await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function get({ server }: TestService, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const address = `${server.url}/graphql?${new URLSearchParams(parameters).toString()}`;
  return answerOf(await fetch(address, { headers: { ...modern, 'apollo-require-preflight': 'true' } }));
}

const byHash = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: sha256(text) } });
const none = { products: { totalCount: 0 } };

describe.each([
  ['any', () => open],
  ['only known', () => closed],
])('a service that answers %s documents', (_name, service) => {
  const variables = { first: 1 };

  test('answers an id, the hash of a text, and the hash as Apollo sends it', async () => {
    for (const named of [
      { documentId: 'products-1' },
      { documentId: `sha256:${sha256(products)}` },
      { extensions: byHash(products) },
      { query: products, extensions: byHash(products) },
      { query: products },
    ]) {
      expect(await post(service(), { ...named, variables })).toMatchObject({ status: 200, data: none });
    }
    expect(await post(service(), { extensions: byHash(vendors) })).toMatchObject({
      data: { vendors: { totalCount: 0 } },
    });
  });

  test('answers them in an address', async () => {
    const shared = { variables: JSON.stringify(variables) };
    expect(await get(service(), { ...shared, documentId: 'products-1' })).toMatchObject({ status: 200, data: none });
    const extensions = JSON.stringify(byHash(products));
    expect(await get(service(), { ...shared, extensions })).toMatchObject({ status: 200, data: none });
  });

  test('refuses ids and hashes that it does not know, and learns none', async () => {
    const refusal = { status: 404, code: 'PERSISTED_DOCUMENT_NOT_FOUND' };
    expect(await post(service(), { documentId: 'gone' })).toMatchObject(refusal);
    await post(service(), { query: unknown, extensions: byHash(unknown) });
    expect(await post(service(), { extensions: byHash(unknown) })).toMatchObject(refusal);
    expect(await get(service(), { documentId: 'gone' })).toMatchObject(refusal);
    expect(await post(service(), { documentId: 'gone' }, '/graphql/stream')).toMatchObject(refusal);
  });
});

test('a service that answers any answers a text that nobody knows', async () => {
  expect(await post(open, { query: unknown })).toMatchObject({ status: 200, data: { library: { documents: 0 } } });
  expect(await post(open, { query: unknown, extensions: byHash(unknown) })).toMatchObject({ status: 200 });
});

describe('a service that answers only known ones', () => {
  const refusal = { status: 403, code: 'PERSISTED_ONLY' };

  test('refuses other texts, also beside a known id, in an address, and as a subscription', async () => {
    expect(await post(closed, { query: unknown })).toMatchObject(refusal);
    expect(await post(closed, { query: `${products} ` })).toMatchObject(refusal);
    expect(await post(closed, { query: unknown, documentId: 'products-1' })).toMatchObject(refusal);
    expect(await post(closed, { query: '{ __schema { types { name } } }' })).toMatchObject(refusal);
    expect(await post(closed, [{ query: unknown }])).toMatchObject(refusal);
    expect(await post(closed, {})).toMatchObject(refusal);
    expect(await get(closed, { query: unknown })).toMatchObject(refusal);
    expect(
      await post(closed, { query: 'subscription S { ingestJobProgress(id: "x") { id } }' }, '/graphql/stream'),
    ).toMatchObject(refusal);
  });

  test('answers every document of the console', async () => {
    const text = await readFile(new URL('../dist/admin/persisted-documents.json', import.meta.url), 'utf8');
    const { operations } = JSON.parse(text) as { operations: { name: string; body: string; type: string }[] };
    const schema = buildSchema(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'));
    expect(operations.length).toBeGreaterThan(50);
    for (const { body } of operations) expect(validate(schema, parse(body))).toEqual([]);
    const viewer = operations.find(({ name }) => name === 'Viewer');
    expect(await post(closed, { query: viewer!.body })).toMatchObject({ status: 200 });
  });

  test('shows browsers no GraphiQL', async () => {
    const page = (service: TestService) => fetch(`${service.server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect((await page(open)).headers.get('content-type')).toContain('text/html');
    expect(await answerOf(await page(closed))).toMatchObject(refusal);
  });

  test('serves pages and MCP as before', async () => {
    expect((await fetch(`${closed.server.url}/?q=valve`)).status).toBe(200);
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_library', arguments: {} } };
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const answer = await fetch(`${closed.server.url}/mcp`, { method: 'POST', headers, body: JSON.stringify(call) });
    expect(await answer.text()).toContain('"level":"vendors"');
  });
});

test('the settings name manifests; one that can’t be read or is none is said', async () => {
  expect(loadConfig({ PERSISTED_DOCUMENTS: '/a.json:/b.json', PERSISTED_ONLY: 'true' }).persisted).toEqual({
    manifests: ['/a.json', '/b.json'],
    only: true,
  });
  expect(loadConfig({}).persisted).toEqual({ manifests: [], only: false });
  const wrong = join(folder, 'wrong.json');
  await writeFile(wrong, '{"operations": 3}');
  await expect(createPersistedDocuments({ manifests: [wrong], only: true })).rejects.toThrow(
    /wrong\.json is no manifest/,
  );
  await expect(createPersistedDocuments({ manifests: ['/gone.json'], only: true })).rejects.toThrow(
    /gone\.json can't be read \(ENOENT\)/,
  );
});
