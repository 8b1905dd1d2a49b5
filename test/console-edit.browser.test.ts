/** Editing at the console: by keyboard alone, beside somebody else, and back again. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountPassword, createAccount } from './testkit/accounts.js';
import { openBrowser, type Reader } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let emails: { readonly ann: string; readonly bob: string };

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const names = ['admin', 'conflict', 'restore', 'keyboard'];
  const files = names.map((name) => [`gate/1.0/${name}/guide.md`, `# ${name}\n\nWords of ${name}.\n`]);
  await library.ingest(await library.write('manuals', Object.fromEntries(files) as Record<string, string>), {
    vendor: 'Acme',
  });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  emails = {
    ann: await createAccount(library, 'CURATOR', 'Ann'),
    bob: await createAccount(library, 'CURATOR', 'Bob'),
  };
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

const address = (document: string): string => `/admin/documents/gate/1.0/${document}`;

async function save({ page }: Reader): Promise<void> {
  await page.getByRole('button', { name: /^Save \d/ }).click();
}

const titleOf = async (document: string): Promise<string> => {
  const path = `gate/1.0/${document}`;
  const answer = await fixture.service.library.ask<{ documentByPath: { title: string } }>(
    'query Title($path: String!) { documentByPath(path: $path) { title } }',
    { path },
  );
  return answer.documentByPath.title;
};

test('of two who edit at once the second sees three ways, keeps what is only hers, and decides the rest', async () => {
  const ann = await openAs(fixture, emails.ann, address('conflict'));
  const bob = await openAs(fixture, emails.bob, address('conflict'), { colourScheme: 'dark' });
  await ann.page.getByRole('textbox', { name: 'Title' }).fill('Ann’s title');
  await ann.page.getByRole('textbox', { name: 'Language' }).fill('en');
  await bob.page.getByRole('textbox', { name: 'Title' }).fill('Bob’s title');
  await bob.page.getByRole('textbox', { name: 'Licence' }).fill('MIT');
  await save(bob);
  await bob.page.getByText('Saved 2 fields.').waitFor();
  expect(await bob.violations()).toEqual([]);

  await save(ann);
  const dialog = ann.page.getByRole('dialog', { name: 'Somebody else was here' });
  await dialog.getByText('Bob changed this since you opened it', { exact: false }).waitFor();
  expect(await ann.violations()).toEqual([]);
  await dialog
    .getByRole('row', { name: /Licence/ })
    .getByText('Changed by them, kept')
    .waitFor();
  await dialog.getByRole('radio', { name: 'Title: keep mine' }).check();
  await dialog.getByRole('button', { name: 'Save so' }).click();
  await ann.page.getByText('Saved 2 fields.').waitFor();
  expect(await titleOf('conflict')).toBe('Ann’s title');
  await arriveAt(ann.page, 'Ann’s title');
  expect(await ann.page.getByRole('textbox', { name: 'Licence' }).inputValue()).toBe('MIT');
  await closeClean(ann, bob);
});

test('what somebody changed in another field meanwhile is kept without a question', async () => {
  const ann = await openAs(fixture, emails.ann, address('admin'));
  await ann.page.getByRole('textbox', { name: 'Licence' }).fill('MIT');
  const bob = await openAs(fixture, emails.bob, address('admin'));
  await bob.page.getByRole('textbox', { name: 'Language' }).fill('fr');
  await save(bob);
  await bob.page.getByText('Saved 1 field.').waitFor();
  await save(ann);
  await ann.page.getByText('Saved 1 field.').waitFor();
  const history = ann.page.getByRole('region', { name: 'History' });
  await history.getByRole('listitem').filter({ hasText: 'Bob' }).waitFor();
  await history.getByRole('listitem').filter({ hasText: 'Ann' }).waitFor();
  expect(await ann.page.getByRole('textbox', { name: 'Language' }).inputValue()).toBe('fr');
  expect(await ann.page.getByRole('textbox', { name: 'Licence' }).inputValue()).toBe('MIT');
  // One's own undo beside is not somebody else.
  await ann.page.getByRole('textbox', { name: 'Title' }).fill('Admin');
  await history.getByRole('listitem').filter({ hasText: 'Bob' }).getByRole('button', { name: /^Undo/ }).click();
  await ann.page.getByText(/^Took back/).waitFor();
  await save(ann);
  await arriveAt(ann.page, 'Admin');
  await closeClean(ann, bob);
});

test('history tells who changed what and why; a restore takes everything since back', async () => {
  const ann = await openAs(fixture, emails.ann, address('restore'));
  const { page } = ann;
  for (const title of ['First title', 'Second title']) {
    await page.getByRole('textbox', { name: 'Title' }).fill(title);
    await page.getByLabel('Why').fill(`Because of ${title}`);
    await save(ann);
    await arriveAt(page, title);
  }
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText('Because of Second title').waitFor();
  expect(await history.getByRole('listitem').count()).toBe(2);
  const oldest = history.getByRole('listitem').filter({ hasText: 'Because of First title' });
  await oldest.getByRole('button', { name: 'Restore to before this' }).click();
  await arriveAt(page, 'restore');
  expect(await titleOf('restore')).toBe('restore');
  expect(await ann.violations()).toEqual([]);
  await closeClean(ann);
});

test('what is not saved is not lost by following a link', async () => {
  const ann = await openAs(fixture, emails.ann, address('admin'), { width: 390 });
  const { page } = ann;
  await page.getByRole('textbox', { name: 'Title' }).fill('Unsaved');
  await page.getByRole('link', { name: 'Gate', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByText('1 field changed here').waitFor();
  expect(await ann.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Unsaved');
  await page.getByRole('button', { name: 'Title: take back what you changed' }).click();
  await page.getByRole('link', { name: 'Gate', exact: true }).click();
  await arriveAt(page, 'Gate');
  await page.getByRole('main').getByRole('link', { name: 'Acme', exact: true }).click();
  await arriveAt(page, 'Acme');
  await page.getByRole('region', { name: 'Products' }).getByRole('link', { name: 'Gate' }).click();
  await arriveAt(page, 'Gate');
  await page.getByRole('region', { name: 'Versions' }).getByRole('link', { name: '1.0' }).click();
  await arriveAt(page, 'Gate 1.0');
  await page.getByRole('main').getByRole('link', { name: 'Gate', exact: true }).waitFor();
  await page.getByRole('region', { name: 'Documents' }).getByRole('link', { name: 'keyboard' }).waitFor();
  expect(await ann.violations()).toEqual([]);
  await closeClean(ann);
});

test('what is typed while a save is on its way is there afterwards, and is saved next', async () => {
  const ann = await openAs(fixture, emails.ann, address('admin'));
  const { page } = ann;
  let answer: () => void = () => undefined;
  const isAsked = new Promise<void>((asked) => {
    void page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('EditDocument') !== true) return route.continue();
      asked();
      await new Promise<void>((resolve) => (answer = resolve));
      return route.continue();
    });
  });
  await page.getByRole('textbox', { name: 'Title' }).fill('Sent title');
  await save(ann);
  await isAsked;
  await page.getByRole('textbox', { name: 'Language' }).fill('de');
  await page.getByLabel('Why').fill('It is in German');
  answer();
  await page.getByText('Saved 1 field.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Language' }).inputValue()).toBe('de');
  expect(await page.getByLabel('Why').inputValue()).toBe('It is in German');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Save 1 field' }).click();
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText('It is in German').waitFor();
  await arriveAt(page, 'Sent title');
  // A message of success does not stay beside a failure.
  await page.getByText('Saved 1 field.').waitFor();
  await page.getByRole('textbox', { name: 'Language' }).fill('German');
  await save(ann);
  await page.getByText('Not saved yet: the reason').waitFor();
  expect(await page.getByText('Saved 1 field.').count()).toBe(0);
  await page.getByRole('textbox', { name: 'Language' }).fill('de');
  await closeClean(ann);
});

test('from signing in to a saved edit without a mouse', async () => {
  const reader = await fixture.browser.open(fixture.service.server.url);
  const { page } = reader;
  await page.goto('/admin');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const { keyboard } = page;
  // Past the skip link and the name of the site.
  for (const key of ['Tab', 'Tab', 'Tab']) await keyboard.press(key);
  await keyboard.type(emails.bob);
  await keyboard.press('Tab');
  await keyboard.type(accountPassword);
  await keyboard.press('Enter');
  await arriveAt(page, 'Today');
  await keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Screen, view, vendor, product, version or document' }).waitFor();
  await keyboard.type('keyboard');
  await page.getByRole('option', { name: /keyboard/ }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await keyboard.press('Enter');
  await arriveAt(page, 'keyboard');
  // The reader stands at the beginning of the content; the first control after its links is the title.
  const title = page.getByRole('textbox', { name: 'Title' });
  for (let at = 0; at < 8 && !(await title.evaluate((element) => element === document.activeElement)); at++) {
    await keyboard.press('Tab');
  }
  await keyboard.press('Control+a');
  await keyboard.type('Without a mouse');
  await keyboard.press('Control+Enter');
  await page.getByText('Saved 1 field.').waitFor();
  expect(await titleOf('keyboard')).toBe('Without a mouse');
  await closeClean(reader);
});

test('the latest version is chosen from those that there are, and left to their order again', async () => {
  const { library } = fixture.service;
  const files = { 'winch/1.0/guide/text.md': '# Guide\n\nOld.\n', 'winch/2.0/guide/text.md': '# Guide\n\nNew.\n' };
  await library.ingest(await library.write('winches', files));
  const session = await openAs(fixture, emails.ann, '/admin/products/winch');
  const { page } = session;
  const latest = page.getByRole('combobox', { name: 'Latest version' });
  await latest.getByText('The newest that is no preview (now in force: 2.0)').waitFor({ state: 'attached' });
  await latest.selectOption({ label: '1.0' });
  await save(session);
  await page.getByText('Saved 1 field.').waitFor();
  await page.getByRole('row', { name: /^1\.0 latest/ }).waitFor();
  await latest.selectOption({ label: 'The newest that is no preview' });
  await page.getByText('Goes back to what the source says when you save.').waitFor();
  await save(session);
  await page.getByRole('row', { name: /^2\.0 latest/ }).waitFor();
  const changes = page.getByRole('link', { name: 'What changed in 2.0, since 1.0' });
  expect(await changes.getAttribute('href')).toBe('/compare/winch/1.0..2.0');
  await changes.click();
  await page.waitForURL('**/compare/winch/1.0..2.0');
  await page.getByText('Guide').first().waitFor();
  await closeClean(session);
});

