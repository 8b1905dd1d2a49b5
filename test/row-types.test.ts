/**
 * Every statement answers the rows that its caller takes the answer for. The compiler says what each call of `query`
 * takes the answer for; the functions around them are called for the texts that they send; Postgres describes those.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import type ts from 'typescript';
import { createBm25Ranking } from '../src/search/lexical/bm25-ranking.js';
import { createFullTextRanking } from '../src/search/lexical/full-text-ranking.js';
import { poolOf } from '../src/store/pool-use.js';
import { createRowTypes, type RowTypes } from './testkit/statements/compare-rows.js';
import { createDescriber, type DescribedStatement, type Describer } from './testkit/statements/describe-statement.js';
import { recordStatements, type RecordedStatement } from './testkit/statements/record-statements.js';
import { readStatementSources, type StatementSources } from './testkit/statements/typed-calls.js';
import type { WrongAnswers } from './testkit/statements/wrong-answers.js';
import { openTestStore, type TestStore } from './testkit/store.js';

/** Functions that do more than ask the database. */
const notCalled = new Set([
  ...['openStore', 'createDataSource', 'runMigrations', 'writeBackup', 'restoreBackup', 'restore'],
  // Waits for a second and asks again, with a function that is called by itself.
  'awaitBuildLock',
]);

/** Calls whose answer is read and whose text is not had by calling functions, by file and function: each with its reason. */
const notReached = {
  'src/store/backup/write-backup.ts pageOf': 'reads whatever tables there are, as JSON',
  'src/store/backup/write-backup.ts checkCounts': 'counts rows of whatever tables there are',
  'src/store/backup/restore-backup.ts heldTables':
    'looks for rows of whatever tables there are; takes nothing for granted of them',
  'src/store/backup/restore-backup.ts prepareTables': 'a restore empties the database first',
  'src/store/backup/restore-backup.ts withoutForeignKeys': 'a restore empties the database first',
  'src/search/lexical/postgres-lexical.ts holdersOf': 'asked for a whole sentence only',
  'src/search/lexical/postgres-lexical.ts unranked': 'asked where words of a query have no stems, and only then',
};

/** What Postgres would not run, by file and function: each with its reason. */
const notRun = {
  'src/store/writes/rearrange.ts insertRows': 'columns are those of the rows that come back',
};

/** What is otherwise than its type says as far as anybody can tell from the statement, by file, function and column. */
const known = {
  'src/store/writes/uploads.ts receivedUpload: workerGroup may be null, and is taken for string':
    'whoever received a file has written it',
  'src/store/writes/uploads.ts redeemUpload: workerGroup may be null, and is taken for string':
    'whoever received a file has written it',
  'src/store/queries/sections.ts sectionsOfDocuments: parentId is answered twice':
    'the later one counts, the section’s',
  'src/store/queries/sections.ts sectionsOfDocuments: parentId is string (uuid), and is taken for number | null':
    'the earlier one, which the later one replaces',
};

interface Described extends RecordedStatement {
  readonly described: DescribedStatement;
}

let store: TestStore;
let client: pg.PoolClient;
let sources: StatementSources;
let describer: Describer;
let compare: RowTypes;
let recorded: RecordedStatement[];
const described: Described[] = [];
/** Why Postgres would not run a statement. */
const refused: (RecordedStatement & { readonly problem: string })[] = [];

const load = (path: string) => import(`../${path.replace(/\.ts$/, '.js')}`) as Promise<Record<string, unknown>>;

