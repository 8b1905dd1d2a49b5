import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { thisMachine, type Door } from '../src/caller.js';
import { checkRoots, rememberRoots } from '../src/ingest/source/ingest-roots.js';
import type { IngestRequest } from '../src/ingest/source/ingest-request.js';
import { openTestLibrary, writeFiles, type TestLibrary } from './testkit/library.js';

let folder: string;
let library: TestLibrary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-roots-'));
  await writeFiles(folder, {
    'allowed/crane/1/guide/a.md': '# Crane\n\nWords.\n',
    'allowed-not/secret.md': '# Secret\n\nWords.\n',
    'given/winch/1/guide/a.md': '# Winch\n\nWords.\n',
  });
  await symlink(join(folder, 'allowed-not'), join(folder, 'allowed', 'link'));
  library = await openTestLibrary({ INGEST_ROOTS: join(folder, 'allowed') });
});
afterAll(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

const start = 'mutation Start($input: StartIngestInput!) { startIngest(input: $input) { job { state } } }';
const preview = 'mutation Preview($input: StartIngestInput!) { previewIngest(input: $input) { preview { location } } }';

function ask(door: Door, source: string, input: Record<string, unknown>): Promise<unknown> {
  const name = /mutation (\w+)/.exec(source)?.[1] ?? '';
  return library.app.execute({ name, source }, { input }, { caller: thisMachine(door) });
}

describe('a caller of the API', () => {
  it('may have ingested what lies below the roots', async () => {
    const input = { location: join(folder, 'allowed'), vendor: 'Acme' };
    expect(await ask('GRAPHQL', start, input)).toEqual({ startIngest: { job: { state: 'QUEUED' } } });
  });

  it.each([
    ['a folder beside a root', () => ({ location: join(folder, 'allowed-not') })],
    ['a folder over a root', () => ({ location: folder })],
    ['a path that climbs out', () => ({ location: join(folder, 'allowed', '..', 'allowed-not') })],
    ['a link out of a root', () => ({ location: join(folder, 'allowed', 'link') })],
    ['an archive elsewhere', () => ({ location: '/etc/x.zip' })],
    ['a repository elsewhere', () => ({ kind: 'GIT', location: `${folder}#main` })],
    ['what is not there', () => ({ location: '/nowhere/at/all' })],
    ['a manifest elsewhere', () => ({ location: join(folder, 'allowed'), manifest: '/etc/passwd' })],
  ])('may not have ingested %s', async (_name, input) => {
    await expect(ask('GRAPHQL', start, input())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask('GRAPHQL', preview, input())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the command line', () => {
  it('may have ingested anything', async () => {
    const input = { location: join(folder, 'given'), vendor: 'Acme' };
    expect(await ask('COMMAND_LINE', start, input)).toEqual({ startIngest: { job: { state: 'QUEUED' } } });
  });

  it('opens what it was given to callers of the API, where no roots are configured', async () => {
    const request: IngestRequest = { kind: 'FOLDER', location: join(folder, 'given'), options: {} };
    const dataDir = await mkdtemp(join(folder, 'data-'));
    await expect(checkRoots(request, { dataDir })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await rememberRoots(dataDir, [request]);
    await expect(checkRoots(request, { dataDir })).resolves.toBeUndefined();
    await expect(checkRoots(request, { dataDir, roots: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
