/** Lists of the console, and changes of many documents at once: looked at, made, taken back. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { edit, idsOf } from './testkit/curating.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

const amount = 60;
let fixture: ConsoleFixture;
let curator: string;
let reader: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const files = Array.from({ length: amount }, (_, at) => {
    const name = `part-${String(at).padStart(2, '0')}`;
    return [`gate/1.10/${name}/text.md`, `# Part ${String(at)}\n\nWords of ${name}.\n`] as const;
  });
  const more = { 'fence/2.0/other/text.md': '# Other\n\nText.\n' };
  await library.ingest(await library.write('manuals', { ...Object.fromEntries(files), ...more }), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
  reader = await createAccount(library, 'READER', 'Rea');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

const kinds = async (): Promise<Record<string, number>> => {
  const { documents } = await fixture.service.library.ask<{ documents: { nodes: { kind: string }[] } }>(
    'query Kinds { documents(first: 100) { nodes { kind } } }',
  );
  const counts: Record<string, number> = {};
  for (const { kind } of documents.nodes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

test('all that match are changed together after a look at every row, and taken back from the list of bulks', async () => {
  const before = await kinds();
  const session = await openAs(fixture, curator, '/admin/documents?version=1.10');
  const { page } = session;
  await page.getByText(`${String(amount)} documents, none selected`).waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: `Select all ${String(amount)} that match` }).click();
  await page.getByRole('button', { name: `Edit ${String(amount)} documents` }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${String(amount)} documents` });
  await dialog.getByLabel('Change kind').check();
  // Nothing is sent before a kind is chosen.
  expect(await dialog.getByRole('button', { name: 'Show what it would do' }).isDisabled()).toBe(true);
  await dialog.getByLabel('New value of kind').selectOption('CLI_REFERENCE');
  await dialog.getByLabel('Why').fill('All are commands');
  expect(await session.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByText(`${String(amount)} documents of ${String(amount)} would change`, { exact: false }).waitFor();
  await dialog.getByText('gate/1.10/part-00').waitFor();
  await dialog.getByRole('button', { name: 'Page 3' }).click();
  await dialog.getByText('gate/1.10/part-59').waitFor();
  expect(await session.violations()).toEqual([]);
  await dialog.getByRole('button', { name: `Change ${String(amount)} documents` }).click();
  await page.getByText(`Changed ${String(amount)} fields.`, { exact: false }).waitFor();
  expect((await kinds())['CLI_REFERENCE']).toBe(amount);

  await page.getByRole('link', { name: 'Changes' }).click();
  await arriveAt(page, 'Changes');
  await page.getByRole('link', { name: 'gate/1.10/part-59' }).waitFor();
  const about = `kind of ${String(amount)} documents of Acme Gate 1.10`;
  await page
    .getByRole('row', { name: /^gate\/1\.10\/part-59 Document/ })
    .getByText(about)
    .waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Bulk edits' }).click();
  await arriveAt(page, 'Bulk edits');
  const row = page.getByRole('rowheader', { name: /All are commands/ });
  await row.getByText(about).waitFor();
  expect(await session.violations()).toEqual([]);
  await row.getByRole('link', { name: 'Edit of many' }).click();
  await page.getByText(`Only what one bulk changed: ${about}`).waitFor();
  expect(await session.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Bulk edits' }).click();
  await arriveAt(page, 'Bulk edits');
  await page.getByRole('button', { name: /Undo what Cur did: All are commands/ }).click();
  await page.getByText(`Took back ${String(amount)} changes.`).waitFor();
  expect(await kinds()).toEqual(before);
  const taken = page.getByRole('row', { name: /^Edit of many.*All are commands/ });
  await taken.getByText('Taken back').waitFor();
  expect(await taken.getByRole('button').count()).toBe(0);
  await closeClean(session);
});

test('filters and order stand in the address, keys walk the rows, a small dark screen works too', async () => {
  const session = await openAs(fixture, curator, '/admin/documents', { colourScheme: 'dark', width: 390 });
  const { page } = session;
  await page.getByText(`${String(amount + 1)} documents, none selected`).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('Part 1');
  await page.getByText('11 documents, none selected').waitFor();
  await page.getByRole('button', { name: 'Title' }).click();
  await page.waitForURL(/q=Part\+1.*order=TITLE_ASC|order=TITLE_ASC.*q=Part\+1/);
  await page.reload();
  await page.getByText('11 documents, none selected').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('1 of 11 documents selected').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.keyboard.press('e');
  await arriveAt(page, 'Part 10');
  for (const list of ['versions', 'products', 'vendors', 'review', 'csv']) {
    await page.goto(`/admin/${list}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Loading…').waitFor({ state: 'detached' });
    expect([list, await session.violations()]).toEqual([list, []]);
  }
  await closeClean(session);
});

test('a CSV file comes back changed, with an error for the row that is wrong', async () => {
  const session = await openAs(fixture, curator, '/admin/csv');
  const { page } = session;
  const rows = ['path,title', 'gate/1.10/part-01,Second part', 'gate/1.10/part-02,', 'gate/1.10/nowhere,Lost'];
  const csv = rows.join('\n');
  await page
    .getByLabel('Changed file')
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('1 row left out:').waitFor();
  await page.getByRole('heading', { name: 'What a.csv would do' }).waitFor();
  await page.getByText('1 of 3 rows would change something. 1 change nothing.').waitFor();
  await page.getByRole('cell', { name: 'Second part' }).waitFor();
  expect(await session.violations()).toEqual([]);
  // What is written after the preview goes with the change, too.
  await page.getByLabel('Why').fill('As the cover says');
  await page.getByRole('button', { name: 'Change 1 row' }).click();
  await page.getByText('Changed 1 field.', { exact: false }).waitFor();
  // The next file has reasons of its own.
  await page.getByLabel('Why').and(page.locator('[value=""]')).waitFor();
  const header = { name: 'b.csv', mimeType: 'text/csv', buffer: Buffer.from('path,title\n') };
  await page.getByLabel('Changed file').setInputFiles(header);
  await page.getByText('Nothing: it holds no rows').waitFor();
  await page.getByRole('link', { name: 'Bulk edits', exact: true }).click();
  await page
    .getByRole('row', { name: /^From a file title of .*As the cover says/ })
    .getByRole('button', { name: 'Undo' })
    .click();
  await page.getByText('Took back 1 change.').waitFor();
  await closeClean(session);
});

test('a CSV file in another encoding, or too large to be sent, is not read, and what was shown before is gone', async () => {
  const session = await openAs(fixture, curator, '/admin/csv');
  const { page } = session;
  const csv = Buffer.from('path,title\ngate/1.10/part-01,R\u00e9seau\n', 'latin1');
  await page.getByLabel('Changed file').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: csv });
  await page.getByText('The file is not written in UTF-8').waitFor();
  const whole = Buffer.from('path,title\ngate/1.10/part-01,Another part\n');
  await page.getByLabel('Changed file').setInputFiles({ name: 'b.csv', mimeType: 'text/csv', buffer: whole });
  await page.getByRole('button', { name: 'Change 1 row' }).waitFor();
  const large = Buffer.from(`path,title\n${'gate/1.10/part-01,Another part\n'.repeat(33_000)}`);
  await page.getByLabel('Changed file').setInputFiles({ name: 'c.csv', mimeType: 'text/csv', buffer: large });
  await page.getByText('The file is larger than what can be sent at once').waitFor();
  expect(await page.getByRole('button', { name: /^Change \d/ }).count()).toBe(0);
  expect(await session.violations()).toEqual([]);
  await closeClean(session);
});

test('products go out as a CSV file and come back with aliases', async () => {
  const session = await openAs(fixture, curator, '/admin/products?q=gate');
  const { page } = session;
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV of 1 product' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('products.csv');
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv).toMatch(/^\uFEFFproduct,/u);
  await page.goto('/admin/csv');
  const changed = Buffer.from(csv.replace('Gate,(none)', 'Gate,"Door, Inc.; Portal"'));
  await page.getByLabel('Changed file').setInputFiles({ name: 'products.csv', mimeType: 'text/csv', buffer: changed });
  await page.getByRole('cell', { name: 'Door, Inc. · Portal' }).waitFor();
  await page.getByRole('button', { name: 'Change 1 row' }).click();
  await page.getByText('Changed 1 field.', { exact: false }).waitFor();
  await page.goto('/admin/products');
  await page.getByRole('row', { name: /^Select Gate .*Door, Inc\. · Portal/ }).waitFor();
  await closeClean(session);
});

test('a reader sees no list for curators, and the API refuses the same', async () => {
  const session = await openAs(fixture, reader, '/admin/documents');
  const { page } = session;
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  const refused = await page.request.post('/graphql', {
    headers: { 'content-type': 'application/json' },
    data: { query: 'mutation { applyBulkEdit(input: { token: "x" }) { bulk { id } } }' },
  });
  expect(JSON.stringify(await refused.json())).toContain('FORBIDDEN');
  await closeClean(session);
});

test('one row is taken out of all that match, and the rest is changed, on pages that nobody looked at too', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?version=1.10&order=TITLE_ASC');
  const { page } = session;
  await page.getByText(`${String(amount)} documents, none selected`).waitFor();
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: `Select all ${String(amount)} that match` }).click();
  await page.getByLabel('Select Part 0, Gate 1.10').uncheck();
  await page.getByText(`All ${String(amount)} documents that match but 1 selected`).waitFor();
  expect(
    await page.getByLabel('Select all on this page').evaluate((box) => (box as HTMLInputElement).indeterminate),
  ).toBe(true);
  await page.getByRole('button', { name: `Select all ${String(amount)} that match` }).waitFor();
  await page.getByRole('button', { name: 'Page 2' }).click();
  await page.getByLabel('Select Part 9, Gate 1.10').waitFor();
  expect(await page.getByLabel('Select Part 9, Gate 1.10').isChecked()).toBe(true);
  await page.getByRole('button', { name: `Edit ${String(amount - 1)} documents` }).click();
  const dialog = page.getByRole('dialog', { name: `Edit ${String(amount - 1)} documents` });
  await dialog.getByLabel('Change kind').check();
  await dialog.getByLabel('New value of kind').selectOption('API_REFERENCE');
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByRole('button', { name: `Change ${String(amount - 1)} documents` }).click();
  await page.getByText('fields', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`Took back ${String(amount - 1)} changes`, { exact: false }).waitFor();
  await closeClean(session);
});

test('a page beyond the last shows the last, as after an edit of all that the last page showed', async () => {
  const last = String(Math.ceil((amount + 1) / 50));
  const session = await openAs(fixture, curator, '/admin/documents');
  const { page } = session;
  await page.getByRole('row', { name: /Part 1\b/ }).waitFor();
  await page.goto(new URL('/admin/documents?page=99', page.url()).href);
  await page
    .getByRole('button', { name: `Page ${last}` })
    .and(page.locator('[aria-current]'))
    .waitFor();
  await page.waitForURL(`**/admin/documents?page=${last}`);
  // It has the rows of that page as soon as they are there.
  await page
    .getByRole('row', { name: /^Select Part/ })
    .first()
    .waitFor();
  // Nor does Back lead to the page that is not there.
  await page.goBack();
  await page.getByRole('button', { name: 'Page 1' }).and(page.locator('[aria-current]')).waitFor();
  await closeClean(session);
});

test('documents that state no language are found from Today, by their slugs, and given one', async () => {
  const session = await openAs(fixture, curator, '/admin');
  const { page } = session;
  const line = page.getByRole('link', { name: /documents? that states? no language/ });
  const before = await line.innerText();
  await line.click();
  await arriveAt(page, 'Documents');
  await page.getByLabel('Slug', { exact: true }).fill('part-0');
  await page.getByText('10 documents, none selected').waitFor();
  await page.getByLabel('Product').selectOption('gate');
  await page.getByRole('combobox', { name: 'Version', exact: true }).selectOption('1.10');
  await page.waitForURL(/version=1.10/);
  expect(await session.violations()).toEqual([]);
  await page.getByLabel('Select all on this page').check();
  await page.getByRole('button', { name: 'Edit 10 documents' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 10 documents' });
  await dialog.getByLabel('Change language').check();
  await dialog.getByLabel('New value of language').fill('fi');
  await dialog.getByRole('button', { name: 'Show what it would do' }).click();
  await dialog.getByRole('button', { name: 'Change 10 documents' }).click();
  await page.getByText('Nothing matches').waitFor();
  await page.getByLabel('Language').selectOption('fi');
  await page.getByText('10 documents, none selected').waitFor();

  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await arriveAt(page, 'Today');
  await line.waitFor();
  expect(await line.innerText()).not.toBe(before);
  await closeClean(session);
});

test('a kind and a missing language that somebody confirmed leave the lines of Today and the lists behind them', async () => {
  const { library } = fixture.service;
  const files = { 'moss/1.0/plates/text.md': '# Plates\n\nFig. 1.\n' };
  await library.ingest(await library.write('moss', files), { vendor: 'Acme' });
  const session = await openAs(fixture, curator, '/admin/documents?product=moss&kind=OTHER-undecided');
  const { page } = session;
  const row = page.getByRole('row', { name: /Plates/ });
  await row.waitFor();
  expect(await session.violations()).toEqual([]);
  await page.goto(new URL('/admin/documents/moss/1.0/plates', page.url()).href);
  await page.getByRole('button', { name: 'Kind: confirm what the source says' }).click();
  await page.getByRole('button', { name: 'Language: confirm that it has none' }).click();
  expect(await session.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Save 2 fields' }).click();
  await page.getByText('Saved 2 fields.').waitFor();
  for (const filter of ['kind=OTHER-undecided', 'language=none-undecided']) {
    await page.goto(new URL(`/admin/documents?product=moss&${filter}`, page.url()).href);
    await page.getByText('Nothing matches').waitFor();
  }
  await page.getByRole('combobox', { name: 'Language' }).selectOption('no language');
  await row.waitFor();
  await closeClean(session);
});

test('the filter by language names those that state none, also where there are none', async () => {
  const session = await openAs(fixture, curator, '/admin/documents?language=none&q=none+of+this');
  const { page } = session;
  await page.getByText('Nothing matches').waitFor();
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replace('"documentLanguages":["",', '"documentLanguages":[');
    await route.fulfill({ response, body: text });
  });
  await page.reload();
  await page.getByText('Nothing matches').waitFor();
  const chosen = page.getByLabel('Language').locator('option:checked');
  expect(await chosen.innerText()).toBe('no language');
  await page.unrouteAll({ behavior: 'wait' });
  await closeClean(session);
});

test('the list stands still while columns are chosen, texts of filters are whole, the navigation fills the side', async () => {
  for (const width of [1280, 390]) {
    const session = await openAs(fixture, curator, '/admin/documents', { width, colourScheme: 'dark' });
    const { page } = session;
    const table = page.getByRole('table', { name: 'Documents' });
    await table.waitFor();
    const before = await table.boundingBox();
    await page.getByText(/^Columns/).click();
    const box = page.getByRole('group', { name: 'Columns that are shown' });
    await box.getByLabel('Licence').waitFor();
    expect(await table.boundingBox()).toEqual(before);
    expect(await session.violations()).toEqual([]);
    const place = await box.boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(width);
    await page.getByRole('heading', { level: 1 }).click();
    await box.waitFor({ state: 'detached' });
    // The longest choice and the arrow beside it.
    const isCut = await page.getByLabel('Titles').evaluate((select: HTMLSelectElement) => {
      const { offsetWidth } = select;
      select.style.width = 'max-content';
      return offsetWidth < select.offsetWidth;
    });
    expect(isCut).toBe(false);
    await closeClean(session);
  }
  const session = await openAs(fixture, curator, '/admin/documents');
  const { page } = session;
  await page.getByRole('table', { name: 'Documents' }).waitFor();
  await page.mouse.wheel(0, 2_000);
  await page.waitForFunction(() => window.scrollY > 500);
  const foot = await page.locator('.side .inside').boundingBox();
  expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeGreaterThan(899);
  await closeClean(session);
});

test('versions can be shown with whether they are previews, and the label by which they are in order', async () => {
  const { library } = fixture.service;
  const { Version: id } = await idsOf(library, 'fence', '2.0', 'other');
  await edit(library, 'Version', { id, expectedRevision: 0, set: { preview: true, order: '1.5' } });
  const session = await openAs(fixture, curator, '/admin/versions');
  const { page } = session;
  await page.getByText(/^Columns/).click();
  await page.getByLabel('Preview', { exact: true }).and(page.getByRole('checkbox')).check();
  await page.getByLabel('Put in order as').check();
  await page.keyboard.press('Escape');
  const cellsOf = async (row: RegExp) =>
    (await page.getByRole('row', { name: row }).getByRole('cell').allInnerTexts()).slice(-2);
  await page.getByRole('columnheader', { name: 'Put in order as' }).waitFor();
  expect(await cellsOf(/Fence 2.0/)).toEqual(['yes', '1.5']);
  expect(await cellsOf(/Gate 1.10/)).toEqual(['no', '—']);
  expect(await session.violations()).toEqual([]);
  await closeClean(session);
});

test('Today opens without the figures of its last time, which may be old', async () => {
  const session = await openAs(fixture, curator, '/admin');
  const { page } = session;
  const figures = page.getByRole('link', { name: 'Vendors' }).and(page.locator('dl a'));
  await figures.waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Documents', exact: true }).click();
  await arriveAt(page, 'Documents');
  await page.clock.setFixedTime(Date.now() + 3_600_000);
  let letGo: () => void = () => undefined;
  const release = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query Today') === true) await release;
    await route.continue();
  });
  await page.getByRole('navigation').getByRole('link', { name: 'Today', exact: true }).click();
  await arriveAt(page, 'Today');
  await page.locator('main').getByText('Loading…').waitFor();
  expect(await figures.count()).toBe(0);
  letGo();
  await figures.waitFor();
  await closeClean(session);
});
