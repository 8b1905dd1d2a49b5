/** From row to row at the console: edit screens that were opened from a list lead on to the next of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { words } from '../admin/src/words/en.js';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

const amount = 60;
let fixture: ConsoleFixture;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = Array.from({ length: amount }, (_, at) => {
    const name = `part-${String(at + 1).padStart(2, '0')}`;
    return [`gate/1.10/${name}/text.md`, `# Part ${String(at + 1)}\n\nWords of ${name}.\n`] as const;
  });
  const more = { 'fence/2.0/other/text.md': '# Other\n\nText.\n', 'well/2.0/other/text.md': '# Well\n\nText.\n' };
  await library.ingest(await library.write('manuals', { ...Object.fromEntries(files), ...more }), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('a list is walked by keys and links across its pages, in its order', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?product=gate&page=1');
  const { page } = session;
  await page.getByRole('link', { name: 'Part 50', exact: true }).click();
  await arriveAt(page, 'Part 50');
  await page.getByText('50 of 60').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.keyboard.press(']');
  await arriveAt(page, 'Part 51');
  await page.getByText('51 of 60').waitFor();
  await page.getByRole('link', { name: 'Next', exact: true }).click();
  await arriveAt(page, 'Part 52');
  await page.getByText('52 of 60').waitFor();
  await page.keyboard.press('[');
  await arriveAt(page, 'Part 51');
  await page.reload();
  await page.getByText('51 of 60').waitFor();
  await page.getByRole('link', { name: 'Back to documents' }).click();
  await page.getByRole('button', { name: 'Page 2' }).and(page.locator('[aria-current]')).waitFor();
  await page.getByRole('link', { name: 'Part 60', exact: true }).click();
  await arriveAt(page, 'Part 60');
  await page.getByText('60 of 60').waitFor();
  expect(await page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Save and next' }).count()).toBe(0);
  await closeClean(session);
});

test('the text of a document keeps its place in the list, on to the next text and back to the fields', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?product=gate&page=1');
  const { page } = session;
  await page.getByRole('link', { name: 'Part 50', exact: true }).click();
  await arriveAt(page, 'Part 50');
  await page.getByRole('link', { name: 'Text and chunks' }).click();
  const { documentText } = words;
  await page.getByText(documentText.keys).waitFor();
  await page.getByText('50 of 60').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.keyboard.press(']');
  await arriveAt(page, 'Part 51');
  await page.getByText('51 of 60').waitFor();
  await page.getByText(documentText.keys).waitFor();
  await page.getByRole('link', { name: documentText.fields, exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).waitFor();
  await page.getByText('51 of 60').waitFor();
  await page.getByRole('link', { name: 'Back to documents' }).click();
  await page.getByRole('button', { name: 'Page 2' }).and(page.locator('[aria-current]')).waitFor();
  await closeClean(session);
});

test('save and next goes on by the list as it was; what is not saved is asked about', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?q=Part+2&order=TITLE_ASC', {
    colourScheme: 'dark',
    width: 390,
  });
  const { page } = session;
  await page.getByRole('link', { name: 'Part 20', exact: true }).click();
  await arriveAt(page, 'Part 20');
  await page.getByText('2 of 11').waitFor();
  // It does not match the filter any more then.
  await page.getByRole('textbox', { name: 'Title' }).fill('Renamed');
  await page.getByRole('button', { name: 'Save and next' }).click();
  await arriveAt(page, 'Part 21');
  await page.getByText('Saved 1 field.').waitFor();
  await page.getByText('2 of 10').waitFor();
  expect(await session.violations()).toEqual([]);

  await page.getByRole('textbox', { name: 'Language' }).fill('fi');
  await page.getByRole('link', { name: 'Previous', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByRole('textbox', { name: 'Language' }).inputValue()).toBe('fi');
  await page.keyboard.press('Control+Shift+Enter');
  await arriveAt(page, 'Part 22');
  await page.getByText('3 of 10').waitFor();
  // Back to the one that left the list: what came up to its place is next.
  await page.goto('/admin/documents/gate/1.10/part-20?in=q%3DPart%2B2%26order%3DTITLE_ASC&at=2');
  await page.getByText('Not among the 10 of the list any more').waitFor();
  await page.keyboard.press(']');
  await arriveAt(page, 'Part 21');
  await closeClean(session);
});

test('vendors, products and versions are walked too; what is opened directly has no way on', async () => {
  const session = await openAs(fixture, curator, '/admin/products?order=NAME_DESC');
  const { page } = session;
  await page.getByRole('link', { name: 'Well', exact: true }).click();
  await arriveAt(page, 'Well');
  await page.getByText('1 of 3').waitFor();
  await page.keyboard.press('Alt+j');
  // As AltGr gives it where the key has another sign.
  await page.keyboard.press('Control+Alt+]');
  await arriveAt(page, 'Gate');
  await page.goto('/admin/versions?vendor=acme');
  await page.getByRole('link', { name: 'Gate 1.10' }).click();
  await page.getByText('2 of 3').waitFor();
  await page.goto('/admin/vendors');
  await page.getByRole('link', { name: 'Acme', exact: true }).click();
  await page.getByText('1 of 1').waitFor();
  await page.keyboard.press('?');
  await page.getByText('Previous or next of the list, where one is edited').waitFor();
  await page.goto('/admin/products/gate');
  await arriveAt(page, 'Gate');
  await page.getByRole('region', { name: 'Versions' }).getByRole('link', { name: '1.10' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'In the list' }).count()).toBe(0);
  await closeClean(session);
});
