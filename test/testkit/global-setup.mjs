/** Makes one migrated, empty library of each kind that test files copy, since making one takes longer than most tests. */
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBrowser } from './find-browser.mjs';

const program = fileURLToPath(new URL('../../bin/mcdewey.js', import.meta.url));

async function migrate(environment) {
  const { PATH = '', HOME = '' } = process.env;
  await promisify(execFile)(process.execPath, [program, 'migrate'], { env: { PATH, HOME, ...environment } });
}

/** A folder named by `MCDEWEY_TEST_TEMPLATE` is used as it is, and stays: for running tests again and again. */
async function prepareFolder() {
  if (process.env['MCDEWEY_TEST_TEMPLATE'] !== undefined) return;
  const template = await mkdtemp(join(tmpdir(), 'mcdewey-template-'));
  await migrate({ MCDEWEY_DATA: template });
  process.env['MCDEWEY_TEST_TEMPLATE'] = template;
  globalThis.mcdeweyTemplate = template;
}

async function prepareDatabase() {
  const server = process.env['DATABASE_URL'];
  if (server === undefined) {
    process.stderr.write('\nDATABASE_URL is not set: the variants for a Postgres server DID NOT RUN.\n');
    return;
  }
  if (process.env['MCDEWEY_TEST_TEMPLATE_DATABASE'] !== undefined) return;
  const name = `mcdewey_template_${Date.now().toString(36)}_${String(process.pid)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate({ DATABASE_URL: url.href });
  process.env['MCDEWEY_TEST_TEMPLATE_DATABASE'] = name;
  globalThis.mcdeweyTemplateDatabase = name;
}

export default async function prepareTemplates() {
  if (process.env['ELASTICSEARCH_URL'] === undefined || process.env['DATABASE_URL'] === undefined) {
    process.stderr.write(
      '\nELASTICSEARCH_URL or DATABASE_URL is not set: the variants for Elasticsearch DID NOT RUN.\n',
    );
  }
  if (findBrowser() === null) {
    process.stderr.write('\nThere is no Chromium: the tests of the console in a browser DID NOT RUN.\n');
  }
  await Promise.all([prepareFolder(), prepareDatabase()]);
}
