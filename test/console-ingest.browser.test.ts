/** From a file on somebody's computer to a document that others find, at the console alone. */
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, drop, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';
import { lines, pdfOf } from './pdf-files.js';

let fixture: ConsoleFixture;
let curator: string;
let folder: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([
    openService({ environment: { INGEST_ROOTS: tmpdir() } }),
    openBrowser(),
  ]);
  fixture = { service, browser };
  const { library } = service;
  const pages = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [
      `harbour/1.0/part-${String(at)}/guide.md`,
      `# Part ${String(at)}\n\nText.\n`,
    ]),
  );
  folder = await library.write('manuals', pages);
  await library.ingest(folder);
  library.app.workOnJobs({});
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('files that are dropped are sent, ingested, followed to their end and found', async () => {
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const upload = page.getByRole('region', { name: 'From this computer' });
  await upload.getByLabel('Vendor').fill('Acme');
  await upload.getByLabel('Product').fill('Lantern');
  await upload.getByLabel('Version').fill('2.0');
  expect(await reader.violations()).toEqual([]);
  const lamp = Buffer.from(
    await pdfOf((pdf) => {
      lines(pdf, 72, 72, ['Lamp', 'Light the lamp at dusk.', 'Put it out at dawn.']);
    }),
  );
  await upload.getByLabel('Drop files or folders here, or choose files').setInputFiles([
    { name: 'wick.md', mimeType: 'text/markdown', buffer: Buffer.from('# Wick\n\nTrim the paraffin wick weekly.\n') },
    { name: 'lamp.pdf', mimeType: 'application/pdf', buffer: lamp },
  ]);
  await upload.getByRole('link', { name: 'Follow wick.md' }).waitFor();
  await upload.getByRole('link', { name: 'Follow lamp.pdf' }).click();
  await arriveAt(page, /lamp\.pdf/);
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Files' }).getByRole('rowheader', { name: 'lamp.pdf' }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await arriveAt(page, 'Ingest jobs');
  await page.getByRole('link', { name: 'wick.md' }).click();
  await arriveAt(page, /wick\.md/);
  await page.getByText('Done', { exact: true }).waitFor();
  await page.goto('/?q=paraffin');
  await page.getByRole('link', { name: 'Wick' }).first().waitFor();
  await closeClean(reader);
});

