/** The console's view of a document beside its chunks: linked both ways, marked and shown again, cut otherwise to look at. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { blocksOf } from '../admin/src/screens/document-text/blocks.js';
import { lines, pdfOf } from './pdf-files.js';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const lamp = await pdfOf((pdf) => {
    lines(pdf, 72, 72, ['Light the lamp at dusk.', 'Put it out at dawn.']);
    pdf.addPage();
    lines(pdf, 72, 72, ['Clean the glass once a week.']);
    pdf.addPage();
    pdf.rect(100, 100, 200, 200).fill();
  });
  const guide =
    '# Guide\n\n## Start\n\nOpen the **valve** first.\n\n## Stop\n\n| Step | Part |\n|---|---|\n| 1 | valve |\n';
  await library.ingest(await library.write('acme', { 'pump/1/guide/guide.md': guide, 'lamp/1/book/book.pdf': lamp }), {
    vendor: 'Acme',
  });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('parts of a page are found in the chunks that hold them, whatever lines and marks they have', () => {
  const chunks = [
    { key: 'a', headingPath: ['Start'], text: 'Open the valve before the pump starts. Then wait.' },
    { key: 'b', headingPath: ['Stop'], text: '- Close it.\n\n```\nstop\n\nnow\n```' },
  ];
  const page = 'Acme Pumps\n\n# Start\n\nOpen the **valve** before\nthe pump starts.\n\n```\nstop\n\nnow\n```';
  expect(blocksOf(page, chunks).map(({ keys }) => keys)).toEqual([[], ['a'], ['a'], ['b']]);
  // Cut in the middle: both hold a part.
  const cut = [
    { key: 'a', headingPath: [], text: 'one line\nanother line' },
    { key: 'b', headingPath: [], text: 'third line\nlast lines' },
  ];
  expect(blocksOf('one line\nanother line\nthird line\nlast lines', cut)[0]?.keys).toEqual(['a', 'b']);
  expect(blocksOf('', chunks)).toEqual([]);
});

test('pages stand beside their chunks, a chunk shows its parts and a part its chunk', async () => {
  const cur = await openAs(fixture, curator, '/admin/documents/lamp/1/book');
  const { page } = cur;
  await page.getByRole('link', { name: 'Text and chunks' }).click();
  await page.getByText('What was read, beside the chunks', { exact: false }).waitFor();
  // Documents of many versions have one title: what it is of stands above it.
  await page.getByText('Document · Acme · Lamp · 1', { exact: true }).waitFor();
  const first = page.getByRole('region', { name: 'Page 1', exact: true });
  const chunk = first.getByRole('list', { name: 'Chunks of page 1' }).getByRole('listitem').first();
  const part = first.locator('.block').filter({ hasText: 'Light the lamp' });
  await chunk.waitFor();
  expect(await part.getAttribute('data-active')).toBeNull();
  await chunk.hover();
  await first.locator('.block[data-active]').filter({ hasText: 'Light the lamp' }).waitFor();
  const second = page.getByRole('region', { name: 'Page 2', exact: true });
  await second.locator('.block').filter({ hasText: 'Clean the glass' }).hover();
  await second.locator('.block[data-active]').waitFor();
  expect(await second.locator('.chunk[data-active]').count()).toBe(1);
  expect(await cur.violations()).toEqual([]);

  await page.getByLabel('Text of pages').selectOption({ label: 'blank' });
  await first.waitFor({ state: 'detached' });
  const third = page.getByRole('region', { name: 'Page 3', exact: true });
  await third.getByText('No text could be read here.').waitFor();
  await third.getByText('No chunk came of this.').waitFor();
  await closeClean(cur);
});

test('a chunk is hidden by keys and shown again; other limits are looked at', async () => {
  const cur = await openAs(fixture, curator, '/admin/documents/pump/1/guide/text', {
    colourScheme: 'dark',
    width: 390,
  });
  const { page } = cur;
  await arriveAt(page, 'Guide');
  const start = page.getByRole('region', { name: 'Start', exact: true });
  await start.getByText('valve', { exact: true }).waitFor();
  expect(await start.locator('strong').innerText()).toBe('valve');
  await page.getByRole('region', { name: 'Stop', exact: true }).getByRole('cell', { name: 'valve' }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await page.keyboard.press('j');
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Hide or mark as wrong: Start' });
  await dialog.getByLabel('Why').fill('Wrong valve');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('In force for 1 passage.').waitFor();
  const marks = page.getByRole('region', { name: 'Marks' });
  await marks.getByText('Wrong valve').waitFor();
  await start.waitFor({ state: 'detached' });
  expect(await cur.violations()).toEqual([]);
  await marks.getByRole('button', { name: /^Remove mark/ }).click();
  await start.waitFor();

  await page.getByRole('button', { name: 'Cut it otherwise' }).click();
  const cutting = page.getByRole('dialog', { name: 'Cut it otherwise' });
  await cutting.getByRole('rowheader', { name: 'In the middle' }).waitFor();
  await cutting.getByLabel('Tokens that a passage should have').fill('20');
  await cutting.getByRole('button', { name: 'Show' }).click();
  await cutting.getByText('must be from 50 to 4000', { exact: false }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await closeClean(cur);
});
