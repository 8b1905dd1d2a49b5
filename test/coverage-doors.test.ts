/** Coverage as a page, as an MCP tool and on the command line. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from './testkit/command.js';
import { openDoors, type Doors } from './testkit/doors.js';

let doors: Doors;

const page = (words: string): string => `# ${words}\n\nAll about ${words}.\n`;

beforeAll(async () => {
  doors = await openDoors();
  const { library } = doors;
  const files: Record<string, string> = {
    // A name that a spreadsheet would run.
    'library.yaml':
      'vendor: Herons\nentries:\n  - { path: plain, product: { slug: plain, name: "=1+1" }, version: "1" }\n',
    'plain/guide/a.md': page('plain'),
  };
  await library.ingest(await library.write('plain', files));
  const versions = Array.from({ length: 30 }, (_, at) => `${String(at + 1)}.0`);
  await library.ingest(
    await library.write('docs', {
      ...Object.fromEntries(versions.map((version) => [`heron/${version}/admin-guide/a.md`, page(`gates ${version}`)])),
      ...Object.fromEntries(
        versions
          .filter((_, at) => at % 2 === 0)
          .map((version) => [`heron/${version}/release-notes/a.md`, page(`news of ${version}`)]),
      ),
    }),
  );
});

afterAll(() => doors.close());

const get = (path: string) => doors.get(path);

const linkIn = (body: string, pattern: RegExp): string =>
  (pattern.exec(body)?.[1] ?? 'no link').replaceAll('&amp;', '&');

describe('the page', () => {
  test('is a table with a sign and a word in each cell, without script', async () => {
    const { status, headers, body } = await get('/coverage?product=heron');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(body.match(/<h1[ >]/g)).toHaveLength(1);
    expect(body).toMatch(/<th scope="col">Release notes<\/th>/);
    expect(body).toMatch(/<th scope="row"><a [^>]*>Heron 29\.0<\/a><\/th>/i);
    expect(body).toMatch(/<td class="gap"><a [^>]*><span class="sign" aria-hidden="true">✕<\/span> missing<\/a>/);
    expect(body).toMatch(/<td class="there"><a [^>]*><span class="sign" aria-hidden="true">✓<\/span> 1 document<\/a>/);
  });

  test('leads from a product to its versions, from a cell to its documents and reasons', async () => {
    const front = await get('/coverage');
    expect(front.body).toContain('<a href="/coverage?product=heron&amp;rows=version&amp;columns=kind">');
    const table = await get('/coverage?product=heron');
    const gap = await get(linkIn(table.body, /<td class="gap"><a href="([^"]+)"/));
    expect(gap.body).toMatch(/<strong>missing<\/strong>: The versions before and after have it: \d+\.0 and \d+\.0\./);
    const there = await get(linkIn(table.body, /<td class="there"><a href="([^"]+)"/));
    expect(there.body).toMatch(/<a href="\/d\/heron\/30\.0\/admin-guide">/);
  });

  test('has its state in the address, and answers addresses that make no sense', async () => {
    const gaps = await get('/coverage?product=heron&show=gaps');
    expect(gaps.body).toContain('<td class="gap">');
    expect(gaps.body).not.toContain('<td class="there">');
    expect((await get('/coverage?rows=kind&columns=kind')).status).toBe(400);
    expect((await get('/coverage?kind=nonsense')).status).toBe(400);
    expect((await get('/coverage?product=nothing')).body).toContain('The library holds nothing of this.');
    expect((await get('/')).body).toContain('href="/coverage"');
  });
});

interface Covered {
  readonly rows: {
    name: string;
    documents: number;
    gaps: { kind: string; state: string; rule?: string; why: string }[];
  }[];
  readonly omitted: number;
  readonly cursor?: string;
}

describe('the tool', () => {
  const call = async (given: Record<string, unknown>) => {
    const answer = await doors.mcp.callTool({ name: 'corpus_coverage', arguments: given });
    const [content] = answer.content as { text: string }[];
    return {
      text: content?.text ?? '',
      isError: answer.isError,
      output: answer.structuredContent as Covered,
    };
  };

  test('stays within its tokens, and goes on where it stopped', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { output, text } = await call({ product: 'heron', ...(cursor !== undefined && { cursor }) });
      expect(Math.max(text.length, JSON.stringify(output).length) / 4).toBeLessThanOrEqual(1500);
      names.push(...output.rows.map(({ name }) => name));
      expect(names.length + output.omitted).toBe(30);
      ({ cursor } = output);
    } while (cursor !== undefined);
    expect(new Set(names).size).toBe(30);
    expect(names[0]).toBe('heron/30.0');
  });

  test('gives gaps with the rule and the reason', async () => {
    const { output } = await call({ product: 'heron', gapsOnly: true, kinds: ['RELEASE_NOTES'] });
    expect(output.rows.find(({ name }) => name === 'heron/28.0')).toEqual({
      name: 'heron/28.0',
      documents: 0,
      holds: {},
      gaps: [
        {
          kind: 'RELEASE_NOTES',
          state: 'MISSING',
          rule: 'BETWEEN_VERSIONS',
          why: 'The versions before and after have it: 27.0 and 29.0.',
        },
      ],
    });
  });

  test('lists products, and names the nearest of one that does not exist', async () => {
    // By the names that are shown: "=1+1" comes before "Heron".
    expect((await call({})).output.rows.map(({ name }) => name)).toEqual(['plain', 'heron']);
    expect(await call({ product: 'herom' })).toMatchObject({ isError: true, text: expect.stringContaining('heron') });
    expect(await call({ cursor: 'nonsense' })).toMatchObject({ isError: true });
  });
});

test('the command prints CSV that is safe to open, Markdown and JSON', async () => {
  const settings = { ...(await doors.leave()), DURABILITY: 'relaxed' };
  const csv = await run(['coverage', '--rows', 'kind', '--columns', 'product', '--csv'], settings);
  expect(csv).toMatchObject({ code: 0 });
  expect(csv.stdout.split('\n')[0]).toBe(
    'row,row_name,column,column_name,state,reasons,documents,files,pages,chunks,tokens,languages,last_ingest,oldest_stated,newest_stated,sentences,searches_in_vain',
  );
  expect(csv.stdout).toMatch(/^RELEASE_NOTES,RELEASE_NOTES,heron,\w+,MISSING,/m);
  expect(csv.stdout).toContain("GUIDE,GUIDE,plain,'=1+1,PRESENT,,1,");
  const json = await run(['coverage', 'heron', '--json'], settings);
  expect(JSON.parse(json.stdout)).toMatchObject({ total: { documentCount: 45 } });
  expect((JSON.parse(json.stdout) as { rows: unknown[] }).rows).toHaveLength(30);
  const markdown = await run(['coverage', '--markdown', '--kind', 'guide'], settings);
  expect(markdown.stdout).toContain('| =1+1 | 1 | 1 |');
  const unknown = await run(['coverage', 'nothing'], settings);
  expect(unknown.code).not.toBe(0);
  expect(unknown.stderr).toContain('no product "nothing"');
});
