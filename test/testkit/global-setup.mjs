/** Makes one migrated, empty data folder that test files copy, since creating a database takes longer than most tests. */
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../bin/mcdewey.js', import.meta.url));

/** A folder named by `MCDEWEY_TEST_TEMPLATE` is used as it is, and stays: for running tests again and again. */
export default async function prepareTemplate() {
  if (process.env['DATABASE_URL'] === undefined) {
    process.stderr.write('\nDATABASE_URL is not set: the variants for a Postgres server DID NOT RUN.\n');
  }
  if (process.env['MCDEWEY_TEST_TEMPLATE'] !== undefined) return;
  const template = await mkdtemp(join(tmpdir(), 'mcdewey-template-'));
  const { PATH = '', HOME = '' } = process.env;
  await promisify(execFile)(process.execPath, [program, 'migrate'], { env: { PATH, HOME, MCDEWEY_DATA: template } });
  process.env['MCDEWEY_TEST_TEMPLATE'] = template;
  globalThis.mcdeweyTemplate = template;
}
