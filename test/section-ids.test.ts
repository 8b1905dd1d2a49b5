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
    documentByPath: { sections: { nodes: { id: string; anchor: string; parent: { anchor: string } | null }[] } };
  }>(
    'query Sections { documentByPath(path: "gate/1.0/guide") { sections { nodes { id anchor parent { anchor } } } } }',
  );
  return Object.fromEntries(documentByPath.sections.nodes.map(({ id, anchor }) => [anchor, id]));
}

async function ingest(text: string): Promise<Record<string, string>> {
  const path = await library.write('manuals', { 'gate/1.0/guide/guide.md': text });
  await library.ingest(path, { vendor: 'Acme' });
  return sectionIds();
}

test('sections lead to their neighbours and to their place on a page', async () => {
  await ingest('# Gate\n\nWords.\n\n## Empty\n\n## Open\n\nPull.\n');
  const { documentByPath } = await library.ask<{ documentByPath: { sections: { nodes: unknown[] } } }>(
    `query Neighbours { documentByPath(path: "gate/1.0/guide") {
      sections { nodes { anchor permalink firstChunk { key } previous { anchor } next { anchor } } } } }`,
  );
  const [gate, empty, open] = documentByPath.sections.nodes as {
    permalink: string;
    firstChunk: { key: string } | null;
  }[];
  expect(gate).toMatchObject({ previous: null, next: { anchor: 'empty' } });
  expect(empty).toMatchObject({ previous: { anchor: 'gate' }, next: { anchor: 'open' }, firstChunk: null });
  expect(empty?.permalink).toBe('/d/gate/1.0/guide');
  expect(open).toMatchObject({ previous: { anchor: 'empty' }, next: null });
  expect(open?.permalink).toBe(`/d/gate/1.0/guide?at=${encodeURIComponent(open?.firstChunk?.key ?? '')}`);
});

test('a section holds its own chunks and those of the sections below it, in reading order', async () => {
  const text = (name: string) => `${name} of the gate. `.repeat(60);
  await ingest(
    `# Gate\n\n## Open\n\n${text('Open')}\n\n### Left\n\n${text('Left')}\n\n#### Far\n\n${text('Far')}\n\n` +
      `## Empty\n\n## Close\n\n${text('Close')}\n`,
  );
  interface Held {
    readonly anchor: string;
    readonly chunks: {
      readonly totalCount: number;
      readonly pageInfo: { readonly endCursor: string };
      readonly nodes: readonly { readonly headingPath: readonly string[]; readonly text: string }[];
    };
  }
  const { documentByPath } = await library.ask<{ documentByPath: { sections: { nodes: Held[] } } }>(
    `query Held { documentByPath(path: "gate/1.0/guide") { sections { nodes {
      anchor chunks { totalCount pageInfo { endCursor } nodes { headingPath text } } } } } }`,
  );
  const held = Object.fromEntries(
    documentByPath.sections.nodes.map(({ anchor, chunks }) => [
      anchor,
      [...new Set(chunks.nodes.map(({ headingPath }) => headingPath.at(-1)))],
    ]),
  );
  expect(held).toEqual({
    ...{ gate: ['Open', 'Left', 'Far', 'Close'], open: ['Open', 'Left', 'Far'], left: ['Left', 'Far'] },
    ...{ far: ['Far'], empty: [], close: ['Close'] },
  });
  for (const { chunks } of documentByPath.sections.nodes) expect(chunks.totalCount).toBe(chunks.nodes.length);
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

test('a section leads to its counterpart in another version', async () => {
  await ingest('# Gate\n\nWords.\n\n## Open\n\nPull.\n');
  const path = await library.write('manuals', { 'gate/2.0/guide/guide.md': '# Gate\n\nNew.\n\n## Open\n\nPush.\n' });
  await library.ingest(path, { vendor: 'Acme' });
  const { documentByPath } = await library.ask<{ documentByPath: { sections: { nodes: unknown[] } } }>(
    `query Counterparts { documentByPath(path: "gate/1.0/guide") { sections { nodes {
      anchor document { slug } counterpart(version: "latest") { anchor document { version { label } } }
      none: counterpart(version: "7") { anchor } } } } }`,
  );
  const there = { document: { version: { label: '2.0' } } };
  expect(documentByPath.sections.nodes).toEqual([
    { anchor: 'gate', document: { slug: 'guide' }, counterpart: { anchor: 'gate', ...there }, none: null },
    { anchor: 'open', document: { slug: 'guide' }, counterpart: { anchor: 'open', ...there }, none: null },
  ]);
});

test('the id of a chunk leads on to where its text is, and says when it is gone', async () => {
  const text = 'The bolt of the gate slides to the left until it clicks twice.';
  const chunkIds = async (): Promise<{ id: string; text: string }[]> => {
    const { documentByPath } = await library.ask<{
      documentByPath: { chunks: { nodes: { id: string; text: string }[] } };
    }>('query Chunks { documentByPath(path: "gate/1.0/guide") { chunks { nodes { id text } } } }');
    return documentByPath.chunks.nodes;
  };
  const node = async (id: string): Promise<unknown> =>
    (
      await library.ask<{ node: unknown }>('query Node($id: ID!) { node(id: $id) { id ... on Chunk { text } } }', {
        id,
      })
    ).node;
  await ingest(`# Gate\n\nWords.\n\n## Bolt\n\n${text}\n`);
  const before = (await chunkIds()).find((chunk) => chunk.text.includes('clicks twice'));
  await ingest(`# Gate\n\nWords.\n\n## Slide\n\n${text} Then let go.\n`);
  const after = (await chunkIds()).find((chunk) => chunk.text.includes('clicks twice'));
  expect(after?.id).not.toBe(before?.id);
  expect(await node(before?.id ?? '')).toEqual({ id: after?.id, text: after?.text });
  await ingest('# Gate\n\nUnrelated.\n');
  await expect(node(after?.id ?? '')).rejects.toMatchObject({ code: 'PASSAGE_GONE' });
});

test('a file that did not change keeps its place behind one that grows or shrinks', async () => {
  const read = async (sections: readonly string[]): Promise<unknown> => {
    const path = await library.write('walls', {
      'wall/1.0/guide/a.md': sections.map((name) => `# ${name}\n\nText of ${name}.\n`).join('\n'),
      'wall/1.0/guide/b.md': '# Roof\n\nText of Roof.\n\n# Tiles\n\nText of Tiles.\n',
    });
    await library.ingest(path, { vendor: 'Acme' });
    const { documentByPath } = await library.ask<{
      documentByPath: { sections: { nodes: { heading: string }[] }; chunks: { nodes: { text: string }[] } };
    }>(
      'query Order { documentByPath(path: "wall/1.0/guide") { sections { nodes { heading } } chunks { nodes { text } } } }',
    );
    const { sections: shown, chunks } = documentByPath;
    expect(chunks.nodes.map(({ text }) => text)).toEqual(shown.nodes.map(({ heading }) => `Text of ${heading}.`));
    return shown.nodes.map(({ heading }) => heading);
  };
  for (const first of [['Wall'], ['Wall', 'Door', 'Window', 'Lamp'], ['Wall', 'Lamp']]) {
    expect(await read(first)).toEqual([...first, 'Roof', 'Tiles']);
  }
});
