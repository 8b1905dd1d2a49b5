/** The report pages as browsers show them: coverage, demand, a comparison; light and dark, on paper and on a phone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser } from './testkit/browser.js';
import { closeClean } from './testkit/console.js';
import { openService, type TestService } from './testkit/service.js';

let service: TestService;
let browser: TestBrowser;

/** Nobody administers the library, so that who works on its machine sees demand as well. */
beforeAll(async () => {
  [service, browser] = await Promise.all([openService(), openBrowser()]);
  const { library } = service;
  const guide = (version: string, extra: string): string =>
    `# Guide\n\n## Start\n\nOpen the valve of ${version} before the pump starts.\n\n## Stop\n\nClose it.\n\n${extra}`;
  await library.ingest(
    await library.write('acme', {
      'pump/1/guide/guide.md': guide('1', '```\npump --slow\n```\n\n| option | default |\n|---|---|\n| --slow | 3 |\n'),
      'pump/2/guide/guide.md': guide('2', '```\npump --fast\n```\n\n| option | default |\n|---|---|\n| --slow | 4 |\n'),
      'pump/1/release-notes/notes.md': '# Notes\n\nNew.\n',
      'pump/3/release-notes/notes.md': '# Notes\n\nNewer.\n',
    }),
    { vendor: 'Acme' },
  );
  await library.ask('query A { search(query: "hood", mode: LEXICAL) { hits { nodes { rank } } } }');
  await library.ask('query B { search(query: "valve") { hits { nodes { rank } } } }');
});

afterAll(async () => {
  await browser.close();
  await service.close();
});

const pages = [
  ['/coverage', 'What the library holds'],
  ['/demand', 'What people search for'],
  ['/compare/pump/1..2', /Pump/],
] as const;
const looks = [
  { name: 'light', options: {} },
  { name: 'dark', options: { colourScheme: 'dark' } },
  { name: 'on a phone', options: { width: 390 } },
  { name: 'on a phone in the dark', options: { colourScheme: 'dark', width: 390 } },
  { name: 'printed', options: {}, media: 'print' },
] as const;

test.each(pages)('%s has no barrier, however it is looked at', async (path, heading) => {
  for (const look of looks) {
    const reader = await browser.open(service.server.url, look.options);
    const { page } = reader;
    if ('media' in look) await page.emulateMedia({ media: look.media });
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect({ look: look.name, violations: await reader.violations() }).toEqual({ look: look.name, violations: [] });
    // Only what scrolls by itself is wider than the screen.
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (look.name.startsWith('on a phone'))
      expect({ look: look.name, overflow }).toEqual({ look: look.name, overflow: 0 });
    await closeClean(reader);
  }
});