test('a document of a hidden version says that fewer see it than its own fields say', async () => {
  const { library } = fixture.service;
  const files = {
    'lift/1.0/guide/text.md': '# Lift guide\n\nOld.\n',
    'lift/2.0/guide/text.md': '# Lift guide\n\nNew.\n',
  };
  await library.ingest(await library.write('lifts', files));
  const session = await openAs(fixture, emails.ann, '/admin/versions/lift/1.0');
  const { page } = session;
  await page.getByRole('combobox', { name: 'Visibility' }).selectOption('Hidden');
  await save(session);
  await page.getByText('Saved 1 field.').waitFor();
  await page.goto(new URL('/admin/documents/lift/1.0/guide', page.url()).href);
  await page.getByText('the visibility of its version is “Hidden”', { exact: false }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Lift', exact: true }).click();
  await page.getByRole('row', { name: /^1\.0 Hidden/ }).waitFor();
  // What can't be read can't be compared there.
  expect(await page.getByRole('link', { name: /^What changed in/ }).count()).toBe(0);
  await page.goBack();
  await arriveAt(page, 'Lift guide');
  expect(await session.violations()).toEqual([]);
  await page.getByRole('link', { name: 'lift/1.0', exact: true }).click();
  await page.getByRole('button', { name: 'Visibility: use what the source says' }).click();
  await save(session);
  await page.getByText('Saved 1 field.').waitFor();
  await page.goto(new URL('/admin/documents/lift/1.0/guide', page.url()).href);
  await arriveAt(page, 'Lift guide');
  await page.getByRole('region', { name: 'History' }).waitFor();
  expect(await page.getByText('Seen by fewer').count()).toBe(0);
  await closeClean(session);
});

test('⌘K finds vendors, products, versions and documents by words of the names that lead to them', async () => {
  const { library } = fixture.service;
  const files = {
    'crane/1.9/book/text.md': '# Crane book\n\nOld.\n',
    'crane/1.10/book/text.md': '# Crane handbook\n\nNew.\n',
  };
  await library.ingest(await library.write('cranes', files), { vendor: 'Lifts and Cranes' });
  const session = await openAs(fixture, emails.ann, '/admin/rules');
  const { page } = session;
  await arriveAt(page, 'Rules');
  // What is typed before it stands there is lost.
  const palette = page.getByRole('combobox', { name: 'Screen, view, vendor, product, version or document' });
  const shown = async (...texts: string[]): Promise<void> => {
    const options = page.getByRole('listbox', { name: 'What it may be' }).getByRole('option');
    await options.and(page.getByRole('option', { name: texts.at(-1)!, exact: true })).waitFor();
    expect(await options.allInnerTexts()).toEqual(
      texts.map((text) => expect.stringMatching(new RegExp(`^${text.replaceAll(' ', '\\s+')}$`, 'u'))),
    );
  };
  await page.keyboard.press('Control+k');
  await palette.fill('crane');
  await shown('Lifts and Cranes Vendor', 'Crane Product', 'Crane handbook Crane 1.10', 'Crane book Crane 1.9');
  await palette.fill('1.9');
  await shown('Crane 1.9 Version');
  await palette.fill('cranes 1.9 book');
  await shown('Crane book Crane 1.9');
  expect(await session.violations()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/documents/crane/1.9/book');
  await arriveAt(page, 'Crane book');
  // Enter before the answer waits for it, and leads where the words now typed lead.
  await page.keyboard.press('Control+k');
  await palette.fill('crane');
  await shown('Lifts and Cranes Vendor', 'Crane Product', 'Crane handbook Crane 1.10', 'Crane book Crane 1.9');
  await palette.fill('crane 1.10');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/versions/crane/1.10');
  await arriveAt(page, 'Crane 1.10');
  await closeClean(session);
});
