import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkOutGit, parseGitLocation } from '../src/ingest/source/git-checkout.js';
import { walkFiles } from '../src/ingest/source/walk-files.js';
import { openTestLibrary, writeFiles, type TestLibrary } from './testkit/library.js';

let folder: string;
let repository: string;
let library: TestLibrary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-git-'));
  library = await openTestLibrary();
  repository = join(folder, 'upstream');
  await writeFiles(repository, {
    'docs/intro/intro.md': '# Intro\n\nThe first words.\n',
    'docs/setup/setup.md': '# Setup\n\nHow it is set up.\n',
    'src/code.md': '# Code\n\nNot documentation.\n',
  });
  await git('init', '--quiet', '--initial-branch=main');
  await commit('one');
  await git('tag', 'v1');
});
afterAll(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

async function git(...args: string[]): Promise<void> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  await promisify(execFile)('git', [...identity, ...args], { cwd: repository });
}

async function commit(message: string): Promise<void> {
  await git('add', '-A');
  await git('commit', '--quiet', '-m', message);
}

async function files(location: string, home = join(folder, 'home')): Promise<string[]> {
  return (await walkFiles(await checkOutGit(location, home))).map(({ path }) => path);
}

describe('a git checkout', () => {
  it('gives the files of a commit, of a tag, of a folder; by its path', async () => {
    await rm(join(repository, 'docs/setup'), { recursive: true });
    await commit('two');
    expect(await files(repository)).toEqual(['docs/intro/intro.md', 'src/code.md']);
    expect(await files(`${repository}#v1`)).toEqual(['docs/intro/intro.md', 'docs/setup/setup.md', 'src/code.md']);
    expect(await files(`${repository}#v1:docs`)).toEqual(['intro/intro.md', 'setup/setup.md']);
  });

  it('runs nothing that the repository or a user brings along', async () => {
    const trap = join(folder, 'trap');
    const script = `#!/bin/sh\ntouch ${trap}\n`;
    await writeFiles(repository, { '.gitattributes': '*.md filter=evil\n', 'docs/trap/trap.md': '# Trap\n\nWords.\n' });
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-receive']) {
      await writeFile(join(repository, '.git/hooks', hook), script);
      await chmod(join(repository, '.git/hooks', hook), 0o755);
    }
    await git('-c', 'core.hooksPath=/dev/null', 'add', '-A');
    await git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'trap');
    await git('config', 'filter.evil.smudge', `sh -c 'touch ${trap}'`);
    await git('config', 'uploadpack.packObjectsHook', `sh -c 'touch ${trap}; exec "$@"'`);
    await symlink('/etc', join(repository, 'docs/outside'));
    expect(await files(`${repository}#main:docs`, join(folder, 'safe'))).toEqual(['intro/intro.md', 'trap/trap.md']);
    expect(await readdir(folder)).not.toContain('trap');
    await rm(join(repository, 'docs/outside'));
  });

  it.each([
    ['an option for an address', '--upload-pack=touch evil'],
    ['a helper', 'ext::sh -c "touch evil"'],
    ['an option in an address', 'ssh://-oProxyCommand=evil/x'],
    ['an option for a ref', '/repo#--upload-pack=evil'],
    ['a folder outside', '/repo#main:../other'],
    ['a file address', 'file:///repo'],
  ])('refuses %s', (_name, location) => {
    expect(() => parseGitLocation(location)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('says what is wrong: no git, no repository, no such ref, no such folder', async () => {
    const home = join(folder, 'wrong');
    await expect(checkOutGit(repository, home, { searchPath: '/nonexistent' })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('git is not installed'),
    });
    await expect(checkOutGit(join(folder, 'none'), home)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    await expect(checkOutGit(`${repository}#v9`, home)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    await expect(checkOutGit(`${repository}#v1:nodocs`, home)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it.each(['https://127.0.0.1/x.git', 'ssh://git@10.0.0.1/x.git', 'git@192.168.1.1:x.git', 'http://[::1]:3000/x.git'])(
    'connects to no private address: %s',
    async (location) => {
      await expect(checkOutGit(location, join(folder, 'private'))).rejects.toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        message: expect.stringContaining('private address'),
      });
    },
  );

  it('says what the other side does, but not in its words', async () => {
    const talkative = createServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('secret words of an inner service');
    });
    await new Promise<void>((resolve) => talkative.listen(0, '127.0.0.1', resolve));
    const { port } = talkative.address() as AddressInfo;
    const location = `http://127.0.0.1:${String(port)}/x.git`;
    const refused = checkOutGit(location, join(folder, 'talkative'), { allowPrivate: true });
    await expect(refused).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: `git can't fetch ${location}: there is no such repository.`,
    });
    await new Promise((resolve) => talkative.close(resolve));
  });

  it('is a source that is run again: what a commit removed is archived', async () => {
    const run = () =>
      library.app.ingest.run({
        kind: 'GIT',
        location: `${repository}#main:docs`,
        options: { vendor: 'Acme', product: 'Winch', version: '1' },
      });
    expect((await run()).counts).toMatchObject({ new: 2, failed: 0 });
    expect((await run()).counts).toMatchObject({ new: 0, unchanged: 2 });
    await rm(join(repository, 'docs/trap'), { recursive: true });
    await writeFiles(repository, { 'docs/intro/intro.md': '# Intro\n\nOther words.\n' });
    await git('-c', 'core.hooksPath=/dev/null', 'add', '-A');
    await git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'three');
    expect((await run()).counts).toMatchObject({ changed: 1, archived: 1, new: 0 });
  });
});
