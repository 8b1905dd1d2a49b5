/** Who gets into the console, and what it says to those who do not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountPassword, createAccount } from './testkit/accounts.js';
import { openBrowser, type Reader, type TestBrowser } from './testkit/browser.js';
import { openService, type TestService } from './testkit/service.js';

let service: TestService;
let browser: TestBrowser;

beforeAll(async () => {
  [service, browser] = await Promise.all([openService(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await service.close();
});

async function withReader(use: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = await browser.open(service.server.url);
  try {
    await use(reader);
    expect(reader.complaints).toEqual([]);
    expect(reader.foreign).toEqual([]);
  } finally {
    await reader.close();
  }
}

async function signIn({ page }: Reader, email: string): Promise<void> {
  await page.goto('/admin');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(accountPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('this machine works without accounts, and becomes the first administrator from there', async () => {
  await withReader(async (reader) => {
    const { page } = reader;
    await page.goto('/admin');
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    expect(await reader.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Create the first administrator' }).click();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('E-mail address').fill('ada@example.org');
    await page.getByLabel('New password').fill(accountPassword);
    expect(await reader.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('link', { name: 'Open the console' }).click();
    await page.getByText('Administrator', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await reader.violations()).toEqual([]);
  });
});

test('a reader is told in words what the role is not for', async () => {
  const email = await createAccount(service.library, 'READER', 'Rea');
  await withReader(async (reader) => {
    await signIn(reader, email);
    await reader.page.getByRole('heading', { name: 'Not for your role' }).waitFor();
    await reader.page.getByText('this needs the role curator').waitFor();
    expect(await reader.violations()).toEqual([]);
  });
});

test('an address that leads nowhere leads back', async () => {
  const email = await createAccount(service.library, 'CURATOR', 'Cur');
  await withReader(async (reader) => {
    await signIn(reader, email);
    await reader.page.getByRole('heading', { name: 'Today' }).waitFor();
    await reader.page.goto('/admin/no/such/screen');
    await reader.page.getByRole('link', { name: 'Go to the first screen' }).click();
    await reader.page.getByRole('heading', { name: 'Today' }).waitFor();
  });
});
