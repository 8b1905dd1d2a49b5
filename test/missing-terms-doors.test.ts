/** What a query asks for and its scope does not hold: on the page, in the MCP tool and on the command line. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from './testkit/command.js';
import { openDoors, type Doors } from './testkit/doors.js';

let doors: Doors;

beforeAll(async () => {
  doors = await openDoors();
  const { library } = doors;
  await library.ingest(
    await library.write('docs', {
      'gate/1/guide/guide.md': '# Gate guide\n\n## Idle timeout\n\nThe gate closes when it is idle.\n',
      'lock/7/guide/guide.md': '# Lock guide\n\n## Bolts\n\nA turnstile has no bolt of <bare metal>.\n',
    }),
  );
});

afterAll(() => doors.close());

const get = async (path: string): Promise<string> => (await doors.get(path)).body;

test('the page leads to where it is, with the query that was asked', async () => {
  const limited = await get('/?q=gate+turnstile&product=gate');
  expect(limited).toContain('No passage here holds “turnstile”.');
  expect(limited).toContain('<a href="/?q=gate+turnstile&amp;product=lock&amp;version=7">7</a>');
  const filtered = await get('/?q=turnstile+product%3Agate+%3Cb%3E');
  expect(filtered).toContain('<a href="/?q=turnstile+%3Cb%3E&amp;product=lock&amp;version=7">7</a>');
  const everywhere = await get('/?q=gate+zzzxqy');
  expect(everywhere).toContain('No passage holds “zzzxqy”.');
  expect(await get('/?q=gate')).not.toContain('No passage');
});

test('so does the page as Markdown', async () => {
  expect(await get('/index.md?q=gate+turnstile&product=gate')).toContain(
    'No passage here holds "turnstile". It is in Lock 7.',
  );
});

test('the tool names it in words and as data', async () => {
  const { content, structuredContent } = await doors.mcp.callTool({
    name: 'search_docs',
    arguments: { query: 'gate turnstile zzzxqy', product: 'gate' },
  });
  const [text] = content as { text: string }[];
  expect(text?.text).toContain('not here: no passage of this scope holds "turnstile". It is in: lock 7.');
  expect(text?.text).toContain('holds "zzzxqy". The library does not hold it.');
  expect(structuredContent).toMatchObject({
    missing: [
      { text: 'turnstile', foundIn: [{ product: 'lock', versions: ['7'] }] },
      { text: 'zzzxqy', foundIn: [] },
    ],
  });
});

test('the command line says it', async () => {
  const environment = await doors.leave();
  const { stderr, code } = await start(['search', 'gate', 'turnstile', '--product', 'gate'], environment).finished;
  expect(code).toBe(0);
  expect(stderr).toContain('No passage here holds "turnstile". It is in Lock 7.');
});
