/** Pages of what was moved: addresses from before lead to where it is, and are asked for again each time. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openService, type TestService } from './testkit/service.js';
import { idOf, move, undo } from './testkit/moving.js';

let service: TestService;
let bulk: string;

beforeAll(async () => {
  service = await openService();
  const { library } = service;
  const folder = await library.write('manuals', {
    'lift/1/guide/guide.md': '# Lift\n\n## Doors\n\nThe doors open sideways.\n',
    'hoist/1/sheet/sheet.md': '# Hoist\n\n## Chains\n\nThe chain is long.\n',
  });
  await library.ingest(folder, { vendor: 'Acme' });
  bulk = await move(library, { things: [await idOf(library, 'lift')], into: await idOf(library, 'hoist') });
});

afterAll(() => service.close());

async function answer(path: string): Promise<readonly unknown[]> {
  const response = await fetch(new URL(path, service.server.url), { redirect: 'manual' });
  return [response.status, response.headers.get('location'), response.headers.get('cache-control')];
}

const key = encodeURIComponent('lift::1::guide::guide::0');
const newKey = encodeURIComponent('hoist::1::guide::guide::0');

test.each([
  ['/d/lift/1/guide', '/d/hoist/1/guide'],
  ['/d/lift/1/guide.md', '/d/hoist/1/guide.md'],
  ['/d/lift/1/guide?part=1', '/d/hoist/1/guide?part=1'],
  [`/c/${key}`, `/c/${newKey}`],
  ['/?product=lift', '/?product=hoist'],
  ['/?product=lift&version=1', '/?product=hoist&version=1'],
])('%s leads to %s', async (from, to) => {
  expect(await answer(from)).toEqual([301, to, 'private, no-cache']);
  expect((await answer(to))[0]).toBe(200);
});

test('when the move is taken back, the addresses are turned round', async () => {
  expect((await undo(service.library, bulk)).refused).toEqual([]);
  expect((await answer('/d/lift/1/guide'))[0]).toBe(200);
  expect((await answer('/?product=lift'))[0]).toBe(200);
  expect(await answer('/d/hoist/1/guide')).toEqual([301, '/d/lift/1/guide', 'private, no-cache']);
  expect(await answer(`/c/${newKey}`)).toEqual([301, `/c/${key}`, 'private, no-cache']);
});
