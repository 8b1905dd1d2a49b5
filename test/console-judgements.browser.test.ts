/** Judging at the console by keys, the list of judgements, an evaluation with its trend; passages hidden and shown again. */
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
};

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

const grades = async (): Promise<number[]> => {
  const { judgements } = await fixture.service.library.ask<{ judgements: { nodes: { grade: number }[] } }>(
    'query Grades { judgements { nodes { grade } } }',
  );
  return judgements.nodes.map(({ grade }) => grade);
};

test('hits are judged by keys, with undo; the list shows it, an evaluation measures it, a second one makes a trend', async () => {
  const cur = await openAs(fixture, curator, '/admin/workbench?q=valve&product=pump');
  const { page } = cur;
  const together = page.getByRole('region', { name: 'Together' });
  await together.getByRole('listitem').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('3');
  await page.getByText('Judged 3.').waitFor();
  const first = together.getByRole('listitem').first();
  await first.getByRole('button', { name: '3', pressed: true }).waitFor();
  expect(await first.getAttribute('aria-current')).toBe('true');
  expect(await grades()).toEqual([3]);
  expect(await cur.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The judgement is withdrawn.').waitFor();
  expect(await grades()).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Judged 3.').waitFor();
  expect(await grades()).toEqual([3]);

  await page.getByRole('link', { name: 'Judgements', exact: true }).click();
  await page.getByRole('heading', { name: 'Judgements', level: 1 }).waitFor();
  const row = page.getByRole('row', { name: /^valve/ });
  await row.getByRole('button', { name: '3', pressed: true }).waitFor();
  const evaluations = page.getByRole('region', { name: 'Evaluations' }).first();
  await evaluations.getByRole('button', { name: 'Evaluate now' }).click();
  await page.getByText('Evaluated: nDCG 1.000.').waitFor();
  await evaluations.getByRole('row', { name: /1\.000/ }).waitFor();
  await evaluations.getByRole('button', { name: 'Evaluate now' }).click();
  await page.getByRole('img', { name: 'nDCG of 2 evaluations, from 1.000 to 1.000' }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await closeClean(cur);
});

test('a hit is hidden with a reason, listed, and shown again, in the dark and on a small screen', async () => {
  const found = async (): Promise<number> => {
    const { search } = await fixture.service.library.ask<{ search: { hits: { nodes: unknown[] } } }>(
      'query Find { search(query: "valve", mode: LEXICAL, scope: { products: ["pump"] }) { hits { nodes { rank } } } }',
    );
    return search.hits.nodes.length;
  };
  expect(await found()).toBe(2);
  const cur = await openAs(fixture, curator, '/admin/workbench?q=valve&product=pump', {
    colourScheme: 'dark',
    width: 390,
  });
  const { page } = cur;
  const together = page.getByRole('region', { name: 'Together' });
  await together.getByRole('button', { name: /^Mark… .*Notes/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Out of date');
  expect(await cur.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('In force for 1 passage.').waitFor();
  expect(await found()).toBe(1);
  await page.goto(new URL('/admin/marks', page.url()).href);
  await page.getByRole('heading', { name: 'Hidden and wrong', level: 1 }).waitFor();
  const row = page.getByRole('row', { name: /Out of date/ });
  await row.waitFor();
  expect(await cur.violations()).toEqual([]);
  await row.getByRole('button', { name: /^Remove mark/ }).click();
  await page.getByText('The mark is removed.').waitFor();
  expect(await found()).toBe(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The mark is there again.').waitFor();
  expect(await found()).toBe(1);
  await closeClean(cur);
});