test('a folder that is dropped shows its plan, is ingested when one says so, and is found', async () => {
  const { library } = fixture.service;
  const shelf = await library.write('shelf', {
    'beacon/3.0/lens/lens.md': '# Lens\n\nPolish the fresnel lens.\n',
    'beacon/3.0/oil/oil.md': '# Oil\n\nFill up the oil.\n',
    'beacon/3.0/Türme/turm.md': '# Tower\n\nClimb the spiral staircase.\n',
    '.DS_Store': 'x',
    'beacon/.git/config': 'x',
  });
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const upload = page.getByRole('region', { name: 'From this computer' });
  await drop(page, shelf);
  await upload.getByRole('heading', { name: 'shelf' }).waitFor();
  await upload.getByText('New: 3 files').waitFor();
  const becomes = upload.getByRole('region', { name: 'It becomes 1 version' });
  await becomes.getByRole('row', { name: 'Unassigned Beacon 3.0 new 3' }).waitFor();
  await upload.getByText('2 hidden files left out').click();
  await upload.getByText('beacon/.git', { exact: true }).waitFor();
  await upload.getByRole('rowheader', { name: 'beacon/3.0/Türme/turm.md' }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await upload.getByRole('button', { name: 'Ingest shelf' }).click();
  await upload.getByRole('link', { name: 'Follow shelf' }).click();
  await arriveAt(page, /shelf\.tar/);
  await page.getByText('Done', { exact: true }).waitFor();
  await page.goto('/?q=fresnel');
  await page.getByRole('link', { name: 'Lens' }).first().waitFor();

  await library.write('shelf', { 'beacon/3.0/lens/lens.md': '# Lens\n\nPolish the lens weekly.\n' });
  await library.remove('shelf', 'beacon/3.0/oil/oil.md');
  await page.goto('/admin/add');
  await upload.getByLabel('Choose a folder').setInputFiles(shelf);
  await upload.getByText('1 file would be archived', { exact: false }).waitFor();
  await upload.getByText('Changed: 1 file', { exact: true }).waitFor();
  await upload.getByText('Unchanged: 1 file').waitFor();
  await upload.getByRole('button', { name: 'Forget shelf' }).click();
  await upload.getByRole('heading', { name: 'shelf' }).waitFor({ state: 'detached' });
  await closeClean(reader);
});

test('a folder that does not say what it is is planned again with names; one without files is not sent', async () => {
  const { library } = fixture.service;
  const loose = await library.write('loose', { 'wick.md': '# Wick\n\nText.\n' });
  const hidden = await library.write('hidden', { '.DS_Store': 'x' });
  const reader = await openAs(fixture, curator, '/admin/add', { colourScheme: 'dark', width: 390 });
  const { page } = reader;
  const upload = page.getByRole('region', { name: 'From this computer' });
  await drop(page, hidden);
  await upload.getByText('There is no file in it, but for hidden ones.').waitFor();
  expect(await reader.violations()).toEqual([]);
  await upload.getByRole('button', { name: 'Forget hidden' }).click();
  await drop(page, loose);
  await upload.getByText('is not in a folder product/version', { exact: false }).waitFor();
  expect(await reader.violations()).toEqual([]);
  const names = upload.getByRole('form', { name: 'What loose is' });
  await names.getByLabel('Product').fill('Candle');
  await names.getByLabel('Version').fill('9.0');
  await names.getByRole('button', { name: 'Show the plan with these names' }).click();
  await upload.getByText('New: 1 file').waitFor();
  await upload.getByRole('button', { name: 'Ingest loose' }).click();
  await upload.getByRole('link', { name: 'Follow loose' }).waitFor();
  await closeClean(reader);
});

test('each of several folders is planned as of a vendor of its own, who is found by some of the name', async () => {
  const { library } = fixture.service;
  await library.ingest(await library.write('old', { 'torch/1/guide/a.md': '# A\n\nText.\n' }), {
    vendor: 'Beam Works',
  });
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const upload = page.getByRole('region', { name: 'From this computer' });
  for (const name of ['bulb', 'tube']) {
    await drop(page, await library.write(name, { [`${name}/1/guide/a.md`]: '# A\n\nText.\n' }));
  }
  const bulb = upload.getByRole('form', { name: 'What bulb is' });
  const tube = upload.getByRole('form', { name: 'What tube is' });
  await bulb.getByLabel('Vendor').fill('bea');
  await bulb.getByRole('option', { name: 'Beam Works' }).click();
  await bulb.getByRole('button').click();
  await upload.getByRole('row', { name: /^Beam Works Bulb/ }).waitFor();
  await tube.getByLabel('Vendor').fill('Glass & Co');
  expect(await reader.violations()).toEqual([]);
  await page.keyboard.press('Enter');
  await upload.getByRole('row', { name: /^Glass & Co Tube/ }).waitFor();
  await upload.getByRole('row', { name: /^Beam Works Bulb/ }).waitFor();
  expect(await tube.getByLabel('Vendor').inputValue()).toBe('Glass & Co');
  await closeClean(reader);
});

test('a folder of a product that another vendor has says so once, and is planned as of that vendor', async () => {
  const { library } = fixture.service;
  const files = { 'lamp/1/guide/a.md': '# A\n\nText.\n', 'lamp/1/guide/b.md': '# B\n\nText.\n' };
  await library.ingest(await library.write('lamps', files), { vendor: 'Lumen, Inc.' });
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const upload = page.getByRole('region', { name: 'From this computer' });
  await drop(page, await library.write('again', files));
  await upload.getByText('lamp is of Lumen, Inc. (2 files)').waitFor();
  expect(await upload.getByText('belongs to vendor').count()).toBe(0);
  expect(await reader.violations()).toEqual([]);
  await upload.getByText('None of its files would be taken', { exact: false }).waitFor();
  expect(await upload.getByRole('button', { name: 'Ingest again' }).isDisabled()).toBe(true);
  await upload.getByRole('button', { name: 'Show the plan as of Lumen, Inc.' }).click();
  await upload.getByText('lamp is of Lumen, Inc. (2 files)').waitFor({ state: 'detached' });
  const ingest = upload.getByRole('button', { name: 'Ingest again' });
  expect(await ingest.isDisabled()).toBe(false);
  // Names that no plan was made with are not ingested, and not passed over.
  await upload.getByRole('form', { name: 'What again is' }).getByLabel('Vendor').fill('Lumen, Incorporated');
  await upload.getByText('The names were changed since this plan was made.', { exact: false }).waitFor();
  expect(await ingest.isDisabled()).toBe(true);
  await upload.getByRole('form', { name: 'What again is' }).getByLabel('Vendor').fill('Lumen, Inc. ');
  await upload.getByText('The names were changed since', { exact: false }).waitFor({ state: 'detached' });
  expect(await ingest.isDisabled()).toBe(false);
  await closeClean(reader);
});

test('the plan says what would be archived, and nothing is archived unless somebody says so', async () => {
  for (let at = 1; at < 8; at++)
    await fixture.service.library.remove('manuals', `harbour/1.0/part-${String(at)}/guide.md`);
  const reader = await openAs(fixture, curator, '/admin/sources', { colourScheme: 'dark' });
  const { page } = reader;
  await page.getByRole('button', { name: `Ingest again: ${folder}` }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Add documents' }).last().click();
  await arriveAt(page, 'Add documents');
  const place = page.getByRole('region', { name: 'From a place that the service reaches' });
  await place.getByLabel('Location').fill(folder);
  await place.getByRole('button', { name: 'Show the plan' }).click();
  await place.getByText('7 files would be archived', { exact: false }).waitFor();
  expect(await place.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
  expect(await reader.violations()).toEqual([]);
  await place.getByLabel('Archive them: they are meant to be gone').check();
  await place.getByRole('button', { name: 'Start' }).click();
  await arriveAt(page, /manuals/);
  await page.getByText('Done', { exact: true }).waitFor();
  await page.getByText('archived', { exact: true }).waitFor();
  await closeClean(reader);
});

test('a file that nobody can mend is left so, and Today says no more of it', async () => {
  const { library } = fixture.service;
  const place = await library.write('torn', { 'torn/1/plate/plate.md': Uint8Array.of(0, 1, 2, 0, 0, 255) });
  await library.ingest(place);
  const reader = await openAs(fixture, curator, '/admin');
  const { page } = reader;
  const line = page.getByRole('link', { name: `1 file of ${place} could not be ingested` });
  await line.click();
  await page.getByText('Done, 1 failed', { exact: true }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Leave it so' }).click();
  await page.getByText('left so', { exact: true }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await arriveAt(page, 'Today');
  await line.waitFor({ state: 'detached' });
  // The message of it has stayed, with the way back.
  await page.getByRole('button', { name: 'Undo' }).click();
  await line.waitFor();
  await closeClean(reader);
});

test('a place that is not there is refused in words', async () => {
  const reader = await openAs(fixture, curator, '/admin/add');
  const { page } = reader;
  const place = page.getByRole('region', { name: 'From a place that the service reaches' });
  await place.getByLabel('Location').fill('/no/such/folder');
  await place.getByRole('button', { name: 'Show the plan' }).click();
  await place.getByRole('alert').waitFor();
  expect(await reader.violations()).toEqual([]);
  await closeClean(reader);
});
