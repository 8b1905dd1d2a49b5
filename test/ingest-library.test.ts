import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(async () => {
  await library.close();
});

const paragraph = (topic: string): string =>
  `The ${topic} must be set before the service starts. It is read once; a change needs a restart of the ${topic} module.`;

interface ChunkData {
  readonly chunk: { key: string; text: string; source: string; document: { title: string } } | null;
}

async function chunkByKey(key: string): Promise<ChunkData['chunk']> {
  const source = 'query ChunkByKey($key: String!) { chunk(key: $key) { key text source document { title } } }';
  return (await library.ask<ChunkData>(source, { key })).chunk;
}

async function keysOf(product: string): Promise<string[]> {
  const rows: { key: string }[] = await library.app.store.dataSource.query(
    `SELECT c.key FROM chunk c JOIN passage p ON p.id = c.passage_id JOIN product o ON o.id = p.product_id
     WHERE o.slug = $1 ORDER BY c.document_id, c.position`,
    [product],
  );
  return rows.map(({ key }) => key);
}

describe('ingest of a folder', () => {
  it('names chunks and sources by product, version, document and file', async () => {
    const path = await library.write('names', {
      'atlas/2.1/install/first-steps.md': `# First steps\n\n${paragraph('locale')}\n\n## Licence\n\n${paragraph('licence')}\n`,
    });
    const report = await library.ingest(path, { vendor: 'Northwind' });
    expect(report.counts).toMatchObject({ new: 1, documents: 1, chunks: 2, passagesNew: 2, failed: 0 });
    expect(await keysOf('atlas')).toEqual([
      'atlas::2.1::install::first-steps::0',
      'atlas::2.1::install::first-steps::1',
    ]);
    const chunk = await chunkByKey('atlas::2.1::install::first-steps::1');
    expect(chunk?.source).toBe('atlas/2.1/install/first-steps.md');
    expect(chunk?.text).toContain('licence module');
  });

  it('does nothing when run again', async () => {
    const path = await library.write('again', { 'again/1/guide/guide.md': `# Guide\n\n${paragraph('cache')}\n` });
    await library.ingest(path);
    const state = (): Promise<unknown> =>
      library.app.store.dataSource.query(
        `SELECT d.revision, d.updated_at, c.id, c.key FROM document d JOIN chunk c ON c.document_id = d.id
         JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id WHERE p.slug = 'again'`,
      );
    const before = await state();
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ unchanged: 1, new: 0, changed: 0, documents: 0, chunks: 0 });
    expect(await state()).toEqual(before);
  });

  it('shares passages that versions have in common and embeds them once', async () => {
    const shared = `# Ports\n\n${paragraph('listener')}\n`;
    const path = await library.write('shared', {
      'harbor/1/ports/ports.md': shared,
      'harbor/2/ports/ports.md': `${shared}\n## New\n\n${paragraph('relay')}\n`,
    });
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ chunks: 3, passagesNew: 2 });
    const [row]: { passages: number; vectors: number }[] = await library.app.store.dataSource.query(
      `SELECT count(*)::int AS passages, count(v.passage_id)::int AS vectors
       FROM passage p JOIN product o ON o.id = p.product_id LEFT JOIN passage_vector v ON v.passage_id = p.id
       WHERE o.slug = 'harbor'`,
    );
    expect(row).toEqual({ passages: 2, vectors: 2 });
  });

  it('keeps keys when text is inserted above, and redirects the key of text that changed', async () => {
    const section = (name: string, words: string): string => `## ${name}\n\n${words}\n\n`;
    const original = `# Manual\n\n${section('Backup', paragraph('backup'))}${section('Restore', paragraph('restore'))}`;
    const path = await library.write('keys', { 'keel/1/manual/manual.md': original });
    await library.ingest(path);
    expect(await keysOf('keel')).toEqual(['keel::1::manual::manual::0', 'keel::1::manual::manual::1']);

    const changed = `# Manual\n\n${section('Before you begin', paragraph('checklist'))}${section('Backup', paragraph('backup'))}${section(
      'Restore',
      `${paragraph('restore')} Ask the operator first.`,
    )}`;
    await library.write('keys', { 'keel/1/manual/manual.md': changed });
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ changed: 1, chunks: 3, passagesNew: 2 });
    expect(await keysOf('keel')).toEqual([
      'keel::1::manual::manual::2',
      'keel::1::manual::manual::0',
      'keel::1::manual::manual::3',
    ]);
    expect((await chunkByKey('keel::1::manual::manual::0'))?.text).toContain('backup module');
    const redirected = await chunkByKey('keel::1::manual::manual::1');
    expect(redirected?.key).toBe('keel::1::manual::manual::3');
    expect(redirected?.text).toContain('Ask the operator first');
  });

  it('has files in their order, with what they hold, when one comes before others that stay', async () => {
    const file = (name: string): string => `# ${name}\n\n${paragraph(name)}\n`;
    const path = await library.write('order', { 'spar/1/manual/b.md': file('Bee'), 'spar/1/manual/c.md': file('Sea') });
    await library.ingest(path, { vendor: 'Northwind' });
    await library.write('order', { 'spar/1/manual/a.md': file('Ay'), 'spar/1/manual/b2.md': file('Between') });
    expect((await library.ingest(path, { vendor: 'Northwind' })).counts).toMatchObject({ new: 2, unchanged: 2 });
    const { documentByPath } = await library.ask<{ documentByPath: { files: { nodes: unknown[] } } }>(
      `query Files { documentByPath(path: "spar/1/manual") { files { nodes { name } } sections { nodes { heading } } } }`,
    );
    expect(documentByPath).toEqual({
      files: { nodes: ['a', 'b', 'b2', 'c'].map((name) => ({ name: `${name}.md` })) },
      sections: { nodes: ['Ay', 'Bee', 'Between', 'Sea'].map((heading) => ({ heading })) },
    });
    expect(await keysOf('spar')).toEqual(['a', 'b', 'b2', 'c'].map((stem) => `spar::1::manual::${stem}::0`));
  });

  it('changes only the document whose file changed', async () => {
    const path = await library.write('only', {
      'only/1/alpha/alpha.md': `# Alpha\n\n${paragraph('alpha')}\n`,
      'only/1/beta/beta.md': `# Beta\n\n${paragraph('beta')}\n`,
    });
    await library.ingest(path);
    await library.write('only', { 'only/1/beta/beta.md': `# Beta\n\n${paragraph('gamma')}\n` });
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ unchanged: 1, changed: 1, documents: 1 });
  });

  it('archives a document that disappeared, and publishes it again when it is back', async () => {
    const files = {
      'gone/1/kept/kept.md': `# Kept\n\n${paragraph('kept')}\n`,
      'gone/1/lost/lost.md': `# Lost\n\n${paragraph('lost')}\n`,
    };
    const path = await library.write('gone', files);
    await library.ingest(path);
    const states = async (): Promise<unknown> =>
      library.app.store.dataSource.query(
        `SELECT d.slug, d.state FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
         WHERE p.slug = 'gone' ORDER BY d.slug`,
      );
    await library.remove('gone', 'gone/1/lost/lost.md');
    expect((await library.ingest(path)).counts).toMatchObject({ archived: 1 });
    expect(await states()).toEqual([
      { slug: 'kept', state: 'PUBLISHED' },
      { slug: 'lost', state: 'ARCHIVED' },
    ]);
    expect(await chunkByKey('gone::1::lost::lost::0')).not.toBeNull();
    await library.write('gone', files);
    await library.ingest(path);
    expect(await states()).toEqual([
      { slug: 'kept', state: 'PUBLISHED' },
      { slug: 'lost', state: 'PUBLISHED' },
    ]);
  });

  it('fails one bad file with a reason and reads the rest', async () => {
    const path = await library.write('bad', {
      'bad/1/good/good.md': `# Good\n\n${paragraph('good')}\n`,
      'bad/1/broken/broken.md': Uint8Array.of(0x23, 0x20, 0x00, 0x01, 0x02, 0x00, 0xff, 0x00),
    });
    const { counts, problems } = await library.ingest(path);
    expect(counts).toMatchObject({ new: 1, failed: 1 });
    expect(problems).toEqual([
      expect.objectContaining({ path: 'bad/1/broken/broken.md', outcome: 'FAILED', code: 'FILE_UNREADABLE' }),
    ]);
    expect(problems[0]?.reason).not.toMatch(/at .*\.js/);
  });

  it('refuses a product that belongs to another vendor, file by file', async () => {
    const files = { 'twice/1/guide/guide.md': `# Guide\n\n${paragraph('owner')}\n` };
    await library.ingest(await library.write('first-owner', files), { vendor: 'First' });
    const { counts, problems } = await library.ingest(await library.write('second-owner', files), { vendor: 'Second' });
    expect(counts).toMatchObject({ failed: 1, new: 0 });
    expect(problems[0]).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(problems[0]?.reason).toContain('first');
  });

  it('tells in a preview which products another vendor has, each once, and what to name', async () => {
    const text = `# Guide\n\n${paragraph('known')}\n`;
    const files = { 'known/1/guide/guide.md': text, 'known/2/guide/guide.md': text };
    await library.ingest(await library.write('named-vendor', files), { vendor: 'Known, Inc.' });
    const location = await library.write('nameless', files);
    const preview = async (vendor: string | null): Promise<unknown> => {
      const answer = await library.ask<{ previewIngest: { preview: { takenProducts: unknown } } }>(
        `mutation Taken($input: StartIngestInput!) { previewIngest(input: $input) { preview {
          takenProducts { product vendorName vendor files } } } }`,
        { input: { location, vendor } },
      );
      return answer.previewIngest.preview.takenProducts;
    };
    const taken = { product: 'known', vendorName: 'Known, Inc.', vendor: 'Known, Inc.', files: 2 };
    expect(await preview(null)).toEqual([taken]);
    expect(await preview(taken.vendor)).toEqual([]);
  });
});
