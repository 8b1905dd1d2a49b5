/** A document cut with other limits is shown, and nothing is written. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const paragraph = (at: number): string =>
  Array.from({ length: 40 }, (_, word) => `w${String(at)}x${String(word)}`).join(' ');
const code = '```\nfirst line\n\nsecond line\n```';
const text = Array.from({ length: 12 }, (_, at) => paragraph(at)).join('\n\n');

beforeAll(async () => {
  library = await openTestLibrary();
  const files = { 'pump/1/guide/guide.md': `# Guide\n\n## Valves\n\n${text}\n\n## Code\n\nRun this:\n\n${code}\n` };
  await library.ingest(await library.write('acme', files), { vendor: 'Acme' });
});

afterAll(() => library.close());

interface Figures {
  readonly count: number;
  readonly smallest: number;
  readonly median: number;
  readonly largest: number;
}

interface Preview {
  readonly before: Figures;
  readonly after: Figures;
  readonly passages: readonly {
    readonly headingPath: string[];
    readonly text: string;
    readonly tokens: number;
    readonly isKept: boolean;
  }[];
}

const source = `query Recut($input: RecutPreviewInput!) { recutPreview(input: $input) {
  before { count smallest median largest } after { count smallest median largest }
  passages { headingPath text tokens isKept } } }`;
const place = { product: 'pump', version: '1', document: 'guide' };
const preview = async (input: Record<string, unknown>): Promise<Preview> =>
  (await library.ask<{ recutPreview: Preview }>(source, { input: { ...place, ...input } })).recutPreview;
const stored = (): Promise<unknown> =>
  library.app.store.dataSource.query(
    'SELECT c.id, c.key, p.text FROM chunk c JOIN passage p ON p.id = c.passage_id ORDER BY c.id',
  );
const squeezed = (parts: readonly string[]): string => parts.join(' ').replaceAll(/\s+/gu, ' ');

test('smaller limits give more passages, larger ones fewer; every word stays, and so do sections and code', async () => {
  const before = await stored();
  const small = await preview({ target: 60, max: 90 });
  const large = await preview({ target: 2_000 });
  expect(small.after.count).toBeGreaterThan(small.before.count);
  expect(large.after.count).toBeLessThan(large.before.count);
  expect(large.after.count).toBe(2);
  expect(small.after.largest).toBeLessThanOrEqual(90);
  for (const { passages } of [small, large]) {
    expect(squeezed(passages.map((one) => one.text))).toBe(squeezed([text, 'Run this:', code]));
    expect(passages.at(-1)).toMatchObject({ headingPath: expect.arrayContaining(['Code']) as unknown, isKept: true });
    expect(passages.at(-1)?.text).toContain(code);
  }
  expect(small.passages[0]?.isKept).toBe(false);
  expect(await stored()).toEqual(before);
});

test.each([
  ['target', { target: 10 }],
  ['max', { target: 100, max: 99 }],
  ['first', { target: 100, first: 0 }],
])('%s out of bounds is refused', async (field, input) => {
  await expect(preview(input)).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field } });
});

test('no document, no preview; readers get none', async () => {
  await expect(preview({ document: 'none', target: 100 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const input = { ...place, target: 100 };
  await expect(library.ask(source, { input }, anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
