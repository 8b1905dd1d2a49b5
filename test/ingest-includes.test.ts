/** Documents that are made of several files: what a changed partial changes, and which partials are no documents. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { withoutIncludedPartials } from '../src/ingest/source/included-partials.js';
import { planSource } from '../src/ingest/source/plan-source.js';
import { openTestLibrary, writeFiles, type TestLibrary } from './testkit/library.js';
import { join } from 'node:path';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

async function textsOf(product: string): Promise<string[]> {
  const rows: { text: string }[] = await library.app.store.dataSource.query(
    `SELECT p.text FROM chunk c JOIN passage p ON p.id = c.passage_id JOIN product o ON o.id = p.product_id
     WHERE o.slug = $1 ORDER BY c.key`,
    [product],
  );
  return rows.map(({ text }) => text);
}

it('a changed partial is a change of the files that include it, and of no others', async () => {
  const path = await library.write('parts', {
    'parts/1/a/a.md': '# A\n\n--8<-- "includes/port.txt"\n',
    'parts/1/b/b.md': '# B\n\nAlone.\n',
    'parts/1/c/c.rst': 'C\n=\n\n.. include:: late.txt\n\nText.\n',
    'includes/port.txt': 'Port 80.\n',
  });
  const source = join(path, 'library.yaml');
  await writeFiles(path, {
    'library.yaml': 'vendor: N\nentries:\n  - { path: parts/1, product: parts, version: 1 }\n',
  });
  await library.ingest(source);
  expect(await textsOf('parts')).toEqual(['Port 80.', 'Alone.', 'Text.']);
  expect((await library.ingest(source)).counts).toMatchObject({ unchanged: 3, changed: 0, documents: 0 });

  await writeFiles(path, { 'includes/port.txt': 'Port 443.\n' });
  expect((await library.ingest(source)).counts).toMatchObject({ unchanged: 2, changed: 1, documents: 1 });
  expect(await textsOf('parts')).toEqual(['Port 443.', 'Alone.', 'Text.']);

  await writeFiles(path, { 'parts/1/c/late.txt': 'Came late.\n' });
  await library.ingest(source);
  expect(await textsOf('parts')).toContain('Came late.\n\nText.');
  expect((await library.ingest(source)).counts).toMatchObject({ changed: 0, new: 0, documents: 0 });
});

it('partials that are included whole are no documents, all others stay', async () => {
  const path = await library.write('pages', {
    'gate/2/index.mdx': "import A from './_includes/_a.mdx';\nimport Unused from './_unused.mdx';\n\n<A/>\n",
    'gate/2/_includes/_a.mdx': "import B from './_b.mdx';\n\n<B/>\n",
    'gate/2/_includes/_b.mdx': 'Deep.\n',
    'gate/2/_includes/_c.mdx': 'Nobody includes this.\n',
    'gate/2/_unused.mdx': 'Imported, not shown.\n',
    'gate/2/_index.md': '# A page of Hugo\n\n{{< include "whole.md" >}}\n\n--8<-- "part.md:x"\n',
    'gate/2/includes/whole.md': 'Whole.\n',
    'gate/2/includes/part.md': '<!-- --8<-- [start:x] -->\nIn.\n<!-- --8<-- [end:x] -->\nOut.\n',
    'gate/2/guide/a.rst': '.. include:: /_include/x.txt\n\n.. include:: /_include/y.txt\n   :start-line: 2\n',
    'gate/2/_include/x.txt': 'X.\n',
    'gate/2/_include/y.txt': 'one\ntwo\nY.\n',
    'gate/3/page.md': 'See [the part](_includes/linked.md).\n',
    'gate/3/_includes/linked.md': 'Linked is not included.\n',
  });
  const plan = await withoutIncludedPartials(await planSource(path, { vendor: 'N' }));
  const files = plan.documents.flatMap((document) =>
    document.files.map((file) => `${document.version.slug}/${file.path}`),
  );
  expect(files.sort()).toEqual([
    '2/_include/y.txt',
    '2/_includes/_c.mdx',
    '2/_index.md',
    '2/_unused.mdx',
    '2/guide/a.rst',
    '2/includes/part.md',
    '2/index.mdx',
    '3/_includes/linked.md',
    '3/page.md',
  ]);
  expect(plan.problems.map(({ path: place, code, reason }) => [place, code, reason])).toEqual([
    ['gate/2/_include', 'FILE_INCLUDED', '1 file is read where others include them: x.txt'],
    ['gate/2/_includes', 'FILE_INCLUDED', '2 files are read where others include them: _a.mdx, _b.mdx'],
    ['gate/2/includes', 'FILE_INCLUDED', '1 file is read where others include them: whole.md'],
  ]);
  const report = await library.ingest(path, { vendor: 'N' });
  expect(report.counts).toMatchObject({ new: 9, skipped: 3, failed: 0 });
  const texts = (await textsOf('gate')).join('\n');
  for (const text of ['Deep.', 'Whole.', 'In.', 'X.', 'Y.']) expect(texts).toContain(text);
});

it('chapters that a book of AsciiDoc takes in are no documents, pages of Antora are', async () => {
  const path = await library.write('books', {
    'book/1/book.adoc': '= Book\n\ninclude::parts/one.adoc[leveloffset=+1]\n\ninclude::parts/two.adoc[tag=a]\n',
    'book/1/parts/one.adoc': '= One\n\ninclude::deep.adoc[]\n\nifdef::never[]\ninclude::rare.adoc[]\nendif::[]\n',
    'book/1/parts/two.adoc': '= Two\n\n// tag::a[]\nA.\n// end::a[]\n',
    'book/1/parts/deep.adoc': 'Deep.\n',
    'book/1/parts/rare.adoc': 'Rare.\n',
    'book/1/ring/a.adoc': 'include::b.adoc[]\n',
    'book/1/ring/b.adoc': 'include::a.adoc[]\n',
    'site/1/modules/ROOT/pages/all.adoc':
      'include::one.adoc[]\n\ninclude::{partialsdir}/p.adoc[]\n\ninclude::m:partial$q.adoc[]\n',
    'site/1/modules/ROOT/pages/one.adoc': 'One.\n',
    'site/1/modules/ROOT/partials/p.adoc': 'P.\n',
    'site/1/modules/m/partials/q.adoc': 'Q.\n',
  });
  const plan = await withoutIncludedPartials(await planSource(path, { vendor: 'N' }));
  expect(plan.documents.flatMap(({ files }) => files.map((file) => file.path)).sort()).toEqual([
    'book.adoc',
    'modules/ROOT/pages/all.adoc',
    'modules/ROOT/pages/one.adoc',
    'parts/rare.adoc',
    'parts/two.adoc',
    'ring/a.adoc',
    'ring/b.adoc',
  ]);
});
