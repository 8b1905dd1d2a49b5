/** Coverage at the console: a gap is found in the matrix, expected or not, and gone when it is mended. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;

const guide = '# Guide\n\nHow the gate is opened, closed and kept in order.\n';

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = Object.fromEntries(
    ['1.0', '2.0', '3.0'].flatMap((version) => [
      [`gate/${version}/guide/text.md`, guide],
      ...(version === '2.0'
        ? []
        : [[`gate/${version}/release-notes/text.md`, `# Release notes of ${version}\n\nNew.\n`]]),
    ]),
  ) as Record<string, string>;
  await library.ingest(await library.write('manuals', files), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('a gap is opened from the matrix by keyboard, declared to be none, and expected again', async () => {
  const session = await openAs(fixture, curator, '/admin/coverage');
  const { page } = session;
  const matrix = page.getByRole('region', { name: 'Coverage', exact: true });
  await matrix.getByRole('button', { name: 'Gate', exact: true }).click();
  await page.waitForURL(/product=gate/);
  const gap = matrix.getByRole('button', { name: 'Gate 2.0, Release notes: missing' });
  await gap.waitFor();
  await page.getByRole('img', { name: /^Documents from .*: 5 to 5$/ }).waitFor();
  await page
    .getByRole('region', { name: 'What changed in the last 90 days' })
    .getByRole('row', { name: /gate 1\.0, Release notes 0 → 1/ })
    .waitFor();
  expect(await session.violations()).toEqual([]);
  await matrix.locator('td button[tabindex="0"]').focus();
  for (const key of ['ArrowDown', 'End', 'ArrowLeft']) await page.keyboard.press(key);
  expect(await gap.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Gate 2.0, Release notes' });
  await dialog.getByRole('listitem').filter({ hasText: 'missing' }).waitFor();
  expect(await session.violations()).toEqual([]);
  await dialog.getByRole('radio', { name: 'It does not belong there' }).check();
  await dialog.getByLabel('Up to version').fill('2.0');
  await dialog.getByLabel('Why').fill('There was no release');
  await dialog.getByRole('button', { name: 'Save the expectation' }).click();

  const none = matrix.getByRole('button', { name: 'Gate 2.0, Release notes: none' });
  await none.waitFor();
  // The form is gone by then, and so is the dialog that it stood in.
  const messages = page.getByRole('status', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await messages.getByText('The expectation is withdrawn.').waitFor();
  await gap.click();
  await dialog.getByRole('radio', { name: 'It does not belong there' }).check();
  await dialog.getByLabel('Why').fill('There was no release');
  await dialog.getByRole('button', { name: 'Save the expectation' }).click();
  await none.waitFor();
  const expectations = page.getByRole('region', { name: 'Expectations' }).last();
  await expectations.getByRole('row', { name: /There was no release/ }).waitFor();
  expect(await session.violations()).toEqual([]);
  await expectations.getByRole('button', { name: 'Withdraw: gate, Release notes' }).click();
  await gap.waitFor();
  await closeClean(session);
});

test('documents of a cell are a list; a document that is added mends its cell', async () => {
  const session = await openAs(fixture, curator, '/admin/coverage?product=gate&show=gaps', {
    colourScheme: 'dark',
    width: 390,
  });
  const { page } = session;
  const matrix = page.getByRole('region', { name: 'Coverage', exact: true });
  await matrix.getByRole('button', { name: 'Gate 2.0, Release notes: missing' }).waitFor();
  expect(await session.violations()).toEqual([]);

  const { library } = fixture.service;
  await library.ingest(await library.write('more', { 'gate/2.0/release-notes/text.md': '# Release notes\n\nNew.\n' }), {
    vendor: 'Acme',
  });
  await page.goto('/admin/coverage?product=gate');
  await matrix.getByRole('button', { name: /^Gate 2\.0, Release notes: 1 document/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Gate 2.0, Release notes' });
  await dialog.getByRole('link', { name: 'Show 1 document' }).click();
  await arriveAt(page, 'Documents');
  await page
    .getByRole('link', { name: 'gate/2.0/release-notes' })
    .or(page.getByRole('link', { name: 'Release notes' }))
    .first()
    .waitFor();
  await closeClean(session);
});

test('a matrix of many kinds scrolls within its frame at 390, the page does not', async () => {
  const kinds = ['guide', 'admin-guide', 'developer-guide', 'cli-reference', 'api-reference', 'release-notes'];
  const files = Object.fromEntries(
    [...kinds, 'installation', 'troubleshooting'].map((kind) => [
      `mast/1.0/${kind}/text.md`,
      `# About ${kind}\n\nNew.\n`,
    ]),
  );
  const { library } = fixture.service;
  await library.ingest(await library.write('masts', files), { vendor: 'Acme' });
  const session = await openAs(fixture, curator, '/admin/coverage?product=mast', { width: 390 });
  const { page } = session;
  const matrix = page.getByRole('region', { name: 'Coverage', exact: true });
  await matrix.getByRole('button', { name: /^Mast 1\.0, Troubleshooting: 1 document/ }).waitFor();
  expect(await matrix.evaluate((frame) => frame.scrollWidth > frame.clientWidth)).toBe(true);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await closeClean(session);
});
