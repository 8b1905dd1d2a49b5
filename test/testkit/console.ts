/** People at the console: each has an account and a browser of their own. */
import { expect } from '@jest/globals';
import { accountPassword } from './accounts.js';
import type { Page } from 'playwright-core';
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

/**
 * Waits until another screen stands there. After a link is followed the screen before it stays for a moment,
 * and whatever is looked for then may be found in the wrong one, or in both.
 */
export async function arriveAt(page: Page, heading: string | RegExp): Promise<void> {
  await page
    .getByRole('heading', { level: 1, name: heading, ...(typeof heading === 'string' && { exact: true }) })
    .waitFor();
}

/** Nothing failed in the browser, broke the policy, or asked another host. */
export async function closeClean(...readers: readonly Reader[]): Promise<void> {
  for (const reader of readers) {
    await reader.close();
    expect(reader.complaints).toEqual([]);
    expect(reader.foreign).toEqual([]);
  }
}

/** Puts a file or folder onto the screen that takes them, as from a file manager: the browser sees a folder, and walks it itself. */
export async function drop(page: Page, path: string): Promise<void> {
  const place = page.getByText('Drop files or folders here, or choose files');
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (box === null) throw new Error('there is nowhere to drop it');
  const session = await page.context().newCDPSession(page);
  const at = {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    data: { items: [], files: [path], dragOperationsMask: 1 },
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at });
  }
  await session.detach();
}
