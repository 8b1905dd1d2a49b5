/** Questions that the library can't answer are said to be: in GraphQL, on the page, in the MCP tool, in demand and on the command line. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from './testkit/command.js';
import { openDoors, type Doors } from './testkit/doors.js';
import { openTestLibrary, writeFiles, type TestLibrary } from './testkit/library.js';

let doors: Doors;
let library: TestLibrary;

const answerable = 'the gate closes when nobody passes';
const unanswerable = 'zzzxqy recipe for turnip soup';

interface Answer {
  readonly search: {
    readonly hits: { readonly nodes: readonly unknown[] };
    readonly relevance: {
      readonly verdict: string;
      readonly cosine: number;
      readonly coverage: number;
      readonly score: number;
      readonly threshold: number | null;
    };
  };
}

async function relevance(query: string, mode = 'HYBRID', from = library) {
  const { search } = await from.ask<Answer>(
    `query Relevance($query: String!, $mode: SearchMode) {
      search(query: $query, mode: $mode) { hits { nodes { rank } } relevance { verdict cosine coverage score threshold } }
    }`,
    { query, mode },
  );
  return { ...search.relevance, hits: search.hits.nodes.length };
}

const setThreshold = (threshold: number | null, model = 'hashing-64', of = library) =>
  of.ask<{ setRelevanceThreshold: { threshold: number | null } }>(
    'mutation Set($model: String!, $threshold: Float) { setRelevanceThreshold(input: { model: $model, threshold: $threshold }) { threshold } }',
    { model, threshold },
  );

beforeAll(async () => {
  doors = await openDoors({ QUERY_LOG: 'full' });
  ({ library } = doors);
  const topics = ['Idle timeout', 'Bolts', 'Hinges', 'Motor', 'Paint'];
  await library.ingest(
    await library.write('docs', {
      'gate/1/guide/guide.md': `# Gate guide\n\n${topics
        .map((topic) => `## ${topic}\n\nThe gate closes when nobody passes. ${topic} of it are described here.`)
        .join('\n\n')}\n`,
    }),
  );
  // What a search believes of the model is read with the first one.
  await setThreshold(0.6);
});

afterAll(() => doors.close());

test('a threshold that somebody else set since is not overwritten', async () => {
  interface Models {
    readonly operations: {
      readonly models: readonly { relevanceThreshold: number | null; thresholdRevision: number }[];
    };
  }
  const model = async () =>
    (await library.ask<Models>('query Models { operations { models { relevanceThreshold thresholdRevision } } }'))
      .operations.models[0];
  const set = (threshold: number, expectedRevision: number) =>
    library.ask(
      'mutation Set($input: SetRelevanceThresholdInput!) { setRelevanceThreshold(input: $input) { revision } }',
      {
        input: { model: 'hashing-64', threshold, expectedRevision },
      },
    );
  const seen = await model();
  expect(seen).toMatchObject({ relevanceThreshold: 0.6 });
  const revision = seen?.thresholdRevision ?? -1;
  await set(0.61, revision);
  await expect(set(0.7, revision)).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { revision: revision + 1, current: { model: 'hashing-64', threshold: 0.61 } },
  });
  expect(await model()).toEqual({ relevanceThreshold: 0.61, thresholdRevision: revision + 1 });
  await set(0.6, revision + 1);
});

const get = async (path: string): Promise<string> => (await doors.get(path)).body;
const hitsOn = (page: string): number => page.match(/<li class="hit">/g)?.length ?? 0;

test('the verdict comes with its numbers, the hits with it', async () => {
  const found = await relevance(answerable);
  expect(found).toMatchObject({ verdict: 'RELEVANT', coverage: 1, threshold: 0.6, hits: 5 });
  expect(found.score).toBeCloseTo(found.cosine + 0.15);
  const nothing = await relevance(unanswerable);
  expect(nothing).toMatchObject({ verdict: 'NOTHING_RELEVANT', coverage: 0, hits: 5 });
  expect(nothing.score).toBeLessThan(0.6);
  expect(await relevance(answerable, 'SEMANTIC')).toMatchObject({ verdict: 'RELEVANT', coverage: 1 });
  expect(await relevance(answerable, 'LEXICAL')).toMatchObject({ verdict: 'UNJUDGED', cosine: null, threshold: null });
});

test('a model that nobody measured judges nothing, unless no word of the query is there', async () => {
  const other = await openTestLibrary({}, 'embedded');
  try {
    await other.ingest(join(library.folder, 'docs'));
    expect(await relevance('gate pass soup', 'HYBRID', other)).toMatchObject({ verdict: 'UNJUDGED', threshold: null });
    expect(await relevance('zzzxqy', 'HYBRID', other)).toMatchObject({ verdict: 'NOTHING_RELEVANT', threshold: null });
    expect(await relevance('zzzxqy', 'SEMANTIC', other)).toMatchObject({ verdict: 'UNJUDGED' });
  } finally {
    await other.close();
  }
});

test.each([
  [1.2, 'hashing-64', /`threshold` is 1\.2; it must be from 0 to 1\.15/],
  [-0.1, 'hashing-64', /must be from 0 to 1\.15/],
  [0.9, 'nobody', /no vectors of an embedding model "nobody"/],
])('a threshold of %s for %s is refused', async (threshold, model, message) => {
  await expect(setThreshold(threshold, model)).rejects.toThrow(message);
});

test('the page shows the nearest below a line, and more of them when asked', async () => {
  const page = await get(`/?q=${encodeURIComponent(unanswerable)}`);
  expect(page).toContain(`Nothing seems to answer “${unanswerable}”`);
  expect(page).toContain('<ol class="hits nearest">');
  expect(hitsOn(page)).toBe(3);
  const more = /<a href="(\/\?[^"]+)" rel="next">More of what is nearest/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  expect(hitsOn(await get(more ?? ''))).toBe(2);
  const answered = await get(`/?q=${encodeURIComponent(answerable)}`);
  expect(answered).not.toContain('seems to answer');
  expect(hitsOn(answered)).toBe(5);
  expect(await get(`/index.md?q=${encodeURIComponent(unanswerable)}`)).toContain(
    'Nothing here seems to answer; below is only what comes nearest.',
  );
});

test('the tool says it in words and as data, and gives few hits', async () => {
  const { content, structuredContent } = await doors.mcp.callTool({
    name: 'search_docs',
    arguments: { query: unanswerable },
  });
  const [text] = content as { text: string }[];
  expect(text?.text).toContain('nothing relevant: the library does not seem to answer this');
  expect(structuredContent).toMatchObject({ relevance: { verdict: 'NOTHING_RELEVANT', coverage: 0, threshold: 0.6 } });
  expect((structuredContent as { hits: unknown[] }).hits).toHaveLength(3);
  const answered = await doors.mcp.callTool({ name: 'search_docs', arguments: { query: answerable } });
  expect((answered.content as { text: string }[])[0]?.text).not.toContain('nothing relevant');
  expect((answered.structuredContent as { hits: unknown[] }).hits).toHaveLength(5);
});

test('such a question is a gap in the content', async () => {
  const { demand } = await library.ask<{
    demand: { groups: { nodes: readonly { verdict: string; questions: { nodes: readonly { query: string }[] } }[] } };
  }>('query Demand { demand { groups { nodes { verdict questions { nodes { query } } } } } }');
  const verdicts = new Map(
    demand.groups.nodes.flatMap(({ verdict, questions }) =>
      questions.nodes.map(({ query }) => [query, verdict] as const),
    ),
  );
  expect(verdicts.get(unanswerable)).toBe('CONTENT_GAP');
  expect(verdicts.get(answerable)).toBe('ANSWERED');
});

test('the command line says it; an evaluation measures the threshold anew, and stores it', async () => {
  const environment = await doors.leave();
  const searched = await start(['search', unanswerable], environment).finished;
  expect(searched.stderr).toContain('Nothing seems to answer this. What comes nearest:');
  expect(searched.stdout).toMatch(/^3\. /m);
  expect(searched.stdout).not.toMatch(/^4\. /m);

  const line = (row: object): string => `${JSON.stringify(row)}\n`;
  const collection = join(library.folder, 'judged');
  const products = ['kettle', 'ladder'];
  await writeFiles(collection, {
    'corpus.jsonl': products
      .map((product) =>
        line({ _id: product, title: product, text: `Use of the ${product} in winter.`, metadata: { product } }),
      )
      .join(''),
    'queries.jsonl': products
      .map((product) => line({ _id: `q-${product}`, text: `${product} in winter`, metadata: { product } }))
      .join(''),
    'qrels.tsv': products.map((product) => `q-${product}\t${product}\t1\n`).join(''),
  });
  const scratch = join(library.folder, 'scratch');
  const alone = join(library.folder, 'alone');
  await writeFiles(alone, {
    'corpus.jsonl': line({ _id: 'kettle', title: 'kettle', text: 'Use of the kettle.' }),
    'queries.jsonl': line({ _id: 'q', text: 'kettle' }),
    'qrels.tsv': 'q\tkettle\t1\n',
  });
  for (const [given, message] of [
    [['eval', alone, '--calibrate'], /A threshold needs questions that the library can answer and others/],
    [['eval', alone, `${alone}/.`], /Two collections are called alone/],
  ] as const) {
    const refused = await start([...given, '--scratch', scratch], environment).finished;
    expect(refused.stderr).toMatch(message);
    expect(refused.stdout).toBe('');
    expect(existsSync(scratch)).toBe(false);
  }
  const evaluated = await start(['eval', collection, '--calibrate', '--mode', 'hybrid', '--json'], environment)
    .finished;
  expect(evaluated.stderr).not.toContain('rror');
  const { calibration } = JSON.parse(evaluated.stdout) as { calibration: { threshold: number; auc: number } };
  expect(calibration).toMatchObject({ model: 'hashing-64', answerable: 2, unanswerable: 2, auc: 1 });
  const again = await start(['search', unanswerable, '--json'], environment).finished;
  expect((JSON.parse(again.stdout) as Answer['search']).relevance.threshold).toBe(calibration.threshold);
});
