/** The console where the service answers only documents that it knows: each screen, a change, and a job that is followed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let administrator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([
    openService({ persisted: { manifests: [], only: true } }),
    openBrowser(),
  ]);
  fixture = { service, browser };
  const { library } = service;
  await library.ingest(
    await library.write('manuals', { 'gate/1.0/guide/guide.md': '# Guide\n\nWords of the gate.\n' }),
  );
  library.app.workOnJobs({});
  administrator = await createAccount(library, 'ADMINISTRATOR', 'Ada');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('no screen asks for what is not known, nor does a change, nor a job that is followed', async () => {
  const reader = await openAs(fixture, administrator, '/admin');
  const { page } = reader;
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(`${String(response.status())} ${response.url()}`);
  });
  const unknown = await page.request.post(`${fixture.service.server.url}/graphql`, {
    data: { query: 'query Other { viewer { name } }' },
  });
  expect(unknown.status()).toBe(403);

  const links = page.getByRole('navigation').getByRole('link');
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThan(15);
  for (const address of addresses) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('alert').count()).toBe(0);
  }

  await page.goto('/admin/documents/gate/1.0/guide');
  await page.getByRole('textbox', { name: 'Title' }).fill('Guide of the gate');
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await arriveAt(page, 'Guide of the gate');

  await page.goto('/admin/add');
  const upload = page.getByRole('region', { name: 'From this computer' });
  for (const [label, value] of Object.entries({ Vendor: 'Acme', Product: 'Lantern', Version: '2.0' })) {
    await upload.getByLabel(label).fill(value);
  }
  const wick = { name: 'wick.md', mimeType: 'text/markdown', buffer: Buffer.from('# Wick\n\nTrim the wick weekly.\n') };
  await upload.getByLabel('Drop files or folders here, or choose files').setInputFiles([wick]);
  await upload.getByRole('link', { name: 'Follow wick.md' }).click();
  await arriveAt(page, /wick\.md/);
  await page.getByText('Done', { exact: true }).waitFor();
  expect(refused).toEqual([]);
  await closeClean(reader);
});
