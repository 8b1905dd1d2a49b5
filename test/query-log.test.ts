/** What is kept of searches: by which door and with what success, without secrets, for a time, and not in the way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, print, visit, type FieldNode } from 'graphql';
import { textOf } from '../admin/src/api/graphql.js';
import { workbenchQuery } from '../admin/src/screens/workbench/operations.js';
import { anonymous, type Caller } from '../src/caller.js';
import { maskSecrets } from '../src/demand/mask-secrets.js';
import { createOpeningTokens } from '../src/demand/opening-token.js';
import { createSearchLog } from '../src/demand/search-log.js';
import { createLogger } from '../src/logger.js';
import { emptyAnswer } from './testkit/graphql.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary({ QUERY_LOG_DAYS: '10' });
  const words = (gate: string): string => `# ${gate}\n\nPush the ${gate} until it opens. It closes by itself.\n`;
  await library.ingest(
    await library.write('docs', {
      'heron/1.0/guide/north.md': words('north gate'),
      'heron/1.0/guide/south.md': words('south gate'),
    }),
  );
});

afterAll(() => library.close());

interface Found {
  readonly search: {
    readonly hits: {
      readonly nodes: readonly { readonly openToken: string | null; readonly chunk: { readonly key: string } }[];
    };
  };
}

const search = (query: string, scope: Record<string, unknown> = {}, caller: Caller = anonymous('GRAPHQL')) =>
  library.ask<Found>(
    'query Find($query: String!, $scope: ScopeInput) { search(query: $query, scope: $scope) { hits { nodes { openToken chunk { key } } } } }',
    { query, scope },
    caller,
  );

interface Question {
  readonly query: string;
  readonly searches: number;
  readonly opened: number;
  readonly clients: readonly string[];
  readonly doors: readonly string[];
  readonly products: readonly string[];
  readonly versions: readonly string[];
  readonly verdict: string;
  readonly openedRank: number | null;
  readonly state: string;
  readonly note: string | null;
}

interface Demand {
  readonly searches: number;
  readonly opened: number;
  readonly totals: readonly { readonly key: string; readonly searches: number }[];
  readonly groups: {
    readonly nodes: readonly {
      readonly verdict: string;
      readonly questions: { readonly nodes: readonly Question[] };
    }[];
  };
}

async function demand(given: Record<string, unknown> = {}, by = 'VERDICT'): Promise<Demand> {
  const source = `query Demand($product: String, $client: String, $verdicts: [QuestionVerdict!], $days: Int! = 30) {
    demand(days: $days, product: $product, client: $client) { searches opened totals(by: ${by}) { key searches }
      groups(first: 100, verdicts: $verdicts) { nodes { verdict questions { nodes { query searches opened clients doors products versions verdict openedRank state note } } } } } }`;
  return (await library.ask<{ demand: Demand }>(source, given)).demand;
}

async function question(query: string): Promise<{ verdict: string; question: Question } | undefined> {
  const { groups } = await demand();
  return groups.nodes
    .flatMap(({ verdict, questions }) => questions.nodes.map((one) => ({ verdict, question: one })))
    .find((one) => one.question.query.toLowerCase() === query);
}

describe('a search is kept', () => {
  test('with its door, the program, what was asked of and how it ended; the same words count together', async () => {
    await search('Open the north gate', { products: ['heron'] }, { ...anonymous('GRAPHQL'), client: 'portal' });
    await search('  open the NORTH gate', { products: ['heron'] }, anonymous('MCP'));
    expect(await question('open the north gate')).toMatchObject({
      verdict: 'ANSWERED',
      question: { searches: 2, clients: ['portal'], doors: ['GRAPHQL', 'MCP'], products: ['heron'], verdict: 'FOUND' },
    });
    expect((await demand({}, 'CLIENT')).totals).toContainEqual({ key: 'portal', searches: 1 });
    expect((await demand({ product: 'heron' })).searches).toBeGreaterThanOrEqual(2);
    expect((await demand({ client: 'nobody' })).searches).toBe(0);
  });

  test('with what was missing: a version, a name, anything at all', async () => {
    await search('hinges of version nine', { products: ['heron'], versions: ['9.0'] });
    await search('hinges of an osprey', { products: ['osprey'] });
    await search('"no such phrase anywhere"');
    expect(await question('hinges of version nine')).toMatchObject({
      verdict: 'VERSION_GAP',
      question: { versions: ['9.0'], products: ['heron'] },
    });
    expect(await question('hinges of an osprey')).toMatchObject({
      verdict: 'SCOPE_GAP',
      question: { products: ['osprey'] },
    });
    expect(await question('"no such phrase anywhere"')).toMatchObject({ verdict: 'CONTENT_GAP' });
    const { groups } = await demand({ verdicts: ['VERSION_GAP'] });
    expect(groups.nodes).toHaveLength(1);
  });

  test('unless who asks does not want it, or looks at no hits', async () => {
    await search('nobody shall know', {}, { ...anonymous('PAGE'), isUntracked: true });
    await library.ask('query Names { search(query: "only a name") { scope { unknown { kind } } } }');
    expect(await question('nobody shall know')).toBeUndefined();
    expect(await question('only a name')).toBeUndefined();
  });
});

test('secrets are masked before anything is kept', async () => {
  for (const [given, kept] of [
    ['mail jane.doe@example.com about it', 'mail [e-mail] about it'],
    ['password: hunter22 fails', 'password: [secret] fails'],
    ['login sk-abcdefgh12345678 fails', 'login [secret] fails'],
    ['https://me:s3cret@host/x', 'https://me:[secret]@host/x'],
    ['call +49 170 1234567 now', 'call [number] now'],
    ['hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'hash [secret]'],
    ['bearer abcdefghijklmnop is refused', 'bearer [secret] is refused'],
    // Names and versions stay as they are.
    ['reset token of 12.5(1)SU4 in 17.9.4a', 'reset token of 12.5(1)SU4 in 17.9.4a'],
    ['Get-CsLisConfiguration 202511 ERR_4711', 'Get-CsLisConfiguration 202511 ERR_4711'],
  ] as const) {
    expect(maskSecrets(given)).toBe(kept);
  }
  await search('who is jane.doe@example.com');
  const rows = await library.app.store.dataSource.query<unknown[]>(`SELECT * FROM query_log WHERE query LIKE '%jane%'`);
  expect(rows).toEqual([]);
  expect(await question('who is [e-mail]')).toBeDefined();
});

test('a trial is not written down', async () => {
  const find = (query: string, log: boolean | null) =>
    library.ask<Found>(
      'query Try($query: String!, $log: Boolean) { search(query: $query, log: $log) { hits { nodes { openToken chunk { key } } } } }',
      { query, log },
      anonymous('GRAPHQL'),
    );
  const { search: tried } = await find('gate on trial', false);
  expect(tried.hits.nodes.map(({ openToken }) => openToken)).toEqual(tried.hits.nodes.map(() => null));
  await find('gate in earnest', null);
  expect(await question('gate in earnest')).toBeDefined();
  expect(await question('gate on trial')).toBeUndefined();
});

test('the workbench of the console tries only', () => {
  const searches: FieldNode[] = [];
  visit(parse(textOf(workbenchQuery)), {
    Field(field) {
      if (field.name.value === 'search') searches.push(field);
    },
  });
  expect(searches).toHaveLength(3);
  for (const { arguments: given = [] } of searches) {
    expect(given.map((each) => print(each))).toContain('log: false');
  }
});

describe('what was opened', () => {
  const open = (token: string | null | undefined) =>
    library.ask(
      'mutation Open($token: String!) { recordOpening(input: { token: $token }) { isTracked } }',
      { token },
      anonymous('GRAPHQL'),
    );

  test('is told by a token that nobody else can make', async () => {
    const { search: found } = await search('which gate closes by itself');
    await open(found.hits.nodes[1]?.openToken);
    expect(await question('which gate closes by itself')).toMatchObject({ question: { opened: 1, openedRank: 2 } });
    await open('nonsense');
    const foreign = createOpeningTokens().make({ id: '00000000-0000-4000-8000-000000000000', rank: 1 });
    await open(foreign);
    expect((await demand()).opened).toBe(1);
  });

  test('counts for the search before, when the same program reads a chunk that it was given', async () => {
    const reader = { ...anonymous('MCP'), client: 'agent' };
    const { search: found } = await search('south gate for agents', {}, reader);
    const read = (key: string | undefined, caller: Caller) =>
      library.ask('query Read($key: String!) { chunk(key: $key) { key } }', { key }, caller);
    await read(found.hits.nodes[0]?.chunk.key, { ...anonymous('MCP'), client: 'another' });
    expect(await question('south gate for agents')).toMatchObject({ question: { opened: 0 } });
    await read(found.hits.nodes[0]?.chunk.key, reader);
    expect(await question('south gate for agents')).toMatchObject({ question: { opened: 1, openedRank: 1 } });
  });
});

describe('a further page', () => {
  const firstPage = (query: string, caller: Caller, log = true) =>
    library.ask<{ search: { hits: { pageInfo: { endCursor: string } } } }>(
      'query First($query: String!, $log: Boolean) { search(query: $query, log: $log) { hits(first: 1) { pageInfo { endCursor } } } }',
      { query, log },
      caller,
    );
  const nextPage = async (query: string, after: string, caller: Caller) => {
    const { search: found } = await library.ask<Found>(
      'query Next($query: String!, $after: String!) { search(query: $query) { hits(first: 1, after: $after) { nodes { openToken chunk { key } } } } }',
      { query, after },
      caller,
    );
    return found.hits.nodes[0];
  };

  test('is no other search; what is opened there belongs to the one before', async () => {
    const caller = { ...anonymous('MCP'), client: 'pages' };
    const query = 'gate of many pages';
    const { search: found } = await firstPage(query, caller);
    const second = await nextPage(query, found.hits.pageInfo.endCursor, caller);
    expect(await question(query)).toMatchObject({ question: { searches: 1, opened: 0 } });
    await library.ask('query Read($key: String!) { chunk(key: $key) { key } }', { key: second?.chunk.key }, caller);
    expect(await question(query)).toMatchObject({ question: { searches: 1, opened: 1, openedRank: 2 } });
    await firstPage(query, caller);
    await library.ask(
      'mutation Open($token: String!) { recordOpening(input: { token: $token }) { isTracked } }',
      { token: second?.openToken },
      caller,
    );
    expect(await question(query)).toMatchObject({ question: { searches: 2, opened: 1 } });
  });

  test('of a search that was not written down has no token', async () => {
    const caller = anonymous('GRAPHQL');
    const { search: found } = await firstPage('gate of secret pages', caller, false);
    const second = await nextPage('gate of secret pages', found.hits.pageInfo.endCursor, caller);
    expect(second).toMatchObject({ openToken: null });
    expect(await question('gate of secret pages')).toBeUndefined();
  });
});

test('a curator says what is made of a question; readers neither say nor see', async () => {
  const say = (caller?: Caller) =>
    library.ask(
      'mutation Say { markQuestions(input: { questions: ["Hinges of an  OSPREY"], state: NOT_OURS, note: "no birds" }) { state } }',
      {},
      caller,
    );
  await say();
  expect(await question('hinges of an osprey')).toMatchObject({
    verdict: 'NOT_OURS',
    question: { state: 'NOT_OURS', note: 'no birds' },
  });
  await expect(say(anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const peek = library.ask('query Peek { demand { searches } }', {}, anonymous('GRAPHQL'));
  await expect(peek).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what contains a text is erased', async () => {
  await search('find Mister Heronson');
  const erase = 'mutation Erase { eraseSearches(input: { containing: "heronson" }) { erased } }';
  expect(await library.ask(erase)).toEqual({ eraseSearches: { erased: 1 } });
  expect(await question('find mister heronson')).toBeUndefined();
});

test('what is old is only counted by its day, and totals stay the same', async () => {
  const { dataSource } = library.app.store;
  const before = (await demand()).searches;
  await dataSource.query(`UPDATE query_log SET at = at - interval '20 days' WHERE 'osprey' = ANY (products)`);
  const log = createSearchLog(dataSource, { mode: 'full', days: 10 }, { logger: createLogger('silent') });
  log.record(emptyAnswer, anonymous('GRAPHQL'));
  await log.close();
  expect((await demand()).searches).toBe(before + 1);
  expect(await question('hinges of an osprey')).toBeUndefined();
  expect((await demand({}, 'PRODUCT')).totals).toContainEqual({ key: 'osprey', searches: 1 });
});

describe('the log', () => {
  const logOf = (mode: 'off' | 'counts' | 'full') =>
    createSearchLog(library.app.store.dataSource, { mode, days: 10 }, { logger: createLogger('silent') });

  test('takes what it can, and counts the rest', async () => {
    const log = logOf('counts');
    for (let at = 0; at < 2_500; at += 1) log.record(emptyAnswer, { ...anonymous('GRAPHQL'), client: 'pressure' });
    await log.close();
    expect(log.dropped()).toBe(300);
    expect((await demand({ client: 'pressure' })).searches).toBe(2_200);
  });

  test('keeps no words where it only counts, and nothing where it is off', async () => {
    expect((await demand({ client: 'pressure' })).groups.nodes).toEqual([]);
    const log = logOf('off');
    expect(log.record(emptyAnswer, anonymous('GRAPHQL'))).toBeNull();
    await log.close();
  });
});
