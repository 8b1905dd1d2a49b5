/** Rules and synonyms at the console: made from a hit with a look before, listed, changed, deleted; found by a search then. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;

const files = {
  'pump/1/guide/guide.md': '# Guide\n\n## Start\n\nOpen the valve before the pump starts.\n',
  'pump/1/notes/notes.md': '# Notes\n\n## Changes\n\nThe valve valve valve was replaced.\n',
  'pump/1/lid/lid.md': '# Lid\n\n## Cover\n\nThe cover is behind the motor.\n',
};

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  await service.library.ingest(await service.library.write('acme', files), { vendor: 'Acme' });
  // As long as nobody administers a library, it belongs to its machine, and nobody is asked to sign in.
  await createAccount(service.library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(service.library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

/** Slugs of the documents that are found by words. */
async function found(query: string): Promise<string[]> {
  const { search } = await fixture.service.library.ask<{
    search: { hits: { nodes: { chunk: { document: { slug: string } } }[] } };
  }>(
    'query Find($query: String!) { search(query: $query, mode: LEXICAL, scope: { products: ["pump"] }) { hits { nodes { chunk { document { slug } } } } } }',
    { query },
  );
  return search.hits.nodes.map(({ chunk }) => chunk.document.slug);
}

test('a hit is pinned with a look before; the rule is in force, listed, and deleted', async () => {
  expect((await found('valve'))[0]).toBe('notes');
  const cur = await openAs(fixture, curator, '/admin/workbench?q=valve&product=pump');
  const { page } = cur;
  const together = page.getByRole('region', { name: 'Together' });
  await together.getByRole('listitem').first().waitFor();
  expect(await cur.violations()).toEqual([]);
  await together.getByRole('button', { name: /^Pin .*Guide/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog
    .getByRole('heading', { name: 'Questions that people ask, and that would be answered otherwise' })
    .waitFor();
  expect(await cur.violations()).toEqual([]);
  expect((await found('valve'))[0]).toBe('notes');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('region', { name: 'Rules that are about it' }).waitFor();
  expect((await found('valve'))[0]).toBe('guide');

  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
  const row = page.getByRole('row', { name: /valve: Guide/ });
  await row.waitFor();
  expect(await cur.violations()).toEqual([]);
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByText('There are no rules').waitFor();
  expect((await found('valve'))[0]).toBe('notes');

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is there again, as it was.').waitFor();
  await row.waitFor();
  expect((await found('valve'))[0]).toBe('guide');
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByText('There are no rules').waitFor();
  await closeClean(cur);
});

test('the workbench says which words repeat what the search is limited to', async () => {
  const cur = await openAs(fixture, curator, '/admin/workbench?q=open+the+valve+of+the+pump&product=pump');
  const { page } = cur;
  await page.getByText('“pump” says what the search is limited to: nothing is ranked by it.').waitFor();
  expect(await cur.violations()).toEqual([]);
  await closeClean(cur);
});

test('a synonym is made from a query that finds nothing, in the dark and on a small screen', async () => {
  expect(await found('hood')).toEqual([]);
  const cur = await openAs(fixture, curator, '/admin/synonyms', { colourScheme: 'dark', width: 390 });
  const { page } = cur;
  await page.getByText('There are no synonyms').waitFor();
  await page.getByRole('button', { name: 'New synonym' }).click();
  const dialog = page.getByRole('dialog', { name: 'New synonym' });
  await dialog.getByRole('textbox', { name: 'Terms' }).fill('hood\ncover');
  expect(await cur.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /hood, cover/ }).waitFor();
  expect(await cur.violations()).toEqual([]);
  expect(await found('hood')).toEqual(['lid']);

  await page.getByRole('button', { name: 'Delete hood, cover' }).click();
  await page.getByText('There are no synonyms').waitFor();
  expect(await found('hood')).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: /hood, cover/ }).waitFor();
  expect(await found('hood')).toEqual(['lid']);
  await closeClean(cur);
});

test('a form says which line it can not read, and what the service refuses', async () => {
  const cur = await openAs(fixture, curator, '/admin/rules');
  const { page } = cur;
  await page.getByRole('button', { name: 'New rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Nothing');
  await dialog.getByRole('textbox', { name: 'Words' }).fill('valve');
  await dialog.getByRole('textbox', { name: 'Pins' }).fill('first pump/guide');
  await dialog.getByText('This line says no place and target: first pump/guide').waitFor();
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  expect(await dialog.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Pins' }).fill('');
  const boosts = dialog.getByRole('textbox', { name: 'Boosts' });
  await boosts.fill('twice pump/guide');
  await dialog.getByText('This line says no factor and target: twice pump/guide').waitFor();
  await boosts.fill('');
  const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);
  await name.fill('Nothing');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('The rule does nothing', { exact: false }).waitFor();
  await cur.close();
  expect(cur.foreign).toEqual([]);
});

test('a form that was filled in is not thrown away by Escape or Cancel unasked; an empty one closes at once', async () => {
  const cur = await openAs(fixture, curator, '/admin/synonyms');
  const { page } = cur;
  await page.getByRole('button', { name: 'New synonym' }).click();
  const dialog = page.getByRole('dialog', { name: 'New synonym' });
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await question.count()).toBe(0);

  await page.getByRole('button', { name: 'New synonym' }).click();
  const terms = dialog.getByRole('textbox', { name: 'Terms' });
  await terms.fill('lamp\nlight');
  await page.keyboard.press('Escape');
  await question.waitFor();
  expect(await cur.violations()).toEqual([]);
  // By the third time the browser closes what has the focus without asking the page.
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Stay' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await terms.inputValue()).toBe('lamp\nlight');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await dialog.waitFor({ state: 'detached' });
  await closeClean(cur);
});

test('the times of a rule stand in the zone of the reader, and stay exact unless they are changed', async () => {
  const { library } = fixture.service;
  const until = '2035-05-05T22:30:15.250Z';
  await library.ask(
    'mutation Create($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id } } }',
    {
      input: { rule: { name: 'Sale', match: 'EXACT', words: 'sale', redirect: 'pump/guide', validTo: until } },
    },
  );
  const kept = async (): Promise<unknown> => {
    const { searchRules } = await library.ask<{ searchRules: { nodes: Record<string, unknown>[] } }>(
      'query Kept { searchRules { nodes { note validFrom validTo } } }',
    );
    return searchRules.nodes[0];
  };
  const cur = await openAs(fixture, curator, '/admin/rules', { timeZone: 'Asia/Kolkata' });
  const { page } = cur;
  const edit = async (change: () => Promise<void>): Promise<void> => {
    await page.getByRole('button', { name: 'Edit Sale' }).click();
    await change();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const dialog = page.getByRole('dialog', { name: 'Edit Sale' });
  await edit(async () => {
    expect(await dialog.getByLabel('Until').inputValue()).toBe('2035-05-06T04:00');
    await dialog.getByLabel('Why').fill('Only in spring');
  });
  expect(await kept()).toEqual({ note: 'Only in spring', validFrom: null, validTo: new Date(until) });
  await page.getByRole('row', { name: /Only in spring/ }).waitFor();
  await edit(async () => {
    await dialog.getByLabel('From').fill('2035-05-01T00:00');
    await dialog.getByLabel('Until').fill('');
    await dialog.getByLabel('Why').fill('From May');
  });
  expect(await kept()).toEqual({ note: 'From May', validFrom: new Date('2035-04-30T18:30:00.000Z'), validTo: null });
  await closeClean(cur);
});
