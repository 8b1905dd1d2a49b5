/** Pages without usable text are marked where people look: at the page, the document, the version, and in the job. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pdfOf } from './pdf-files.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(async () => {
  await library.close();
});

/** One grey pixel. */
const SCAN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const written = 'The crane lifts what its plate allows, and not a gram more.';

/** A page for each letter: `t`ext, `s`can, `b`lank. */
const manual = (pages: string): Promise<Uint8Array> =>
  pdfOf(
    (pdf) => {
      for (const page of pages) {
        pdf.addPage();
        if (page === 't') pdf.text(written);
        if (page === 's') pdf.image(SCAN, 0, 0, { width: 612, height: 792 });
      }
    },
    { autoFirstPage: false },
  );

const ask = `query Pages($job: ID!) {
  documentByPath(path: "crane/1/manual") {
    pageCount pagesWithoutText
    pages(first: 2) { totalCount nodes { id index label text quality file { name } } }
    scans: pages(quality: NO_TEXT_LAYER) { totalCount nodes { index } }
    version { pagesWithoutText }
  }
  ingestJob(id: $job) { counts { pagesWithoutText } files { nodes { path outcome reasonCode pagesWithoutText } } }
}`;

const globalId = (jobId: string): string => btoa(`IngestJob:${jobId}`);

test('a scan is told from a blank page, and counted; the run after it was replaced counts anew', async () => {
  const path = await library.write('crane', {
    'crane/1/manual/manual.pdf': await manual('tssb'),
    'crane/1/drawing/drawing.pdf': await manual('ss'),
    'crane/1/notes/notes.md': '# Notes\n\nNo pages here.\n',
  });
  const { jobId, counts } = await library.ingest(path);
  expect(counts).toMatchObject({ new: 2, failed: 1, pagesWithoutText: 4 });
  expect(await library.ask(ask, { job: globalId(jobId) })).toEqual({
    documentByPath: {
      pageCount: 4,
      pagesWithoutText: 2,
      pages: {
        totalCount: 4,
        nodes: [
          {
            id: expect.any(String),
            index: 1,
            label: '1',
            text: written,
            quality: 'TEXT',
            file: { name: 'manual.pdf' },
          },
          {
            id: expect.any(String),
            index: 2,
            label: '2',
            text: '',
            quality: 'NO_TEXT_LAYER',
            file: { name: 'manual.pdf' },
          },
        ],
      },
      scans: { totalCount: 2, nodes: [{ index: 2 }, { index: 3 }] },
      version: { pagesWithoutText: 2 },
    },
    ingestJob: {
      counts: { pagesWithoutText: 4 },
      files: {
        nodes: [
          {
            path: 'crane/1/drawing/drawing.pdf',
            outcome: 'FAILED',
            reasonCode: 'FILE_WITHOUT_TEXT',
            pagesWithoutText: 2,
          },
          { path: 'crane/1/manual/manual.pdf', outcome: 'NEW', reasonCode: null, pagesWithoutText: 2 },
          { path: 'crane/1/notes/notes.md', outcome: 'NEW', reasonCode: null, pagesWithoutText: 0 },
        ],
      },
    },
  });

  await library.write('crane', { 'crane/1/manual/manual.pdf': await manual('tts') });
  const again = await library.ingest(path);
  expect(again.counts).toMatchObject({ changed: 1, pagesWithoutText: 3 });
  expect(await library.ask(ask, { job: globalId(again.jobId) })).toMatchObject({
    documentByPath: { pageCount: 3, pagesWithoutText: 1, scans: { nodes: [{ index: 3 }] } },
  });
});

test('a page is a node', async () => {
  const { documentByPath } = await library.ask<{ documentByPath: { pages: { nodes: { id: string }[] } } }>(
    `query First { documentByPath(path: "crane/1/manual") { pages(first: 1) { nodes { id } } } }`,
  );
  const [page] = documentByPath.pages.nodes;
  expect(await library.ask('query Node($id: ID!) { node(id: $id) { id ... on Page { index } } }', page)).toEqual({
    node: { id: page?.id, index: 1 },
  });
});
