/** How the service runs, as those see it who operate it; secrets are masked, and readers see nothing. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous, type Caller } from '../src/caller.js';
import { loadConfig } from '../src/config.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary({ BACKUP_EVERY: '1d', BACKUP_KEEP: '3' });
  await library.ingest(await library.write('docs', { 'heron/1.0/guide/a.md': '# Gates\n\nPush the gate.\n' }));
});

afterAll(() => library.close());

interface Operations {
  readonly operations: {
    readonly parts: readonly { readonly name: string; readonly isThere: boolean }[];
    readonly settings: readonly { readonly name: string; readonly value: string | null; readonly isSet: boolean }[];
    readonly findings: readonly { readonly check: string; readonly state: string }[];
    readonly backups: readonly { readonly name: string; readonly at: Date; readonly bytes: number }[];
  };
}

const ask = (fields: string, caller?: Caller) =>
  library.ask<Operations>(`query Operations { operations { ${fields} } }`, {}, caller);

test('parts, models and the examination are told', async () => {
  const { operations } = await ask(`mode waiting deadLetters backupEveryMs backupsKept
    parts { name isThere isRequired } indexes { name } models { name state passages missing } findings { check state }`);
  expect(operations).toMatchObject({
    ...{ waiting: 0, deadLetters: 0, backupEveryMs: 86_400_000, backupsKept: 3 },
    parts: [{ name: 'postgres', isThere: true, isRequired: true }],
    models: [{ state: 'ACTIVE', passages: 1, missing: 0 }],
  });
  expect(operations.findings).toEqual(
    expect.arrayContaining(
      ['migrations', 'vectors', 'orphans', 'counts', 'titles', 'audiences', 'files'].map((check) => ({
        check,
        state: 'OK',
      })),
    ),
  );
});

test('backups that the service wrote are listed, newest first, others are not', async () => {
  const folder = join(library.folder, 'data', 'backups');
  await mkdir(folder, { recursive: true });
  for (const name of [
    'library-2026-01-02T03-04-05.678Z.backup',
    'library-2026-02-02T03-04-05.678Z.backup',
    'mine.backup',
  ]) {
    await writeFile(join(folder, name), 'four');
  }
  const { operations } = await ask('backups { name at bytes }');
  expect(operations.backups.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['library-2026-02-02T03-04-05.678Z.backup', 4],
    ['library-2026-01-02T03-04-05.678Z.backup', 4],
  ]);
  expect(new Date(operations.backups[0]?.at ?? 0).toISOString()).toBe('2026-02-02T03:04:05.678Z');
});

test('settings in force are told, those that hold a secret masked', () => {
  const { settings } = loadConfig({
    MCDEWEY_DATA: '/var/lib/mcdewey',
    DATABASE_URL: 'postgres://curie:radium@db.example.com:5432/docs?sslpassword=polonium',
    ELASTICSEARCH_URL: 'http://elastic:radium@search.example.com:9200',
    EMBEDDING_URL: 'http://embed.example.com/v1',
    EMBEDDING_MODEL: 'some-model',
    EMBEDDING_API_KEY: 'sk-radium',
    OIDC_ISSUER: 'https://login.example.com/realm',
    OIDC_CLIENT_ID: 'mcdewey',
    OIDC_CLIENT_SECRET: 'radium-and-polonium',
    DEMAND_WEBHOOK_URL: 'https://hooks.example.com/services/radium',
    DEMAND_WEBHOOK_SECRET: 'radium radium radium',
  });
  expect(JSON.stringify(settings)).not.toMatch(/radium|polonium/);
  const byName = Object.fromEntries(settings.map((setting) => [setting.name, setting]));
  expect(byName['DATABASE_URL']).toEqual({
    name: 'DATABASE_URL',
    value: 'postgres://••••••@db.example.com:5432/docs?••••••',
    isSet: true,
    isMasked: true,
  });
  expect(byName['EMBEDDING_URL']).toMatchObject({ value: 'http://embed.example.com/v1', isMasked: false });
  expect(byName['EMBEDDING_API_KEY']).toMatchObject({ value: '••••••', isMasked: true });
  expect(byName['DEMAND_WEBHOOK_URL']).toMatchObject({ value: 'https://hooks.example.com/••••••' });
  expect(byName['PORT']).toEqual({ name: 'PORT', value: '4000', isSet: false, isMasked: false });
  expect(byName['BACKUP_EVERY']).toMatchObject({ value: null, isSet: false });
});

test('readers see nothing of it, curators neither settings nor files', async () => {
  const curator: Caller = { ...anonymous('GRAPHQL'), kind: 'ACCOUNT', role: 'CURATOR' };
  await expect(ask('mode', anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(ask('mode parts { name }', curator)).resolves.toMatchObject({ operations: { parts: [{}] } });
  for (const field of ['settings { name }', 'findings { check }', 'backups { name }']) {
    await expect(ask(field, curator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});
