/** Choosing from more vendors, products and versions than a `select` can hold, at the console. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { addProduct, addVersion } from './testkit/filling.js';
import { openService } from './testkit/service.js';

const fitting = (of: Page | Locator): Locator => of.getByRole('listbox', { name: 'What fits' }).getByRole('option');

let fixture: ConsoleFixture;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { dataSource } = service.library.app.store;
  for (let at = 0; at < 105; at += 1) {
    const product = await addProduct(dataSource, `part-${String(at).padStart(3, '0')}`);
    await addVersion(dataSource, product, '1.0');
  }
  const gate = await addProduct(dataSource, 'zone-gate');
  for (let at = 0; at < 105; at += 1) await addVersion(dataSource, gate, `1.${String(at)}`);
  await createAccount(service.library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(service.library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('a list is limited to a product and a version that are found by typing, with the keyboard alone', async () => {
  const cur = await openAs(fixture, curator, '/admin/documents');
  const { page } = cur;
  const product = page.getByRole('combobox', { name: 'Product' });
  await page.getByText('210 documents, none selected').waitFor();
  await product.focus();
  await page.keyboard.type('ne-ga');
  await page.getByRole('option', { name: 'zone-gate', selected: true }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/documents?product=zone-gate');
  await page.getByText('105 documents, none selected').waitFor();
  expect(await product.inputValue()).toBe('zone-gate');

  const version = page.getByRole('combobox', { name: 'Version', exact: true });
  await version.focus();
  await page.keyboard.type('.7');
  await page.getByRole('option', { name: '1.7', exact: true }).waitFor();
  // 1.79 to 1.70 and 1.7, newest first.
  expect(await fitting(page).allTextContents()).toHaveLength(11);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/product=zone-gate&version=1\.7$/);
  await page.getByText('1 document, none selected').waitFor();

  await product.fill('nothing of the kind');
  await page.keyboard.press('Tab');
  expect(await product.inputValue()).toBe('zone-gate');
  await product.fill('');
  await fitting(page).first().click();
  await page.waitForURL((url) => !url.search.includes('product='));
  await closeClean(cur);
});

test('the address says what is chosen, also what is not among the first hundred', async () => {
  const cur = await openAs(fixture, curator, '/admin/documents?product=zone-gate&version=1.2');
  const { page } = cur;
  await page.getByText('1 document, none selected').waitFor();
  expect(await page.getByRole('combobox', { name: 'Product' }).inputValue()).toBe('zone-gate');
  expect(await page.getByRole('combobox', { name: 'Version', exact: true }).inputValue()).toBe('1.2');
  await closeClean(cur);
});

test('any version of a product can be its latest', async () => {
  const cur = await openAs(fixture, curator, '/admin/products/zone-gate');
  const { page } = cur;
  await page.getByRole('link', { name: 'The newest 100 of 105 versions' }).waitFor();
  const latest = page.getByRole('combobox', { name: 'Latest version' });
  await latest.click();
  await fitting(page).nth(100).waitFor();
  await latest.fill('1.3');
  await page.getByRole('option', { name: '1.3', exact: true }).click();
  await page.getByRole('button', { name: /^Save \d/ }).click();
  await page.getByText('Saved 1 field.').waitFor();
  const { product } = await fixture.service.library.ask<{ product: { latestVersion: { label: string } } }>(
    'query Latest { product(slug: "zone-gate") { latestVersion { label } } }',
  );
  expect(product.latestVersion.label).toBe('1.3');
  await closeClean(cur);
});

test('a place to move to is found by its name, and Escape closes what was found, not the dialog', async () => {
  const cur = await openAs(fixture, curator, '/admin/products/part-001', { colourScheme: 'dark', width: 390 });
  const { page } = cur;
  await arriveAt(page, 'part-001');
  await page.getByRole('button', { name: 'Move or merge…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Move or merge: / });
  const product = dialog.getByRole('combobox', { name: 'Product' });
  await product.fill('part-10');
  await dialog.getByRole('option', { name: 'part-104' }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await fitting(dialog).first().waitFor({ state: 'detached' });
  expect(await product.inputValue()).toBe('part-10');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await product.inputValue()).toBe('part-100');
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog
    .getByRole('rowheader', { name: /part-001/ })
    .first()
    .waitFor();
  await closeClean(cur);
});
