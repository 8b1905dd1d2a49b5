/** Ids of sections: the same as long as their file has a section with their anchor. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
});

afterAll(() => library.close());

async function sectionIds(): Promise<Record<string, string>> {
  const { documentByPath } = await library.ask<{
    documentByPath: { sections: { id: string; anchor: string; parent: { anchor: string } | null }[] };
  }>('query Sections { documentByPath(path: "gate/1.0/guide") { sections { id anchor parent { anchor } } } }');
  return Object.fromEntries(documentByPath.sections.map(({ id, anchor }) => [anchor, id]));
}

async function ingest(text: string): Promise<Record<string, string>> {
  const path = await library.write('manuals', { 'gate/1.0/guide/guide.md': text });
  await library.ingest(path, { vendor: 'Acme' });
  return sectionIds();
}

test('sections lead to their neighbours and to their place on a page', async () => {
  await ingest('# Gate\n\nWords.\n\n## Empty\n\n## Open\n\nPull.\n');
  const { documentByPath } = await library.ask<{ documentByPath: { sections: unknown[] } }>(
    `query Neighbours { documentByPath(path: "gate/1.0/guide") {
      sections { anchor permalink firstChunk { key } previous { anchor } next { anchor } } } }`,
  );
  const [gate, empty, open] = documentByPath.sections as { permalink: string; firstChunk: { key: string } | null }[];
  expect(gate).toMatchObject({ previous: null, next: { anchor: 'empty' } });
  expect(empty).toMatchObject({ previous: { anchor: 'gate' }, next: { anchor: 'open' }, firstChunk: null });
  expect(empty?.permalink).toBe('/d/gate/1.0/guide');
  expect(open).toMatchObject({ previous: { anchor: 'empty' }, next: null });
  expect(open?.permalink).toBe(`/d/gate/1.0/guide?at=${encodeURIComponent(open?.firstChunk?.key ?? '')}`);
});

test('sections keep their ids when neighbours come and go', async () => {
  const first = await ingest('# Gate\n\nWords.\n\n## Open\n\nPull.\n\n## Close\n\nPush.\n');
  expect(Object.keys(first)).toEqual(['gate', 'open', 'close']);
  const second = await ingest('# Gate\n\nWords.\n\n## Paint\n\nRed.\n\n## Open\n\nPull hard.\n\n## Close\n\nPush.\n');
  expect(second).toEqual({ ...first, paint: expect.any(String) as unknown });
  expect(Object.values(first)).not.toContain(second['paint']);
  const third = await ingest('# Gate\n\nWords.\n\n## Close\n\nPush.\n');
  expect(third).toEqual({ gate: first['gate'], close: first['close'] });
  const { node } = await library.ask<{ node: unknown }>(
    'query Node($id: ID!) { node(id: $id) { ... on Section { heading } } }',
    { id: first['close'] },
  );
  expect(node).toEqual({ heading: 'Close' });
});
