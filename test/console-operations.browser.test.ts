/** Operations at the console: how the service runs, for administrators with settings, for curators without. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let administrator: string;
let curator: string;

beforeAll(async () => {
  const environment = {
    BACKUP_EVERY: '1d',
    DEMAND_WEBHOOK_URL: 'https://hooks.example.com/x7',
    DEMAND_WEBHOOK_SECRET: 'a secret of sixteen',
  };
  const [service, browser] = await Promise.all([openService({ environment }), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  await library.ingest(await library.write('acme', { 'pump/1/guide/guide.md': '# Guide\n\nOpen the valve.\n' }));
  administrator = await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('an administrator sees parts, models, what an examination finds, and settings without secrets', async () => {
  const ada = await openAs(fixture, administrator, '/admin/operations');
  const { page } = ada;
  await page
    .getByRole('region', { name: 'Parts' })
    .last()
    .getByRole('row', { name: /postgres answers/ })
    .waitFor();
  await page.getByRole('region', { name: 'Embedding models' }).last().getByText('1 of 1 passages').waitFor();
  const settings = page.getByRole('region', { name: 'Settings in force' }).last();
  await settings
    .getByRole('row', { name: /DEMAND_WEBHOOK_URL https:\/\/hooks\.example\.com\/•+ environment/ })
    .waitFor();
  expect(await page.content()).not.toMatch(/x7|sixteen/);
  await page.getByLabel('only those that are set').uncheck();
  await settings.getByRole('row', { name: /^PORT 4000 usual value/ }).waitFor();
  await page.getByRole('button', { name: 'Examine now' }).click();
  const findings = page.getByRole('region', { name: 'Examination' }).last();
  await findings.getByRole('row', { name: /^migrations as it should be/ }).waitFor();
  expect(await ada.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Open the audit trail' }).click();
  await arriveAt(page, 'Audit trail');
  await closeClean(ada);
});

test('a curator sees how it runs and no settings, in the dark and on a small screen', async () => {
  const cur = await openAs(fixture, curator, '/admin/operations', { colourScheme: 'dark', width: 390 });
  const { page } = cur;
  await page
    .getByRole('region', { name: 'Parts' })
    .last()
    .getByRole('row', { name: /postgres answers/ })
    .waitFor();
  expect(await page.getByRole('heading', { name: 'Settings in force' }).count()).toBe(0);
  expect(await cur.violations()).toEqual([]);
  await closeClean(cur);
});
