import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDataFolder } from './testkit/data-folder.js';
import { run, start, type Finished, type Started } from './testkit/command.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let data: Record<string, string>;
const services: Started[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-cli-'));
  data = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')) };
  await writeFiles(join(folder, 'manuals'), {
    'kite/1/guide/guide.md': '# Kite guide\n\n## Wind\n\nThe kite needs wind of force three at least.\n',
  });
});
afterAll(async () => {
  for (const { child } of services) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function serve(): Started {
  const serving = start(['serve', '--no-first-ingest'], { ...data, PORT: '0' });
  services.push(serving);
  return serving;
}

describe('the command line', () => {
  it('ingests and searches; data is on stdout only', async () => {
    const ingested = await run(['ingest', join(folder, 'manuals'), '--vendor', 'Sky', '--json'], data);
    expect(ingested).toMatchObject({ code: 0 });
    expect(JSON.parse(ingested.stdout)).toMatchObject([{ counts: { new: 1, failed: 0 } }]);
    const found = await run(['search', 'how', 'much', 'wind', '--json'], data);
    expect(found.code).toBe(0);
    expect(JSON.parse(found.stdout)).toMatchObject({
      hits: { nodes: [{ chunk: { key: 'kite::1::guide::guide::0' } }] },
    });
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

  it('shows the plan of a dry run and writes nothing', async () => {
    const path = join(folder, 'planned');
    await writeFiles(path, { 'planned/1/guide/guide.md': '# Plan\n\nNot read yet.\n' });
    const planned = await run(['ingest', path, '--dry-run', '--json'], data);
    expect(planned.code).toBe(0);
    expect(JSON.parse(planned.stdout)).toMatchObject([
      { location: path, files: [{ path: 'planned/1/guide/guide.md', outcome: 'NEW' }] },
    ]);
    const found = await run(['search', 'planned', '--product', 'planned', '--json'], data);
    expect(JSON.parse(found.stdout)).toMatchObject({ hits: { nodes: [] } });
  });

  it('lists jobs and sources, retries what failed and runs a source again', async () => {
    const path = join(folder, 'mixed');
    const listed = await run(['jobs', '--json'], data);
    const { jobs } = JSON.parse(listed.stdout) as { jobs: { id: string; source: string; state: string }[] };
    const last = jobs.find(({ source }) => source === path);
    expect(last).toMatchObject({ state: 'SUCCEEDED' });
    const shown = await run(['jobs', 'show', last!.id], data);
    expect(shown.stdout).toMatch(/failed mixed\/1\/guide\/bad\.md: .+\(FILE_UNREADABLE\)/);

    await writeFiles(path, { 'mixed/1/guide/bad.md': '# Mended\n\nGood words now.\n' });
    const retried = await run(['jobs', 'retry', last!.id, '--json'], data);
    expect(retried).toMatchObject({ code: 0 });
    expect(JSON.parse(retried.stdout)).toMatchObject({ jobs: [{ counts: { new: 1, failed: 0, unchanged: 1 } }] });
    expect((await run(['jobs', 'retry', jobs[0]!.id.replace(/.$/, 'x')], data)).code).toBe(2);

    const again = await run(['sources', 'run', path, '--json'], data);
    expect(JSON.parse(again.stdout)).toMatchObject({ state: 'SUCCEEDED', counts: { unchanged: 2, new: 0 } });
    expect((await run(['sources'], data)).stdout).toContain(path);
  });

  it('shows the same plan of a dry run while a service has the library open', async () => {
    const path = join(folder, 'compared');
    await writeFiles(path, {
      'compared/1/same/same.md': '# Same\n\nStays as it is.\n',
      'compared/1/other/other.md': '# Other\n\nWill change.\n',
      'compared/1/gone/gone.md': '# Gone\n\nWill go.\n',
    });
    expect(await run(['ingest', path], data)).toMatchObject({ code: 0 });
    await rm(join(path, 'compared/1/gone'), { recursive: true });
    await writeFiles(path, {
      'compared/1/other/other.md': '# Other\n\nHas changed.\n',
      'compared/2/fresh/fresh.md': '# Fresh\n\nIs new.\n',
      'compared/top.md': '# Top\n\nIn no version.\n',
    });
    const wrong = join(folder, 'wrong-again');
    await writeFiles(wrong, { 'library.yaml': 'entries:\n  - path: here\n    vendor: [1, 2]\n' });
    const asked = [
      ['ingest', path, '--dry-run'],
      ['ingest', wrong, '--dry-run', '--json'],
    ];
    const alone: Finished[] = [];
    for (const args of asked) alone.push(await run(args, data));
    expect(alone.map(({ code }) => code)).toEqual([0, 2]);
    expect(alone[0]?.stdout).toMatch(
      /: 1 new, 1 changed, 1 unchanged, 1 archived, 1 failed, 0 skipped\. Nothing was written\./,
    );

    const serving = serve();
    const [, url = ''] = await serving.saw(/answers at (http:\S+)/);
    for (const [at, args] of asked.entries()) expect(await run(args, data)).toEqual(alone[at]);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ documentByPath(path: "compared/2/fresh") { title } }' }),
    });
    expect(await response.json()).toMatchObject({ data: { documentByPath: null } });
    serving.child.kill('SIGINT');
    expect(await serving.finished).toMatchObject({ code: 0 });
  });

  it('serves; ingest hands its work to the service and shows its progress; Ctrl-C ends it in order', async () => {
    const serving = serve();
    const [, url = ''] = await serving.saw(/answers at (http:\S+)/);
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(200);

    await writeFiles(join(folder, 'handed'), { 'handed/1/guide/guide.md': '# Handed\n\nRead by the service.\n' });
    const handed = await run(['ingest', join(folder, 'handed'), '--json'], data);
    expect(handed).toMatchObject({ code: 0 });
    expect(handed.stderr).toContain(url);
    expect(handed.stderr).toMatch(/^{"event":"progress","done":1,"total":1,"unit":"files"/m);
    expect(JSON.parse(handed.stdout)).toMatchObject([{ counts: { new: 1, failed: 0, documents: 1 } }]);
    expect((await run(['jobs', 'list'], data)).stdout).toContain(join(folder, 'handed'));
    const second = await run(['serve'], { ...data, PORT: '0' });
    expect(second.code).toBe(4);
    expect(second.stderr).toContain(String(serving.child.pid));

    serving.child.kill('SIGINT');
    expect(await serving.finished).toMatchObject({ code: 0, signal: null });
  });
});
