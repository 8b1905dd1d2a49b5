/** Saved views of the console's lists: saved, opened by address and by the palette, shared, changed by two at a time. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
const people = { administrator: '', curator: '', other: '' };

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = {
    'gate/1.10/latch-guide/text.md': '# Latch guide\n\nThe latch.\n',
    'gate/1.10/hinge-guide/text.md': '# Hinge guide\n\nThe hinge.\n',
    'fence/2.0/post-guide/text.md': '# Post guide\n\nThe post.\n',
  };
  await library.ingest(await library.write('manuals', files), { vendor: 'Acme' });
  people.administrator = await createAccount(library, 'ADMINISTRATOR', 'Ada');
  people.curator = await createAccount(library, 'CURATOR', 'Cur');
  people.other = await createAccount(library, 'CURATOR', 'Dora');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

const headings = (page: Page): Promise<string[]> => page.getByRole('columnheader').allInnerTexts();
const chosenView = (page: Page) => page.getByLabel('View', { exact: true }).locator('option:checked');

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save as…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save what this list shows' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(`Saved the view “${name}”.`).waitFor();
}

test('columns that are chosen at once, before the address has changed, are all kept', async () => {
  const { page } = await openAs(fixture, people.curator, '/admin/documents?product=gate');
  await page.getByText('2 documents, none selected').waitFor();
  await page.getByText(/^Columns \(6 of/).click();
  await page.getByRole('checkbox', { name: 'Slug' }).waitFor();
  // In one task of the page, so that the router has no moment between them.
  const checked = await page.getByRole('group', { name: 'Columns that are shown' }).evaluate((group) =>
    [/^Language/, /^Slug/].map((name) => {
      const label = [...group.querySelectorAll('label')].find(({ textContent }) => name.test(textContent));
      label?.click();
      return label?.querySelector('input')?.checked;
    }),
  );
  expect(checked).toEqual([false, true]);
  // The address changes before the table does.
  await page.getByRole('columnheader', { name: 'Slug' }).waitFor();
  expect(await headings(page)).toEqual(['', 'Title', 'Version ↑', 'Kind', 'Pages without text', 'Changed', 'Slug']);
});

test('a view keeps filters, order, columns and density; its address, its name and its deletion can be taken back', async () => {
  const session = await openAs(fixture, people.curator, '/admin/documents?product=gate&order=TITLE_ASC');
  const { page } = session;
  await page.getByText('2 documents, none selected').waitFor();
  await page.getByText(/^Columns \(6 of/).click();
  await page.getByRole('checkbox', { name: 'Language' }).uncheck();
  await page.getByRole('checkbox', { name: 'Slug' }).check();
  await page.getByLabel('Rows').selectOption('compact');
  await page.waitForURL(/density=compact/);
  expect(await session.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Save as…' }).click();
  expect(await session.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await save(page, 'Gate by title');
  await page.waitForURL(/view=[0-9a-f-]{36}/);
  const id = /view=([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await page.getByRole('button', { name: 'Delete' }).waitFor();
  expect(await page.getByText('changed, not saved').count()).toBe(0);

  await page.goto(`/admin/documents?view=${id}`);
  await page.getByText('2 documents, none selected').waitFor();
  await page.waitForURL(/product=gate/);
  expect(await headings(page)).toEqual(['', 'Title ↑', 'Version', 'Kind', 'Pages without text', 'Changed', 'Slug']);
  expect(await page.locator('table').getAttribute('data-density')).toBe('compact');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('3 documents, none selected').waitFor();
  await page.getByText('changed, not saved').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByLabel('View', { exact: true }).selectOption({ label: 'Gate by title' });
  await page.getByText('2 documents, none selected').waitFor();
  await page.getByText('changed, not saved').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted the view “Gate by title”.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The view “Gate by title” is back.').waitFor();
  await page.goto('/admin/rules');
  await arriveAt(page, 'Rules');
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /Gate by title/ }).click();
  await arriveAt(page, 'Documents');
  await page.getByText('2 documents, none selected').waitFor();
  expect(await chosenView(page).innerText()).toBe('Gate by title');
  await closeClean(session);
});

test('a message goes after a while, later where it can be taken back, and stays while it is pointed at or has the focus', async () => {
  const session = await openAs(fixture, people.curator, '/admin/documents');
  const { page } = session;
  await page.clock.install();
  await page.goto('/admin/documents?product=gate');
  await page.getByText('2 documents, none selected').waitFor();
  await save(page, 'For a while');
  const messages = page.getByRole('status', { name: 'Messages' });
  await page.clock.fastForward(10_000);
  // Now, and not when as much time has passed for us.
  const soon = { state: 'detached', timeout: 15_000 } as const;
  await messages.getByText('Saved the view').waitFor(soon);

  await page.getByRole('button', { name: 'Delete' }).click();
  const said = messages.getByText('Deleted the view “For a while”.');
  await said.hover();
  await page.clock.fastForward(120_000);
  await messages.getByRole('button', { name: 'Undo' }).focus();
  await page.mouse.move(1, 1);
  await page.clock.fastForward(120_000);
  await page.getByRole('link', { name: 'McDewey Console' }).focus();
  await page.clock.fastForward(59_000);
  expect(await said.count()).toBe(1);
  await page.clock.fastForward(2_000);
  await said.waitFor(soon);
  await closeClean(session);
});

test('a view that was cleared stays so when the page is loaded again, and is not the view', async () => {
  const session = await openAs(fixture, people.curator, '/admin/versions?product=gate');
  const { page } = session;
  await page.getByRole('rowheader', { name: /gate 1.10/i }).waitFor();
  await save(page, 'Of the gate');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('rowheader', { name: /fence 2.0/i }).waitFor();
  await page.reload();
  await page.getByRole('rowheader', { name: /fence 2.0/i }).waitFor();
  await page.getByText('changed, not saved').waitFor();
  expect(await chosenView(page).innerText()).toBe('Of the gate');
  await closeClean(session);
});

test('another opens what is shared and cannot change it; of two who change it, the second decides', async () => {
  const [owner, other, administrator] = [
    await openAs(fixture, people.curator, '/admin/documents?q=guide'),
    await openAs(fixture, people.other, '/admin/documents', { colourScheme: 'dark', width: 390 }),
    await openAs(fixture, people.administrator, '/admin/documents'),
  ];
  await owner.page.getByText('3 documents, none selected').waitFor();
  await save(owner.page, 'All guides');
  await owner.page.getByRole('button', { name: 'Share', exact: true }).click();
  await owner.page.getByText('Everybody at the console sees “All guides”.').waitFor();

  await other.page.reload();
  const shared = other.page.getByLabel('View', { exact: true });
  await shared.selectOption({ label: 'All guides, Cur' });
  await other.page.waitForURL(/q=guide/);
  await other.page.getByText('3 documents, none selected').waitFor();
  expect(await other.page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  expect(await other.page.getByRole('button', { name: 'Rename…' }).count()).toBe(0);
  expect(await other.violations()).toEqual([]);

  await administrator.page.reload();
  await administrator.page.getByLabel('View', { exact: true }).selectOption({ label: 'All guides, Cur' });
  await administrator.page.getByText('3 documents, none selected').waitFor();
  await administrator.page.getByRole('searchbox', { name: 'Title' }).fill('Post');
  await administrator.page.getByText('1 document, none selected').waitFor();
  await administrator.page.getByRole('button', { name: 'Save changes' }).click();
  await administrator.page.getByText('Saved the view “All guides”.').waitFor();

  await owner.page.getByRole('searchbox', { name: 'Title' }).fill('Latch');
  await owner.page.getByText('1 document, none selected').waitFor();
  await owner.page.getByRole('button', { name: 'Save changes' }).click();
  const notice = owner.page.getByRole('alert');
  await notice.getByText('Ada changed this view since you opened it', { exact: false }).waitFor();
  expect(await owner.violations()).toEqual([]);
  await notice.getByRole('button', { name: 'Show it as it is now' }).click();
  await owner.page.getByRole('rowheader', { name: 'Post guide' }).waitFor();
  await owner.page.getByText('changed, not saved').waitFor({ state: 'detached' });
  await owner.page.getByRole('searchbox', { name: 'Title' }).fill('Hinge');
  await owner.page.getByRole('rowheader', { name: 'Hinge guide' }).waitFor();
  await owner.page.getByRole('button', { name: 'Save changes' }).click();
  await owner.page.getByText('changed, not saved').waitFor({ state: 'detached' });

  await administrator.page.reload();
  await administrator.page.getByText('changed, not saved').waitFor();
  await administrator.page.getByRole('button', { name: 'Delete' }).click();
  const dialog = administrator.page.getByRole('dialog', { name: 'Delete the view “All guides”?' });
  expect(await administrator.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await administrator.page.getByText('Deleted the view “All guides”.').waitFor();
  await other.page.reload();
  await other.page.getByText('This view is not there any more', { exact: false }).waitFor();
  await other.page.getByText('3 documents, none selected').waitFor();
  expect(await other.violations()).toEqual([]);
  await closeClean(owner, other, administrator);
});

test('“me” in a shared view is whoever reads it', async () => {
  const [owner, other] = [
    await openAs(fixture, people.curator, '/admin/documents/gate/1.10/latch-guide'),
    await openAs(fixture, people.other, '/admin/changes'),
  ];
  await owner.page.getByRole('textbox', { name: 'Title' }).fill('Latches');
  await owner.page.getByRole('button', { name: /^Save \d/ }).click();
  await arriveAt(owner.page, 'Latches');
  await owner.page.goto('/admin/changes?by=me');
  await owner.page.getByRole('link', { name: 'gate/1.10/latch-guide' }).waitFor();
  await save(owner.page, 'What I changed');
  await owner.page.getByRole('button', { name: 'Share', exact: true }).click();
  await owner.page.getByText('Everybody at the console sees “What I changed”.').waitFor();
  expect(await owner.violations()).toEqual([]);
  await other.page.reload();
  await other.page.getByRole('link', { name: 'gate/1.10/latch-guide' }).waitFor();
  await other.page.getByLabel('View', { exact: true }).selectOption({ label: 'What I changed, Cur' });
  await other.page.getByRole('link', { name: 'gate/1.10/latch-guide' }).waitFor({ state: 'detached' });
  await closeClean(owner, other);
});
