/** Titles that only repeat a name, at the console: found in the list, and set to what each text states. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

const amount = 30;
let fixture: ConsoleFixture;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = Array.from({ length: amount }, (_, at) => {
    const number = String(at + 1).padStart(2, '0');
    return [`gate/1.0/ug-${number}.md`, `## Chapter ${number}: gates\n\nWords of ${number}.\n`] as const;
  });
  const more = { 'gate/1.0/plain.txt': 'words alone.\n', 'gate/1.0/install.md': '# Install the gate\n\nWords.\n' };
  await library.ingest(await library.write('manuals', { ...Object.fromEntries(files), ...more }), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('titles that are names are found from Today, shown beside what the text says, and set from there in one go', async () => {
  const session = await openAs(fixture, curator, '/admin');
  const { page } = session;
  await page.getByRole('link', { name: `${String(amount)} documents with the name of a file or folder` }).click();
  await arriveAt(page, 'Documents');
  await page.getByText(`${String(amount)} documents, none selected`).waitFor();
  expect(await page.getByLabel('Titles').inputValue()).toBe('stated');
  await page.getByLabel('Titles').selectOption('from names');
  await page.getByText(`${String(amount + 1)} documents, none selected`).waitFor();
  const row = page.getByRole('row', { name: /^Select Ug 07, / });
  await row.getByRole('cell', { name: 'Chapter 07: gates', exact: true }).waitFor();
  await page.getByText('Install the gate').waitFor({ state: 'detached' });
  await page.getByLabel('Titles').selectOption('shared in a version');
  await page.getByText('Nothing matches').waitFor();
  await page.getByLabel('Titles').selectOption('from names');
  await row.getByRole('cell', { name: 'Chapter 07: gates', exact: true }).waitFor();
  expect(await session.violations()).toEqual([]);

  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: `Edit ${String(amount + 1)} documents` }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${String(amount + 1)} documents` });
  await dialog.getByLabel('Change title').check();
  await dialog.getByLabel('Title: what the text of each states').check();
  expect(await dialog.getByLabel('New value of title').isDisabled()).toBe(true);
  expect(await session.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  const first = dialog.getByRole('row', { name: /ug-01/ });
  await first.getByRole('cell', { name: 'Ug 01', exact: true }).waitFor();
  await first.getByRole('cell', { name: 'Chapter 01: gates', exact: true }).waitFor();
  await dialog.getByText('1 document more keeps its title', { exact: false }).waitFor();
  expect(await session.violations()).toEqual([]);
  await dialog.getByRole('button', { name: `Change ${String(amount)} documents` }).click();
  await page.getByText(`Changed ${String(amount)} fields.`, { exact: false }).waitFor();
  await page.getByText('1 document, none selected').waitFor();
  await page.getByRole('link', { name: 'Plain', exact: true }).waitFor();
  await page.getByLabel('Titles').selectOption('another in the text');
  await page.getByText('Nothing matches').waitFor();
  await page.getByLabel('Titles').selectOption('none in the text');
  await page.getByRole('link', { name: 'Plain', exact: true }).waitFor();
  await page.getByLabel('Titles').selectOption('from names');

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`${String(amount + 1)} documents, none selected`).waitFor();
  await closeClean(session);
});

interface ListAnswer {
  readonly data?: { readonly documents?: { readonly nodes?: readonly { readonly statedTitle?: string | null }[] } };
}

/** What the list's next answer says that the texts of its documents state; none where it was not asked for. */
async function nextStated(page: Page): Promise<(string | null | undefined)[]> {
  const response = await page.waitForResponse(
    (each) => each.request().postData()?.includes('query Documents(') === true && each.ok(),
  );
  const { data } = (await response.json()) as ListAnswer;
  return (data?.documents?.nodes ?? []).map(({ statedTitle }) => statedTitle);
}

