/** The example of a search box, on a site of its own that the service invites. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { listen } from './listening.js';
import { openBrowser, type TestBrowser } from './testkit/browser.js';
import { openService, type TestService } from './testkit/service.js';

const root = new URL('..', import.meta.url).pathname;
let folder: string;
let site: Awaited<ReturnType<typeof listen>>;
let service: TestService;
let browser: TestBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-box-'));
  site = await listen((app) => {
    app.use(express.static(folder));
  });
  [service, browser] = await Promise.all([openService({ allowedOrigins: [site.baseUrl] }), openBrowser()]);
  const path = await service.library.write('acme', {
    'pump/1.0/guide/guide.md': '# Guide\n\n## Start\n\nOpen the valve before the pump starts.\n',
    'pump/2.0/guide/guide.md':
      '# Guide\n\n## Yearly care\n\nGrease the stem of each valve with the tool that came in the box.\n',
    'fan/1.0/release-notes/release-notes.md':
      '# Release notes\n\n## Start\n\nThe fan starts with the pump and its valve.\n',
  });
  await service.library.ingest(path, { vendor: 'Acme' });
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir'], {
    cwd: join(root, 'examples/search-box'),
    env: { ...process.env, VITE_MCDEWEY_URL: service.server.url },
  });
});

afterAll(async () => {
  await browser.close();
  await service.close();
  await site.close();
  await rm(folder, { recursive: true });
});

test('searches, narrows by facets that keep what else could be chosen, and switches versions', async () => {
  const reader = await browser.open(site.baseUrl);
  const { page } = reader;
  await page.goto('/');
  await page.getByLabel('Search').fill('valve');
  const hits = page.getByRole('listitem');
  await page.getByText('3 hits.').waitFor();
  expect(await page.locator('mark').first().textContent()).toBe('valve');

  await page.getByLabel('Product').selectOption({ label: 'Pump (2)' });
  await page.getByText('2 hits.').waitFor();
  await page.getByRole('option', { name: '2.0, latest (1)' }).waitFor({ state: 'attached' });
  await page.getByLabel('Version').selectOption('1.0');
  await page.getByText('1 hit.', { exact: true }).waitFor();
  expect(await hits.first().textContent()).toContain('Pump 1.0');
  expect(await page.getByLabel('Version').locator('option').allTextContents()).toEqual(
    expect.arrayContaining(['1.0 (1)', '2.0, latest (1)']),
  );

  const link = await hits.first().getByRole('link').getAttribute('href');
  expect(link).toContain(`${service.server.url}/`);
  expect((await fetch(link ?? '')).status).toBe(200);

  await page.getByLabel('Product').selectOption('');
  await page.getByLabel(/^release notes/).check();
  await page.getByText('1 hit.', { exact: true }).waitFor();
  expect(await hits.first().textContent()).toContain('Fan 1.0');
  expect(await hits.count()).toBe(1);
  await page.getByLabel(/^guide \(2\)/).check();
  await page.getByText('3 hits.').waitFor();
  expect(await reader.violations()).toEqual([]);
  expect(reader.complaints).toEqual([]);
  await reader.close();
});
