/** Moving and merging at the console: looked at, made, followed, taken back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;
let reader: string;

const page = (words: string): string => `# ${words}\n\nAll about ${words}.\n`;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = {
    'pump/1.0/guide/a.md': page('pumps'),
    'pump/1.0/notes/a.md': page('news of pumps'),
    'pumps/1.0/guide/a.md': page('the same pumps'),
    'pumps/2.0/guide/a.md': page('new pumps'),
  };
  await library.ingest(await library.write('acme', files), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
  reader = await createAccount(library, 'READER', 'Rea');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

const places = async (): Promise<string[]> => {
  const { documents } = await fixture.service.library.ask<{ documents: { nodes: { permalink: string }[] } }>(
    'query Places { documents(first: 100) { nodes { permalink } } }',
  );
  return documents.nodes.map(({ permalink }) => permalink.replace('/d/', '')).sort();
};
const before = ['pump/1.0/guide', 'pump/1.0/notes', 'pumps/1.0/guide', 'pumps/2.0/guide'];

test('a product becomes one with another after a look, its screen follows, and all of it is taken back', async () => {
  expect(await places()).toEqual(before);
  const cur = await openAs(fixture, curator, '/admin/products/pumps');
  const { page: tab } = cur;
  await tab.getByRole('button', { name: 'Move or merge…' }).click();
  const dialog = tab.getByRole('dialog', { name: /^Move or merge: / });
  await dialog.getByLabel('What happens').selectOption('It becomes one with another product');
  const look = dialog.getByRole('button', { name: 'Show what it would do' });
  expect(await look.isDisabled()).toBe(true);
  await dialog.getByLabel('Product', { exact: true }).fill('pomp');
  await look.click();
  await dialog.getByText('The library has no such place.', { exact: false }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await dialog.getByLabel('Product', { exact: true }).fill('pump');
  await dialog.getByLabel('Why').fill('One product under two names');
  await look.click();
  await dialog.getByText('2 united with another', { exact: false }).waitFor();
  await dialog.getByRole('rowheader', { name: 'Document pumps/1.0/guide' }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await tab.getByText('Moved.').waitFor();
  await tab.waitForURL('**/admin/products/pump');
  const merged = await places();
  expect(merged).toHaveLength(4);
  expect(merged).toEqual(expect.arrayContaining(['pump/1.0/guide', 'pump/1.0/notes', 'pump/2.0/guide']));
  await tab.getByRole('button', { name: 'Undo' }).click();
  await tab.getByText(/^Took back/).waitFor();
  expect(await places()).toEqual(before);
  await closeClean(cur);
});

