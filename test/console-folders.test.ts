/** Folders that are dropped at the console: what is taken of them, how they are packed, and that the service unpacks just that. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { droppedIn, folderOf, foldersOfInput } from '../admin/src/screens/add/dropped.js';
import { mostFileBytes, mostFiles, sizeText, tooMuch } from '../admin/src/screens/add/folder-limits.js';
import { filesSent, packTar } from '../admin/src/screens/add/tar.js';
import { archiveLimits } from '../src/ingest/source/archive/archive-limits.js';
import { extractArchive } from '../src/ingest/source/archive/extract-archive.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-folders-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const packed = (path: string, text: string) => ({ path, blob: new Blob([text]) });

async function unpacked(name: string, files: Parameters<typeof packTar>[0]): Promise<Record<string, string>> {
  const { blob } = packTar(files);
  const archive = join(folder, `${name}.tar`);
  await writeFile(archive, Buffer.from(await blob.arrayBuffer()));
  const target = join(folder, name);
  expect(await extractArchive(archive, target)).toEqual([]);
  const there = await readdir(target, { recursive: true, withFileTypes: true });
  const found = there.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(found.map((path) => readFile(path, 'utf8')));
  return Object.fromEntries(found.map((path, at) => [path.slice(target.length + 1), texts[at] ?? '']));
}

test('what is packed is unpacked with the same paths and bytes, whatever their length', async () => {
  const deep = `${'a-long-name-of-a-folder/'.repeat(8)}file.md`;
  const texts: Record<string, string> = {
    'empty.md': '',
    'one.md': 'x',
    'block.md': 'y'.repeat(512),
    'more.md': 'z'.repeat(513),
    'Grüße/日本語 manual.md': 'Grüße',
    ['n'.repeat(100)]: 'just fits',
    ['n'.repeat(101)]: 'does not',
    [deep]: 'deep',
  };
  // Around these lengths a record's own digits make it longer.
  for (const bytes of [88, 89, 90, 91, 92, 986, 987, 988, 989, 990]) {
    const name = Array.from({ length: bytes - 3 }, (_, at) => (at % 100 === 50 ? '/' : 'q')).join('');
    texts[`é/${name}`] = String(bytes);
  }
  const files = Object.entries(texts).map(([path, text]) => packed(path, text));
  expect(await unpacked('whole', files)).toEqual(texts);
});

test('the same files are the same archive, and bytes tell how many files have gone', async () => {
  const files = [packed('a.md', 'a'.repeat(600)), packed('é.md', 'e'), packed('z.md', '')];
  const [one, other] = [packTar(files), packTar(files)];
  expect(Buffer.from(await one.blob.arrayBuffer())).toEqual(Buffer.from(await other.blob.arrayBuffer()));
  const [first = 0, second = 0, third = 0] = one.ends;
  expect(first).toBe(512 + 1024);
  expect(third + 1024).toBe(one.blob.size);
  const sent = [0, first - 1, first, second, third - 1, third, one.blob.size].map((bytes) => filesSent(one, bytes));
  expect(sent).toEqual([0, 0, 1, 2, 2, 3, 3]);
});

test('hidden files are left out and named', () => {
  const paths = ['b/guide.md', 'a.md', '.DS_Store', 'b/.git/config', '__MACOSX/a.md', 'b/Thumbs.db', 'b/a..md'];
  const taken = folderOf(
    'manuals',
    paths.map((path) => packed(path, path)),
  );
  expect(taken.files.map(({ path }) => path)).toEqual(['a.md', 'b/a..md', 'b/guide.md']);
  expect(taken.leftOut).toEqual(['.DS_Store', '__MACOSX/a.md', 'b/.git/config', 'b/Thumbs.db']);
});

const fileAt = (webkitRelativePath: string): File =>
  Object.assign(new File(['x'], webkitRelativePath.split('/').at(-1) ?? ''), { webkitRelativePath });

test('folders that were chosen are told apart', () => {
  const folders = foldersOfInput([fileAt('one/a.md'), fileAt('two/b/c.md'), fileAt('one/.hidden')]);
  expect(folders.map(({ name, files, leftOut }) => [name, files.map(({ path }) => path), leftOut])).toEqual([
    ['one', ['a.md'], ['.hidden']],
    ['two', ['b/c.md'], []],
  ]);
});

type Tree = Readonly<Record<string, unknown>>;

/** As browsers give it: some entries at a time, and then none. */
function entryOf(name: string, tree: Tree | string): FileSystemEntry {
  if (typeof tree === 'string') {
    const file = new File([tree], name);
    const entry = {
      name,
      isFile: true,
      isDirectory: false,
      file: (give: (file: File) => void) => {
        give(file);
      },
    };
    return entry as unknown as FileSystemEntry;
  }
  const inside = Object.entries(tree).map(([inner, value]) => entryOf(inner, value as Tree | string));
  const createReader = () => {
    let at = 0;
    const readEntries = (give: (entries: FileSystemEntry[]) => void): void => {
      give(inside.slice(at, at + 2));
      at += 2;
    };
    return { readEntries };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

test('of what was dropped, folders are walked to their end, and files are files', async () => {
  const tree = { 'a.md': 'a', 'b.md': 'b', 'c.md': 'c', deep: { er: { 'd.md': 'd' } }, '.git': { config: 'x' } };
  const entries = [entryOf('manuals', tree), entryOf('alone.md', 'alone')];
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const files = [new File([], 'manuals'), new File(['alone'], 'alone.md')];
  const dropped = await droppedIn({ items, files } as unknown as DataTransfer);
  expect(dropped.files.map(({ name }) => name)).toEqual(['alone.md']);
  expect(dropped.folders.map(({ name }) => name)).toEqual(['manuals']);
  const [walked] = dropped.folders;
  expect(walked?.files.map(({ path }) => path)).toEqual(['a.md', 'b.md', 'c.md', 'deep/er/d.md']);
  expect(await walked?.files.at(-1)?.blob.text()).toBe('d');
  expect(walked?.leftOut).toEqual(['.git']);
});

test('what the service would refuse is told before it is sent', () => {
  expect({ entries: mostFiles, fileBytes: mostFileBytes }).toEqual({
    entries: archiveLimits.entries,
    fileBytes: archiveLimits.fileBytes,
  });
  const large = { size: mostFileBytes + 1 } as Blob;
  const many = Array.from({ length: mostFiles + 1 }, (_, at) => packed(`${String(at)}.md`, ''));
  expect(tooMuch({ name: 'f', files: [], leftOut: ['.x'] })).toMatch(/no file/);
  expect(tooMuch({ name: 'f', files: [{ path: 'big.pdf', blob: large }], leftOut: [] })).toMatch(/big\.pdf.*512 MiB/);
  expect(tooMuch({ name: 'f', files: many, leftOut: [] })).toMatch(/50,001 files/);
  expect(tooMuch({ name: 'f', files: many.slice(1), leftOut: [] })).toBeNull();
});

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_536, '1.5 KiB'],
  [20 * 1024 ** 2, '20 MiB'],
  [3 * 1024 ** 4, '3072 GiB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