test('the titles that texts state are asked for where their column is shown only', async () => {
  const session = await openAs(fixture, curator, '/admin');
  const { page } = session;
  const hidden = nextStated(page);
  await page.goto('/admin/documents?q=Install');
  expect(await hidden).toEqual([undefined]);
  await page.getByText(/^Columns/).click();
  const chosen = nextStated(page);
  await page.getByRole('checkbox', { name: 'Title in the text' }).check();
  expect(await chosen).toEqual(['Install the gate']);
  // One of the usual columns of this filter; hidden there by a choice of columns.
  const usual = nextStated(page);
  await page.goto('/admin/documents?titles=names&q=plain');
  expect(await usual).toEqual([null]);
  const unchosen = nextStated(page);
  await page.goto('/admin/documents?titles=names&q=plain&columns=kind');
  expect(await unchosen).toEqual([undefined]);
  await closeClean(session);
});

test('the column can be chosen without the filter, and the dialog is usable on a phone in the dark', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?q=Install', { colourScheme: 'dark', width: 390 });
  const { page } = session;
  await page.getByRole('link', { name: 'Install the gate' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Title in the text' }).count()).toBe(0);
  await page.getByText(/^Columns/).click();
  await page.getByRole('checkbox', { name: 'Title in the text' }).check();
  await page.getByRole('cell', { name: 'Install the gate', exact: true }).waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Edit 1 document', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 1 document' });
  await dialog.getByLabel('Change title').check();
  await dialog.getByLabel('Title: back to what each source says').check();
  // One of the two: each takes the other's place.
  await dialog.getByLabel('Title: what the text of each states').check();
  expect(await dialog.getByLabel('Title: back to what each source says').isChecked()).toBe(false);
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByText('1 document more keeps its title', { exact: false }).waitFor();
  expect(await session.violations()).toEqual([]);
  await closeClean(session);
});

test('one document takes its title from its text, where that says another than the source', async () => {
  const session = await openAs(fixture, curator, '/admin/documents/gate/1.0/ug-05');
  const { page } = session;
  await page.getByRole('button', { name: 'Use what the text says: Chapter 05: gates' }).click();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Chapter 05: gates');
  expect(await page.getByRole('button', { name: /^Use what the text says/ }).count()).toBe(0);
  expect(await session.violations()).toEqual([]);
  await page.getByRole('button', { name: /^Save 1/ }).click();
  await arriveAt(page, 'Chapter 05: gates');
  await page.goto('/admin/documents/gate/1.0/install');
  await arriveAt(page, 'Install the gate');
  await page.getByRole('textbox', { name: 'Title' }).fill('Another');
  await page.getByText('Changed, not saved').first().waitFor();
  expect(await page.getByRole('button', { name: /^Use what the text says/ }).count()).toBe(0);
  await closeClean(session);
});

test('a title that is right is confirmed, of many or on its own screen, and is no name any more', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?titles=names&q=plain');
  const { page } = session;
  const plain = page.getByRole('link', { name: 'Plain', exact: true });
  await plain.waitFor();
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Edit 1 document', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 1 document' });
  await dialog.getByLabel('Change title').check();
  await dialog.getByLabel('Title: right as it is').check();
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByRole('button', { name: 'Change 1 document' }).click();
  await page.getByText('Changed 1 field.', { exact: false }).waitFor();
  await page.getByText('Nothing matches').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();

  await plain.click();
  await arriveAt(page, 'Plain');
  const title = page.getByRole('button', { name: 'Title: confirm what the source says' });
  await title.click();
  await page.getByText('Stays as it is, also when the source changes, once you save.').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Title: take back what you changed' }).click();
  await title.click();
  await page.getByRole('button', { name: 'Save 1 field' }).click();
  await page.getByText('Confirmed by Cur').waitFor();
  expect(await title.count()).toBe(0);
  expect(await session.violations()).toEqual([]);
  await page.goto('/admin/documents?titles=names&q=plain');
  await page.getByText('Nothing matches').waitFor();
  await closeClean(session);
});
