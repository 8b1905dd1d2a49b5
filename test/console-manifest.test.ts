/** The editor of manifests: places in a text, entries that are put in, and what a folder brings along. */
import { describe, expect, it, test } from '@jest/globals';
import { archivesAmong, folderOf, manifestOf, topsOf } from '../admin/src/screens/add/dropped.js';
import { refusedFindings } from '../admin/src/screens/add/manifest-operations.js';
import {
  emptyManifest,
  insertEntry,
  isLosable,
  mostCharacters,
  offsetOf,
  openDraft,
} from '../admin/src/screens/add/manifest-text.js';
import { mostManifestText } from '../src/ingest/source/manifest-schema.js';

test('as much can be edited as the service takes', () => {
  expect(mostCharacters).toBe(mostManifestText);
});

test.each([
  [1, 1, 0],
  [2, 3, 5],
  [2, 99, 5],
  [3, 1, 6],
  [9, 1, 8],
])('line %i, column %i is at %i', (line, column, offset) => {
  expect(offsetOf('ab\ncd\nef', line, column)).toBe(offset);
});

/** With the caret as "|". */
function inserted(text: string, path: string): string | null {
  const result = insertEntry(text, path);
  return result && `${result.text.slice(0, result.caret)}|${result.text.slice(result.caret)}`;
}

describe('an entry is put in', () => {
  it.each([
    ['where there is nothing', '', 'router', 'entries:\n  - path: router\n    product: |\n    version: \n'],
    [
      'behind the last, as that is written',
      'entries:\n- path: a\n',
      'b',
      'entries:\n- path: a\n- path: b\n  product: |\n  version: \n',
    ],
    [
      'before what comes behind the entries and its comment',
      'entries:\n    - path: a # first\n      # of a\n\n# later\nexpects: []\n',
      'b',
      'entries:\n    - path: a # first\n      # of a\n    - path: b\n      product: |\n      version: \n\n# later\nexpects: []\n',
    ],
    [
      'into entries without any',
      'vendor: A\nentries: # none yet\n',
      'b c',
      'vendor: A\nentries: # none yet\n  - path: b c\n    product: |\n    version: \n',
    ],
    [
      'with quotes where a name needs them',
      'entries:\n',
      'a: #b',
      'entries:\n  - path: "a: #b"\n    product: |\n    version: \n',
    ],
    ['without a path', 'entries:\n', '', 'entries:\n  - path: |\n    product: \n    version: \n'],
  ])('%s', (_name, text, path, expected) => {
    expect(inserted(text, path)).toBe(expected);
  });

  it.each(['entries: []\n', '{ "entries": [] }', '[]'])('but not into %j, whose form is another', (text) => {
    expect(insertEntry(text, 'a')).toBeNull();
  });

  it('and the beginning of a manifest is one, for the whole folder', () => {
    expect(emptyManifest).toBe('vendor:\nentries:\n  - path: .\n    product: \n    version: \n');
  });
});

test('a draft can be lost as soon as it differs from what was opened or kept', () => {
  const draft = openDraft('a: 1\r\nb: 2\r\n', false);
  expect(draft).toEqual({ text: 'a: 1\nb: 2\n', planned: null, kept: 'a: 1\nb: 2\n' });
  expect(isLosable(draft)).toBe(false);
  expect(isLosable({ ...draft, text: 'a: 2\n' })).toBe(true);
  expect(isLosable({ ...draft, text: 'a: 2\n', kept: 'a: 2\n' })).toBe(false);
});

const packed = (path: string, text = path) => ({ path, blob: new Blob([text]) });

describe('what a folder brings along', () => {
  it('is the manifest that the service would take, if it is not too long to be edited', async () => {
    const two = folderOf('f', [packed('a/library.yaml'), packed('library.json'), packed('library.yml')]);
    expect(await manifestOf(two, 100)).toBe('library.yml');
    expect(await manifestOf(two, 5)).toBeNull();
    expect(await manifestOf(folderOf('f', [packed('library.yaml', 'ä'.repeat(11))]), 10)).toBeNull();
    expect(await manifestOf(folderOf('f', [packed('a/library.yaml')]), 100)).toBeNull();
  });

  it('are the names at its top', () => {
    const folder = folderOf('f', [packed('b/1/x.md'), packed('b/2/y.md'), packed('a.md'), packed('library.yaml')]);
    expect(topsOf(folder)).toEqual(['a.md', 'b']);
  });

  it('is not known of an archive, which is told by its name', async () => {
    const files = ['a.ZIP', 'b.tar.gz', 'c.tgz', 'd.tar', 'e.md', 'zip'].map((name) => new File(['x'], name));
    const { archives, others } = archivesAmong(files);
    expect(archives.map(({ name }) => name)).toEqual(['a.ZIP', 'b.tar.gz', 'c.tgz', 'd.tar']);
    expect(others.map(({ name }) => name)).toEqual(['e.md', 'zip']);
    const [archive] = archives;
    expect(archive && [topsOf(archive), await manifestOf(archive, 100)]).toEqual([[], null]);
  });
});

test('a plan that was refused says where its manifest is wrong', () => {
  const problem = { code: 'MISSING', line: 3, column: 5, field: 'entries[0].product', problem: 'is missing' };
  expect(refusedFindings({ file: 'library.yaml', count: 120, problems: [problem] })).toEqual({
    findingCount: 120,
    findings: [{ severity: 'ERROR', message: 'is missing', line: 3, column: 5, path: 'entries[0].product' }],
  });
  expect(refusedFindings({})).toBeNull();
});
