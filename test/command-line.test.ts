import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDataFolder } from './testkit/data-folder.js';
import { run, start } from './testkit/command.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let data: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-cli-'));
  data = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')) };
  await writeFiles(join(folder, 'manuals'), {
    'kite/1/guide/guide.md': '# Kite guide\n\n## Wind\n\nThe kite needs wind of force three at least.\n',
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  it('ingests and searches; data is on stdout only', async () => {
    const ingested = await run(['ingest', join(folder, 'manuals'), '--vendor', 'Sky', '--json'], data);
    expect(ingested).toMatchObject({ code: 0 });
    expect(JSON.parse(ingested.stdout)).toMatchObject([{ counts: { new: 1, failed: 0 } }]);
    const found = await run(['search', 'how', 'much', 'wind', '--json'], data);
    expect(found.code).toBe(0);
    expect(JSON.parse(found.stdout)).toMatchObject({ hits: [{ chunk: { key: 'kite::1::guide::guide::0' } }] });
    const plain = await run(['search', 'wind', '--in', '9'], data);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain('There is no version "9"');
    expect(plain.stderr).not.toContain('\u001b[');
  });

  it('exits with 3 when a file failed, and says which and why', async () => {
    await writeFiles(join(folder, 'mixed'), {
      'mixed/1/guide/good.md': '# Good\n\nGood words.\n',
      'mixed/1/guide/bad.md': Uint8Array.of(0, 1, 2, 0, 0, 255),
    });
    const { code, stdout } = await run(['ingest', join(folder, 'mixed')], data);
    expect(code).toBe(3);
    expect(stdout).toMatch(/failed mixed\/1\/guide\/bad\.md: .+\(FILE_UNREADABLE\)/);
  });

  it.each([
    ['an unknown option', ['search', 'x', '--nonsense'], {}, '--nonsense'],
    ['a missing path', ['ingest', '/nowhere/at/all'], {}, '/nowhere/at/all'],
    ['settings that are wrong', ['migrate'], { PORT: 'x', DATABASE_URL: 'ftp://x' }, 'DATABASE_URL'],
  ])('exits with 2 and no stack for %s', async (_name, args, environment, named) => {
    const { code, stdout, stderr } = await run(args, { ...data, ...environment });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(named);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('points at line and field of a wrong manifest', async () => {
    await writeFiles(join(folder, 'wrong'), { 'library.yaml': 'entries:\n  - path: here\n    vendor: [1, 2]\n' });
    const { code, stderr } = await run(['ingest', join(folder, 'wrong')], data);
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 3/);
    expect(stderr).toMatch(/vendor/);
  });

  it('serves; a second process is refused at once and names the first; Ctrl-C ends it in order', async () => {
    const serving = start(['serve', '--no-first-ingest'], { ...data, PORT: '0' });
    const [, url = ''] = await serving.saw(/answers at (http:\S+)/);
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(200);

    const second = await run(['ingest', join(folder, 'manuals')], data);
    expect(second.code).toBe(4);
    expect(second.stderr).toContain(String(serving.child.pid));
    expect(second.stderr).toContain(url);

    serving.child.kill('SIGINT');
    expect(await serving.finished).toMatchObject({ code: 0, signal: null });
  });
});
