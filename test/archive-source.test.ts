import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack, type Header } from 'tar-stream';
import { archiveLimits } from '../src/ingest/source/archive/archive-limits.js';
import { extractArchive } from '../src/ingest/source/archive/extract-archive.js';
import { walkFiles } from '../src/ingest/source/walk-files.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { zipOf, type ZipEntry } from './testkit/zip.js';

let folder: string;
let library: TestLibrary;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-archives-'));
  library = await openTestLibrary();
});
afterAll(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

function fresh(name: string): string {
  made += 1;
  return join(folder, `${String(made)}-${name}`);
}

async function zip(...entries: ZipEntry[]): Promise<string> {
  const path = fresh('manuals.zip');
  await writeFile(path, zipOf(entries));
  return path;
}

async function tar(
  entries: readonly (Partial<Header> & { name: string; content?: string })[],
  zipped = true,
): Promise<string> {
  const path = fresh(zipped ? 'manuals.tar.gz' : 'manuals.tar');
  const packing = pack();
  for (const { content, ...header } of entries) packing.entry(header, content ?? '');
  packing.finalize();
  if (zipped) await pipeline(packing, createGzip(), createWriteStream(path));
  else await pipeline(packing, createWriteStream(path));
  return path;
}

async function unpacked(archive: string, limits = archiveLimits): Promise<{ files: string[]; leftOut: string[] }> {
  const target = fresh('tree');
  const problems = await extractArchive(archive, target, { limits });
  return { files: (await walkFiles(target)).map(({ path }) => path), leftOut: problems.map(({ path }) => path) };
}

const guide = '# Guide\n\nHow the archive is read.\n';

describe('an archive', () => {
  it.each([
    [
      'a zip',
      () => zip({ name: 'a/', content: '' }, { name: 'a/guide.md', content: guide }, { name: 'b.txt', content: 'b' }),
    ],
    [
      'a tar',
      () =>
        tar(
          [
            { name: 'a', type: 'directory' },
            { name: 'a/guide.md', content: guide },
            { name: 'b.txt', content: 'b' },
          ],
          false,
        ),
    ],
    [
      'a tar.gz',
      () =>
        tar([
          { name: './a/guide.md', content: guide },
          { name: 'b.txt', content: 'b' },
        ]),
    ],
  ])('is unpacked: %s', async (_name, make) => {
    expect(await unpacked(await make())).toEqual({ files: ['a/guide.md', 'b.txt'], leftOut: [] });
  });

  it.each([
    ['a zip that climbs out', () => zip({ name: '../evil.md', content: 'x' })],
    ['a zip that climbs out further down', () => zip({ name: 'a/../../evil.md', content: 'x' })],
    ['a zip with an absolute path', () => zip({ name: '/tmp/evil.md', content: 'x' })],
    ['a zip with backslashes', () => zip({ name: '..\\evil.md', content: 'x' })],
    ['a tar that climbs out', () => tar([{ name: '../evil.md', content: 'x' }])],
    ['a tar with an absolute path', () => tar([{ name: '/tmp/evil.md', content: 'x' }])],
    [
      'no archive',
      async () => {
        const path = fresh('no.zip');
        await writeFile(path, 'just words');
        return path;
      },
    ],
    [
      'a zip that was cut off',
      async () => {
        const path = fresh('cut.zip');
        await writeFile(path, zipOf([{ name: 'guide.md', content: guide }]).subarray(0, 40));
        return path;
      },
    ],
    [
      'a tar.gz that was cut off',
      async () => {
        const path = fresh('cut.tar.gz');
        const whole = await readFile(await tar([{ name: 'guide.md', content: guide.repeat(9_999) }]));
        await writeFile(path, whole.subarray(0, whole.length / 2));
        return path;
      },
    ],
  ])('is refused whole: %s', async (_name, make) => {
    const before = await readdir(tmpdir());
    await expect(unpacked(await make())).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    expect((await readdir(folder)).filter((name) => name.includes('tree'))).toHaveLength(
      (await readdir(folder)).filter((name) => /-tree$/.test(name)).length,
    );
    expect((await readdir(tmpdir())).filter((name) => name === 'evil.md')).toEqual(
      before.filter((name) => name === 'evil.md'),
    );
  });

  it('loses its links and devices, and says so', async () => {
    const archive = await tar([
      { name: 'guide.md', content: guide },
      { name: 'passwords.md', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'hard.md', type: 'link', linkname: 'guide.md' },
      { name: 'null.md', type: 'character-device' },
    ]);
    expect(await unpacked(archive)).toEqual({ files: ['guide.md'], leftOut: ['passwords.md', 'hard.md', 'null.md'] });
    const linked = await zip(
      { name: 'guide.md', content: guide },
      { name: 'l.md', content: '/etc/passwd', mode: 0o120_777 },
    );
    expect(await unpacked(linked)).toEqual({ files: ['guide.md'], leftOut: ['l.md'] });
  });

  it('stops at each limit while it is unpacked, whatever it says of itself', async () => {
    const zeros = '0'.repeat(3_000_000);
    const small = { ...archiveLimits, ratioFrom: 1_000_000 };
    const bomb = await zip({ name: 'bomb.txt', content: zeros });
    await expect(unpacked(bomb, small)).rejects.toMatchObject({ details: { limit: archiveLimits.ratio } });
    const lying = await zip({ name: 'bomb.txt', content: zeros, statedSize: 10 });
    await expect(unpacked(lying, small)).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    const packed = fresh('bomb.tar.gz');
    await writeFile(packed, gzipSync(await readFile(await tar([{ name: 'bomb.txt', content: zeros }], false))));
    await expect(unpacked(packed, small)).rejects.toMatchObject({ details: { limit: archiveLimits.ratio } });

    const three = await tar([1, 2, 3].map((at) => ({ name: `${String(at)}.md`, content: 'x'.repeat(100) })));
    const limited = (limits: Partial<typeof archiveLimits>) => unpacked(three, { ...archiveLimits, ...limits });
    await expect(limited({ entries: 2 })).rejects.toMatchObject({ details: { limit: 2 } });
    await expect(limited({ fileBytes: 99 })).rejects.toMatchObject({ details: { limit: 99 } });
    await expect(limited({ totalBytes: 299 })).rejects.toMatchObject({ details: { limit: 299 } });
    expect((await limited({ entries: 3, fileBytes: 100, totalBytes: 300 })).files).toHaveLength(3);
  });
});

describe('an archive as a source', () => {
  const ingest = (location: string, version?: string) =>
    library.app.ingest.run({
      kind: 'ARCHIVE',
      location,
      options: { vendor: 'Acme', product: 'Crane', ...(version !== undefined && { version }) },
    });

  it('is ingested, unchanged when run again, and archives what the next one lacks', async () => {
    const path = fresh('crane.tar.gz');
    const write = async (names: readonly string[]): Promise<void> => {
      const entries = names.map((name) => ({
        name: `crane-1.0/docs/${name}/page.md`,
        content: `# ${name}\n\nAbout ${name}.\n`,
      }));
      await writeFile(path, await readFile(await tar(entries)));
    };
    await write(['hook', 'rope']);
    expect((await ingest(path, '1.0')).counts).toMatchObject({ new: 2, failed: 0 });
    expect((await ingest(path, '1.0')).counts).toMatchObject({ new: 0, unchanged: 2 });
    await write(['hook']);
    const { counts } = await ingest(path, '1.0');
    expect(counts).toMatchObject({ unchanged: 1, archived: 1 });
    const documents: unknown = await library.app.store.dataSource.query(
      `SELECT d.slug, d.state, d.source_root FROM document d JOIN version v ON v.id = d.version_id
       JOIN product p ON p.id = v.product_id WHERE p.slug = 'crane' ORDER BY d.slug`,
    );
    expect(documents).toEqual([
      { slug: 'docs-hook', state: 'PUBLISHED', source_root: path },
      { slug: 'docs-rope', state: 'ARCHIVED', source_root: path },
    ]);
  });

  it('that is refused fails its job with the reason and archives nothing', async () => {
    const path = fresh('swap.zip');
    await writeFile(path, zipOf([{ name: '1.0/guide/guide.md', content: guide }]));
    const options = { vendor: 'Acme', product: 'Swap' };
    await library.app.ingest.run({ kind: 'ARCHIVE', location: path, options });
    await writeFile(path, zipOf([{ name: '../guide.md', content: guide }]));
    await expect(library.app.ingest.run({ kind: 'ARCHIVE', location: path, options })).rejects.toMatchObject({
      code: 'ARCHIVE_REFUSED',
    });
    const [job]: { state: string; error_code: string }[] = await library.app.store.dataSource.query(
      'SELECT state, error_code FROM job WHERE source = $1 ORDER BY started_at DESC LIMIT 1',
      [path],
    );
    expect(job).toEqual({ state: 'FAILED', error_code: 'ARCHIVE_REFUSED' });
  });
});
