/** Demand at the console: a question that finds nothing is found, mended in one step, and marked; reports and files. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;

const files = {
  'pump/1/guide/guide.md': '# Guide\n\n## Start\n\nOpen the valve before the pump starts.\n',
  'pump/1/lid/lid.md': '# Lid\n\n## Cover\n\nThe cover is behind the motor.\n',
};

interface Found {
  readonly search: {
    readonly hits: { readonly nodes: readonly { readonly chunk: { readonly document: { readonly slug: string } } }[] };
  };
}

/** Slugs of the documents that a reader finds by words. */
async function found(query: string, scope: Record<string, unknown> = { products: ['pump'] }): Promise<string[]> {
  const { search } = await fixture.service.library.ask<Found>(
    'query Find($query: String!, $scope: ScopeInput) { search(query: $query, mode: LEXICAL, scope: $scope) { hits { nodes { chunk { document { slug } } } } } }',
    { query, scope },
    { ...anonymous('GRAPHQL'), client: 'portal' },
  );
  return search.hits.nodes.map(({ chunk }) => chunk.document.slug);
}

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  await service.library.ingest(await service.library.write('acme', files), { vendor: 'Acme' });
  await createAccount(service.library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(service.library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('a question without a hit becomes a synonym, is found, and is marked as mended', async () => {
  expect(await found('hood')).toEqual([]);
  const cur = await openAs(fixture, curator, '/admin/demand');
  const { page } = cur;
  const list = page.getByRole('region', { name: 'Open questions' });
  await list.getByRole('row', { name: /hood.*content gap.*open/ }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await list.getByRole('button', { name: 'Mend: hood' }).click();
  const mend = page.getByRole('dialog', { name: 'hood' });
  await mend.getByText('portal').waitFor();
  expect(await cur.violations()).toEqual([]);

  await mend.getByRole('button', { name: 'Make a synonym' }).click();
  const synonym = page.getByRole('dialog', { name: 'New synonym' });
  const terms = synonym.getByRole('textbox', { name: 'Terms' });
  expect(await terms.inputValue()).toBe('hood');
  await terms.fill('hood\ncover');
  await synonym.getByRole('button', { name: 'Save' }).click();
  await synonym.waitFor({ state: 'detached' });

  await list.getByRole('button', { name: 'Mend: hood' }).click();
  await mend.getByLabel('Why').fill('readers say hood');
  await mend.getByRole('button', { name: 'Mended' }).click();
  await page.getByText('Nothing of this was asked').waitFor();
  await page.getByLabel('State', { exact: true }).selectOption({ label: 'mended' });
  await page.waitForURL(/state=MENDED/);
  await list.getByRole('row', { name: /hood.*mended/ }).waitFor();
  expect(await found('hood')).toEqual(['lid']);
  await closeClean(cur);
});

test('not ours, an expectation and a file, in the dark and on a small screen', async () => {
  await found('lunch menu');
  await found('=cmd gasket');
  const cur = await openAs(fixture, curator, '/admin/demand?report=nothing', { colourScheme: 'dark', width: 390 });
  const { page } = cur;
  const list = page.getByRole('region', { name: 'Nothing found' });
  await list.getByRole('button', { name: 'Mend: lunch menu' }).click();
  const mend = page.getByRole('dialog', { name: 'lunch menu' });
  await mend.getByText('What is expected').click();
  await mend.getByLabel('Kind of document').selectOption({ label: 'Release notes' });
  expect(await cur.violations()).toEqual([]);
  await mend.getByRole('button', { name: 'Not ours' }).click();
  await list.getByRole('row', { name: /lunch menu.*not ours/ }).waitFor();
  expect(await cur.violations()).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toBe('demand.csv');
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv).toMatch(/,CONTENT_GAP,'=cmd gasket,1,0,pump,/);
  expect(csv).toMatch(/,NOT_OURS,lunch menu,/);
  await closeClean(cur);
});

test('what somebody else said since is told, and saved over only when asked', async () => {
  await found('picnic menu');
  const { library } = fixture.service;
  const cur = await openAs(fixture, curator, '/admin/demand?report=nothing');
  const { page } = cur;
  const list = page.getByRole('region', { name: 'Nothing found' });
  await list.getByRole('button', { name: 'Mend: picnic menu' }).click();
  const mend = page.getByRole('dialog', { name: 'picnic menu' });
  await mend.getByRole('button', { name: 'Not ours' }).waitFor();
  await library.ask(
    'mutation Other { markQuestions(input: { questions: ["picnic menu"], state: PLANNED }) { revision } }',
  );
  await mend.getByRole('button', { name: 'Not ours' }).click();
  const told = mend.getByRole('alert');
  await told.getByText(/changed this since you opened it/).waitFor();
  expect(await cur.violations()).toEqual([]);
  const state = async () => {
    const { demand } = await library.ask<{
      demand: { groups: { nodes: { state: string; questions: { nodes: { query: string }[] } }[] } };
    }>('query Groups { demand { groups(first: 50) { nodes { state questions { nodes { query } } } } } }');
    return demand.groups.nodes.find(({ questions }) => questions.nodes[0]?.query === 'picnic menu')?.state;
  };
  expect(await state()).toBe('PLANNED');
  await told.getByRole('button', { name: 'Save mine over it' }).click();
  await list.getByRole('row', { name: /picnic menu.*not ours/ }).waitFor();
  expect(await state()).toBe('NOT_OURS');
  await closeClean(cur);
});

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)('what is not there is told with its next step, %s at %i', async (colourScheme, width) => {
  await found('valves in nine', { products: ['pump'], versions: ['9'] });
  await found('valves of a pomp', { products: ['pomp'] });
  await found('ERR_VALVE_4711', { products: ['pump'] });
  const cur = await openAs(fixture, curator, '/admin/demand?report=gaps', { colourScheme, width });
  const { page } = cur;
  for (const [report, name, row, step] of [
    ['gaps', 'Gaps by demand', /pump, 9.*not in the library/, 'Add documents'],
    ['versions', 'Versions that are not there', /pump 9 1 \d+ portal/, 'Show its coverage'],
    ['products', 'Products that are not there', /pomp pump \d+ portal/, 'Add an alias to pump'],
    ['identifiers', 'Names that stand nowhere', /err_valve_4711/, 'Try it on the workbench'],
  ] as const) {
    await page.getByLabel('Report', { exact: true }).selectOption(report);
    const line = page.getByRole('region', { name }).getByRole('row', { name: row });
    await line.getByRole('link', { name: step }).waitFor();
    expect(await cur.violations()).toEqual([]);
  }
  await page.getByLabel('Report', { exact: true }).selectOption('gaps');
  await page.getByLabel('Version', { exact: true }).fill('8');
  await page.waitForURL(/version=8/);
  await page.getByText('Nothing of this was asked').waitFor();
  await closeClean(cur);
});
