/** Chromium on the console: one browser for a test file, a page for each reader, and what must never happen there. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';

/** For everything that waits for the browser: no test waits for one of these to pass. */
const patienceMs = 120_000;

export interface Reader {
  readonly page: Page;
  /** Messages of the browser's console that say that something failed, violations of the policy among them. */
  readonly complaints: string[];
  /** Addresses of other hosts that were asked for. */
  readonly foreign: string[];
  /** Violations of WCAG 2.2 A and AA that axe finds, as `rule: elements`. */
  violations(): Promise<string[]>;
  close(): Promise<void>;
}

export interface ReaderOptions {
  readonly colourScheme?: 'light' | 'dark';
  readonly width?: number;
  /** Of the reader, such as `Asia/Kolkata`; that of this machine if left out. */
  readonly timeZone?: string;
}

export interface TestBrowser {
  open(baseUrl: string, options?: ReaderOptions): Promise<Reader>;
  close(): Promise<void>;
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const runAxe = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
  ({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;

/** The policy of the page lets no script in; the debugger's protocol does. */
async function violationsOf(page: Page, axe: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: runAxe,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as string[];
}

async function openReader(browser: Browser, baseUrl: string, axe: string, options: ReaderOptions): Promise<Reader> {
  const { colourScheme = 'light', width = 1280, timeZone } = options;
  const context = await browser.newContext({
    baseURL: baseUrl,
    colorScheme: colourScheme,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    ...(timeZone !== undefined && { timezoneId: timeZone }),
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseUrl) && !url.startsWith('data:')) foreign.push(url);
  });
  return {
    page,
    complaints,
    foreign,
    violations: () => violationsOf(page, axe),
    close: () => context.close(),
  };
}

export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium; install it, or name it with CHROMIUM.');
  const axe = await readFile(axePath, 'utf8');
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  const browser = await chromium.launch({ executablePath, args, timeout: patienceMs });
  return {
    open: (baseUrl, options = {}) => openReader(browser, baseUrl, axe, options),
    close: () => browser.close(),
  };
}
