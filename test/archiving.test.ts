import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from 'graphql-relay';
import { claimDocuments } from '../src/store/writes/job-documents.js';
import { openTestLibrary, type SourceFiles, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

const text = (title: string): string => `# ${title}\n\nWords about the ${title}.\n`;
const vendor = { vendor: 'Acme' };

/** `product/1/<name>/page.md` for each name. */
function pages(product: string, names: readonly string[]): SourceFiles {
  return Object.fromEntries(names.map((name) => [`${product}/1/${name}/page.md`, text(`${product} ${name}`)]));
}

async function statesOf(product: string): Promise<Record<string, string>> {
  const rows: { slug: string; state: string }[] = await library.app.store.dataSource.query(
    `SELECT d.slug, d.state FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
     WHERE p.slug = $1 ORDER BY d.slug`,
    [product],
  );
  return Object.fromEntries(rows.map(({ slug, state }) => [slug, state]));
}

async function sourceId(location: string): Promise<string> {
  const [row]: { id: string }[] = await library.app.store.dataSource.query(
    'SELECT id FROM ingest_source WHERE location = $1',
    [location],
  );
  return row?.id ?? '';
}

describe('what a source no longer holds', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

  it('is archived without a question when it is little, and only with leave when it is much; then it can come back', async () => {
    const location = await library.write('crane', pages('crane', names));
    await library.ingest(location, vendor);
    for (const name of ['a', 'b']) await rm(join(location, 'crane/1', name), { recursive: true });
    expect((await library.ingest(location, vendor)).counts).toMatchObject({ archived: 2 });

    for (const name of ['c', 'd', 'e', 'f', 'g', 'h']) await rm(join(location, 'crane/1', name), { recursive: true });
    await library.write('crane', pages('crane', ['new']));
    const before = await statesOf('crane');
    const request = { kind: 'FOLDER', location, options: vendor } as const;
    const preview = await library.app.ingest.preview(request);
    expect(preview.needsAllowArchive).toBe(true);
    expect(preview.files.filter(({ outcome }) => outcome === 'ARCHIVED')).toHaveLength(6);
    await expect(library.ingest(location, vendor)).rejects.toMatchObject({
      code: 'ARCHIVE_UNCONFIRMED',
      details: { missing: 6, published: 6 },
    });
    expect(await statesOf('crane')).toEqual(before);

    const { counts } = await library.app.ingest.run({ ...request, allowArchive: true });
    expect(counts).toMatchObject({ archived: 6, new: 1 });
    // Leave is given for one run.
    const [source]: { options: unknown }[] = await library.app.store.dataSource.query(
      'SELECT options FROM ingest_source WHERE location = $1',
      [location],
    );
    expect(source?.options).not.toHaveProperty('allowArchive');

    const id = toGlobalId('IngestSource', await sourceId(location));
    const restore =
      'mutation Restore($id: ID!, $documents: [String!]) { restoreArchived(input: { sourceId: $id, documents: $documents }) { restored } }';
    expect(await library.ask(restore, { id, documents: ['crane/1/c'] })).toEqual({ restoreArchived: { restored: 1 } });
    expect(await statesOf('crane')).toMatchObject({ c: 'PUBLISHED', d: 'ARCHIVED', new: 'PUBLISHED' });
    expect(await library.ask(restore, { id })).toEqual({ restoreArchived: { restored: 7 } });
    expect(new Set(Object.values(await statesOf('crane')))).toEqual(new Set(['PUBLISHED']));
  });

  it('is not archived without leave, however little it is, by a run that could take nothing of what is there', async () => {
    const location = await library.write('tram', pages('tram', ['a', 'b', 'c']));
    await library.ingest(location, vendor);
    await rm(join(location, 'tram/1/a'), { recursive: true });
    const request = { kind: 'FOLDER', location, options: { vendor: 'Somebody else' } } as const;
    expect(await library.app.ingest.preview(request)).toMatchObject({ needsAllowArchive: true });
    await expect(library.app.ingest.run(request)).rejects.toMatchObject({
      code: 'ARCHIVE_UNCONFIRMED',
      message: expect.stringMatching(/^Nothing of what it holds can be taken: .*tram/u),
      details: { missing: 1, published: 3 },
    });
    expect(await statesOf('tram')).toEqual({ a: 'PUBLISHED', b: 'PUBLISHED', c: 'PUBLISHED' });
    expect((await library.ingest(location, vendor)).counts).toMatchObject({ archived: 1 });
  });

  it('is archived last: a job that is stopped before has taken nothing away', async () => {
    const location = await library.write('winch', pages('winch', ['a', 'b', 'c']));
    await library.ingest(location, vendor);
    await rm(join(location, 'winch/1/a'), { recursive: true });
    await writeFile(join(location, 'winch/1/b/page.md'), text('other words'));
    const { dataSource } = library.app.store;
    const [job]: { id: string }[] = await dataSource.query(
      `INSERT INTO job (kind, state, source, planned_at) VALUES ('INGEST', 'RUNNING', $1, now()) RETURNING id`,
      [location],
    );
    const jobId = job?.id ?? '';
    await dataSource.query(
      `INSERT INTO job_document (job_id, key, action, state) VALUES
         ($1, 'winch/1/a', 'ARCHIVE', 'WAITING'), ($1, 'winch/1/b', 'INGEST', 'WAITING')`,
      [jobId],
    );
    const claimed = await claimDocuments(dataSource, jobId, 'test', { limit: 9, leaseSeconds: 60 });
    expect(claimed.map(({ key }) => key)).toEqual(['winch/1/b']);
    expect(await claimDocuments(dataSource, jobId, 'other', { limit: 9, leaseSeconds: 60 })).toEqual([]);
    await dataSource.query(`UPDATE job_document SET state = 'DONE' WHERE job_id = $1 AND action = 'INGEST'`, [jobId]);
    expect(
      (await claimDocuments(dataSource, jobId, 'test', { limit: 9, leaseSeconds: 60 })).map(({ key }) => key),
    ).toEqual(['winch/1/a']);
    await dataSource.query('DELETE FROM job WHERE id = $1', [jobId]);
  });
});

