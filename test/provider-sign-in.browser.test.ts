/** Signing in to the console with an identity provider, in a browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser } from './testkit/browser.js';
import { openProvider, type TestProvider } from './testkit/identity-provider.js';
import { openService, type TestService } from './testkit/service.js';

let provider: TestProvider;
let service: TestService;
let browser: TestBrowser;

beforeAll(async () => {
  provider = await openProvider({
    adam: { email: 'adam@example.org', email_verified: true, name: 'Adam', groups: ['operators'] },
  });
  const environment = {
    ...provider.settings,
    OIDC_LABEL: 'Sign in with Example',
    OIDC_ADMINISTRATORS: 'operators',
  };
  [service, browser] = await Promise.all([openService({ environment }), openBrowser()]);
  provider.start(service.server.url);
});

afterAll(async () => {
  await browser.close();
  await service.close();
  await provider.close();
});

test('leads to the provider and back to the screen that was asked for', async () => {
  const reader = await browser.open(service.server.url, { width: 390 });
  const { page } = reader;
  await page.goto('/sign-in?next=/admin');
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await reader.violations()).toEqual([]);
  await page.getByRole('link', { name: 'Sign in with Example' }).click();
  await page.getByLabel('Name').fill('adam');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await page.goto('/sign-in');
  await page.getByRole('heading', { level: 1, name: 'Signed in as Adam' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${service.server.url}/`);
  await page.goto('/sign-in');
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await reader.close();
  expect(reader.complaints).toEqual([]);
  expect(reader.foreign.filter((url) => !url.startsWith(provider.issuer))).toEqual([]);
});
