/** Comparisons as a page, as an MCP tool and on the command line. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start } from './testkit/command.js';
import { openDoors, type Doors } from './testkit/doors.js';

let doors: Doors;

const long = (word: string): string =>
  Array.from({ length: 120 }, (_, at) => `The ${word} gate has rule ${String(at)} for <visitors> & guests.`).join(
    '\n\n',
  );

const page = (version: string, seconds: string, extra: string): string => `# Gates

Heron ${version}.

## Opening

Wait for ${seconds} seconds, then **push** the gate.

## Settings

| Name | Default | Meaning |
|---|---|---|
| \`gate_time\` | \`${seconds}\` | Seconds until it closes |

${extra}`;

beforeAll(async () => {
  doors = await openDoors();
  const { library } = doors;
  await library.ingest(
    await library.write('docs', {
      'heron/1.0/guide/gates.md': page('1.0', 'ten', '## Old gate\n\nIt was made of wood and closed by hand.\n'),
      'heron/2.0/guide/gates.md': page('2.0', 'thirty', `## North gate\n\n${long('north')}\n`),
    }),
  );
});

afterAll(() => doors.close());

const get = (path: string) => doors.get(path);

describe('the page', () => {
  test('tells what was removed and added, in words too, without script', async () => {
    const { status, headers, body } = await get('/compare/heron/1.0..2.0/guide');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(body.match(/<h1[ >]/g)).toHaveLength(1);
    expect(body).toContain('<del><span class="hidden">removed: </span>ten<span class="hidden"> </span></del>');
    expect(body).toContain('<ins><span class="hidden">added: </span>thirty<span class="hidden"> </span></ins>');
    expect(body).toContain('<strong>push</strong>');
    expect(body).toContain('&lt;visitors>');
    expect(body).toMatch(/<a href="\/c\/heron%3A%3A1\.0[^"]*"[^>]*>before<\/a>/);
    expect(body).toMatch(/<a href="\/c\/heron%3A%3A2\.0[^"]*"[^>]*>after<\/a>/);
    expect(body).toContain('gate_time');
  });

  test('has its state in the address', async () => {
    const all = await get('/compare/heron/1.0..2.0?show=all&view=split');
    expect(all.body).toContain('Version numbers only');
    expect(all.body).toContain('class="comparison view-split"');
    const changes = await get('/compare/heron/1.0..2.0');
    expect(changes.body).not.toContain('>Version numbers only<');
    const form = await get('/compare?product=heron&from=1.0&to=latest&topic=gate');
    expect([form.status, form.headers.get('location')]).toEqual([302, '/compare/heron/1.0..latest?topic=gate']);
    const latest = await get('/compare/heron/1.0..latest?topic=gate');
    expect([latest.status, latest.headers.get('location')]).toEqual([302, '/compare/heron/1.0..2.0?topic=gate']);
  });

  test('names the nearest versions and products where there is none', async () => {
    const version = await get('/compare/heron/1.5..2.0');
    expect(version.status).toBe(404);
    expect(version.body).toContain('no version “1.5”');
    expect((await get('/compare/nothing/1..2')).status).toBe(404);
    expect((await get('/compare')).status).toBe(400);
  });

  test('is led to from documents and chunks', async () => {
    const document = await get('/d/heron/2.0/guide');
    expect(document.body).toContain('href="/compare/heron/1.0..2.0/guide"');
    const key = 'heron::2.0::guide::gates::1';
    const chunk = await get(`/c/${encodeURIComponent(key)}`);
    expect(chunk.body).toContain(`href="/compare/heron/1.0..2.0?section=${encodeURIComponent(key)}"`);
  });
});

interface Compared {
  readonly total: number;
  readonly omitted: number;
  readonly cursor?: string;
  readonly counts: unknown;
  readonly versions: { match: string; nearest?: { version: string }[] }[];
  readonly items: {
    change: string;
    title: string;
    detail?: string;
    diff?: string;
    truncated?: boolean;
    to?: { permalink: string };
  }[];
}

async function compare(given: Record<string, unknown>): Promise<{ text: string; output: Compared }> {
  const answer = await doors.mcp.callTool({
    name: 'compare_versions',
    arguments: { product: 'heron', from: '1.0', ...given },
  });
  const [content] = answer.content as { text: string }[];
  return { text: content?.text ?? '', output: answer.structuredContent as Compared };
}

describe('the tool', () => {
  test('gives differences with both sides cited', async () => {
    const { output, text } = await compare({ section: 'Opening' });
    expect(output.items).toHaveLength(1);
    expect(output.items[0]).toMatchObject({ change: 'CHANGED', title: 'Gates > Opening' });
    expect(output.items[0]?.diff).toBe('~ Wait for [-ten-]{+thirty+} seconds, then **push** the gate.');
    expect(output.items[0]?.to?.permalink).toBe(`${doors.baseUrl}/c/heron%3A%3A2.0%3A%3Aguide%3A%3Agates%3A%3A1`);
    expect(text).toContain('[-ten-]{+thirty+}');
  });

  test('stays within its tokens, and goes on where it stopped', async () => {
    const titles: string[] = [];
    let cursor: string | undefined;
    let rounds = 0;
    do {
      const { output, text } = await compare({ maxTokens: 600, ...(cursor !== undefined && { cursor }) });
      expect(Math.max(text.length, JSON.stringify(output).length) / 4).toBeLessThanOrEqual(600);
      expect(output.omitted).toBe(output.total - titles.length - output.items.length);
      titles.push(...output.items.map(({ title }) => title.split(' > ').at(-1) ?? ''));
      ({ cursor } = output);
      rounds += 1;
    } while (cursor !== undefined && rounds < 10);
    expect(titles).toEqual(['Opening', 'Settings', 'Old gate', 'North gate']);
  });

  test('lists names, and what is not there', async () => {
    const names = await compare({ list: 'NAMES' });
    expect(names.output.items).toMatchObject([
      { change: 'DEFAULT_CHANGED', title: 'gate_time', detail: 'setting, default ten → thirty' },
    ]);
    const missing = await compare({ to: '3.0' });
    expect(missing.output).toMatchObject({ counts: null, total: 0, items: [] });
    expect(missing.output.versions[1]).toMatchObject({ match: 'NONE' });
  });
});

test('the command prints text, Markdown and JSON, and refuses versions that are not there', async () => {
  const settings = await doors.leave();
  const run = (...words: string[]) => start(['compare', 'heron', ...words], settings).finished;
  const json = await run('1.0', '2.0', '--json', '--first', '2');
  expect(json.code).toBe(0);
  const data = JSON.parse(json.stdout) as { counts: unknown; sections: unknown[]; names: unknown[] };
  expect(data.counts).toMatchObject({ changed: 2, added: 1, removed: 1 });
  expect([data.sections.length, data.names.length]).toEqual([2, 1]);
  const markdown = await run('1.0', '--section', 'Opening', '--markdown');
  expect(markdown.stdout).toContain('# Heron: 1.0 to 2.0');
  expect(markdown.stdout).toContain('-Wait for ten seconds, then **push** the gate.\n+Wait for thirty seconds');
  const missing = await run('1.7', '2.0');
  expect([missing.code, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toContain('has no version "1.7"');
});