describe('a manifest', () => {
  const entry = (product: string, path: string): string =>
    JSON.stringify([{ path, vendor: 'acme', product, version: '1' }]);

  it('is a source of its own: a second one for the same place takes nothing of the first away', async () => {
    const location = await library.write('shelf', { 'hoist/x.md': text('hoist'), 'jack/x.md': text('jack') });
    const folder = await library.write('lists', { 'a.json': entry('hoist', 'hoist'), 'b.json': entry('jack', 'jack') });
    await library.ingest(location, { manifest: join(folder, 'a.json') });
    const { counts } = await library.ingest(location, { manifest: join(folder, 'b.json') });
    expect(counts).toMatchObject({ new: 1, archived: 0 });
    expect([await statesOf('hoist'), await statesOf('jack')]).toEqual([{ x: 'PUBLISHED' }, { x: 'PUBLISHED' }]);
    const sources: unknown[] = await library.app.store.dataSource.query(
      'SELECT 1 FROM ingest_source WHERE location = $1',
      [location],
    );
    expect(sources).toHaveLength(2);
  });

  it('is used where it lies in a folder right below, and that is said', async () => {
    const location = await library.write('wrapped', {
      'release-1.0/library.json': JSON.stringify({
        vendor: 'Acme Lifts',
        entries: [{ path: 'docs', product: 'Lift', version: '3' }],
      }),
      'release-1.0/docs/guide/a.md': text('lift'),
      'pump/2/guide/b.md': text('pump'),
    });
    const { counts, warnings } = await library.ingest(location, { vendor: 'Acme' });
    expect(counts).toMatchObject({ new: 2, failed: 0 });
    expect(warnings).toEqual(['release-1.0 was read as its own library.json says.']);
    const rows: unknown[] = await library.app.store.dataSource.query(
      `SELECT r.slug AS vendor, p.slug AS product, v.slug AS version FROM version v
       JOIN product p ON p.id = v.product_id JOIN vendor r ON r.id = p.vendor_id
       WHERE p.slug IN ('lift', 'pump') ORDER BY p.slug`,
    );
    expect(rows).toEqual([
      { vendor: 'acme-lifts', product: 'lift', version: '3' },
      { vendor: 'acme', product: 'pump', version: '2' },
    ]);
  });
});