test('selected documents move to a version that is made for them, on a small dark screen', async () => {
  const cur = await openAs(fixture, curator, '/admin/documents?product=pump', { colourScheme: 'dark', width: 390 });
  const { page: tab } = cur;
  await arriveAt(tab, 'Documents');
  await tab.getByLabel('Select all on this page').check();
  await tab.getByRole('button', { name: 'Move 2 documents…' }).click();
  const dialog = tab.getByRole('dialog', { name: 'Move 2 documents' });
  await dialog.getByLabel('Product', { exact: true }).fill('pump');
  await dialog.getByLabel('Version', { exact: true }).fill('1.1');
  const look = dialog.getByRole('button', { name: 'Show what it would do' });
  await look.click();
  await dialog.getByLabel('The library has no such place. Make it.').check();
  await look.click();
  await dialog.getByText('pump/1.1/guide').waitFor();
  expect(await cur.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await tab.getByText('Moved.').waitFor();
  expect(await places()).toEqual(['pump/1.1/guide', 'pump/1.1/notes', 'pumps/1.0/guide', 'pumps/2.0/guide']);
  await tab.getByRole('button', { name: 'Undo' }).click();
  await tab.getByText(/^Took back/).waitFor();
  expect(await places()).toEqual(before);
  await closeClean(cur);
});

test('products that are selected move to a vendor that is made for them, in one go', async () => {
  const cur = await openAs(fixture, curator, '/admin/products');
  const { page: tab } = cur;
  await tab.getByText('2 products, none selected').waitFor();
  await tab.getByLabel('Select all on this page').check();
  expect(await cur.violations()).toEqual([]);
  await tab.getByRole('button', { name: 'Move or merge 2 products…' }).click();
  const dialog = tab.getByRole('dialog', { name: 'Move or merge 2 products' });
  await dialog.getByLabel('What happens').selectOption('They move to another vendor');
  // Of many there is no slug to give.
  expect(await dialog.getByLabel('New slug').count()).toBe(0);
  await dialog.getByLabel('Vendor', { exact: true }).fill('pump-works');
  const look = dialog.getByRole('button', { name: 'Show what it would do' });
  await look.click();
  await dialog.getByLabel('The library has no such place. Make it.').check();
  await dialog.getByLabel('Its name').fill('PumpWorks GmbH');
  expect(await cur.violations()).toEqual([]);
  await look.click();
  await dialog.getByRole('rowheader', { name: 'Product acme/pumps' }).waitFor();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await tab.getByText('Moved.').waitFor();
  await tab.getByText('2 products, none selected').waitFor();
  await tab.getByRole('link', { name: 'Vendors', exact: true }).click();
  await arriveAt(tab, 'Vendors');
  await tab
    .getByRole('row', { name: /^Select PumpWorks GmbH/ })
    .getByRole('link', { name: '2', exact: true })
    .waitFor();
  await tab.getByRole('button', { name: 'Undo' }).click();
  await tab.getByText(/^Took back/).waitFor();
  expect(await places()).toEqual(before);
  await closeClean(cur);
});

test('readers are not offered it', async () => {
  const rea = await openAs(fixture, reader, '/admin/products/pump');
  await rea.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await rea.page.getByRole('button', { name: 'Move or merge…' }).count()).toBe(0);
  await closeClean(rea);
});

test('after a rename its old addresses lead on, and an undo leads back; not while something is unsaved', async () => {
  const { library } = fixture.service;
  await library.ingest(await library.write('valves', { 'valve/1.0/guide/a.md': page('valves') }), { vendor: 'Acme' });
  const cur = await openAs(fixture, curator, '/admin/products/valve');
  const { page: tab } = cur;
  const open = tab.getByRole('button', { name: 'Move or merge…' });
  await tab.getByRole('textbox', { name: 'Name' }).fill('Valves of all kinds');
  await open.click();
  await tab.getByText('Save or discard first what you changed here', { exact: false }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await tab.getByRole('button', { name: 'Discard' }).click();
  await open.click();
  const dialog = tab.getByRole('dialog', { name: /^Move or merge: / });
  await dialog.getByLabel('What happens').selectOption('Only its slug changes');
  await dialog.getByLabel('New slug').fill('tap');
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await tab.waitForURL('**/admin/products/tap');
  for (const [old, now, heading] of [
    ['/admin/products/valve', '**/admin/products/tap', 'Valve'],
    ['/admin/versions/valve/1.0', '**/admin/versions/tap/1.0', 'Valve 1.0'],
    ['/admin/documents/valve/1.0/guide', '**/admin/documents/tap/1.0/guide', 'valves'],
  ] as const) {
    await tab.goto(new URL(old, tab.url()).href);
    await tab.waitForURL(now);
    await arriveAt(tab, heading);
  }
  await tab.goto(new URL('/admin/products/tap', tab.url()).href);
  const history = tab.getByRole('region', { name: 'History' });
  await history.getByRole('button', { name: 'Undo the whole move' }).waitFor();
  expect(await history.getByRole('button', { name: 'Restore to before this' }).count()).toBe(0);
  await history.getByRole('button', { name: 'Undo the whole move' }).click();
  await tab.waitForURL('**/admin/products/valve');
  await arriveAt(tab, 'Valve');
  await tab.goto(new URL('/admin/products/nothing', tab.url()).href);
  await arriveAt(tab, 'Not in the library');
  await closeClean(cur);
});
