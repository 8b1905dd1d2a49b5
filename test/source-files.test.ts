/** What readers may see of a source beside their own file. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { createSourceFiles } from '../src/ingest/files/source-files.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-source-'));
  root = join(folder, 'source');
  await writeFiles(folder, {
    'secret.md': 'secret',
    'source/a/page.md': 'page',
    'source/_partials/one.md': 'one',
    'source/.git/config': 'hidden',
    'source/node_modules/x/readme.md': 'package',
    'source/huge.md': 'x'.repeat(4 * 1024 * 1024 + 1),
  });
  await symlink(join(folder, 'secret.md'), join(root, 'outside.md'));
  await symlink(folder, join(root, 'above'));
  await symlink(join(root, '_partials', 'one.md'), join(root, 'inside.md'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const textOf = async (path: string, of = root): Promise<string | undefined> => {
  const file = await createSourceFiles(of).read(path);
  return file && Buffer.from(file.bytes).toString();
};

describe('the files of a source', () => {
  it('are read by their path below the root, also over links that stay inside', async () => {
    expect(await textOf('a/page.md')).toBe('page');
    expect(await textOf('a/../_partials/./one.md')).toBe('one');
    expect(await textOf('inside.md')).toBe('one');
  });

  it.each([
    '../secret.md',
    'a/../../secret.md',
    'outside.md',
    'above/secret.md',
    '.git/config',
    'node_modules/x/readme.md',
    'huge.md',
    'a',
    '',
    'missing.md',
    'a/page.md\0.png',
  ])('do not hold %j', async (path) => {
    const files = createSourceFiles(root);
    expect(await files.read(path)).toBeUndefined();
    expect(await files.hash(path)).toBeNull();
  });

  it('do not hold absolute paths', async () => {
    expect(await textOf(join(root, 'a/page.md'))).toBeUndefined();
  });

  it('are none beside a source that is one file', async () => {
    expect(await textOf('secret.md', join(folder, 'secret.md'))).toBeUndefined();
    expect(await textOf('../secret.md', join(root, 'a/page.md'))).toBeUndefined();
  });
});

describe('a read context', () => {
  it('notes what was found, and all candidates when nothing was', async () => {
    const context = createReadContext(createSourceFiles(root), 'a/page.md');
    expect((await context.find(['a/one.md', '_partials/one.md', 'a/page.md']))?.path).toBe('_partials/one.md');
    expect(await context.find(['a/two.md', '../two.md', '_partials/two.md'])).toBeUndefined();
    const sha256 = createHash('sha256').update('one').digest('hex');
    expect(context.asked()).toEqual([
      { path: '_partials/one.md', sha256 },
      { path: '_partials/two.md', sha256: null },
      { path: 'a/two.md', sha256: null },
    ]);
  });

  it('gives no more than 16 MB to one file', async () => {
    const many = join(folder, 'many');
    const megabyte = 'x'.repeat(1024 * 1024);
    await writeFiles(many, Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${String(at)}.md`, megabyte])));
    await writeFile(join(many, 'page.md'), '');
    const context = createReadContext(createSourceFiles(many), 'page.md');
    const found = [];
    for (let at = 0; at < 20; at += 1) found.push(await context.find([`${String(at)}.md`]));
    expect(found.filter((file) => file !== undefined)).toHaveLength(16);
  });
});
