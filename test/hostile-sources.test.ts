import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApart } from '../src/ingest/source/open-apart.js';
import type { IngestRequest } from '../src/ingest/source/ingest-request.js';
import { linksOfMarkdown } from '../src/ingest/source/site/page-links.js';
import { openTestLibrary, writeFiles, type TestLibrary } from './testkit/library.js';
import { zipOf } from './testkit/zip.js';

let folder: string;
let library: TestLibrary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-hostile-'));
  library = await openTestLibrary();
});
afterAll(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

let count = 0;
async function sourceWith(files: Readonly<Record<string, string>>): Promise<IngestRequest> {
  count += 1;
  const location = join(folder, String(count));
  await writeFiles(location, files);
  return { kind: 'FOLDER', location, options: {} };
}

const parts = { dataDir: '/nowhere', allowPrivate: false };
const open = (request: IngestRequest, limits?: { cpuSeconds: number; memoryMb: number }) =>
  openApart(request, parts, undefined, limits);

function manifestOf(globs: readonly string[]): string {
  return JSON.stringify({ entries: [{ path: 'docs', product: 'P', include: globs }] });
}

describe('a source that was made to do harm', () => {
  it('with globs that other matchers go back and forth on is planned like any other', async () => {
    const path = join(folder, 'globs.zip');
    const name = `${'a'.repeat(100)}b.txt`;
    const glob = `${'*a'.repeat(40)}.txt`;
    const entries = [
      { name: 'library.yaml', content: manifestOf([glob, '*b.txt']) },
      { name: `docs/${name}`, content: 'words' },
    ];
    await writeFile(path, zipOf(entries));
    const { counts } = await library.app.ingest.run({ kind: 'ARCHIVE', location: path, options: {} });
    expect(counts).toMatchObject({ new: 1, failed: 0 });
  });

  it.each([
    ['globs that are too long', manifestOf(['*a'.repeat(251)]), 'entries[0].include[0]', /500 characters/],
    ['too many globs', manifestOf(Array.from({ length: 101 }, () => '*')), 'entries[0].include', /100 globs/],
    [
      'too many entries',
      `entries:\n${'- {path: docs, product: P}\n'.repeat(10_001)}`,
      'entries',
      /10000 entries at most/,
    ],
    [
      'aliases of aliases',
      [
        'a0: &a0 [x, x, x, x, x, x, x, x, x]',
        ...Array.from(
          { length: 20 },
          (_, at) =>
            `a${String(at + 1)}: &a${String(at + 1)} [${Array(9)
              .fill(`*a${String(at)}`)
              .join(', ')}]`,
        ),
      ].join('\n'),
      '',
      /aliases/,
    ],
    ['ten thousand faults', `entries:\n${'- {x: 1}\n'.repeat(10_000)}`, 'entries[0].path', /missing/],
  ])('is refused with line and field: %s', async (_name, manifest, field, problem) => {
    const request = await sourceWith({ 'library.yaml': manifest, 'docs/a.md': 'x' });
    await expect(open(request)).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      details: {
        problems: expect.arrayContaining([expect.objectContaining({ field, problem: expect.stringMatching(problem) })]),
      },
    });
  });

  it('is given up when it takes more computing or memory than it may; who asked stays free to notice', async () => {
    const globs = Array.from({ length: 100 }, () => `${'*a'.repeat(249)}b`);
    const names = Array.from({ length: 1_500 }, (_, at) => `docs/${'a'.repeat(200)}${String(at)}.md`);
    const slow = await sourceWith({
      'library.yaml': manifestOf(globs),
      ...Object.fromEntries(names.map((name) => [name, 'x'])),
    });
    await expect(open(slow, { cpuSeconds: 1, memoryMb: 512 })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      details: { reason: 'time' },
    });
    const large = await sourceWith({ 'library.yaml': `entries:\n${'- {path: docs, product: P}\n'.repeat(200_000)}` });
    await expect(open(large, { cpuSeconds: 60, memoryMb: 32 })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      details: { reason: 'memory' },
    });
  });

  it('is left when the ingest is stopped', async () => {
    const request = await sourceWith({ 'docs/1/a/a.md': 'x' });
    const stop = new AbortController();
    const opening = openApart(request, parts, stop.signal);
    stop.abort();
    await expect(opening).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('links of a page', () => {
  it('are found among hundreds of thousands that are not closed', () => {
    const url = new URL('https://docs.example.com/');
    const text = `${'](a'.repeat(300_000)} [b](c "title") `;
    expect(linksOfMarkdown(text, url).map(({ pathname }) => pathname)).toContain('/c');
  });
});
