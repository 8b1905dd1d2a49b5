/** Proposals at the console: what a key asks for, accepted by a key press; and what readers say is wrong. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thisMachine } from '../src/caller.js';
import { createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { edit, idsOf } from './testkit/curating.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let curator: string;
let secret: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  const { library } = service;
  const manual = (title: string): string => `# ${title}\n\nThe gate opens to the left.\n`;
  const files = ['guide', 'notes', 'news', 'tips'].map(
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

async function proposeTitle(document: string, title: string): Promise<string> {
  const { Document: id } = await idsOf(fixture.service.library, 'gate', '1.0', document);
  await askByKey(
    `mutation Propose($input: ProposeChangesInput!) { proposeChanges(input: $input) { userErrors { message } } }`,
    { input: { id, set: [{ field: 'title', value: title }], note: `As on the cover of ${document}` } },
  );
  return id;
}

test('what a key proposes is accepted by a key press; the history names both, and the line of the day goes away', async () => {
  await proposeTitle('guide', 'Gate manual');
  const session = await openAs(fixture, curator, '/admin/');
  const { page } = session;
  await page.getByRole('link', { name: '1 proposal to accept or reject' }).click();
  await page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor();
  const row = page.getByRole('row', { name: /gate\/1\.0\/guide/ });
  await row.getByText('Gate manual').waitFor();
  expect(await session.violations()).toEqual([]);
  await page.goto('/admin/documents/gate/1.0/guide');
  await page.getByRole('heading', { level: 1, name: 'guide' }).waitFor();
  await page.getByRole('link', { name: '1 proposal waiting for an answer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor();
  await row.waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByText('Accepted 1 proposal, changed 1 field.').waitFor();
  await page.getByText('Nothing waits for you here').waitFor();

  await page.goto('/admin/documents/gate/1.0/guide');
  await page.getByRole('heading', { level: 1, name: 'Gate manual' }).waitFor();
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText(/Cur, .*, proposed by agent/).waitFor();
  await history.getByText('As on the cover of guide').waitFor();
  expect(await page.getByRole('link', { name: /waiting for an answer/ }).count()).toBe(0);
  await page.goto('/admin/');
  await page.getByRole('region', { name: 'To do' }).waitFor();
  expect(await page.getByRole('link', { name: /to accept or reject/ }).count()).toBe(0);
  await closeClean(session);
});

test('stale ones can not be accepted, several are accepted at once and undone, the rest is answered with a reason', async () => {
  const { library } = fixture.service;
  const notes = await proposeTitle('notes', 'Note book');
  await proposeTitle('news', 'News book');
  await proposeTitle('tips', 'Book of tips');
  await edit(library, 'Document', { id: notes, expectedRevision: 0, set: { title: 'All notes' } });
  await askByKey(`mutation Tell($input: GiveFeedbackInput!) { giveFeedback(input: $input) { isReceived } }`, {
    input: { chunkKey: 'gate::1.0::guide::guide::0', text: 'It opens to the right.' },
  });
  const session = await openAs(fixture, curator, '/admin/proposals', { colourScheme: 'dark', width: 390 });
  const { page } = session;
  await page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor();
  await page.getByRole('row', { name: /gate\/1\.0\/notes Stale/ }).waitFor();
  expect(await session.violations()).toEqual([]);
  expect(await page.getByRole('button', { name: 'Accept: gate/1.0/notes, agent' }).isDisabled()).toBe(true);

  await page.getByRole('checkbox', { name: 'Select gate/1.0/news, agent' }).check();
  await page.getByRole('checkbox', { name: 'Select gate/1.0/tips, agent' }).check();
  await page.getByRole('button', { name: 'Accept 2 corrections' }).click();
  await page.getByText('Accepted 2 proposals, changed 2 fields.').waitFor();
  const messages = page.getByRole('status', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Undo' }).click();
  await messages.getByText('Took back 2 changes.').waitFor();

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
  await page.getByText('Nothing waits for you here').waitFor();
  await page.getByLabel('State').selectOption('ANY');
  await page.getByRole('row', { name: /gate\/1\.0\/notes Rejected.*Cur: The cover says otherwise/ }).waitFor();
  await page.getByRole('row', { name: /gate\/1\.0\/guide Feedback Not ours.*The gate opens to the left/ }).waitFor();
  expect(await session.violations()).toEqual([]);
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
  await session.page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor();
  const row = session.page.getByRole('row', { name: /gate\/1\.0\/tips Feedback/ });
  await row.getByText('To the right, <b>always</b>.').waitFor();
  await row.getByText('anonymous, on a page').waitFor();
  await closeClean(reader, session);
});
