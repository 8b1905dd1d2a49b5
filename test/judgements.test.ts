/** Judgements: made, changed, withdrawn, found again after ingests; measured, previewed, handed out, kept in files and backups. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { readCollection } from '../src/evaluation/collection.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let root: string;

const section = (name: string, text: string): string => `## ${name}\n\n${text}\n\n`;
const filler = (about: string): string =>
  Array.from({ length: 60 }, (_, at) => `The ${about} has part number ${String(at)} of its series.`).join(' ');
const guide =
  '# Guide\n\n' +
  section('Valves', `Open the valve before the pump starts. ${filler('valve')}`) +
  section('Motor', `The motor is behind the lid. ${filler('motor')}`);

beforeAll(async () => {
  library = await openTestLibrary();
  root = await library.write('acme', {
    'pump/1/guide/guide.md': guide,
    'pump/1/faq/faq.md': '# Questions\n\n## Why\n\nWhy does it hum? Close the valve.\n',
    'pump/1/lid/lid.md': '# Lid\n\n## Cover\n\nThe cover is above the motor.\n',
  });
  await library.ingest(root, { vendor: 'Acme' });
});

afterAll(() => library.close());

interface Judged {
  readonly id: string;
  readonly query: string;
  readonly target: string;
  readonly grade: number;
  readonly revision: number;
  readonly isDead: boolean;
  readonly chunk: { readonly text: string } | null;
}

const fields = 'id query target grade revision isDead callerName chunk { text }';
const judge = async (input: Record<string, unknown>): Promise<Judged> =>
  (
    await library.ask<{ judge: { judgement: Judged } }>(
      `mutation Judge($input: JudgementInput!) { judge(input: $input) { judgement { ${fields} } } }`,
      { input: { product: 'pump', ...input } },
    )
  ).judge.judgement;
const withdraw = ({ id, revision }: Pick<Judged, 'id' | 'revision'>): Promise<unknown> =>
  library.ask('mutation Withdraw($input: DeleteSettingInput!) { withdrawJudgement(input: $input) { id } }', {
    input: { id, expectedRevision: revision },
  });

async function judgements(given = ''): Promise<readonly Judged[]> {
  const source = `query List { judgements(first: 100${given}) { nodes { ${fields} } totalCount } }`;
  return (await library.ask<{ judgements: { nodes: Judged[] } }>(source)).judgements.nodes;
}

async function hits(query: string): Promise<{ key: string; text: string }[]> {
  const answer = await library.ask<{ search: { hits: { nodes: { chunk: { key: string; text: string } }[] } } }>(
    'query Find($query: String!) { search(query: $query, scope: { products: ["pump"] }) { hits { nodes { chunk { key text } } } } }',
    { query },
  );
  return answer.search.hits.nodes.map(({ chunk }) => chunk);
}

interface Step {
  readonly run: {
    readonly id: string;
    readonly finishedAt: unknown;
    readonly questionCount: number;
    readonly unanswerable: number;
    readonly deadTargets: number;
    readonly figures: { readonly ndcg10: number; readonly hit1: number } | null;
  };
  readonly done: number;
  readonly total: number;
}

const step = async (run: string | null): Promise<Step> =>
  (
    await library.ask<{ evaluateJudgements: Step }>(
      `mutation Step($run: ID) { evaluateJudgements(input: { run: $run, mode: LEXICAL }) { done total
        run { id finishedAt questionCount unanswerable deadTargets figures { ndcg10 hit1 } } } }`,
      { run },
    )
  ).evaluateJudgements;

async function evaluate(): Promise<Step['run']> {
  for (let at = await step(null); ; at = await step(at.run.id)) if (at.run.finishedAt !== null) return at.run;
}

async function clear(): Promise<void> {
  for (const one of await judgements()) await withdraw(one);
}

test('there is one judgement of a target for a question; who did not see the last one is told', async () => {
  const [hit] = await hits('valve');
  const target = hit?.key ?? '';
  const made = await judge({ query: ' valve ', target, grade: 2 });
  expect(made).toMatchObject({ query: 'valve', target, grade: 2, revision: 1, isDead: false });
  expect(made.chunk?.text).toBe(hit?.text);
  await expect(judge({ query: 'valve', target, grade: 3 })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { revision: 1, grade: 2 },
  });
  const changed = await judge({ query: 'valve', target, grade: 3, expectedRevision: 1 });
  expect(changed).toMatchObject({ id: made.id, grade: 3, revision: 2 });
  await judge({ query: 'valve', target: 'pump/faq', grade: 0 });
  expect((await judgements(', query: "valve"')).map(({ grade }) => grade)).toEqual([3, 0]);
  expect(await judgements(', grades: [0]')).toHaveLength(1);
  expect(await judgements(', contains: "faq"')).toHaveLength(1);
  expect(await judgements(', product: "other"')).toEqual([]);
  const { searchSettingChanges } = await library.ask<{
    searchSettingChanges: { nodes: { before: { grade: number } | null; after: { grade: number } }[] };
  }>(
    'query History($id: ID!) { searchSettingChanges(kind: JUDGEMENT, id: $id) { nodes { before after callerName } } }',
    { id: made.id },
  );
  expect(searchSettingChanges.nodes.map(({ before, after }) => [before?.grade ?? null, after.grade])).toEqual([
    [2, 3],
    [null, 2],
  ]);
  await expect(withdraw(made)).rejects.toMatchObject({ code: 'CONFLICT' });
  await clear();
  expect(await judgements()).toEqual([]);
});

test.each([
  ['grade', { grade: 4 }],
  ['grade', { grade: -1 }],
  ['query', { query: ' ? ' }],
  ['target', { target: 'pump' }],
  ['target', { target: 'pump::1::guide::guide::9999' }],
  ['version', { product: null, version: '1' }],
])('a fault in %s is refused: %j', async (field, wrong) => {
  const input = { query: 'valve', target: 'pump/guide', grade: 1, ...wrong };
  await expect(judge(input)).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field } });
});

test('readers neither judge, nor list, nor evaluate', async () => {
  const reader = anonymous('GRAPHQL');
  for (const source of [
    'query List { judgements { totalCount } }',
    'query Runs { evaluationRuns { totalCount } }',
    'query Export { judgedCollection { corpus } }',
    'mutation Judge { judge(input: { query: "a", target: "pump/guide", grade: 1 }) { judgement { id } } }',
    'mutation Step { evaluateJudgements(input: {}) { done } }',
  ]) {
    await expect(library.ask(source, {}, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('an evaluation measures the hits by their grades, and is kept for the trend', async () => {
  const list = await hits('motor');
  const last = list.at(-1);
  expect(list.length).toBeGreaterThan(2);
  await judge({ query: 'motor', target: last?.key ?? '', grade: 3 });
  await judge({ query: 'cover', target: 'pump/lid', grade: 2 });
  await judge({ query: 'zinc', target: 'pump/guide', grade: 0 });
  await judge({ query: 'gone', target: 'pump/gone#nothing', grade: 3 });
  const run = await evaluate();
  expect(run).toMatchObject({ questionCount: 2, unanswerable: 2, deadTargets: 1 });
  // By hand: one answer at the last place that lexical search gives, one at the first.
  const lexical = await library.ask<{ search: { hits: { nodes: { chunk: { key: string } }[] } } }>(
    'query Find { search(query: "motor", mode: LEXICAL, scope: { products: ["pump"] }) { hits(first: 50) { nodes { chunk { key } } } } }',
  );
  const place = lexical.search.hits.nodes.findIndex(({ chunk }) => chunk.key === last?.key) + 1;
  const gain = place === 0 || place > 10 ? 0 : 1 / Math.log2(place + 1);
  expect(run.figures?.ndcg10).toBeCloseTo((gain + 1) / 2, 6);
  const { evaluationRuns } = await library.ask<{
    evaluationRuns: {
      nodes: { id: string; previous: null; questions: { nodes: { query: string; ndcg10: number }[] } }[];
      totalCount: number;
    };
  }>('query Runs { evaluationRuns { totalCount nodes { id previous { id } questions { nodes { query ndcg10 } } } } }');
  expect(evaluationRuns.nodes[0]).toMatchObject({ id: run.id, previous: null });
  expect(evaluationRuns.nodes[0]?.questions.nodes.map(({ query }) => query)).toEqual(
    place === 1 ? ['cover', 'motor'] : ['motor', 'cover'],
  );
  await clear();
});

test('a run goes on where it stopped, twenty questions a step, and nobody does a step twice', async () => {
  for (let at = 0; at < 23; at += 1) await judge({ query: `valve ${String(at)}`, target: 'pump/guide', grade: 1 });
  const first = await step(null);
  expect([first.done, first.total, first.run.finishedAt]).toEqual([20, 23, null]);
  const second = await step(first.run.id);
  expect([second.done, second.run.questionCount]).toEqual([23, 23]);
  expect(second.run.finishedAt).not.toBeNull();
  const again = await step(first.run.id);
  expect([again.done, again.run.questionCount]).toEqual([23, 23]);
  await clear();
  await expect(step(null)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('a draft is tried on judged questions: which get worse, which better', async () => {
  const list = await hits('valve');
  const best = list[0]?.key ?? '';
  await judge({ query: 'valve', target: best, grade: 3 });
  await judge({ query: 'cover', target: 'pump/lid', grade: 3 });
  const source = `query Preview($input: SearchPreviewInput!) { searchPreview(input: $input) {
    judgedQuestions(first: 8) { query before after moves { before after } } } }`;
  const tried = async (rule: Record<string, unknown>) =>
    (
      await library.ask<{
        searchPreview: { judgedQuestions: { query: string; before: number; after: number; moves: unknown[] }[] };
      }>(source, {
        input: { query: 'motor', rules: [{ rule: { name: 'Draft', match: 'CONTAINS', words: 'valve', ...rule } }] },
      })
    ).searchPreview.judgedQuestions;
  const [worse, ...others] = await tried({ hides: [`pump/${best.split('::')[2] ?? ''}`] });
  expect(others).toEqual([]);
  expect(worse).toMatchObject({ query: 'valve', before: 1, after: 0 });
  expect(worse?.moves).toContainEqual({ before: 1, after: null });
  expect(await tried({ pins: [{ target: 'pump/lid', position: 10 }] })).toEqual([]);
  await clear();
});

test('a judged passage is found again after its document is cut anew, and after it was deleted and came back', async () => {
  const motor = (await hits('motor behind')).find(({ text }) => text.includes('behind the lid'));
  await judge({ query: 'motor', target: motor?.key ?? '', grade: 3 });
  const more = section('Safety', `Wear gloves at the motor. ${filler('glove')}`);
  await writeFile(join(root, 'pump/1/guide/guide.md'), guide.replace('## Valves', `${more}## Valves`));
  await library.ingest(root, { vendor: 'Acme' });
  const [moved] = await judgements();
  expect(moved).toMatchObject({ isDead: false });
  expect(moved?.chunk?.text).toContain('The motor is behind the lid.');
  // As if the library had been made anew: no redirect leads from the key any more.
  await library.app.store.dataSource.query('DELETE FROM document');
  expect((await judgements(', onlyDead: true')).map(({ id }) => id)).toEqual([moved?.id]);
  await library.ingest(root, { vendor: 'Acme' });
  const [back] = await judgements();
  expect(back?.chunk?.text).toContain('The motor is behind the lid.');
  await clear();
});

test('they are handed out as a collection that eval reads', async () => {
  const [hit] = await hits('motor');
  await judge({ query: 'motor', target: hit?.key ?? '', grade: 3, note: 'why' });
  await judge({ query: 'motor', target: 'pump/faq', grade: 0 });
  await judge({ query: 'motor', target: 'pump/gone', grade: 2 });
  const { judgedCollection } = await library.ask<{
    judgedCollection: { corpus: string; queries: string; qrels: string; deadTargets: string[] };
  }>('query Export { judgedCollection { corpus queries qrels deadTargets } }');
  expect(judgedCollection.deadTargets).toEqual(['pump/gone']);
  const folder = join(library.folder, 'judged');
  await mkdir(folder);
  await writeFile(join(folder, 'corpus.jsonl'), judgedCollection.corpus);
  await writeFile(join(folder, 'queries.jsonl'), judgedCollection.queries);
  await writeFile(join(folder, 'qrels.tsv'), judgedCollection.qrels);
  const collection = await readCollection(folder);
  expect(collection.documents.map(({ _id, text }) => [_id, text.length > 0])).toEqual(
    [hit?.key ?? '', 'pump/faq'].toSorted().map((id) => [id, true]),
  );
  expect(collection.queries).toMatchObject([{ text: 'motor', metadata: { product: 'pump' } }]);
  const [grades] = collection.judgements.values();
  expect([...(grades ?? [])]).toEqual([[hit?.key, 3]]);
  expect(await readFile(join(folder, 'qrels.tsv'), 'utf8')).toContain('\tpump/faq\t0\n');
  await clear();
});

test('the file of all curation holds them; applied twice it changes nothing, and changes what has another id', async () => {
  const [hit] = await hits('motor');
  const made = await judge({ query: 'motor', target: hit?.key ?? '', grade: 3, note: 'why' });
  const exported = async (): Promise<string> =>
    (await library.ask<{ curationFile: string }>('query File { curationFile }')).curationFile;
  const apply = async (yaml: string) =>
    (
      await library.ask<{ applyCurationFile: { settings: { kind: string; id: string | null }[]; errors: unknown[] } }>(
        'mutation Apply($yaml: String!) { applyCurationFile(input: { yaml: $yaml }) { settings { kind id } errors { place } } }',
        { yaml },
      )
    ).applyCurationFile;
  const file = await exported();
  expect(file).toContain('judgements:');
  expect(await apply(file)).toEqual({ settings: [], errors: [] });
  const other = file.replace(/ {2}- id: \S+\n {4}query/u, '  - query').replace('grade: 3', 'grade: 1');
  expect(await apply(other)).toEqual({ settings: [{ kind: 'JUDGEMENT', id: made.id }], errors: [] });
  expect((await judgements()).map(({ grade, revision }) => [grade, revision])).toEqual([[1, 2]]);
  await clear();
  expect((await apply(file)).settings).toEqual([{ kind: 'JUDGEMENT', id: null }]);
  expect(await exported()).toBe(file);
  expect((await apply(file.replace('grade: 3', 'grade: 7'))).errors).toEqual([{ place: 'judgements/1' }]);
  await clear();
});
