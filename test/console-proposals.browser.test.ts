/** Proposals at the console: what a key asks for, accepted by a key press; and what readers say is wrong. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { thisMachine } from '../src/caller.js';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { edit, idsOf, standing } from './testkit/curating.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;
let secret: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const manual = (title: string): string => `# ${title}\n\nThe gate opens to the left.\n`;
  const files = ['guide', 'notes', 'news', 'tips', 'one', 'two', 'three'].map(
    (name) => [`gate/1.0/${name}/${name}.md`, manual(name)] as const,
  );
  await library.ingest(await library.write('manuals', Object.fromEntries(files)), { vendor: 'Acme' });
  await createAccount(library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(library, 'CURATOR', 'Cur');
  const wanted = { name: 'agent', role: 'READER', scopes: ['READ', 'PROPOSE'], expiresAt: null } as const;
  secret = (await library.app.dependencies.access.keys.create(thisMachine('COMMAND_LINE'), wanted)).secret;
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

/** Asks over HTTP with the key of an agent. */
async function askByKey(query: string, variables: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${fixture.service.server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await answer.json()) as { errors?: unknown };
  expect(errors).toBeUndefined();
}

const proposeChange = (id: string, change: { readonly field: string; readonly value: string }): Promise<void> =>
  askByKey(
    `mutation Propose($input: ProposeChangesInput!) { proposeChanges(input: $input) { userErrors { message } } }`,
    { input: { id, set: [change], note: 'As on the cover' } },
  );

async function proposeTitle(document: string, title: string): Promise<string> {
  const { Document: id } = await idsOf(fixture.service.library, 'gate', '1.0', document);
  await proposeChange(id, { field: 'title', value: title });
  return id;
}

/** What the edit screen of a thing was told to wait for an answer. */
async function waitingAt(page: Page, address: string): Promise<number> {
  const answered = page.waitForResponse(
    (response) => response.request().postData()?.includes('WaitingProposals') === true,
  );
  await page.goto(address);
  const { data } = (await (await answered).json()) as { data: { proposals: { totalCount: number } } };
  return data.proposals.totalCount;
}

test('what a key proposes is accepted by a key press; the history names both, and the line of the day goes away', async () => {
  await proposeTitle('guide', 'Gate manual');
  const { Product } = await idsOf(fixture.service.library, 'gate', '1.0', 'guide');
  await proposeChange(Product, { field: 'description', value: 'Gates of all kinds.' });
  const session = await openAs(fixture, curator, '/admin/');
  const { page } = session;
  await page.getByRole('link', { name: '2 proposals to accept or reject' }).click();
  await arriveAt(page, 'Proposals');
  const row = page.getByRole('row', { name: /gate\/1\.0\/guide/ });
  await row.getByText('Gate manual').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.goto('/admin/documents/gate/1.0/guide');
  await arriveAt(page, 'guide');
  await page.getByRole('link', { name: '1 proposal waiting for an answer' }).click();
  await arriveAt(page, 'Proposals');
  await row.waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByText('Accepted 1 proposal, changed 1 field.').waitFor();
  await page.getByText('Nothing waits for you here').waitFor();

  expect(await waitingAt(page, '/admin/documents/gate/1.0/guide')).toBe(0);
  await arriveAt(page, 'Gate manual');
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText(/Cur, .*, proposed by agent/).waitFor();
  await history.getByText('As on the cover').waitFor();
  expect(await page.getByRole('link', { name: /waiting for an answer/ }).count()).toBe(0);
  await page.goto('/admin/');
  await page.getByRole('link', { name: '1 proposal to accept or reject' }).waitFor();
  await closeClean(session);
});

