/** A document of many passages in the embedded library, whose one session it has to share with those who search. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const passages = 400;
let library: TestLibrary;
let db: DataSource;
beforeAll(async () => {
  library = await openTestLibrary();
  db = library.app.store.dataSource;
});
afterAll(() => library.close());

function manual(product: string): Record<string, string> {
  const sections = Array.from(
    { length: passages },
    (_, at) => `## Valve ${String(at)}\n\nThe valve ${String(at)} of the ${product} opens at ${String(at)} bar.\n`,
  );
  return { [`${product}/1/manual/manual.md`]: `# Manual\n\n${sections.join('\n')}` };
}

async function stored(product: string): Promise<{ passages: number; chunks: number }> {
  const [row]: { passages: number; chunks: number }[] = await db.query(
    `SELECT count(p.id)::int AS passages, count(c.id)::int AS chunks
     FROM product o JOIN passage p ON p.product_id = o.id LEFT JOIN chunk c ON c.passage_id = p.id WHERE o.slug = $1`,
    [product],
  );
  return row ?? { passages: 0, chunks: 0 };
}

it('is stored in many turns, and shown all at once', async () => {
  const location = await library.write('crane', manual('crane'));
  const over = new AbortController();
  const run = library.app.ingest.run({ kind: 'FOLDER', location, options: {} }).finally(() => {
    over.abort();
  });
  const seen: { passages: number; chunks: number }[] = [];
  while (!over.signal.aborted) seen.push(await stored('crane'));
  expect((await run).counts).toMatchObject({ new: 1, chunks: passages, passagesNew: passages });
  expect(await stored('crane')).toEqual({ passages, chunks: passages });
  const halfway = seen.filter((look) => look.passages > 0 && look.passages < passages);
  expect(new Set(halfway.map((look) => look.passages)).size).toBeGreaterThan(4);
  expect(new Set(seen.map(({ chunks }) => chunks))).toEqual(new Set([0, passages]));
});

it('leaves nothing when it was not written: the next job removes what was stored of it, when no other is under way', async () => {
  await library.ingest(await library.write('pump', manual('pump')));
  await db.query(`DELETE FROM document d USING version v, product o
    WHERE v.id = d.version_id AND o.id = v.product_id AND o.slug = 'pump'`);
  expect(await stored('pump')).toEqual({ passages, chunks: 0 });
  const lamp = await library.write('lamp', { 'lamp/1/manual/manual.md': '# Lamp\n\nIt shines.\n' });
  const [other]: { id: string }[] = await db.query(
    `INSERT INTO job (kind, state, source_id, source, options, counts, worker_group)
     SELECT kind, 'RUNNING', source_id, source, options, counts, 'elsewhere' FROM job LIMIT 1 RETURNING id`,
  );
  await library.ingest(lamp);
  expect(await stored('pump')).toEqual({ passages, chunks: 0 });
  await db.query('DELETE FROM job WHERE id = $1', [other?.id]);
  await library.ingest(lamp);
  expect(await stored('pump')).toEqual({ passages: 0, chunks: 0 });
  expect(await stored('crane')).toEqual({ passages, chunks: passages });
});
