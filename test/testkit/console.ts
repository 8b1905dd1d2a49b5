/** People at the console: each has an account and a browser of their own. */
import { expect } from '@jest/globals';
import { accountPassword } from './accounts.js';
import type { Reader, ReaderOptions, TestBrowser } from './browser.js';
import type { TestService } from './service.js';

export interface ConsoleFixture {
  readonly service: TestService;
  readonly browser: TestBrowser;
}

/** Opens an address of the console as somebody, who signs in on the way. */
export async function openAs(
  { service, browser }: ConsoleFixture,
  email: string,
  address: string,
  options: ReaderOptions = {},
): Promise<Reader> {
  const reader = await browser.open(service.server.url, options);
  const { page } = reader;
  await page.goto(address);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(accountPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'McDewey Console' }).waitFor();
  return reader;
}

/** Nothing failed in the browser, broke the policy, or asked another host. */
export async function closeClean(...readers: readonly Reader[]): Promise<void> {
  for (const reader of readers) {
    await reader.close();
    expect(reader.complaints).toEqual([]);
    expect(reader.foreign).toEqual([]);
  }
}
