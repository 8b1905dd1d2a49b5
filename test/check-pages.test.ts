/** A chunk that claims pages on which its words do not stand fails its file. */
import { describe, expect, test } from '@jest/globals';
import { createPageCheck } from '../src/ingest/prepare/check-pages.js';
import type { ReadBlock, ReadPage } from '../src/ingest/read/page-reader.js';

const page = (index: number, text: string): ReadPage => ({ index, label: String(index), text });

const pages = [
  page(1, 'The gateway keeps a session open until its timer ends. See [the notes](https://example.com/n).'),
  page(2, '| Option | Meaning |\n| --- | --- |\n| timeout | seconds until the end of it |\n\nThe peer is config-'),
  page(3, 'ured by hand, and a reload brings the table up to date again.'),
];
const blocks: ReadBlock[] = [{ kind: 'table', text: pages[1]?.text ?? '', section: null }];
const check = createPageCheck({ pages, blocks }, 'guide.pdf');

describe('chunks', () => {
  test('on the pages that they name pass, however their markup was written', () => {
    check({
      text: 'The **gateway** keeps a session open until its timer ends. See [the notes](https://other.example).',
      firstPage: 1,
      lastPage: 1,
    });
  });

  test('with a word that the end of a page broke in two pass', () => {
    check({ text: 'The peer is configured by hand, and a reload', firstPage: 2, lastPage: 3 });
  });

  test('that repeat the header of a table of an earlier page pass', () => {
    check({ text: '| Option | Meaning |\n| --- | --- |\n| reload | up to date |', firstPage: 3, lastPage: 3 });
  });

  test('that hold a part of what stands in escaped brackets pass', () => {
    const text = 'It shows \\<the state that the neighbour keeps> of each session.';
    const checked = createPageCheck({ pages: [page(1, text)], blocks: [] }, 'guide.pdf');
    checked({ text: 'the state that the neighbour', firstPage: 1 });
  });

  test('on another page fail, naming the page and the words', () => {
    expect(() => {
      check({ text: 'The gateway keeps a session open until its timer ends.', firstPage: 3, lastPage: 3 });
    }).toThrow(
      expect.objectContaining({ code: 'PAGES_MISMATCH', message: expect.stringMatching(/page 3 .*gateway, keeps/) }),
    );
  });

  test('on a page that the file does not have fail', () => {
    expect(() => {
      check({ text: 'The gateway keeps a session open.', firstPage: 9, lastPage: 9 });
    }).toThrow(expect.objectContaining({ code: 'PAGES_MISMATCH' }));
  });

  test('of files without pages pass', () => {
    createPageCheck({ pages: [], blocks: [] }, 'guide.md')({ text: 'Anything at all, wherever it stands.' });
  });
});