test('a screen counts what waits for its thing, and leads to just that', async () => {
  await proposeTitle('notes', 'Notes of gates');
  const session = await openAs(fixture, curator, '/admin/');
  const { page } = session;
  expect(await waitingAt(page, '/admin/vendors/acme')).toBe(0);
  expect(await waitingAt(page, '/admin/products/gate')).toBe(1);
  await page.getByRole('link', { name: '1 proposal waiting for an answer' }).click();
  await arriveAt(page, 'Proposals');
  const rows = page.getByRole('region', { name: 'Proposals' }).locator('tbody tr');
  await page.getByText('Only about gate.').waitFor();
  await page.getByRole('row', { name: /Gates of all kinds/ }).waitFor();
  expect(await rows.count()).toBe(1);
  expect(await session.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('row', { name: /Notes of gates/ }).waitFor();
  expect(await rows.count()).toBe(2);
  for (const name of ['gate/1.0/notes', 'gate']) {
    const accept = page.getByRole('button', { name: `Accept: ${name}, agent`, exact: true });
    await accept.click();
    await accept.waitFor({ state: 'detached' });
  }
  await page.getByText('Nothing waits for you here').waitFor();
  await closeClean(session);
});

test('a key that is pressed twice acts once, and the next row is the one below', async () => {
  for (const name of ['one', 'two', 'three']) await proposeTitle(name, `Part ${name}`);
  const session = await openAs(fixture, curator, '/admin/proposals');
  const { page } = session;
  await arriveAt(page, 'Proposals');
  const rowOf = (name: string) => page.getByRole('row', { name: new RegExp(`gate/1\\.0/${name}`) });
  await rowOf('one').waitFor();
  let accepts = 0;
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation AcceptProposals') === true) {
      accepts += 1;
      await held;
    }
    await route.continue();
  });
  // The newest comes first: three, two, one.
  for (const key of ['j', 'j', 'a', 'a', 'r']) await page.keyboard.press(key);
  goOn();
  await rowOf('two').waitFor({ state: 'detached' });
  await page.getByText('Accepted 1 proposal, changed 1 field.').waitFor();
  expect([accepts, await page.getByRole('dialog').count()]).toEqual([1, 0]);
  for (const key of ['a', 'j', 'a']) await page.keyboard.press(key);
  await rowOf('one').waitFor({ state: 'detached' });
  expect([accepts, await page.getByRole('dialog').count(), await rowOf('three').count()]).toEqual([2, 0, 1]);
  await page.getByRole('button', { name: 'Accept: gate/1.0/three, agent' }).click();
  await page.getByText('Nothing waits for you here').waitFor();

  const messages = page.getByRole('status', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await messages.getByText('Took back 1 change.').waitFor();
  const titles = ['one', 'two', 'three'].map(async (name) => {
    const { Document: id } = await idsOf(fixture.service.library, 'gate', '1.0', name);
    return (await standing(fixture.service.library, id, 'title'))['effective'];
  });
  expect(await Promise.all(titles)).toEqual(['Part one', 'Part two', 'three']);
  await closeClean(session);
});

