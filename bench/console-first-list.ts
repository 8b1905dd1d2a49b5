/**
 * How long the console's list of documents takes to be seen, from an empty cache, on a processor that is slowed down: a
 * library of documents is generated with SQL, served, and the list is opened in a browser over and over. Printed:
 * milliseconds from the navigation to the first painted row, median and worst, and when each part of it was there (medians).
 *
 * `node dist/bench/console-first-list.js [DOCUMENTS] [SLOWDOWN] [ROUNDS]` after `npm run build`; `CHROMIUM` names the browser.
 */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { createApp, type App } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { startHttpServer } from '../src/server/http-server.js';
import { DOCUMENT_KINDS } from '../src/store/entities/document-kind.js';

const [documents = 10_000, slowdown = 4, rounds = 9] = process.argv.slice(2).map(Number);
const products = 40;
const versionsOfEach = 25;

async function generate({ store: { dataSource } }: App): Promise<void> {
  await dataSource.query(`INSERT INTO vendor (slug, name) VALUES ('maker', 'Maker')`);
  await dataSource.query(
    `INSERT INTO product (vendor_id, slug, name)
     SELECT v.id, 'product-' || n, 'Product ' || n FROM vendor v, generate_series(1, $1::int) n`,
    [products],
  );
  await dataSource.query(
    `INSERT INTO version (product_id, slug, label)
     SELECT p.id, n || '.0', n || '.0' FROM product p, generate_series(1, $1::int) n`,
    [versionsOfEach],
  );
  await dataSource.query(
    `INSERT INTO document (version_id, slug, title, kind, language, source_root, content_hash, file_count)
     SELECT v.id, 'document-' || n, 'Document ' || n, ($2::text[])[1 + n % cardinality($2::text[])], 'en', 'bench', '', 1
     FROM version v, generate_series(1, $1::int) n`,
    [Math.ceil(documents / (products * versionsOfEach)), DOCUMENT_KINDS],
  );
  await dataSource.query('ANALYZE');
}

/** When things were there, in milliseconds after the navigation began. */
type Moments = Readonly<Record<'script' | 'asked' | 'answered' | 'painted', number>>;

/** Runs in the page before its own scripts; notes when the first row of a table is painted. */
const watchRows = `globalThis.firstRowAt = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (document.querySelector('main tbody tr') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { resolve(performance.now()); }));
  }).observe(document, { childList: true, subtree: true });
})`;

const readMoments = `(async () => {
  const painted = await globalThis.firstRowAt;
  const entries = performance.getEntriesByType('resource');
  const asked = entries.filter(({ name }) => name.endsWith('/graphql'));
  return {
    script: Math.max(...entries.filter(({ name }) => name.endsWith('.js')).map((one) => one.responseEnd)),
    asked: Math.max(...asked.map((one) => one.startTime)),
    answered: Math.max(...asked.map((one) => one.responseEnd)),
    painted,
  };
})()`;

async function open(browser: Browser, url: string): Promise<Moments> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript(watchRows);
    await page.goto(`${url}/admin/documents`);
    // The policy of the page lets no predicate be looked at again and again.
    await page.locator('main tbody tr').first().waitFor({ timeout: 60_000 });
    return await page.evaluate<Moments>(readMoments);
  } finally {
    await context.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'mcdewey-console-'));
const logger = createLogger('warn');
const config = loadConfig({ MCDEWEY_DATA: join(folder, 'data'), EMBEDDING_MODEL: 'hashing', DURABILITY: 'relaxed' });
const app = await createApp(config, 'bench', logger);
const { schema, dependencies, execute, operations, metrics } = app;
const server = await startHttpServer({
  ...{ host: '127.0.0.1', port: 0, version: 'bench', schema, dependencies, execute, operations, logger, metrics },
  health: {},
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
});
try {
  await generate(app);
  await open(browser, server.url);
  const all: Moments[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await open(browser, server.url));
  const median = (name: keyof Moments): string =>
    percentile(
      all.map((moments) => moments[name]),
      0.5,
    ).toFixed(0);
  const worst = Math.max(...all.map(({ painted }) => painted)).toFixed(0);
  process.stdout.write(
    `${String(documents)} documents, processor ×1/${String(slowdown)}: first row painted after ${median('painted')} ms (worst ${worst} of ${String(rounds)}); ` +
      `scripts there ${median('script')} ms, last question asked ${median('asked')} ms, answered ${median('answered')} ms\n`,
  );
} finally {
  await browser.close();
  await server.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
