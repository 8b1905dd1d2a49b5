/** Accounts, keys and the audit trail at the console, for administrators alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountPassword, createAccount } from './testkit/accounts.js';
import { openBrowser } from './testkit/browser.js';
import { arriveAt, closeClean, openAs, type ConsoleFixture } from './testkit/console.js';
import { openService } from './testkit/service.js';

let fixture: ConsoleFixture;
let administrator: string;
let curator: string;

beforeAll(async () => {
  const [service, browser] = await Promise.all([openService(), openBrowser()]);
  fixture = { service, browser };
  administrator = await createAccount(service.library, 'ADMINISTRATOR', 'Ada');
  curator = await createAccount(service.library, 'CURATOR', 'Cur');
});

afterAll(async () => {
  await fixture.browser.close();
  await fixture.service.close();
});

test('an administrator invites somebody, who joins by the link, and disables the account again', async () => {
  const ada = await openAs(fixture, administrator, '/admin/accounts');
  const { page } = ada;
  await page.getByRole('row', { name: /cur@example.org/ }).waitFor();
  expect(await ada.violations()).toEqual([]);
  await page.getByLabel('E-mail address').fill('new@example.org');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const dialog = page.getByRole('dialog', { name: 'An invitation for new@example.org' });
  const link = await dialog.getByLabel('Link').inputValue();
  await dialog.getByText(/It works once, until \S+.*20\d\d/).waitFor();
  expect(await ada.violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();

  const guest = await fixture.browser.open(fixture.service.server.url, { colourScheme: 'dark', width: 390 });
  await guest.page.goto(link);
  await guest.page.getByRole('heading', { name: 'Make your account' }).waitFor();
  expect(await guest.page.getByLabel('E-mail address').inputValue()).toBe('new@example.org');
  expect(await guest.violations()).toEqual([]);
  await guest.page.getByLabel('Name').fill('Newcomer');
  await guest.page.getByLabel('New password').fill(accountPassword);
  await guest.page.getByRole('button', { name: 'Set password and sign in' }).click();
  await guest.page.getByRole('link', { name: 'Open the console' }).waitFor();
  const late = await fixture.browser.open(fixture.service.server.url);
  expect((await late.page.goto(link))?.status()).toBe(404);
  await late.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  expect(await late.violations()).toEqual([]);
  // The browser itself complains of the status.
  await late.close();

  await page.reload();
  await page.getByRole('button', { name: 'Disable Newcomer' }).click();
  await page.getByText('Newcomer can not sign in any more', { exact: false }).waitFor();
  await guest.page.goto('/admin');
  await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await closeClean(ada, guest);
});

test('a key is shown once, works, and is revoked; the trail tells it all', async () => {
  const ada = await openAs(fixture, administrator, '/admin/keys', { colourScheme: 'dark' });
  const { page } = ada;
  await page.getByText('There are no keys').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('nightly');
  expect(await ada.violations()).toEqual([]);
  const choices = async () => ({
    scopes: await page.getByRole('checkbox', { checked: true }).count(),
    role: await page.getByLabel('Role').inputValue(),
  });
  await page.getByRole('checkbox').last().check();
  await page.getByLabel('Role').selectOption('ADMINISTRATOR');
  expect(await choices()).toEqual({ scopes: 2, role: 'ADMINISTRATOR' });
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog', { name: 'The new key' });
  const secret = await dialog.getByRole('textbox', { name: 'Key' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await choices()).toEqual({ scopes: 1, role: 'READER' });
  const ask = (): Promise<number> =>
    fetch(`${fixture.service.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ library { documents } }' }),
    }).then(({ status }) => status);
  expect(await ask()).toBe(200);
  await page.getByRole('button', { name: 'Revoke nightly' }).click();
  await page.getByText('nightly does not work any more.').waitFor();
  expect(await ask()).toBe(401);
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await arriveAt(page, 'Audit trail');
  await page.getByRole('combobox', { name: 'What' }).selectOption('KEY_REVOKED');
  await page.getByRole('rowheader', { name: 'Key revoked' }).waitFor();
  await page.waitForURL(/what=KEY_REVOKED/);
  expect(await ada.violations()).toEqual([]);
  await closeClean(ada);
});

test('a curator has an account of their own and no say in others', async () => {
  const cur = await openAs(fixture, curator, '/admin/me', { width: 390 });
  const { page } = cur;
  await page.getByText('this one', { exact: true }).waitFor();
  expect(await cur.violations()).toEqual([]);
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('another good password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByRole('alert').waitFor();
  await page.goto('/admin/accounts');
  await page.getByText('this needs the role administrator').waitFor();
  const refused = await page.request.post('/graphql', {
    headers: { 'content-type': 'application/json' },
    data: { query: '{ accounts { nodes { email } } }' },
  });
  expect(JSON.stringify(await refused.json())).toContain('FORBIDDEN');
  await cur.close();
  expect(cur.foreign).toEqual([]);
});
