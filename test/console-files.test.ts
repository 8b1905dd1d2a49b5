/** The console’s files as the service gives them: policy, caching, packing, size. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { mountConsole } from '../src/server/console.js';
import { openService, type TestService } from './testkit/service.js';

let service: TestService;

beforeAll(async () => {
  service = await openService();
});

afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${service.server.url}${path}`, { headers });

async function entryPath(): Promise<string> {
  const page = await (await get('/admin')).text();
  return /<script type="module" crossorigin src="([^"]+)"/.exec(page)?.[1] ?? '';
}

test('every address below /admin gives the page, under a policy without inline code, and not from memory', async () => {
  const answers = await Promise.all(['/admin', '/admin/', '/admin/no/such/screen'].map((path) => get(path)));
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  }
  const again = await get('/admin', {
    'if-none-match': answers[0]?.headers.get('etag') ?? '',
    'cache-control': 'max-age=0',
  });
  expect(again.status).toBe(304);
});

test('what the page loads may be kept for good, comes packed where that is wanted, and is small', async () => {
  const path = await entryPath();
  const packed = await get(path, { 'accept-encoding': 'gzip' });
  const plain = await get(path, { 'accept-encoding': 'identity' });
  expect(packed.headers.get('cache-control')).toContain('immutable');
  expect(packed.headers.get('content-type')).toMatch(/javascript/);
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(150_000);
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await packed.text()).toBe(await plain.text());
});

test('the screens that a day begins with load beside the entry', async () => {
  const preloaded = async (path: string): Promise<string[]> => {
    const page = await (await get(path)).text();
    return [...page.matchAll(/<link rel="modulepreload" crossorigin href="([^"]+)"/g)].map(([, name]) => name ?? '');
  };
  const [today, documents, other] = await Promise.all(['/admin', '/admin/documents', '/admin/rules'].map(preloaded));
  expect(other).toEqual([]);
  expect(today?.join()).toMatch(/\/admin\/assets\/today-screen-/);
  expect(documents?.join()).toMatch(/\/admin\/assets\/documents-screen-/);
  expect(documents).not.toContain(await entryPath());
  for (const name of [...(today ?? []), ...(documents ?? [])]) expect((await get(name)).status).toBe(200);
});

test('a file that the build does not have is missing, also by a way around', async () => {
  for (const name of ['nothing.js', '..%2findex.html', '%2e%2e%2f%2e%2e%2fsrc%2fmain.js']) {
    const { status } = await get(`/admin/assets/${name}`);
    expect(status).toBe(404);
  }
});

test('without a build the address says what to do', async () => {
  const app = express();
  await mountConsole(app, '/no/such/folder');
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/admin`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build');
  await new Promise((resolve) => server.close(resolve));
});