test('stale ones can not be accepted, several are accepted at once and undone, the rest is answered with a reason', async () => {
  const { library } = fixture.service;
  const notes = await proposeTitle('notes', 'Note book');
  await proposeTitle('news', 'News book');
  await proposeTitle('tips', 'Book of tips');
  await edit(library, 'Document', { id: notes, expectedRevision: 1, set: { title: 'All notes' } });
  await askByKey(`mutation Tell($input: GiveFeedbackInput!) { giveFeedback(input: $input) { isReceived } }`, {
    input: { chunkKey: 'gate::1.0::guide::guide::0', text: 'It opens to the right.' },
  });
  const session = await openAs(fixture, curator, '/admin/proposals', { colourScheme: 'dark', width: 390 });
  const { page } = session;
  await arriveAt(page, 'Proposals');
  await page.getByRole('row', { name: /gate\/1\.0\/notes Stale/ }).waitFor();
  expect(await session.violations()).toEqual([]);
  expect(await page.getByRole('button', { name: 'Accept: gate/1.0/notes, agent' }).isDisabled()).toBe(true);

  const messages = page.getByRole('status', { name: 'Messages' });
  await page.getByRole('button', { name: 'Reject: gate/1.0/notes, agent' }).click();
  const rejecting = page.getByRole('dialog', { name: 'Reject 1 correction' });
  await rejecting.getByLabel('Why').fill('The cover says otherwise');
  expect(await session.violations()).toEqual([]);
  await rejecting.getByRole('button', { name: 'Reject' }).click();
  await messages.getByText('Answered 1 proposal.').waitFor();
  await rejecting.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Reject: gate/1.0/notes, agent' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Close: gate/1.0/guide, agent' }).click();
  const closing = page.getByRole('dialog', { name: 'Close 1 piece of feedback' });
  await closing.getByLabel('How it ends').selectOption('NOT_OURS');
  await closing.getByLabel('Why').fill('The vendor says left');
  await closing.getByRole('button', { name: 'Close' }).click();
  await closing.waitFor({ state: 'detached' });

  await page.getByRole('checkbox', { name: 'Select gate/1.0/news, agent' }).check();
  await page.getByRole('checkbox', { name: 'Select gate/1.0/tips, agent' }).check();
  await page.getByRole('button', { name: 'Accept 2 corrections' }).click();
  await page.getByText('Accepted 2 proposals, changed 2 fields.').waitFor();
  // The queue is gone, and what is left of it is the message.
  await page.getByText('Nothing waits for you here').waitFor();
  await messages.getByRole('button', { name: 'Undo' }).click();
  await messages.getByText('Took back 2 changes.').waitFor();
  expect((await standing(library, notes, 'title'))['effective']).toBe('All notes');
  const { Document: news } = await idsOf(library, 'gate', '1.0', 'news');
  expect((await standing(library, news, 'title'))['effective']).toBe('news');
  await page.getByLabel('State').selectOption('ANY');
  await page.getByRole('row', { name: /gate\/1\.0\/notes Rejected.*Cur: The cover says otherwise/ }).waitFor();
  await page.getByRole('row', { name: /gate\/1\.0\/guide Feedback Not ours.*The gate opens to the left/ }).waitFor();
  expect(await session.violations()).toEqual([]);
  await closeClean(session);
});

test('a long title without spaces leaves the buttons and columns of a list in view', async () => {
  const long = 'X'.repeat(300);
  await proposeTitle('one', long);
  const session = await openAs(fixture, curator, '/admin/proposals');
  const { page } = session;
  await arriveAt(page, 'Proposals');
  const hidden = async (name: string): Promise<number> => {
    const list = page.getByRole('region', { name });
    await list.getByText(long).waitFor();
    return list.evaluate((element) => element.scrollWidth - element.clientWidth);
  };
  expect(await hidden('Proposals')).toBe(0);
  const accept = page.getByRole('button', { name: 'Accept: gate/1.0/one, agent' });
  await accept.click();
  await accept.waitFor({ state: 'detached' });
  await page.goto('/admin/documents?columns=title,stated,version,kind,state');
  await arriveAt(page, 'Documents');
  expect(await hidden('Documents')).toBe(0);
  await closeClean(session);
});

test('whoever reads says what is wrong without script and without an account, and curators find it', async () => {
  const reader = await fixture.browser.open(fixture.service.server.url, { width: 390 });
  const { page } = reader;
  await page.goto('/c/gate::1.0::tips::tips::0');
  await page.getByText('Is something wrong with this passage?').click();
  await page.getByLabel('What is wrong, and what would be right?').fill('To the right, <b>always</b>.');
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Thank you.', { exact: false }).waitFor();
  expect(await reader.violations()).toEqual([]);
  const session = await openAs(fixture, curator, '/admin/');
  await session.page.getByRole('link', { name: '1 piece of feedback from readers' }).click();
  await arriveAt(session.page, 'Proposals');
  const row = session.page.getByRole('row', { name: /gate\/1\.0\/tips Feedback/ });
  await row.getByText('To the right, <b>always</b>.').waitFor();
  await row.getByText('anonymous, on a page').waitFor();
  await closeClean(reader, session);
});
