/** `mcdewey ingest --watch` and `--packages`, on the real command line. */
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { watch as watchPaths } from 'chokidar';
import { openWatch } from '../src/cli/watch-path.js';
import { run, start, type Started } from './testkit/command.js';
import { emptyDataFolder } from './testkit/data-folder.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let data: Record<string, string>;
const watching: Started[] = [];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'mcdewey-watch-')));
  data = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')) };
});
afterAll(async () => {
  for (const { child } of watching) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function watchOver(...args: string[]): Promise<Started> {
  const started = start(['ingest', ...args, '--watch'], data);
  watching.push(started);
  await started.saw(/Watching for changes/);
  return started;
}

async function stop({ child, finished }: Started): Promise<void> {
  child.kill('SIGINT');
  expect(await finished).toMatchObject({ code: 0, signal: null });
}

const files = (outcome: string): RegExp => new RegExp(`Files: ${outcome}, 0 failed`);

describe('ingest --watch', () => {
  it('ingests what is new or has changed, and archives what is gone', async () => {
    const path = join(folder, 'manuals');
    const guide = 'winch/1/guide/guide.md';
    await writeFiles(path, { [guide]: '# Guide\n\nThe winch turns left.\n' });
    const watched = await watchOver(path);
    await watched.printed(files('1 new, 0 changed, 0 unchanged, 0 archived'));
    await writeFiles(path, { 'winch/1/brake/brake.md': '# Brake\n\nThe brake holds.\n' });
    await watched.printed(files('1 new, 0 changed, 1 unchanged, 0 archived'));
    await writeFiles(path, { [guide]: '# Guide\n\nThe winch turns clockwise.\n' });
    await watched.printed(files('0 new, 1 changed, 1 unchanged, 0 archived'));
    await rm(join(path, 'winch/1/brake'), { recursive: true });
    await watched.printed(files('0 new, 0 changed, 1 unchanged, 1 archived'));
    await stop(watched);
    const { stdout } = await run(['search', 'how', 'does', 'it', 'turn', '--product', 'winch', '--json'], data);
    const { hits } = JSON.parse(stdout) as { hits: { nodes: { excerpt: string }[] } };
    expect(hits.nodes.map(({ excerpt }) => excerpt)).toEqual([expect.stringContaining('clockwise')]);
  });

  it('goes on after a run that failed, and reads a manifest that lies elsewhere', async () => {
    const [path, manifest] = [join(folder, 'described'), join(folder, 'library.yaml')];
    const named = (product: string): string => `entries:\n  - path: .\n    product: ${product}\n    version: "1"\n`;
    await writeFiles(path, { 'guide/guide.md': '# Guide\n\nThe crane lifts.\n' });
    await writeFiles(folder, { 'library.yaml': named('crane') });
    const watched = await watchOver(path, '--manifest', manifest);
    await writeFiles(folder, { 'library.yaml': 'entries: nothing\n' });
    await watched.saw(/mcdewey: .*library\.yaml/);
    await writeFiles(folder, { 'library.yaml': named('hoist') });
    await watched.printed(files('1 new, 0 changed, 0 unchanged, 1 archived'));
    await stop(watched);
  });

  it('notices what changes while the first run reads', async () => {
    const path = join(folder, 'early');
    await writeFiles(path, { 'a/1/b/b.md': '# B\n' });
    const watch = await openWatch({ kind: 'FOLDER', location: path, options: {} });
    // A second watcher, which tells of a file when it has been quiet for a while: the first one has long seen it then.
    const later = watchPaths(path, { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 300 } });
    await once(later, 'ready');
    const seen = once(later, 'add');
    await writeFiles(path, { 'a/1/b/c.md': '# C\n' });
    await seen;
    await later.close();
    const over = new AbortController();
    await watch.each(over.signal, () => {
      over.abort();
      return Promise.resolve();
    });
    await watch.close();
  }, 60_000);

  it('is refused for what is not on this disk', async () => {
    const { code, stderr } = await run(['ingest', 'https://docs.example.com/', '--product', 'x', '--watch'], data);
    expect([code, stderr]).toEqual([2, expect.stringContaining("can't be watched")]);
  });
});

describe('ingest --packages', () => {
  const project = (): string => join(folder, 'project');
  const install = async (version: string, text: string): Promise<void> => {
    await writeFiles(project(), {
      'node_modules/pulley/package.json': JSON.stringify({ name: 'pulley', version, author: 'Pulley Works' }),
      'node_modules/pulley/README.md': `# Pulley\n\n${text}\n`,
      'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/pulley': { version } } }),
    });
  };

  it('reads what is installed at exactly its version; with --watch, what is installed next takes its place', async () => {
    await writeFiles(project(), {
      'package.json': JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { pulley: '^1.0.0' } }),
    });
    await install('1.4.2-beta.1', 'It has one wheel.');
    const watched = await watchOver(project(), '--packages');
    await watched.printed(files('1 new, 0 changed, 0 unchanged, 0 archived'));
    await install('2.0.0', 'It has two wheels.');
    await watched.printed(files('1 new, 0 changed, 0 unchanged, 1 archived'));
    await stop(watched);
    const { stdout } = await run(['jobs', 'show', '--json'], data);
    expect((JSON.parse(stdout) as { files: unknown }).files).toMatchObject([
      { path: 'pulley/1.4.2-beta.1/readme', outcome: 'ARCHIVED' },
      { path: 'pulley/2.0.0/README.md', outcome: 'NEW' },
    ]);
  });
});