/** File and function. */
function nameOf(site: string): string {
  const { path, within } = sources.calls.get(site)!;
  return `${path} ${within}`;
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();

/** Tables that some statements make for those after them. */
async function makeTemporaryTables(): Promise<void> {
  for (const { sql } of recorded) {
    if (/^\s*CREATE TEMP TABLE/.test(sql)) await client.query(sql.replace('ON COMMIT DROP', ''));
  }
}

beforeAll(async () => {
  store = await openTestStore();
  await createFullTextRanking(store.dataSource).prepare();
  if (store.mode === 'embedded') await createBm25Ranking(store.dataSource).prepare();
  client = await poolOf(store.dataSource).connect();
  sources = readStatementSources();
  compare = createRowTypes(sources.checker);
  recorded = await recordStatements(sources, load, {
    skipped: notCalled,
    unreachable: new Set(Object.keys(notReached)),
  });
  await makeTemporaryTables();
  describer = await createDescriber(client);
  for (const statement of recorded) {
    await describer.describe(statement.sql).then(
      (answer) => described.push({ ...statement, described: answer }),
      (error: unknown) => refused.push({ ...statement, problem: (error as Error).message }),
    );
  }
});

afterAll(async () => {
  client.release();
  await store.close();
});

test('the text of every statement whose answer is read is known, but for a few', () => {
  const reached = new Set(recorded.map(({ site }) => site));
  const read = [...sources.calls.values()].filter(({ isRead }) => isRead);
  const missed = read.filter(({ site }) => !reached.has(site)).map(({ site }) => nameOf(site));
  expect(sorted(missed)).toEqual(sorted(Object.keys(notReached)));
  expect(read.length).toBeGreaterThan(250);
});

test('what is read of an answer has a type', () => {
  const isUntyped = (answer: ts.Type): boolean => sources.checker.typeToString(answer) === 'any';
  const untyped = [...sources.calls.values()].filter(({ isRead, answer }) => isRead && isUntyped(answer));
  expect(untyped.map(({ site }) => site)).toEqual([]);
});

test('Postgres would run every statement', () => {
  const runs = new Set(described.map(({ site }) => site));
  // Of a module with several lists, each was tried with the orders of the others, too.
  const isOfAnotherList = ({ site, isOrdered, problem }: (typeof refused)[number]): boolean =>
    isOrdered && runs.has(site) && problem.startsWith('missing FROM-clause entry for table');
  const wrong = refused.filter((one) => !isOfAnotherList(one) && !(nameOf(one.site) in notRun));
  expect(wrong.map(({ site, problem, sql }) => `${site}: ${problem}\n${sql}`)).toEqual([]);
});

test('every statement is sent with as many values as it needs', () => {
  const wrong = described.filter((one) => one.values !== one.described.values);
  expect(
    wrong.map((one) => `${one.site} sends ${String(one.values)} values, and needs ${String(one.described.values)}`),
  ).toEqual([]);
});

test('rows have the types that their callers take them for', () => {
  const problems = described.flatMap((one) =>
    compare(sources.calls.get(one.site)!.answer, one.described).map((problem) => `${nameOf(one.site)}: ${problem}`),
  );
  expect(sorted(problems)).toEqual(sorted(Object.keys(known)));
});

test.each<[keyof WrongAnswers, string, string]>([
  ['missingColumn', 'SELECT 1 AS id', 'slug is taken for granted, and is not answered'],
  ['furtherColumn', 'SELECT 1 AS id, 2 AS other', 'other is answered, and the row’s type does not have it'],
  ['furtherColumn', 'SELECT 1 AS id, 2 AS id', 'id is answered twice'],
  ['numberForBigint', 'SELECT count(*) AS id FROM job', 'id is string (int8), and is taken for number'],
  ['stringForInteger', 'SELECT id FROM passage', 'id is number (int4), and is taken for string'],
  ['stringForTime', 'SELECT started_at AS at FROM job', 'at is Date (timestamptz), and is taken for string'],
  [
    'dateInJson',
    'SELECT to_jsonb(j) AS row FROM job j',
    'row is json (jsonb), and is taken for { readonly deep: readonly { readonly at: Date; }[]; }',
  ],
  ['noNull', 'SELECT note FROM synonym', 'note may be null, and is taken for string'],
  [
    'noNullBehindJoin',
    'SELECT d.title FROM version v LEFT JOIN document d ON d.version_id = v.id',
    'title may be null, and is taken for string',
  ],
  ['oneForList', 'SELECT terms FROM synonym', 'terms is string[] (_text), and is taken for string'],
  ['listOfOthers', 'SELECT terms FROM synonym', 'terms is string[] (_text), and is taken for number[]'],
  ['textForBytes', 'SELECT token_hash AS hash FROM upload', 'hash is Buffer (bytea), and is taken for string'],
  ['rowsForCount', 'DELETE FROM job RETURNING id', 'an UPDATE or DELETE answers [rows, count]'],
  ['countForRows', 'SELECT id FROM passage', 'only an UPDATE or DELETE answers [rows, count]'],
  ['noRows', 'SELECT id FROM passage', '{ readonly id: number; } is no list of rows'],
])('%s is seen', async (name, sql, problem) => {
  expect(compare(sources.wrongAnswer(name), await describer.describe(sql))).toEqual([problem]);
});

test('a column that rows are asked not to lack is not taken for one that may be null', async () => {
  const sql = 'SELECT note FROM synonym WHERE note IS NOT NULL';
  expect(compare(sources.wrongAnswer('noNull'), await describer.describe(sql))).toEqual([]);
});
