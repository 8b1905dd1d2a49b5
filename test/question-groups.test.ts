/** What becomes of questions: marks of curators, what is answered since an ingest, gaps by demand, files, the webhook. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

interface Received {
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const secret = 'a secret of the webhook';
const received: Received[] = [];
let status = 200;
const receiver = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    received.push({ body: Buffer.concat(parts).toString(), headers: request.headers });
    response.writeHead(status).end();
  });
});

let library: TestLibrary;

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  library = await openTestLibrary({
    DEMAND_WEBHOOK_URL: `http://127.0.0.1:${String(port)}/hook`,
    DEMAND_WEBHOOK_SECRET: secret,
    ALLOW_PRIVATE_ADDRESSES: 'true',
  });
  await library.ingest(
    await library.write('docs', {
      'heron/1.0/guide/gates.md': '# Gates\n\nPush the gate until it opens.\n',
      'heron/2.0/guide/gates.md': '# Gates\n\nPull the gate until it opens.\n',
      'heron/2.0/release-notes/news.md': '# News\n\nThe gate opens the other way.\n',
    }),
  );
});

afterAll(async () => {
  await library.close();
  receiver.close();
});

const search = (query: string, scope: Record<string, unknown> = {}, client = '') =>
  library.ask(
    'query Find($query: String!, $scope: ScopeInput) { search(query: $query, scope: $scope) { hits { nodes { rank } } } }',
    { query, scope },
    { ...anonymous('GRAPHQL'), client },
  );

interface Group {
  readonly verdict: string;
  readonly isVerdictGiven: boolean;
  readonly state: string;
  readonly note: string | null;
  readonly stateBy: string | null;
  readonly answeredSince: string | null;
  readonly searches: number;
  readonly clients: readonly string[];
  readonly questions: readonly { readonly query: string; readonly state: string }[];
}

async function groups(given: Record<string, unknown> = {}): Promise<readonly Group[]> {
  const source = `query Groups($version: String, $states: [QuestionState!], $endings: [SearchVerdict!], $unopened: Boolean) {
    demand(version: $version) { groups(first: 100, states: $states, endings: $endings, unopened: $unopened) {
      nodes { verdict isVerdictGiven state note revision stateBy answeredSince searches clients questions { nodes { query state } } } } } }`;
  type Told = Omit<Group, 'questions'> & { readonly questions: { readonly nodes: Group['questions'] } };
  const { demand } = await library.ask<{ demand: { groups: { nodes: Told[] } } }>(source, given);
  return demand.groups.nodes.map((group) => ({ ...group, questions: group.questions.nodes }));
}

const groupOf = async (query: string): Promise<Group | undefined> =>
  (await groups()).find(({ questions }) => questions.some((one) => one.query === query));

const mark = (input: Record<string, unknown>) =>
  library.ask<{ markQuestions: { revision: number } }>(
    'mutation Mark($input: QuestionMarkInput!) { markQuestions(input: $input) { revision } }',
    { input },
  );

async function missing() {
  const source = `query Missing { demand { gaps(first: 50) { nodes { product version kind state reasons searches questions score } }
    versions: absentNames(kind: VERSION) { nodes { name product searches nearest clients } }
    products: absentNames(kind: PRODUCT) { nodes { name searches nearest } }
    identifiers: absentNames(kind: IDENTIFIER) { nodes { name searches } } } }`;
  interface Names {
    readonly name: string;
    readonly searches: number;
  }
  interface Missing {
    readonly gaps: { readonly nodes: readonly (Record<string, unknown> & { readonly product: string })[] };
    readonly versions: { readonly nodes: readonly Names[] };
    readonly products: { readonly nodes: readonly Names[] };
    readonly identifiers: { readonly nodes: readonly Names[] };
  }
  return (await library.ask<{ demand: Missing }>(source)).demand;
}

test('what somebody said of a question since is not overwritten, and no other question of the call is marked', async () => {
  await search('how tall is a finch', { products: ['heron'] });
  await search('how wide is a wren', { products: ['heron'] });
  const finch = { questions: ['How tall is a finch'], state: 'PLANNED', note: 'measured soon' };
  const { revision } = (await mark(finch)).markQuestions;
  expect(await groupOf('how tall is a finch')).toMatchObject({ state: 'PLANNED', revision });
  expect(await groupOf('how wide is a wren')).toMatchObject({ state: 'OPEN', revision: 0 });
  // The same again is no conflict.
  const again = (await mark(finch)).markQuestions.revision;

  const both = { questions: ['how wide is a wren', 'how tall is a finch'], state: 'NOT_OURS' };
  await expect(mark(both)).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { revision: again, current: { question: 'how tall is a finch', state: 'PLANNED', note: 'measured soon' } },
  });
  expect(await groupOf('how wide is a wren')).toMatchObject({ state: 'OPEN' });
  // A mark that is newer than the highest that was seen, of whichever question.
  const wren = (await mark({ questions: ['how wide is a wren'], state: 'PLANNED' })).markQuestions.revision;
  await expect(mark({ ...both, expectedRevision: again })).rejects.toMatchObject({ details: { revision: wren } });
  await mark({ ...both, expectedRevision: wren });
  expect(await groupOf('how tall is a finch')).toMatchObject({ state: 'NOT_OURS', note: null });
});

test('what found nothing is asked again after an ingest, and mended once it is answered', async () => {
  await search('"seven hinges"', { products: ['heron'] }, 'portal');
  await search('the gates of an osprey', { products: ['osprey'] });
  await search('how the gate opens in three', { products: ['heron'], versions: ['3.0'] });
  expect(await groupOf('"seven hinges"')).toMatchObject({ verdict: 'CONTENT_GAP', state: 'OPEN', answeredSince: null });
  await mark({ questions: ['"SEVEN  hinges"'], state: 'PLANNED', note: 'asked the writers' });

  await library.ingest(await library.write('else', { 'stork/1.0/guide/a.md': '# Nests\n\nThey are high up.\n' }));
  expect(await groupOf('"seven hinges"')).toMatchObject({
    state: 'PLANNED',
    note: 'asked the writers',
    clients: ['portal'],
  });

  received.length = 0;
  await library.ingest(
    await library.write('more', { 'heron/3.0/guide/hinges.md': '# Hinges\n\nThe gate opens on seven hinges.\n' }),
  );
  const mended = await groupOf('"seven hinges"');
  expect(mended).toMatchObject({ verdict: 'CONTENT_GAP', state: 'MENDED' });
  expect(mended?.answeredSince).not.toBeNull();
  expect(await groupOf('how the gate opens in three')).toMatchObject({ verdict: 'VERSION_GAP', state: 'MENDED' });
  expect(await groupOf('the gates of an osprey')).toMatchObject({ verdict: 'SCOPE_GAP', state: 'OPEN' });
  expect((await groups({ states: ['MENDED'] })).map(({ questions }) => questions[0]?.query).sort()).toEqual([
    '"seven hinges"',
    'how the gate opens in three',
  ]);
  // The webhook is told of what is new, once.
  expect(received.map(({ body }) => JSON.parse(body) as { event: string })).toMatchObject([
    { event: 'demand.answered' },
  ]);

  // Gone again: open again, as the curator left it.
  await library.remove('more', 'heron/3.0/guide/hinges.md');
  await library.write('more', { 'heron/3.0/guide/other.md': '# Nothing\n\nNothing of the sort.\n' });
  await library.ingest(`${library.folder}/more`);
  expect(await groupOf('"seven hinges"')).toMatchObject({ state: 'PLANNED', answeredSince: null });
});

test('a curator says more than the machine: open again stays open until the next ingest that answers', async () => {
  await mark({ questions: ['how the gate opens in three'], state: 'OPEN' });
  expect(await groupOf('how the gate opens in three')).toMatchObject({ state: 'OPEN', stateBy: expect.any(String) });
  await library.ingest(await library.write('third', { 'stork/2.0/guide/a.md': '# Nests\n\nThey are higher up.\n' }));
  expect(await groupOf('how the gate opens in three')).toMatchObject({ state: 'OPEN' });
  await library.ingest(
    await library.write('fourth', { 'heron/3.0/doors/a.md': '# Doors\n\nHow the gate opens: on four hinges.\n' }),
  );
  expect(await groupOf('how the gate opens in three')).toMatchObject({ state: 'MENDED' });
});

test('what is not ours holds for other wordings, and a verdict of a curator wins', async () => {
  await search('"when is lunch served today"');
  await mark({ questions: ['"when is lunch served today"'], state: 'NOT_OURS' });
  // The same words in another order have the same vector here.
  for (let times = 0; times < 3; times += 1) await search('"today when is lunch served"');
  const group = await groupOf('"today when is lunch served"');
  expect(group).toMatchObject({ verdict: 'NOT_OURS', state: 'NOT_OURS', searches: 4 });
  expect(group?.questions).toHaveLength(2);

  await search('"rust on the posts"');
  await mark({ questions: ['"rust on the posts"'], state: 'PLANNED', verdict: 'WORDING_GAP' });
  expect(await groupOf('"rust on the posts"')).toMatchObject({ verdict: 'WORDING_GAP', isVerdictGiven: true });
});

test('marks that say too much are refused', async () => {
  for (const input of [
    { questions: [], state: 'OPEN' },
    { questions: ['  '], state: 'OPEN' },
    { questions: Array.from({ length: 101 }, (_, at) => `q${String(at)}`), state: 'OPEN' },
    { questions: ['x'], state: 'OPEN', note: 'x'.repeat(1_001) },
  ]) {
    await expect(mark(input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});

test('questions are told by how they ended, by version, and by whether somebody opened a hit', async () => {
  await search('push the gate');
  const absent = await groups({ endings: ['VERSION_ABSENT'] });
  expect(absent.map(({ questions }) => questions[0]?.query)).toEqual(['how the gate opens in three']);
  expect((await groups({ version: '3.0' })).map(({ searches }) => searches)).toEqual([1]);
  expect((await groups({ version: '4.0' })).length).toBe(0);
  const unopened = await groups({ unopened: true });
  expect(unopened.map(({ questions }) => questions[0]?.query)).toContain('push the gate');
  expect(unopened.every(({ verdict }) => verdict === 'ANSWERED')).toBe(true);
});

test('names that are not there are told, with what is nearest', async () => {
  await search('gates in nine', { products: ['heron'], versions: ['2.9'] }, 'portal');
  await search('gates of herons', { products: ['herom'] });
  await search('what is ERR_GATE_4711');
  await search('set --hinge-count and ERR_GATE_4711');
  const { versions, products, identifiers } = await missing();
  expect(versions.nodes).toContainEqual({
    ...{ name: '2.9', product: 'heron', searches: 1, clients: ['portal'] },
    nearest: expect.arrayContaining(['2.0']),
  });
  // It is there by now.
  expect(versions.nodes.map(({ name }) => name)).not.toContain('3.0');
  expect(products.nodes).toContainEqual({ name: 'herom', searches: 1, nearest: ['heron'] });
  expect(identifiers.nodes).toContainEqual({ name: 'err_gate_4711', searches: 2 });
  expect(identifiers.nodes).toContainEqual({ name: 'hinge-count', searches: 1 });
});

test('gaps are ranked by what coverage says and how many searches missed them', async () => {
  for (let times = 0; times < 2; times += 1) {
    await search('"what came in one"', { products: ['heron'], versions: ['1.0'], kinds: ['RELEASE_NOTES'] });
    await search('"unheard of words"', { products: ['heron'], versions: ['2.0'], kinds: ['GUIDE'] });
  }
  await search('"unheard of words"', { products: ['heron'], versions: ['2.0'], kinds: ['GUIDE'] });
  const { gaps } = await missing();
  const ofHeron = gaps.nodes.filter(({ product }) => product === 'heron');
  expect(ofHeron).toContainEqual({
    ...{ product: 'heron', version: '1.0', kind: 'RELEASE_NOTES', state: 'NONE', reasons: [] },
    ...{ searches: 2, questions: ['"what came in one"'], score: 6 },
  });
  expect(ofHeron).toContainEqual({
    ...{ product: 'heron', version: '2.0', kind: 'GUIDE', state: 'PRESENT', reasons: [] },
    ...{ searches: 3, questions: ['"unheard of words"'], score: 3 },
  });
  expect(ofHeron).toContainEqual(expect.objectContaining({ version: '2.9', state: null, searches: 1, score: 3 }));
  const scores = gaps.nodes.map(({ score }) => Number(score));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));

  await mark({ questions: ['"what came in one"'], state: 'NOT_OURS' });
  const left = (await missing()).gaps.nodes.filter(({ product, version }) => product === 'heron' && version === '1.0');
  expect(left).toEqual([]);
});

test('the groups come as CSV that is safe to open, and as JSON', async () => {
  await search('=HYPERLINK("http://example.com") "no such words"');
  const source = `query File { demand { csv: file(format: CSV) json: file(format: JSON, endings: [VERSION_ABSENT]) } }`;
  const { demand } = await library.ask<{ demand: { csv: string; json: string } }>(source);
  const lines = demand.csv.split('\r\n');
  expect(lines[0]).toMatch(/^group,verdict,question,searches,/);
  expect(lines.some((line) => line.includes(`"'=HYPERLINK(""http://example.com"") ""no such words"""`))).toBe(true);
  const told = JSON.parse(demand.json) as { verdict: string; questions: { question: string }[] }[];
  expect(told.flatMap(({ questions }) => questions.map(({ question }) => question))).toContain('gates in nine');
});

test('questions are sent on, signed; what the other side refuses is told', async () => {
  const send = (questions: string[]) =>
    library.ask<{ sendQuestions: { sent: number } }>(
      'mutation Send($questions: [String!]!) { sendQuestions(input: { questions: $questions }) { sent } }',
      {
        questions,
      },
    );
  received.length = 0;
  expect(await send(['Gates in NINE'])).toEqual({ sendQuestions: { sent: 1 } });
  expect(await send(['nobody asked this'])).toEqual({ sendQuestions: { sent: 0 } });
  expect(received).toHaveLength(1);
  const [{ body, headers }] = received as [Received];
  const { t, v1 } = Object.fromEntries(
    String(headers['x-mcdewey-signature'])
      .split(',')
      .map((part) => part.split('=') as [string, string]),
  ) as { t: string; v1: string };
  expect(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')).toBe(v1);
  expect(JSON.parse(body)).toMatchObject({
    event: 'demand.groups',
    groups: [{ verdict: 'VERSION_GAP', questions: [{ question: 'gates in nine', versions: ['2.9'] }] }],
  });
  expect(body + JSON.stringify(headers)).not.toContain(secret);
  status = 302;
  await expect(send(['gates in nine'])).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  status = 200;
});

test('the webhook reaches no private address unless the settings allow it, and is off by default', async () => {
  const { port } = receiver.address() as AddressInfo;
  received.length = 0;
  const send = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    const other = await openTestLibrary(environment);
    try {
      await other.ask('query Find { search(query: "no gate") { hits { nodes { rank } } } }', {}, anonymous('GRAPHQL'));
      await other.ask('mutation Send { sendQuestions(input: { questions: ["no gate"] }) { sent } }');
      return 'sent';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await other.close();
    }
  };
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const url = `http://${host}:${String(port)}/`;
    expect(await send({ DEMAND_WEBHOOK_URL: url, DEMAND_WEBHOOK_SECRET: secret })).toBe('SOURCE_UNAVAILABLE');
  }
  expect(await send({})).toBe('BAD_INPUT');
  expect(received).toEqual([]);
});
