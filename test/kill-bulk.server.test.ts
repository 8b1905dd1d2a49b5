/** Killed in the middle of an edit of many documents: all of it is made or nothing, and the history tells what is in force. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { countCuration, prepareBulk, uncurated } from './testkit/bulk-by-file.js';
import { start, type Started } from './testkit/command.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const documents = 300;
/** Key of the lock that the edit waits for where a trigger says: no other part of the program uses it. */
const gate = 4_711;

let library: TestLibrary;
let dataSource: DataSource;
let file: string;
const started: Started[] = [];

beforeAll(async () => {
  library = await openTestLibrary({}, 'server');
  ({ dataSource } = library.app.store);
  file = await prepareBulk(library, documents);
  await dataSource.query(
    `CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN PERFORM pg_advisory_xact_lock(${String(gate)}); RETURN NULL; END $$`,
  );
});

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await library.close();
});

beforeEach(async () => {
  await dataSource.query(
    `DROP TRIGGER IF EXISTS gate ON curation_change; DROP TRIGGER IF EXISTS gate ON curation_bulk`,
  );
});

/** The edit in a process of its own. */
function applyFile(): Started {
  const url = dataSource.options.type === 'postgres' ? dataSource.options.url : undefined;
  const program = start(['curation', 'apply', file], { DATABASE_URL: url ?? '', MCDEWEY_DATA: library.folder });
  started.push(program);
  return program;
}

/** Resolves when the edit waits at the gate. */
async function waiting(): Promise<void> {
  for (;;) {
    const rows = await dataSource.query<unknown[]>(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
      [gate],
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test.each([
  [
    'while changes are written',
    `AFTER INSERT ON curation_change FOR EACH ROW WHEN (NEW.subject_path LIKE '%part-150')`,
  ],
  ['when all is written but for the end', `AFTER UPDATE ON curation_bulk FOR EACH ROW`],
])('a process that is killed %s leaves nothing of it', async (_, moment) => {
  await dataSource.query(`CREATE TRIGGER gate ${moment} EXECUTE FUNCTION wait_at_gate()`);
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query(`SELECT pg_advisory_lock($1)`, [gate]);
    const program = applyFile();
    await waiting();
    program.child.kill('SIGKILL');
    expect(await program.finished).toMatchObject({ signal: 'SIGKILL' });
    await holder.query(`SELECT pg_advisory_unlock($1)`, [gate]);
    // Waits for the session of the killed one to end: it holds every document.
    await dataSource.query(`SELECT FROM document FOR UPDATE`);
    expect(await countCuration(dataSource)).toEqual(uncurated);
  } finally {
    await holder.release();
  }
});

test('the next one makes all of it, once, and another beside it changes nothing twice', async () => {
  const outcomes = await Promise.all([applyFile().finished, applyFile().finished]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
  expect(await countCuration(dataSource)).toEqual({
    ...uncurated,
    changes: 2 * documents,
    bulks: 1,
    overridden: documents,
  });
});
