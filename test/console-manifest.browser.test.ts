/** A `library.yaml` is written at the console, checked by the service while it is, and holds for what was dropped. */
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, drop, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';
import { zipOf } from './testkit/zip.js';

let fixture: ConsoleFixture;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([
    openService({ environment: { INGEST_ROOTS: tmpdir() } }),
    openBrowser(),
  ]);
  fixture = { service, browser };
  service.library.app.workOnJobs({});
  await createAccount(service.library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(service.library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

const uploadOf = (page: Page): Locator => page.getByRole('region', { name: 'From this computer' });
const editorOf = (within: Page | Locator, name: string): Locator =>
  within.getByRole('textbox', { name: `library.yaml of ${name}` });
/** Where the caret is: 1-based line. */
const caretLine = (editor: Locator): Promise<number> =>
  editor.evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).split('\n').length);
const hasKeyboard = (element: Locator): Promise<boolean> => element.evaluate((one) => one === document.activeElement);
const planButton = 'Show the plan with this manifest';

const broken = [
  '# Lamps of the harbour.',
  'vendor: Acme',
  'entries:',
  '  - path: lamps',
  '    prodct: Lamp',
  '    version: { label: 2.0, releasedOn: soon }',
  '',
].join('\n');

test('a folder with a broken manifest opens it at its faults; mended, it is planned, ingested and found', async () => {
  const { library } = fixture.service;
  const shelf = await library.write('lampshelf', {
    'library.yaml': broken,
    'lamps/oil/oil.md': '# Oil\n\nOnly burn colza oil.\n',
  });
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const upload = uploadOf(page);
  await drop(page, shelf);
  const editor = editorOf(upload, 'lampshelf');
  await editor.waitFor();
  expect(await editor.inputValue()).toBe(broken);
  const findings = upload.getByRole('list', { name: 'What is wrong' });
  await findings.getByText('Did you mean product?', { exact: false }).waitFor();
  await upload.getByText('2 errors', { exact: true }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await findings.getByRole('button', { name: 'Line 6, column 28' }).click();
  expect(await caretLine(editor)).toBe(6);
  // The keyboard is in the text now, and what it writes takes the place of the rest of the line.
  await page.keyboard.type('releasedOn: 2025-01-02 }');
  await findings.getByRole('button', { name: 'Line 6, column 28' }).waitFor({ state: 'detached' });
  await findings.getByRole('button', { name: 'Line 5, column 5' }).click();
  await page.keyboard.type('product: Lamp');
  await upload.getByText('Nothing is wrong with it.', { exact: false }).waitFor();
  expect(await findings.count()).toBe(0);
  const mended = broken.replace('prodct', 'product').replace('soon', '2025-01-02');
  expect(await editor.inputValue()).toBe(mended);

  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await page.getByText('1 library.yaml changed here and neither ingested nor downloaded yet.').waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Stay' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    upload.getByRole('button', { name: 'Download library.yaml' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('library.yaml');
  expect(await readFile(await file.path(), 'utf8')).toBe(mended);

  await upload.getByRole('button', { name: planButton }).click();
  await upload.getByText('New: 1 file').waitFor();
  await upload.getByRole('rowheader', { name: 'lamp/2.0/oil/oil.md' }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await upload.getByRole('button', { name: 'Ingest lampshelf' }).click();
  await upload.getByRole('link', { name: 'Follow lampshelf' }).click();
  await arriveAt(page, /lampshelf\.tar/);
  await page.getByText('Done', { exact: true }).waitFor();

  // It came with the files as a text, so the source is where it can be had again.
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await arriveAt(page, 'Sources');
  await page.getByRole('button', { name: /^library.yaml of lampshelf/ }).click();
  const kept = page.getByRole('dialog', { name: /^library.yaml of lampshelf/ });
  expect(await kept.getByRole('region', { name: 'library.yaml' }).textContent()).toBe(mended);
  expect(await reader.violations()).toEqual([]);
  await page.goto('/?q=colza');
  await page.getByRole('link', { name: 'Oil' }).first().waitFor();
  await closeClean(reader);
});

test('a folder without one gets a draft that says the same; entries are added by a button, paths told by the plan', async () => {
  const { library } = fixture.service;
  const loose = await library.write('ropes', {
    'hemp.md': '# Hemp\n\nText.\n',
    'steel/1.0/wire.md': '# Wire\n\nText.\n',
  });
  const reader = await openAs(fixture, curator, '/admin/add', { colourScheme: 'dark', width: 390 });
  const { page } = reader;
  const upload = uploadOf(page);
  await drop(page, loose);
  await upload.getByText('New: 1 file').waitFor();
  const opening = upload.getByRole('button', { name: 'Write a library.yaml for ropes' });
  await opening.press('Enter');
  const editor = editorOf(upload, 'ropes');
  await editor.waitFor();
  expect(await hasKeyboard(editor)).toBe(true);
  expect(await editor.inputValue()).toContain('- path: steel/1.0\n    product: Steel\n    version: "1.0"\n');
  await upload.getByText('1 warning', { exact: true }).waitFor();
  expect(await upload.getByRole('button', { name: 'Ingest ropes' }).isEnabled()).toBe(true);
  await upload.getByLabel('Entry for').selectOption('hemp.md');
  await upload.getByRole('button', { name: 'Add an entry' }).click();
  await page.keyboard.type('Hemp');
  // Its name is not missing any more, its version is.
  await upload.getByText(/^1 error\b/).waitFor();
  await upload.getByText('must not be empty', { exact: false }).waitFor();
  expect(await upload.getByRole('button', { name: planButton }).isDisabled()).toBe(true);
  expect(await upload.getByRole('button', { name: 'Ingest ropes' }).isDisabled()).toBe(true);
  expect(await reader.violations()).toEqual([]);
  await editor.fill(
    (await editor.inputValue()).replace('version: \n', 'version: 3\n').replace('path: hemp.md', 'path: hmp.md'),
  );
  await upload.getByRole('button', { name: planButton }).click();
  await upload.getByText('hmp.md does not exist', { exact: false }).waitFor();
  await upload.getByRole('button', { name: 'Line 8, column 5' }).click();
  await page.keyboard.type('path: hemp.md');
  await upload.getByRole('button', { name: planButton }).click();
  await upload.getByText('New: 2 files').waitFor();
  await upload.getByRole('rowheader', { name: 'hemp/3/hemp.md' }).waitFor();
  expect(await reader.violations()).toEqual([]);

  await upload.getByRole('button', { name: 'Close without it' }).press('Enter');
  await opening.waitFor();
  expect(await hasKeyboard(opening)).toBe(true);
  await upload.getByText('New: 1 file').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await upload.getByText('The manifest was changed since this plan was made.', { exact: false }).waitFor();
  expect(await editor.inputValue()).toContain('path: hemp.md');
  await closeClean(reader);
});

test('an archive and a place show the manifest that they hold, and take another in its place', async () => {
  const { library } = fixture.service;
  const own = 'vendor: Acme\nentries:\n  - { path: docs, product: Own }\n';
  const shelf = await library.write('winches', { 'library.yaml': own, 'docs/turn.md': '# Turn\n\nText.\n' });
  const archive = join(await library.write('packed', { 'other.md': 'x' }), 'winches.zip');
  await writeFile(
    archive,
    zipOf([
      { name: 'library.yaml', content: own },
      { name: 'docs/turn.md', content: '# Turn\n\nText.\n' },
    ]),
  );
  const reader = await openAs(fixture, curator, '/admin/add', { colourScheme: 'dark' });
  const { page } = reader;
  const upload = uploadOf(page);
  await upload.getByLabel('Drop files or folders here, or choose files').setInputFiles(archive);
  await upload.getByRole('rowheader', { name: 'own/unversioned/turn.md' }).waitFor();
  await upload.getByRole('button', { name: 'Edit the library.yaml of winches.zip' }).click();
  const packed = editorOf(upload, 'winches.zip');
  await packed.waitFor();
  expect(await packed.inputValue()).toBe(own);
  await packed.fill(own.replace('Own', 'Packed'));
  await upload.getByRole('button', { name: planButton }).click();
  await upload.getByRole('rowheader', { name: 'packed/unversioned/turn.md' }).waitFor();
  await upload.getByRole('button', { name: 'Ingest winches.zip' }).click();
  await upload.getByRole('link', { name: 'Follow winches.zip' }).waitFor();
  await upload.getByRole('button', { name: 'Download library.yaml' }).waitFor();

  const place = page.getByRole('region', { name: 'From a place that the service reaches' });
  await place.getByLabel('Location').fill(shelf);
  await place.getByRole('button', { name: 'Show the plan' }).click();
  await place.getByRole('rowheader', { name: 'own/unversioned/turn.md' }).waitFor();
  await place.getByRole('button', { name: 'Edit the library.yaml', exact: false }).click();
  const editor = place.getByRole('textbox', { name: 'library.yaml of', exact: false });
  await editor.fill(own.replace('Own', 'Placed'));
  expect(await place.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
  await place.getByRole('button', { name: planButton }).click();
  await place.getByRole('rowheader', { name: 'placed/unversioned/turn.md' }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await place.getByRole('button', { name: 'Start' }).click();
  await arriveAt(page, /winches/);
  await page.getByText('Done', { exact: true }).waitFor();
  await closeClean(reader);
});
