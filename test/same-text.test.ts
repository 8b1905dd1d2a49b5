/** A text that several documents of a version hold: one hit, whose other places each door names. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDoors, type Doors } from './testkit/doors.js';
import { start } from './testkit/command.js';

let doors: Doors;

const shared = '## Winding\n\nThe capstan is wound by hand, eleven turns clockwise.\n';

beforeAll(async () => {
  doors = await openDoors();
  const names = ['anchor', 'bridge', 'cabin', 'deck', 'engine', 'flag'];
  const files = names.map((name) => [`capstan/1.0/${name}/${name}.md`, `# Part ${name}\n\n${shared}`]);
  await doors.library.ingest(await doors.library.write('capstan', Object.fromEntries(files) as Record<string, string>));
});

afterAll(() => doors.close());

interface Place {
  readonly document: string;
  readonly chunk_id: string;
}

interface Cited {
  readonly hits: readonly {
    readonly chunk_id: string;
    readonly alsoAt: readonly Place[];
    readonly alsoAtOmitted: number;
  }[];
}

/** Which of the six is shown, and in which order the others follow, is up to the ranking. */
const documentOf = (chunkId: string): string => /^capstan::1\.0::(\w+)::/.exec(chunkId)?.[1] ?? chunkId;

test('MCP names four places and counts the others, as data and in words', async () => {
  const answer = await doors.mcp.callTool({ name: 'search_docs', arguments: { query: 'capstan wound by hand' } });
  const { hits } = answer.structuredContent as Cited;
  expect(hits).toHaveLength(1);
  const [hit] = hits;
  expect(hit?.alsoAt).toHaveLength(4);
  expect(hit?.alsoAtOmitted).toBe(1);
  for (const { document, chunk_id: id } of hit?.alsoAt ?? []) expect(document).toBe(`Part ${documentOf(id)}`);
  expect(new Set([hit, ...(hit?.alsoAt ?? [])].map((one) => documentOf(one?.chunk_id ?? ''))).size).toBe(5);
  expect(JSON.stringify(answer.content)).toMatch(/same text at: Part \w+ \(capstan::1\.0::[^)]+\), Part .* and 1 more/);
});

test('the search page leads there, and the next page does not bring them back', async () => {
  const { body } = await doors.get('/?q=capstan+wound+by+hand');
  expect(body.match(/<li class="hit">/g)).toHaveLength(1);
  expect(body).toMatch(/Same text in (<a href="\/c\/capstan[^"]+">Part \w+<\/a>(, )?){4} and 1 more/);
  expect(body).not.toContain('Next results');
});

test('texts that only look alike stay apart: other headings, another product', async () => {
  const option = (name: string) => `## ${name}\n\nA whole number of fathoms. The usual one is thirty.\n`;
  const twice = `# Ropes\n\n## Left\n\n${option('Use').replace('##', '###')}\n## Right\n\n${option('Use').replace('##', '###')}`;
  await doors.library.ingest(
    await doors.library.write('ropes', {
      'rope/1.0/depth/depth.md': `# Depth\n\n${option('Depth')}`,
      'rope/1.0/length/length.md': `# Length\n\n${option('Length')}`,
      'rope/1.0/ropes/ropes.md': twice,
      'twine/1.0/depth/depth.md': `# Depth\n\n${option('Depth')}`,
    }),
  );
  const { search } = await doors.library.ask<{ search: { hits: { nodes: { alsoAt: { totalCount: number } }[] } } }>(
    'query Ropes { search(query: "whole number of fathoms") { hits { nodes { alsoAt { totalCount } } } } }',
  );
  const ropes = search.hits.nodes.filter(({ alsoAt }) => alsoAt.totalCount === 0);
  expect(ropes).toHaveLength(5);
});

test('the command line names them', async () => {
  const run = await start(['search', 'capstan wound by hand'], await doors.leave()).finished;
  expect(run.stdout).toMatch(/^ {3}same text at (Part \w+(, )?){5}$/m);
});
